import { openSegmentWhole } from '#/features/populations/index.ts';
import { checksMirrors, everyRun, FindingsDigest, findingsOfRun } from '#/features/checks/index.ts';
import { controlsMirrors } from '#/features/controls/index.ts';
import { engagementsMirrors } from '#/features/engagements/index.ts';
import { evidenceMirrors } from '#/features/evidence/index.ts';
import type { Mirror } from '#/features/ledger/index.ts';
import { organizationMirrors } from '#/features/organization/index.ts';
import { peopleMirrors } from '#/features/people/index.ts';
import { mergedMirror, populationsMirrors } from '#/features/populations/index.ts';
import { sourcesMirrors } from '#/features/sources/index.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import { AREAS, type Area, type BlobStore } from '#/platform/blob/blob-store.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Attestry } from './wire.ts';

const MIRRORS: readonly Mirror[] = [
  ...organizationMirrors,
  ...peopleMirrors,
  ...controlsMirrors,
  ...engagementsMirrors,
  ...sourcesMirrors,
  ...populationsMirrors,
  ...evidenceMirrors,
  ...checksMirrors,
];

/** Something in the database or among the files that is not as it was written. */
export interface Found {
  readonly where: string;
  readonly what: string;
}

export interface Fsck {
  readonly entries: number;
  readonly files: number;
  readonly rows: number;
  readonly damages: readonly Found[];
  /** Files that nothing refers to: what a crash left before it was sealed. They do no harm. */
  readonly loose: readonly string[];
}

/** What the log seals, kept while it is read. */
interface SealedThings {
  readonly byKind: Map<string, Map<number, Readonly<Record<string, Json>>>>;
  readonly erased: Set<number>;
}

/** Looks at every byte that an organization has: the log, every file, and every row that says the same as the log. */
export async function fsck(
  attestry: Pick<Attestry, 'db' | 'ledger' | 'blobs'>,
  org: string,
  progress: (what: string, done: number) => void = () => undefined,
): Promise<Fsck> {
  const sealed: SealedThings = { byKind: new Map(), erased: new Set() };
  let entries = 0;
  const verification = await attestry.ledger.verify(org, ({ position, entry, payload }) => {
    progress('entries', ++entries);
    const kind = sealed.byKind.get(entry.kind) ?? new Map<number, Readonly<Record<string, Json>>>();
    sealed.byKind.set(entry.kind, kind);
    if (payload === undefined) sealed.erased.add(position);
    else kind.set(position, payload as Readonly<Record<string, Json>>);
  });
  const damages: Found[] = (verification?.damages ?? []).map(({ position, what }) => ({
    where: position === null ? 'log' : `log, position ${position}`,
    what,
  }));
  const rows = await attestry.db.snapshot(
    org,
    async (tx) => (await compareRows(tx, sealed, damages)) + (await compareFindings(tx, damages)),
  );
  const { files, loose } = await compareFiles(attestry.blobs(org), sealed, { damages, progress });
  return { entries, files, rows, damages, loose };
}

async function compareRows(tx: Tx, { byKind, erased }: SealedThings, damages: Found[]): Promise<number> {
  let count = 0;
  for (const mirror of [...MIRRORS, mergedMirror]) {
    const rows = await mirror.rows(tx);
    count += rows.length;
    const found = Map.groupBy(rows, ({ position }) => position);
    const payloads = new Map(mirror.kinds.flatMap((kind) => [...(byKind.get(kind) ?? [])]));
    for (const [position, payload] of payloads) {
      const said = (found.get(position) ?? []).map(({ says }) => canonicalJson(says));
      const expected = mirror.sealed(payload).map((says) => canonicalJson(says));
      found.delete(position);
      if (said.length === 0 && mirror === mergedMirror) continue;
      if (said.join('\n') !== expected.join('\n'))
        damages.push({
          where: `table ${mirror.table}, position ${position}`,
          what: said.length === 0 ? 'the row is missing' : 'the row does not say what was sealed',
        });
    }
    for (const position of found.keys()) {
      const what = erased.has(position)
        ? 'the row is there, though what it says was erased'
        : 'the log seals no such row';
      damages.push({ where: `table ${mirror.table}, position ${position}`, what });
    }
  }
  return count;
}

/** What each run wrote is what it sealed; of findings of items that were erased, fewer are left. */
async function compareFindings(tx: Tx, damages: Found[]): Promise<number> {
  const erasures = await tx
    .selectFrom('erasure')
    .select('position')
    .where('subject_kind', '=', 'segment')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  let count = 0;
  for (const { checkId, number, position, findings } of await everyRun(tx)) {
    const digest = new FindingsDigest();
    const rows = await findingsOfRun(tx, checkId, number);
    count += rows.length;
    for (const row of rows) digest.add(row);
    const sealed = findings as { readonly rows: number; readonly sha256: string };
    const excused = erasures !== undefined && erasures.position > position && rows.length < sealed.rows;
    if (digest.sealed().sha256 !== sealed.sha256 && !excused)
      damages.push({
        where: `table finding, ${checkId} run ${number}`,
        what: `its ${rows.length} rows are not the ${sealed.rows} that were sealed`,
      });
  }
  return count;
}

interface Looking {
  readonly damages: Found[];
  readonly progress: (what: string, done: number) => void;
}

async function compareFiles(
  blobs: BlobStore,
  sealed: SealedThings,
  { damages, progress }: Looking,
): Promise<{ readonly files: number; readonly loose: readonly string[] }> {
  const expected = addressesIn(sealed);
  const loose: string[] = [];
  let files = 0;
  for (const area of AREAS) {
    const there = new Set(await blobs.list(area));
    for (const address of expected[area]) {
      progress('files', ++files);
      there.delete(address);
      await readWhole(blobs, area, address).catch((error: unknown) =>
        damages.push({
          where: `file ${area}/${address}`,
          what: error instanceof Error ? error.message : String(error),
        }),
      );
    }
    loose.push(...[...there].map((address) => `${area}/${address}`));
  }
  return { files, loose };
}

const readWhole = (blobs: BlobStore, area: Area, address: string): Promise<unknown> =>
  area === 'segments' ? openSegmentWhole(blobs, address) : blobs.get(area, address);

/** A member of a sealed payload that is text in every version; what is not shows as what it is. */
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** The files that must be there: what was sealed, and not erased or replaced since. */
function addressesIn({ byKind }: SealedThings): Readonly<Record<Area, ReadonlySet<string>>> {
  const of = (kind: string): readonly (readonly [number, Readonly<Record<string, Json>>])[] => [
    ...(byKind.get(kind) ?? []),
  ];
  const successors = new Map(
    of('erasure').flatMap(([, { segment, successor }]) =>
      typeof segment === 'number' ? [[segment, text(successor)] as const] : [],
    ),
  );
  const latestMerged = new Map(of('segments-merged').map(([, { population, digest }]) => [population, text(digest)]));
  return {
    artifacts: new Set(of('artifact-received').map(([, { sha256 }]) => text(sha256))),
    segments: new Set([
      ...of('segment').map(([position, { digest }]) => successors.get(position) ?? text(digest)),
      ...latestMerged.values(),
    ]),
    outcomes: new Set(of('check-run').map(([, { outcomes }]) => text(outcomes))),
  };
}
