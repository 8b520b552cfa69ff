import { checksMirrors } from '#/features/checks/index.ts';
import { controlsMirrors } from '#/features/controls/index.ts';
import { engagementsMirrors } from '#/features/engagements/index.ts';
import { evidenceMirrors } from '#/features/evidence/index.ts';
import {
  type Found,
  type KeyedMirror,
  type Ledger,
  type Mirror,
  keyedFaults,
  mirrorFaults,
  type Place,
  type SealedThings,
} from '#/features/ledger/index.ts';
import { organizationKeyedMirrors, organizationMirrors } from '#/features/organization/index.ts';
import { peopleMirrors } from '#/features/people/index.ts';
import { populationsMirrors } from '#/features/populations/index.ts';
import { sourcesMirrors } from '#/features/sources/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Vault } from '#/platform/keys.ts';
import {
  type Digests,
  everyRunDigest,
  FORM,
  LAST_RUNS,
  mirrorDigests,
  mirrorMark,
  saveMirrorMark,
} from './mirrors.store.ts';

/** Every table that repeats the log and that a status is made from. */
const MIRRORS: readonly Mirror[] = [
  ...controlsMirrors,
  ...engagementsMirrors,
  ...checksMirrors,
  ...evidenceMirrors,
  ...populationsMirrors,
  ...peopleMirrors,
  ...organizationMirrors,
  ...sourcesMirrors,
];
const KINDS: ReadonlySet<string> = new Set([
  ...MIRRORS.flatMap(({ kinds }) => kinds),
  ...organizationKeyedMirrors.map(({ kind }) => kind),
]);

const MARKED = 'rows that repeat the log';
/** So many entries behind a mark are read again by each reading; of more, another mark is made. */
const MOST_BEHIND = 256;
/** So many entries a reading waits for; whoever runs checks waits for all. */
const MOST_WAITED = 20_000;

export interface MirrorsDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly vault: Vault;
}

/** What of the rows that a status rests on is not as the log sealed it, in the words of `fsck`. */
export type Unfounded = readonly Found[];

/** Thrown by a reading that would have to look at much of the log again, and by the next one, too. */
export class MarkBehind extends Error {}

interface Look {
  /** As of which position of the log rows are read. */
  readonly asOf: number;
  /** Nothing that was compared before is believed. */
  readonly anew: boolean;
  /** May it throw `MarkBehind`? Else it makes do. */
  readonly mayThrow: boolean;
}

/**
 * Compares what a status is about to be made from with the log: rows that were compared before by the digests that were
 * marked then, and the others one by one with what the log, whose end is verified, says of them.
 */
export async function unfoundedIn(
  tx: Tx,
  org: string,
  { ledger, vault }: Pick<MirrorsDeps, 'ledger' | 'vault'>,
  { asOf, anew, mayThrow }: Look,
): Promise<Unfounded> {
  const size = await ledger.size(tx);
  const known = anew ? null : await markedIn(tx, org, vault);
  const behind = size - (known?.place.frontier.size ?? 0);
  if (mayThrow && behind > MOST_BEHIND) throw new MarkBehind();
  if (!anew && behind > MOST_WAITED) return [NOT_COMPARED];
  if (known === null) return (await compared({ tx, org, ledger }, null)).found;
  const { changed, later } = await changedSince(tx, known, asOf < size);
  if (changed.length === 0 && behind === 0 && later === 0) return [];
  const { found, erased } = await compared({ tx, org, ledger }, known.place);
  if (changed.length === 0 && !erased) return found;
  const unexplained = erased ? changed.filter((table) => !LOSES_ROWS.has(table)) : changed;
  return fromTheBeginning({ tx, org, ledger }, size, unexplained);
}

/** Which row it is, only the whole log tells; where that is too long to be waited for, or tells of none, the tables are named. */
async function fromTheBeginning(deps: Parameters<typeof compared>[0], size: number, tables: readonly string[]) {
  if (size > MOST_WAITED) return tables.length === 0 ? [NOT_COMPARED] : tables.map(named);
  const { found } = await compared(deps, null);
  return found.length === 0 ? tables.map(named) : found;
}

/** Tables of which an erasure takes rows: that they are others now is what the log says, unless the log tells otherwise. */
const LOSES_ROWS: ReadonlySet<string> = new Set(['artifact', 'exclusion', 'exclusion_end', 'evidence']);

const NOT_COMPARED: Found = {
  where: 'the database',
  what: 'its rows were not compared with the log yet; the next run of checks does',
};

const named = (table: string): Found => ({
  where: `table ${table}`,
  what: 'a row of it does not say what was sealed; fsck on the machine of the server names it',
});

/** Compares all that is not compared yet, and marks how far it came where nothing was found. */
export async function markMirrors(
  { db, ledger, vault }: MirrorsDeps,
  org: string,
  { patient }: { readonly patient: boolean },
): Promise<void> {
  const made = await db.snapshot(org, async (tx) => {
    const size = await ledger.size(tx);
    const known = await markedIn(tx, org, vault);
    if (known?.place.frontier.size === size) return null;
    const isWhole = known !== null && (await changedSince(tx, known, true)).changed.length === 0;
    let from = isWhole ? known.place : null;
    if (!patient && size - (from?.frontier.size ?? 0) > MOST_WAITED) return null;
    let looked = await compared({ tx, org, ledger }, from);
    if (looked.erased && from !== null) {
      if (!patient && size > MOST_WAITED) return null;
      from = null;
      looked = await compared({ tx, org, ledger }, from);
    }
    if (looked.found.length > 0 || looked.place === null) return null;
    return valueOf(looked.place, {
      ...(await mirrorDigests(tx, size)).digests,
      [EVERY_RUN]: await everyRunDigest(tx, size),
    });
  });
  if (made === null) return;
  const { value, position } = made;
  const mark = vault.marks(MARKED).mark([org, value]);
  await db.transaction(org, (tx) => saveMirrorMark(tx, org, { position, value, mark }));
}

const EVERY_RUN = 'every run';

interface Marked {
  readonly place: Place;
  readonly digests: Digests;
}

const valueOf = ({ frontier, ...place }: Place, digests: Marked['digests']) => {
  const subtrees = frontier.subtrees.map((root) => Buffer.from(root).toString('hex'));
  const value = { form: FORM, place: { ...place, size: frontier.size, subtrees }, digests };
  return { position: frontier.size, value: JSON.stringify(value) };
};

/** Null where there is no mark, none that is right, or one of another form. */
async function markedIn(tx: Tx, org: string, vault: Vault): Promise<Marked | null> {
  const row = await mirrorMark(tx);
  if (row === undefined || vault.marks(MARKED).look([org, row.value], row.mark) !== 'as written') return null;
  const { form, place, digests } = JSON.parse(row.value) as Marked & {
    readonly form: number;
    readonly place: Omit<Place, 'frontier'> & { readonly size: number; readonly subtrees: readonly string[] };
  };
  if (form !== FORM) return null;
  const { size, subtrees, ...rest } = place;
  const frontier = { size, subtrees: subtrees.map((root) => new Uint8Array(Buffer.from(root, 'hex'))) };
  return { place: { ...rest, frontier }, digests };
}

/** Tables whose rows are no longer those that were compared, and how many rows came since. */
async function changedSince(
  tx: Tx,
  { place, digests }: Marked,
  isPast: boolean,
): Promise<{ readonly changed: readonly string[]; readonly later: number }> {
  const { size } = place.frontier;
  const now = await mirrorDigests(tx, size);
  const past = isPast ? { [EVERY_RUN]: await everyRunDigest(tx, size) } : {};
  const changed = Object.entries({ ...now.digests, ...past })
    .filter(([name, digest]) => digests[name] !== digest)
    .map(([name]) => (name === EVERY_RUN || name === LAST_RUNS ? 'check_run' : name));
  return { changed: [...new Set(changed)], later: now.later };
}

interface Compared {
  readonly found: Unfounded;
  readonly place: Place | null;
  /** Did the log say that something was erased? Rows of before may be gone then. */
  readonly erased: boolean;
}

/**
 * Holds every row from a place on against the log, which is verified from there on; null: from its beginning. Rows are
 * read before the log is, so that it seals all of them though others seal meanwhile; what it seals from where it ended
 * at first may have no row yet.
 */
async function compared(
  { tx, org, ledger }: { readonly tx: Tx; readonly org: string; readonly ledger: Ledger },
  from: Place | null,
): Promise<Compared> {
  const ended = await ledger.size(tx);
  const rows = await rowsFrom(tx, from?.frontier.size ?? 0);
  const sealed: SealedThings = { byKind: new Map(), erased: new Set() };
  const verified = await ledger.verifySince(tx, org, from, ({ position, entry: { kind }, payload }) => {
    if (payload === undefined) sealed.erased.add(position);
    else if (KINDS.has(kind)) {
      const known = sealed.byKind.get(kind) ?? new Map<number, Readonly<Record<string, Json>>>();
      sealed.byKind.set(kind, known.set(position, payload as Readonly<Record<string, Json>>));
    }
  });
  const found: Found[] = (verified?.damages ?? []).map(({ position, what }) => ({
    where: position === null ? 'log' : `log, position ${position}`,
    what,
  }));
  for (const [mirror, of] of rows.byPosition)
    found.push(...mirrorFaults(mirror, of, sealed, (position) => position >= ended));
  for (const [mirror, of] of rows.byKey)
    if (sealed.byKind.has(mirror.kind)) found.push(...keyedFaults(mirror, of, sealed));
  return { found, place: verified?.place ?? null, erased: sealed.byKind.has('erasure') };
}

async function rowsFrom(tx: Tx, first: number) {
  const byPosition: (readonly [Mirror, Awaited<ReturnType<Mirror['rows']>>])[] = [];
  for (const mirror of MIRRORS)
    byPosition.push([mirror, (await mirror.rows(tx, first)).filter(({ position }) => position >= first)]);
  const byKey: (readonly [KeyedMirror, Awaited<ReturnType<KeyedMirror['rows']>>])[] = [];
  for (const mirror of organizationKeyedMirrors) byKey.push([mirror, await mirror.rows(tx)]);
  return { byPosition, byKey };
}
