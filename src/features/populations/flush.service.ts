import type { Accounted } from '#/collectors/collector.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { encodeRows, inOrder } from '#/core/segment/segment.ts';
import type { SegmentFile } from '#/core/segment/file.ts';
import { formatInstant } from '#/core/time/instant.ts';
import type { Sealable } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import { ensured } from '#/platform/blob/ensured.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Batch, Kept, Rows } from './batch.ts';
import type { IngestDeps, IngestRun } from './ingest.service.ts';
import { freshSalt, laidOut, type SegmentRef } from './segments.service.ts';
import { insertCoverage } from './coverage.store.ts';
import { insertArtifacts, insertSegments, saveCursor, saveLook } from './store.ts';

interface Written {
  readonly population: PopulationName;
  readonly file: SegmentFile;
}

/** Seals a batch: its segments are written first, then state and ledger change in one transaction. */
export async function saveBatch(
  { db, blobs, seal, chance }: IngestDeps,
  run: IngestRun,
  batch: Batch,
  also: (tx: Tx) => Promise<void>,
): Promise<readonly (SegmentRef & { readonly population: PopulationName })[]> {
  const written = batch.rows.filter(({ rows }) => rows.length > 0).map((rows) => laidOutRows(rows, freshSalt(chance)));
  for (const { file } of written) await blobs.put('segments', file.digest, file.bytes);
  return db.transaction(run.org, async (tx) => {
    await also(tx);
    if (batch.cursor !== undefined) await saveCursor(tx, run.org, run.source, batch.cursor);
    for (const { population, scope, looked } of batch.looks)
      await saveLook(tx, { org: run.org, source: run.source, population, scope, looked });
    const sealables = [
      ...batch.artifacts.map((kept) => artifactReceived(run, kept)),
      ...written.map((segment) => segmentSealed(run, segment)),
      ...(batch.accounted.length === 0 ? [] : [coverageStated(run, batch.accounted)]),
    ];
    const sealed = await seal(tx, run.org, sealables);
    const position = (place: number): number => sealed[place]?.position ?? -1;
    for (const { sha256, received } of batch.artifacts) await ensured(blobs, 'artifacts', sha256, received.bytes);
    for (const { file } of written) await ensured(blobs, 'segments', file.digest, file.bytes);
    await insertArtifacts(
      tx,
      batch.artifacts.map((kept, place) => artifactRow(run, kept, position(place))),
    );
    const first = batch.artifacts.length;
    await insertSegments(
      tx,
      written.map((segment, place) => segmentRow(run, segment, position(first + place))),
    );
    await insertCoverage(
      tx,
      batch.accounted.map((accounted, part) =>
        coverageRow(run, accounted, { position: position(sealed.length - 1), part }),
      ),
    );
    return written.map(({ population, file: { digest } }, place) => ({
      population,
      digest,
      position: position(first + place),
      merged: false,
    }));
  });
}

function laidOutRows({ population, rows, artifacts }: Rows, salt: string): Written {
  const definition = populationNamed(population);
  const ordered = inOrder(rows);
  const about = { population, schema: definition.version, rows: ordered.length, artifacts, salt };
  return { population, file: laidOut(about, encodeRows(definition, ordered)) };
}

const artifactReceived = ({ source, run, grade, startedAt }: IngestRun, { id, sha256, received }: Kept): Sealable => ({
  kind: 'artifact-received',
  payload: {
    v: 1,
    id,
    sha256,
    bytes: received.bytes.length,
    media: received.media,
    name: received.name,
    source,
    run,
    grade,
    collected: formatInstant(startedAt),
  },
});

const artifactRow = (
  { org, source, grade, startedAt }: IngestRun,
  { id, sha256, received }: Kept,
  position: number,
) => ({
  org,
  id,
  position,
  sha256,
  bytes: received.bytes.length,
  media: received.media,
  name: received.name,
  source,
  grade,
  collected: startedAt,
});

const segmentSealed = ({ source, run, collector }: IngestRun, { population, file }: Written): Sealable => ({
  kind: 'segment',
  payload: {
    v: 1,
    population,
    schema: file.header.schema,
    rows: file.header.rows,
    digest: file.digest,
    bytes: file.bytes.length,
    source,
    run,
    collector: { id: collector.id, version: collector.version },
  },
});

const segmentRow = ({ org, source, run }: IngestRun, { population, file }: Written, position: number) => ({
  org,
  position,
  population,
  schema: file.header.schema,
  rows: file.header.rows,
  digest: file.digest,
  bytes: file.bytes.length,
  source,
  run,
});

/** What a run accounts for, as it is sealed. */
const coverageStated = ({ source, run }: IngestRun, accounted: readonly Accounted[]): Sealable => ({
  kind: 'coverage',
  payload: {
    v: 1,
    source,
    run,
    parts: accounted.map(({ from, to, query, ...part }) => ({
      ...part,
      from: from === null ? null : formatInstant(from),
      to: to === null ? null : formatInstant(to),
      query: query as Json,
    })),
  },
});

const coverageRow = (
  { org, source, run }: IngestRun,
  accounted: Accounted,
  at: { readonly position: number; readonly part: number },
) => ({
  org,
  source,
  run,
  ...at,
  ...accounted,
});
