import { POPULATION_NAMES } from '#/core/populations/index.ts';
import { formatInstant } from '#/core/time/instant.ts';
import type { Caller } from '#/contract/endpoint.ts';
import { controlVersions, statementIn } from '#/features/controls/index.ts';
import { daysOf, windowIn, zoneIn } from '#/features/engagements/index.ts';
import { coverageOf, sealedSegments } from '#/features/populations/index.ts';
import { type Ground, readiness, type ReadinessDeps, standing, type Standing } from '#/features/readiness/index.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { type Manifest, manifestBytes, PACKAGE_CREATED } from '#/package/manifest.ts';
import { MANIFEST } from '#/package/archive.ts';
import type { Organization } from '#/platform/db/database.ts';
import { writeFileWhole } from '#/platform/file-writer.ts';
import { document, logMembers, type Outgoing, stored, writeArchive } from './members.service.ts';
import { README } from './readme.ts';
import { artifactRowsForPackage, erasedArtifacts, segmentSuccessors } from './store.ts';
import { artifactsOfWindow } from './window-artifacts.service.ts';

export interface PackagesDeps extends ReadinessDeps {
  readonly software: string;
}

export interface Created {
  readonly file: string;
  readonly position: number;
  readonly entries: number;
  readonly segments: number;
  readonly artifacts: number;
  readonly members: number;
}

/**
 * Writes everything that a stranger needs to verify and re-perform an engagement: the whole log, all segments, the
 * artifacts that the records of the window were read from, the runs of the checks and what was made of them. The
 * manifest is sealed first, so that the log that the package carries ends with the package itself.
 */
export async function createPackage(
  deps: PackagesDeps,
  caller: Caller,
  organization: Organization,
  {
    engagement,
    out,
    progress,
  }: {
    readonly engagement?: string | undefined;
    readonly out: string;
    readonly progress: (done: number, total: number) => void;
  },
): Promise<Created> {
  const status = await readiness(deps).status(caller, engagement === undefined ? {} : { engagement });
  const ready = await standing(deps, caller.org, { engagement }, (where, ground) =>
    prepared(deps, organization, { where, ground, status }),
  );
  const manifest = manifestBytes(ready.manifest);
  const sealed = await deps.db.transaction(caller.org, async (tx) => {
    const payload = {
      v: 1,
      manifest: sha256Hex(manifest),
      engagement: ready.manifest.engagement.id,
      person: caller.person,
    };
    const [entry] = await deps.ledger.seal(tx, caller.org, [{ kind: PACKAGE_CREATED, payload }]);
    const size = (entry?.position ?? -1) + 1;
    return { size, checkpoint: await deps.ledger.checkpointOf(tx, size) };
  });
  const members = [...ready.members, ...logMembers(deps.db, deps.ledger, caller.org, sealed)];
  await writeFileWhole(out, (writer) =>
    writeArchive(writer, document(MANIFEST, manifest), members, (done) => progress(done, members.length + 1)),
  );
  const { segments, artifacts } = ready.manifest;
  return {
    file: out,
    position: sealed.size - 1,
    entries: sealed.size,
    segments: segments.length,
    artifacts: artifacts.included.length,
    members: members.length + 1,
  };
}

interface Preparing {
  readonly where: Standing;
  readonly ground: Ground;
  readonly status: Json;
}

async function prepared(
  deps: PackagesDeps,
  organization: Organization,
  { where, ground, status }: Preparing,
): Promise<{ readonly manifest: Manifest; readonly members: readonly Outgoing[] }> {
  const { blobs } = ground;
  const segments = await segmentsOf(ground);
  const artifacts = await artifactsOf(where, ground);
  const runs = [...where.facts.runs.values()]
    .map(({ checkId, position, outcomes }) => ({ check: checkId, position, outcomes }))
    .sort((a, b) => (a.check < b.check ? -1 : 1));
  const documents = await documentsOf(where, ground, status);
  const { engagement, id } = where.opened;
  const manifest: Manifest = {
    v: 1,
    format: 'attestry-package',
    software: deps.software,
    organization: { name: organization.name, slug: organization.slug, demo: organization.demo },
    origin: (await deps.ledger.status(organization.org)).origin,
    engagement: { id, ...daysOf(engagement), zone: zoneIn(engagement) },
    asOf: { position: where.asOf.position, instant: formatInstant(where.asOf.instant) },
    documents: documents.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) })),
    segments,
    artifacts,
    runs,
  };
  const members = [
    ...documents.map(({ path, bytes }) => document(path, bytes)),
    ...[...new Set(segments.map(({ digest }) => digest))].map((digest) => stored(blobs, 'segments', digest)),
    ...artifacts.included.map((sha256) => stored(blobs, 'artifacts', sha256)),
    ...[...new Set(runs.map(({ outcomes }) => outcomes))].map((sha256) => stored(blobs, 'outcomes', sha256)),
  ];
  return { manifest, members };
}

async function segmentsOf({ tx, asOf }: Ground): Promise<Manifest['segments']> {
  const successors = await segmentSuccessors(tx);
  const segments = [];
  for (const population of POPULATION_NAMES) {
    for (const { position, digest } of await sealedSegments(tx, { population, asOf: asOf.position, reference: true })) {
      segments.push({ position, population, digest, successor: successors.has(position) });
    }
  }
  return segments.sort((a, b) => a.position - b.position);
}

/** Artifacts of the window's records, and all that people attached. */
async function artifactsOf({ opened }: Standing, { tx, open, asOf }: Ground): Promise<Manifest['artifacts']> {
  const wanted = await artifactsOfWindow(open, windowIn(opened.engagement), asOf.position);
  const rows = await artifactRowsForPackage(tx, asOf.position);
  const included = rows.filter(({ id, attached }) => attached || wanted.has(id)).map(({ sha256 }) => sha256);
  const all = new Set(rows.map(({ sha256 }) => sha256));
  const chosen = [...new Set(included)].sort();
  return { included: chosen, omitted: all.size - chosen.length, erased: await erasedArtifacts(tx) };
}

const json = (value: unknown): Uint8Array => canonicalBytes(JSON.parse(JSON.stringify(value)) as Json);

async function documentsOf(
  { opened, facts }: Standing,
  { tx, asOf }: Ground,
  status: Json,
): Promise<readonly { readonly path: string; readonly bytes: Uint8Array }[]> {
  const controls = [...(await controlVersions(tx, asOf.position)).values()]
    .flat()
    .map(({ id, position, effectiveFrom, received, definition }) => ({
      id,
      position,
      effectiveFrom: formatInstant(effectiveFrom),
      received: formatInstant(received),
      statement: statementIn(definition),
      definition,
    }));
  const coverage: Record<string, unknown> = {};
  for (const population of POPULATION_NAMES) coverage[population] = await coverageOf(tx, population, asOf.position);
  const runs = [...facts.runs.values()].map(({ asOf: instant, received, ...run }) => ({
    ...run,
    asOf: formatInstant(instant),
    received: formatInstant(received),
  }));
  return [
    { path: 'controls.json', bytes: json(controls) },
    { path: 'coverage.json', bytes: json(coverage) },
    { path: 'engagement.json', bytes: json({ id: opened.id, ...opened.engagement }) },
    { path: 'readme.txt', bytes: Buffer.from(README) },
    { path: 'runs.json', bytes: json(runs) },
    { path: 'status.json', bytes: json(status) },
  ];
}
