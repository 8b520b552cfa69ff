import type { Caller, Handlers, Standing } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { GradeByHand } from '#/core/grades.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { formatMoment, onDay, parseMoment } from '#/core/time/moment.ts';
import { controlVersions } from '#/features/controls/index.ts';
import { isReached, reachOf } from '#/features/engagements/index.ts';
import { type Ledger, listedMoment } from '#/features/ledger/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { ensured } from '#/platform/blob/ensured.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { evidenceContract } from './contract.ts';
import {
  artifactsBefore,
  artifactWithId,
  evidenceRows,
  gatedArtifacts,
  insertArtifact,
  insertEvidence,
  lettersOfOthers,
} from './store.ts';

export interface EvidenceDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly blobs: (org: string) => BlobStore;
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

interface Attachment {
  readonly control: string;
  readonly purpose: string;
  readonly occurred: string;
  readonly period?: string | undefined;
  readonly item?: string | undefined;
  readonly grade?: GradeByHand | undefined;
  readonly name: string;
  readonly media: string;
  readonly bytes: Uint8Array;
  readonly note: string;
}

export const evidence = (deps: EvidenceDeps): Handlers<typeof evidenceContract> => ({
  add: (caller, input) => attach(deps, caller, input),
  list: ({ org, standing }, { control, asOf }) =>
    deps.db.transaction(org, async (tx) => {
      const isSeen = await seenControls(tx, standing);
      const { position } = await listedMoment(tx, deps, asOf);
      const rows = (await evidenceRows(tx, position)).filter(
        (row) => (control === undefined || row.control === control) && isSeen(row.control),
      );
      return { evidence: rows.map(shown) };
    }),
  artifacts: ({ org, standing }, { before = Number.MAX_SAFE_INTEGER, source = null, limit, asOf }) =>
    deps.db.transaction(org, async (tx) => {
      const hidden = await hiddenArtifacts(tx, standing);
      const { position } = await listedMoment(tx, deps, asOf);
      const rows = await artifactsBefore(tx, { before: Math.min(before, position), source, limit, hidden });
      const last = rows.length < limit ? undefined : rows.at(-1);
      return { artifacts: rows, next: last?.position ?? null };
    }),
  artifact: async (caller, { id }) => {
    const { org } = caller;
    const found = await seenArtifact(deps, caller, id);
    const tooLarge = found.bytes > MOST_SHOWN;
    const content = tooLarge ? new Uint8Array() : await deps.blobs(org).get('artifacts', found.sha256);
    return { artifact: found, content: new Uint8Array(content), tooLarge };
  },
  artifactFile: async (caller, { id }) => {
    const { name, sha256 } = await seenArtifact(deps, caller, id);
    const bytes = await deps.blobs(caller.org).get('artifacts', sha256); // compared with its hash before any of it leaves
    return { name, length: bytes.length, bytes: inParts(bytes) };
  },
});

async function seenArtifact({ db }: EvidenceDeps, { org, standing }: Caller, id: string) {
  const found = await db.transaction(org, async (tx) =>
    (await hiddenArtifacts(tx, standing)).includes(id) ? undefined : artifactWithId(tx, id),
  );
  return found ?? missing(id);
}

const missing = (id: string): never => {
  throw new DomainError('not_found', { what: 'artifact', id });
};

const PART = 2 ** 18;

async function* inParts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PART) yield bytes.subarray(at, at + PART);
}

/** Whoever is let in to some examinations sees what stands for the controls of those. */
export async function seenControls(tx: Tx, standing: Standing | undefined): Promise<(control: string) => boolean> {
  const reach = await reachOf(tx, standing);
  if (reach === null) return () => true;
  const versions = await controlVersions(tx, Number.MAX_SAFE_INTEGER);
  return (control) => isReached(reach, versions.get(control)?.at(-1)?.definition.criteria ?? []);
}

/**
 * Files of the trust center, which leave it marked, for whoever does not work on it; and those of other examinations:
 * attached to their controls alone, or the letters that engage their firms.
 */
export async function hiddenArtifacts(tx: Tx, standing: Standing | undefined): Promise<readonly string[]> {
  if (standing === undefined) return [];
  const gated = standing.may.includes('trust:write') ? [] : await gatedArtifacts(tx);
  const { engagements: named } = standing;
  if (named === null) return gated;
  const isSeen = await seenControls(tx, standing);
  const rows = await evidenceRows(tx, Number.MAX_SAFE_INTEGER);
  const shownAs = new Set(rows.filter(({ control }) => isSeen(control)).map(({ artifact }) => artifact));
  const attached = rows.map(({ artifact }) => artifact).filter((artifact) => !shownAs.has(artifact));
  return [...new Set([...gated, ...attached, ...(await lettersOfOthers(tx, named))])];
}

/** As much as an answer carries; larger files are in packages. In bytes. */
const MOST_SHOWN = 8 * 2 ** 20;

/** The file is kept first; the control, its date and the person are sealed with it. */
async function attach(deps: EvidenceDeps, caller: Caller, { control, ...about }: Attachment) {
  const sha256 = sha256Hex(about.bytes);
  await deps.blobs(caller.org).put('artifacts', sha256, about.bytes);
  return deps.db.transaction(caller.org, async (tx) => {
    const { artifact, attached } = await attachIn(deps, tx, caller, { ...about, controls: [control] });
    const { id = '', position = -1 } = attached[0] ?? {};
    return { id, artifact, sha256, position };
  });
}

/** One file, and the controls of which it shows the same. */
export interface Shared extends Omit<Attachment, 'control'> {
  readonly controls: readonly string[];
}

/** Seals a file, and that it is evidence of each of some controls, in a transaction of the caller’s. */
export async function attachIn(
  { ledger, chance, blobs, zoneOf }: Omit<EvidenceDeps, 'db'>,
  tx: Tx,
  { org, person }: Caller,
  { bytes, controls, ...about }: Shared,
) {
  const sha256 = sha256Hex(bytes);
  const { purpose, name, media, note, grade = gradeUnsaid(about) } = about;
  const known = await controlVersions(tx, Number.MAX_SAFE_INTEGER);
  for (const control of controls)
    if (!known.has(control)) throw new DomainError('not_found', { what: 'control', id: control });
  const zone = await zoneOf(tx);
  const occurred = occurredAt(about.occurred, zone);
  const period = periodOf(about, occurred, zone);
  const item = itemOf(
    about,
    controls.map((control) => known.get(control)?.at(-1)?.definition.origin ?? null),
  );
  const [artifact, collected] = [chance.newId(), chance.now()];
  if ((parseMoment(occurred)?.earliest ?? 0) > collected) refused('occurred', 'the day has not begun');
  if (purpose === 'complete' && grade !== 'stated')
    refused('grade', 'that something is complete is stated by a person');
  const received = {
    v: 1,
    id: artifact,
    sha256,
    bytes: bytes.length,
    media,
    name,
    source: null,
    run: null,
    grade,
    collected: formatInstant(collected),
  };
  const said = controls.map((control) => ({ id: chance.newId(), control, purpose, artifact, occurred, person, note }));
  const sealed = await ledger.seal(tx, org, [
    { kind: 'artifact-received', payload: received },
    ...said.map((each) => ({
      kind: 'evidence-attached',
      // which bytes they are is said by the artifact alone, so that erasing it leaves no digest of them
      payload: { v: 3, ...each, ...(period === null ? {} : { period }), ...(item === null ? {} : { item }) },
    })),
  ]);
  const [first = -1, ...positions] = sealed.map((each) => each.position);
  await insertArtifact(tx, {
    org,
    id: artifact,
    position: first,
    sha256,
    bytes: bytes.length,
    media,
    name,
    grade,
    collected,
  });
  await ensured(blobs(org), 'artifacts', sha256, bytes);
  const attached = said.map((each, at) => ({ ...each, position: positions[at] ?? -1 }));
  for (const each of attached) await insertEvidence(tx, org, { ...each, period, item });
  return { artifact, sha256, attached };
}

/**
 * Whoever hands in a file without a word on it claims least: that a tool exported it, and nobody wrote it, is for them
 * to say. What is stated that shows nothing is stated, whatever its bytes are.
 */
const gradeUnsaid = ({ media, purpose }: Pick<Attachment, 'media' | 'purpose'>): GradeByHand =>
  media.startsWith('image/') && (purpose === 'performance' || purpose === 'design') ? 'screenshot' : 'stated';

/** A day is a day in the organization's zone; an instant stays one. */
function occurredAt(text: string, zone: string): string {
  const moment = parseMoment(text) ?? onDay(text, zone);
  return formatMoment(moment);
}

const refused = (where: string, because: string): never => {
  throw new DomainError('input_invalid', { where, because });
};

/** Nothing is done for a period that has not begun: what is done early is of the period in which it is done. */
function periodOf({ purpose, period }: Pick<Attachment, 'purpose' | 'period'>, occurred: string, zone: string) {
  if (period === undefined) return null;
  if (purpose !== 'performance') refused('period', 'only a performance is done for a period');
  const day = onDay(period, zone);
  if (day.earliest > (parseMoment(occurred)?.latest ?? 0))
    refused('period', 'it is after the day on which it occurred');
  return formatMoment(day);
}

/** Where items call for a control, one may be named; whatever else is performed at a time is of its day. */
function itemOf(
  { purpose, period, item }: Pick<Attachment, 'purpose' | 'period' | 'item'>,
  origins: readonly (string | null)[],
): string | null {
  if (item === undefined) return null;
  if (purpose !== 'performance') refused('item', 'only a performance is called for by an item');
  if (period !== undefined) refused('item', 'it is performed for an item, or for a period, and not for both');
  if (!origins.every((origin) => evidenceOf(origin).occurrences.kind === 'triggered'))
    refused('item', 'no item calls for this control');
  return item;
}

type Row = Awaited<ReturnType<typeof evidenceRows>>[number];

const shown = ({
  id,
  control,
  purpose,
  occurred,
  period,
  item,
  received,
  person,
  note,
  artifact,
  name,
  sha256,
  bytes,
  grade,
}: Row) => ({
  id,
  control,
  purpose: purpose as 'performance' | 'design' | 'missed' | 'complete',
  occurred,
  period,
  item,
  received,
  person,
  note,
  artifact:
    name === null || sha256 === null || bytes === null || grade === null
      ? null
      : { id: artifact, name, sha256, bytes, grade },
});
