import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import type { Row } from '#/core/segment/row.ts';
import { encodeRows, inOrder } from '#/core/segment/segment.ts';
import { redactedRow } from './redact.ts';
import {
  artifactRows,
  destroyMerged,
  destroyUnneeded,
  freshSalt,
  laidOut,
  noteUnneededFiles,
  type OpenedSegment,
  type Populations,
  positionsOf,
  sealedSegments,
} from '#/features/populations/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { ensured } from '#/platform/blob/ensured.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Exports } from '#/platform/exports.ts';
import {
  artifactsNamed,
  attachedFor,
  destroyArtifacts,
  destroyNaming,
  type ErasableArtifact,
  erasureOf,
  insertErasure,
  type Kept,
} from './erase.store.ts';
import { type ItemNamed, keptBeside } from './erase-naming.service.ts';
import { findingsLeft } from './erase-rest.service.ts';
import { holdOn } from './retention.service.ts';
import type { EvidenceDeps } from './service.ts';
import { insertArtifact } from './store.ts';
import { receivedSuccessor, type Successor } from './successor.ts';

export interface EraseDeps extends EvidenceDeps {
  readonly populations: Populations;
  readonly exports: Pick<Exports, 'forgetWhole'>;
}

/** Why something is destroyed; sealed with the tombstone. */
export interface Ground {
  readonly reason: string;
  /** The legal basis: a person's right, the end of a retention period, an order. */
  readonly basis: string;
}

export interface Erased {
  /** Positions of the entries that say so. */
  readonly positions: readonly number[];
  readonly what: readonly string[];
}

/**
 * Destroys an artifact: its bytes, its row, and the payload and salt that the log committed to, everywhere it was
 * received. What is left is a sealed tombstone, and the records that were read from it (`readFrom`). A redacted
 * successor can take its place.
 */
export const eraseArtifact = (
  deps: EraseDeps,
  caller: Caller,
  name: string,
  given: Ground & { readonly successor: Successor | null },
): Promise<Erased> => alone(deps, caller.org, () => artifactErased(deps, caller, name, given));

/** One erasure at a time, so that none works on what another is about to replace; files of an earlier one go first. */
const alone = (deps: EraseDeps, org: string, work: () => Promise<Erased>): Promise<Erased> =>
  deps.db.alone(`erase ${org}`, async () => {
    await destroyUnneeded(deps, org);
    const erased = await work();
    await destroyUnneeded(deps, org);
    await deps.exports.forgetWhole(org); // a package that waits to be taken away holds it, too
    return erased;
  });

async function artifactErased(
  deps: EraseDeps,
  caller: Caller,
  name: string,
  { successor, ...ground }: Ground & { readonly successor: Successor | null },
): Promise<Erased> {
  const { db, blobs } = deps;
  const { org } = caller;
  if (successor !== null) await blobs(org).put('artifacts', sha256Hex(successor.bytes), successor.bytes);
  const { artifacts, positions } = await db.transaction(org, async (tx) => {
    const found = await artifactsNamed(tx, name);
    if (found.length === 0) throw await missing(tx, name);
    await holdOn(
      tx,
      found.map(({ sha256 }) => sha256),
    );
    return { artifacts: found, positions: await saveArtifactErasure(deps, tx, caller, { found, successor, ground }) };
  });
  return { positions, what: artifacts.map(({ id }) => id) };
}

/** What was erased is known by its id alone: whoever guesses bytes must not learn from their digest that they were here. */
async function missing(tx: Tx, name: string): Promise<DomainError> {
  const gone = await erasureOf(tx, 'artifact', name);
  return gone === undefined
    ? new DomainError('not_found', { what: 'artifact', id: name })
    : new DomainError('artifact_erased', { id: name, ...gone });
}

interface ArtifactErasure {
  readonly found: readonly ErasableArtifact[];
  readonly successor: Successor | null;
  readonly ground: Ground;
}

async function saveArtifactErasure(
  { ledger, chance, blobs }: EraseDeps,
  tx: Tx,
  { org, person }: Caller,
  { found, successor, ground }: ArtifactErasure,
): Promise<readonly number[]> {
  const id = successor === null ? null : chance.newId();
  const collected = chance.now(); // one instant for the seal and its row
  const kept = successor === null || id === null ? [] : [receivedSuccessor(id, successor, collected)];
  const tombstones = found.map((artifact) => ({
    kind: 'erasure',
    payload: {
      v: 1,
      subject: 'artifact',
      artifact: artifact.id,
      positions: [artifact.position],
      successor: id,
      ...ground,
      person,
    },
  }));
  const sealed = await ledger.seal(tx, org, [...kept, ...tombstones]);
  if (successor !== null && id !== null) {
    const about = {
      id,
      sha256: sha256Hex(successor.bytes),
      bytes: successor.bytes.length,
      media: successor.media,
      name: successor.name,
      grade: 'export',
    };
    await insertArtifact(tx, { org, position: sealed[0]?.position ?? -1, collected, ...about });
    await ensured(blobs(org), 'artifacts', about.sha256, successor.bytes);
  }
  const positions = sealed.slice(kept.length).map(({ position }) => position);
  for (const [at, artifact] of found.entries()) {
    await insertErasure(tx, {
      org,
      position: positions[at] ?? -1,
      subjectKind: 'artifact',
      subject: artifact.id,
      successor: id,
      ...ground,
      person,
    });
  }
  await ledger.destroyPayloads(
    tx,
    org,
    found.map(({ position }) => position),
  );
  await destroyArtifacts(
    tx,
    found.map((artifact) => artifact.id),
  );
  await noteUnneededFiles(tx, org, 'artifacts', [...new Set(found.map(({ sha256 }) => sha256))]);
  return positions;
}

/**
 * Destroys what the records say of one item: each segment that holds a version of it gets a successor in which nothing
 * of it is left but that it was there. It stays counted, as unknown. The artifacts that it was read from are named, for
 * they may say it still.
 */
export const eraseRecord = (deps: EraseDeps, caller: Caller, item: ItemNamed, ground: Ground): Promise<Erased> =>
  alone(deps, caller.org, () => recordErased(deps, caller, item, ground));

async function recordErased(
  deps: EraseDeps,
  caller: Caller,
  { population, key }: ItemNamed,
  ground: Ground,
): Promise<Erased> {
  const { db, blobs, populations } = deps;
  const { org } = caller;
  const refs = await db.transaction(org, async (tx) =>
    (await sealedSegments(tx, { population, reference: true })).map(({ position, digest }) => ({
      position,
      digest,
      merged: false,
    })),
  );
  return populations.readingSealed(org, refs, async (segments) => {
    const holding = segments
      .map((segment, at) => ({ segment, ref: refs[at] }))
      .filter(({ segment }) => positionsOf([segment], key).size > 0);
    if (holding.length === 0) throw new DomainError('not_found', { what: `item of ${population}`, id: key });
    const name = `${key.slice(0, key.indexOf('/'))}/erased-${deps.chance.newId()}`;
    const successors = holding.map(({ segment, ref }) => ({
      ...redacted(population, segment, { key, name, reason: ground.reason, salt: freshSalt(deps.chance) }),
      position: ref?.position ?? -1,
      before: ref?.digest ?? '',
    }));
    const kept = await keptBeside(deps, org, { population, key });
    const readFrom = [...new Set(successors.flatMap(({ artifacts }) => artifacts))];
    for (const { file } of successors) await blobs(org).put('segments', file.digest, file.bytes);
    return db.transaction(org, async (tx) => {
      const named = [...new Set([...readFrom, ...(await attachedFor(tx, key, kept))])];
      const there = await artifactRows(tx, named); // what was erased says nothing any more
      const artifacts = [...there.values()];
      await holdOn(
        tx,
        artifacts.map(({ sha256 }) => sha256),
      );
      const positions = await saveRecordErasure(deps, tx, caller, { population, key, successors, kept, ground });
      return { positions, what: named.filter((id) => there.has(id)) };
    });
  });
}

interface Redacted {
  readonly file: ReturnType<typeof laidOut>;
  /** Ids of the artifacts that the erased versions were read from. */
  readonly artifacts: readonly string[];
}

function redacted(
  population: PopulationName,
  segment: OpenedSegment,
  { key, name, reason, salt }: Record<'key' | 'name' | 'reason' | 'salt', string>,
): Redacted {
  const definition = populationNamed(population);
  const read = rowReader(definition.fields, segment, (artifact) => artifact);
  const rows: Row[] = Array.from({ length: segment.rows }, (_, row) => read(row));
  const artifacts = rows.flatMap((row) =>
    row.key === key && row.artifact !== null ? (segment.artifacts[row.artifact] ?? []) : [],
  );
  const left = inOrder(rows.map((row) => (row.key === key ? redactedRow(row, name, reason) : row)));
  const { schema } = segment.header;
  const about = { population, schema, rows: left.length, artifacts: segment.artifacts, salt };
  return { file: laidOut(about, encodeRows(definition, left)), artifacts };
}

interface RecordErasure extends ItemNamed {
  readonly kept: Kept;
  readonly successors: readonly (Redacted & { readonly position: number; readonly before: string })[];
  readonly ground: Ground;
}

async function saveRecordErasure(
  { ledger }: EraseDeps,
  tx: Tx,
  { org, person }: Caller,
  { population, key, successors, kept, ground }: RecordErasure,
): Promise<readonly number[]> {
  const findings = await findingsLeft(tx, { population, key });
  const naming = await destroyNaming(tx, key, kept);
  const tombstones = successors.map(({ position, file }, at) => ({
    kind: 'erasure',
    payload: {
      v: 1,
      subject: 'segment',
      segment: position,
      successor: file.digest,
      // exclusions, words on deviations and tasks that follow, lines of the audit log and what was attached for it name it, too
      positions: at === 0 ? [...naming] : [],
      findings,
      ...ground,
      person,
    },
  }));
  const positions = (await ledger.seal(tx, org, tombstones)).map(({ position }) => position);
  for (const [at, { position, file }] of successors.entries()) {
    await insertErasure(tx, {
      org,
      position: positions[at] ?? -1,
      subjectKind: 'segment',
      subject: String(position),
      successor: file.digest,
      ...ground,
      person,
    });
  }
  if (naming.length > 0) await ledger.destroyPayloads(tx, org, naming);
  const merged = await destroyMerged(tx, population);
  const replaced = successors.filter(({ before, file }) => before !== file.digest).map(({ before }) => before);
  await noteUnneededFiles(tx, org, 'segments', [...new Set([...replaced, ...merged])]);
  return positions;
}
