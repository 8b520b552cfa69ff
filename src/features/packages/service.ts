import { DomainError } from '#/core/errors.ts';
import { formatInstant } from '#/core/time/instant.ts';
import type { Caller } from '#/contract/endpoint.ts';
import { daysOf, windowIn, zoneIn } from '#/features/engagements/index.ts';
import type { Seal } from '#/features/ledger/index.ts';
import { Anew, type Ground, type ReadinessDeps, standing, type Standing, viewOf } from '#/features/readiness/index.ts';
import { comparedSegments } from '#/features/populations/index.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { MANIFEST } from '#/package/archive.ts';
import { type Manifest, manifestBytes, PACKAGE_CREATED } from '#/package/manifest.ts';
import { type OutsideDocument, outsidePath } from '#/package/outside.ts';
import { README } from '#/package/readme.ts';
import { Sealed } from '#/package/sealed.ts';
import { ViewText, ViewWriter } from '#/package/views.ts';
import { DigestingWriter, type FileWriter, writeNewFile } from '#/platform/file-writer.ts';
import { readEntries } from './log-entries.service.ts';
import { document, logMembers, type Outgoing, stored, writeArchive } from './members.service.ts';
import { isErasedSince, outsideRows } from './store.ts';
import { withStatements } from './statements.service.ts';
import { statusSource } from './status-source.service.ts';
import { artifactsOfWindow } from './window-artifacts.service.ts';

export interface PackagesDeps extends ReadinessDeps {
  readonly software: string;
}

export interface Created {
  readonly file: string;
  readonly engagement: string;
  readonly position: number;
  readonly entries: number;
  readonly segments: number;
  readonly artifacts: number;
  readonly members: number;
  readonly bytes: number;
  /** Of the whole file: by it whoever gets the file elsewhere sees that it came whole. */
  readonly sha256: string;
}

export interface Wanted {
  /** The one opened last, when it is left out. */
  readonly engagement?: string | undefined;
  readonly out: string;
  readonly progress: (done: number, total: number) => void;
}

/** How often a package is begun anew because something was sealed meanwhile. */
const TRIES = 5;

/**
 * Writes everything that a stranger needs to verify and re-perform an engagement: the whole log, all segments, the
 * artifacts that the records of the window were read from, the runs of the checks and what was made of them. The
 * manifest is sealed first, as of the entry that seals it, so that the log that the package carries ends with the
 * package itself and nothing was sealed that it does not show. Nothing is sealed where no file can be begun; where it
 * does not come to its end after all, because the disk is full or somebody stops it, an entry says so.
 */
export async function createPackage(deps: PackagesDeps, caller: Caller, wanted: Wanted): Promise<Created> {
  let sealed: Sealing | null = null;
  try {
    return await writeNewFile(
      wanted.out,
      async (writer) => {
        sealed = await sealedContents(deps, caller, wanted.engagement);
        return written(deps, caller, { ...wanted, sealed, writer });
      },
      // whoever erases from then on finds the file in its place, and removes it where it waits on a server
      async ({ entries: size, members }) => {
        await mustBeOfNothingErased(deps, caller, { size });
        wanted.progress(members, members); // whoever stopped it until now is not given the file
      },
    );
  } catch (error) {
    // where it cannot be said either, what went wrong first is told
    if (sealed !== null) await sealUnwritten(deps, caller, sealed).catch(() => undefined);
    const isGone = error instanceof DomainError && error.code === 'blob_missing';
    if (isGone && sealed !== null) await mustBeOfNothingErased(deps, caller, sealed);
    throw error;
  }
}

/** Nobody is given what was erased while they waited for it, and what is gone for that is not lost. Throws `busy`. */
async function mustBeOfNothingErased({ db }: PackagesDeps, { org }: Caller, { size }: Pick<Sealing, 'size'>) {
  if (await db.transaction(org, (tx) => isErasedSince(tx, size)))
    throw new DomainError('busy', { what: 'something was erased while the package that holds it was written' });
}

interface Writing extends Wanted {
  readonly sealed: Sealing;
  readonly writer: FileWriter;
}

async function written(deps: PackagesDeps, caller: Caller, { sealed, writer, ...wanted }: Writing) {
  const { db, ledger } = deps;
  const { org } = caller;
  const { manifest, members, size, checkpoint } = sealed;
  const all = [...members, ...logMembers(db, ledger, org, { size, checkpoint })];
  const file = new DigestingWriter(writer);
  await writeArchive(file, document(MANIFEST, manifestBytes(manifest)), all, (done) =>
    wanted.progress(done, all.length + 1),
  );
  return {
    file: wanted.out,
    engagement: manifest.engagement.id,
    position: size - 1,
    entries: size,
    segments: manifest.segments.length,
    artifacts: manifest.artifacts.included.length,
    members: all.length + 1,
    ...file.written(),
  };
}

/** Says in the log that nobody has what an entry before it announced. */
async function sealUnwritten({ db, ledger }: PackagesDeps, { org, person }: Caller, { manifest, size }: Sealing) {
  const payload = { v: 1, position: size - 1, manifest: sha256Hex(manifestBytes(manifest)), person };
  await db.transaction(org, (tx) => ledger.seal(tx, org, [{ kind: 'package-unwritten', payload }]));
}

interface Contents {
  readonly manifest: Manifest;
  readonly members: readonly Outgoing[];
}

/** What is to be written, with the log that ends with the entry that seals it. */
interface Sealing extends Contents {
  readonly size: number;
  readonly checkpoint: string;
}

async function sealedContents(deps: PackagesDeps, caller: Caller, engagement: string | undefined): Promise<Sealing> {
  const { origin } = await deps.ledger.status(caller.org);
  for (let tried = 0; tried < TRIES; tried += 1) {
    // what others keep for their readings is not believed: a package is worked out from what is sealed
    const sealAt = await deps.ledger.sealerAfterSkew(caller.org);
    const contents = await standing(deps, caller.org, { engagement, keeping: new Anew() }, (where, ground) =>
      prepared(deps, where, ground, { org: caller.org, origin }),
    );
    const sealed = await seal({ ...deps, sealAt }, caller, contents.manifest);
    if (sealed !== null) return { ...contents, ...sealed };
  }
  throw new DomainError('busy', {
    what: 'something is being sealed all the time, and a package must be as of one moment',
  });
}

/** Undone, and null, when something was sealed since the manifest was made. */
async function seal(
  { db, ledger, sealAt }: PackagesDeps & { readonly sealAt: Seal },
  { org, person }: Caller,
  manifest: Manifest,
) {
  const overtaken = new Error('something was sealed meanwhile');
  const payload = { v: 1, manifest: sha256Hex(manifestBytes(manifest)), engagement: manifest.engagement.id, person };
  return db
    .transaction(org, async (tx) => {
      const [entry] = await sealAt(tx, org, [{ kind: PACKAGE_CREATED, payload }]);
      if (entry?.position !== manifest.asOf.position) throw overtaken;
      const size = entry.position + 1;
      return { size, checkpoint: await ledger.checkpointOf(tx, size) };
    })
    .catch((error: unknown) => {
      if (error === overtaken) return null;
      throw error;
    });
}

async function prepared(
  deps: PackagesDeps,
  where: Standing,
  ground: Ground,
  { org, origin }: { readonly org: string; readonly origin: string },
): Promise<Contents> {
  const { opened, asOf } = where;
  const sealed = new Sealed();
  const views = new ViewWriter(opened.id, () => new ViewText());
  await readEntries(ground.tx, deps.ledger, asOf.position, (entry) => {
    sealed.take(entry);
    views.take(entry);
  });
  const documents = [
    ...[...views.end()].map(([path, view]) => ({ path, bytes: view.bytes() })),
    { path: 'readme.txt', bytes: Buffer.from(README) },
    { path: 'status.json', bytes: await statusBytes(deps, where, ground) },
    ...(await outsideDocuments(ground)),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const window = windowIn(opened.engagement);
  const compared = await comparedSegments(ground.tx, asOf.position);
  const artifacts = await deps.populations.readingSealed(org, compared, (segments) =>
    artifactsOf(where, { open: ground.open, compared: segments }, sealed),
  );
  const manifest: Manifest = {
    v: 1,
    format: 'attestry-package',
    software: deps.software,
    organization: organizationIn(sealed),
    origin,
    engagement: {
      id: opened.id,
      type: opened.engagement.examination.type,
      ...daysOf(opened.engagement),
      zone: zoneIn(opened.engagement),
      start: window.start,
      end: window.end,
    },
    asOf: { position: asOf.position, instant: formatInstant(asOf.instant) },
    documents: documents.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256Hex(bytes) })),
    segments: [...sealed.segments].map(([position, { population, digest, erased }]) => ({
      position,
      population,
      digest,
      successor: erased,
    })),
    artifacts,
    runs: [...sealed.runs]
      .map(([check, { position, outcomes }]) => ({ check, position, outcomes }))
      .sort((a, b) => (a.check < b.check ? -1 : 1)),
  };
  return {
    manifest,
    members: [...documents.map(({ path, bytes }) => document(path, bytes)), ...storedIn(ground, manifest)],
  };
}

/** As the log has it: the name that it was made with. */
const organizationIn = ({ organization: { name, slug, demo } }: Sealed): Manifest['organization'] => ({
  name: String(name),
  slug: String(slug),
  demo: demo === true,
});

const storedIn = ({ blobs }: Ground, { segments, artifacts, runs }: Manifest): readonly Outgoing[] => [
  ...[...new Set(segments.map(({ digest }) => digest))].map((digest) => stored(blobs, 'segments', digest)),
  ...artifacts.included.map((sha256) => stored(blobs, 'artifacts', sha256)),
  ...[...new Set(runs.map(({ outcomes }) => outcomes))].map((sha256) => stored(blobs, 'outcomes', sha256)),
];

/** Artifacts of the window's records, and all that people attached. */
async function artifactsOf(
  { opened }: Standing,
  records: Parameters<typeof artifactsOfWindow>[0],
  { artifacts, attached, digests, erasedArtifacts }: Sealed,
): Promise<Manifest['artifacts']> {
  const ids = await artifactsOfWindow(records, windowIn(opened.engagement));
  const wanted = [
    ...[...ids].flatMap((id) => artifacts.get(id) ?? []),
    ...[...attached].filter((each) => digests.has(each)),
  ];
  const included = [...new Set(wanted)].sort();
  return { included, omitted: digests.size - included.length, erased: erasedArtifacts.size };
}

/** How many items of each list that stands apart from the window a package names. */
const MOST_APART = 1_000;

/** Management's view, each control with its statement, and by which rule all of it was worked out. */
async function statusBytes({ ledger }: PackagesDeps, where: Standing, ground: Ground): Promise<Uint8Array> {
  const view = await viewOf(where, ground, ledger, { mostApart: MOST_APART, patient: true });
  const versions = where.facts.controls.map(({ version }) => version);
  const controls = withStatements(view.controls, versions);
  return canonicalBytes(JSON.parse(JSON.stringify({ ...view, controls, rule: statusSource() })) as Json);
}

async function outsideDocuments({ tx, asOf }: Ground) {
  return (await outsideRows(tx, asOf.position)).map(({ size, kind, evidence, note }, place) => {
    const said: OutsideDocument = { v: 1, kind, checkpoint: note, evidence: Buffer.from(evidence).toString('base64') };
    return { path: outsidePath(size, kind, place), bytes: canonicalBytes({ ...said }) };
  });
}
