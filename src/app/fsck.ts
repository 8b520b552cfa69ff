import {
  destroyUnneeded,
  isStillSealed,
  mergedThere,
  noteUnneededFiles,
  replacedMerges,
  openSegmentWhole,
  replaceMerged,
  unneededFiles,
} from '#/features/populations/index.ts';
import { compareKept } from '#/features/readiness/index.ts';
import { uploadedFiles } from '#/features/sources/index.ts';
import type { Found, SealedThings } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import { AREAS, type Area, type BlobStore } from '#/platform/blob/blob-store.ts';
import type { Tx } from '#/platform/db/database.ts';
import { compareTables } from './fsck-rows.ts';
import { NOT_SEALED } from './not-sealed.ts';
import type { Attestry } from './wire.ts';

export interface Fsck {
  readonly entries: number;
  readonly files: number;
  readonly rows: number;
  readonly damages: readonly Found[];
  /** Files that are to be destroyed, and that a process that was killed did not come to destroy: the next erasure does. */
  readonly unfinished: readonly string[];
  /** Files of merged segments that another took the place of: the next merge takes them away. */
  readonly replaced: readonly string[];
  /** Files that nothing refers to: what a crash left before it was sealed, and no file that was handed in and waits. They do no harm. */
  readonly loose: readonly string[];
  /** What is kept for readings, and that no reading asks for, now or as of when it was made: it was not compared. */
  readonly keptUnasked: number;
}

/** Looks at every byte that an organization has: the log, every file, and every row that says the same as the log. */
export async function fsck(
  attestry: Pick<Attestry, 'db' | 'ledger' | 'blobs' | 'populations' | 'chance' | 'vault'>,
  org: string,
  progress: (what: string, done: number) => void = () => undefined,
): Promise<Fsck> {
  // in one moment: what others write meanwhile is not taken for damage
  const { sealed, entries, damages, rows } = await attestry.db.snapshot(org, async (tx) => {
    const read = await readLog(attestry, tx, progress);
    return { ...read, rows: await compareTables(tx, read.sealed, read.damages) };
  });
  const { files, loose } = await compareFiles(attestry.blobs(org), sealed, {
    damages,
    progress,
    isNeeded: async (area, address) =>
      (await attestry.ledger.sizeNow(org)) === entries ||
      attestry.db.snapshot(org, (tx) => isStillSealed(tx, area, address)),
  });
  const unneeded = new Set(
    (await attestry.db.snapshot(org, unneededFiles)).map(({ area, address }) => `${area}/${address}`),
  );
  const handedIn = new Set(await attestry.db.snapshot(org, uploadedFiles));
  const replaced = replacedMerges(sealed);
  const isReplaced = (file: string): boolean => replaced.has(file.replace('segments/', ''));
  const unfinished = loose.filter((file) => unneeded.has(file) && !isReplaced(file));
  // what comes of records that are not as they were sealed says nothing of what is kept
  const kept = damages.length === 0 ? await compareKept(attestry, org, attestry.chance.now()) : NOT_COMPARED;
  for (const { what, subject, because } of kept.differing)
    damages.push({ where: `table derived, ${what} of ${subject}`, what: because });
  return {
    entries,
    files,
    rows: rows + kept.rows - kept.unasked,
    damages,
    unfinished,
    replaced: loose.filter((file) => unneeded.has(file) && isReplaced(file)),
    loose: loose.filter((file) => !unneeded.has(file) && !handedIn.has(file.replace('artifacts/', ''))),
    keptUnasked: kept.unasked,
  };
}

const NOT_COMPARED = { rows: 0, differing: [], unasked: 0 };

/** The same for whoever asks, perhaps after it was put right, and with the tables that nothing seals. */
export async function looked(
  attestry: Attestry,
  org: string,
  { mend, progress }: { readonly mend: boolean; readonly progress: (what: string, done: number) => void },
) {
  const mended = mend ? await mendMerged(attestry, org) : null;
  const found = await fsck(attestry, org, progress);
  const { damages, unfinished, replaced, loose } = found;
  return {
    ...found,
    // where a whole disk is gone they are as many as there are files
    damages: damages.slice(0, MOST_NAMED),
    unfinished: unfinished.slice(0, MOST_NAMED),
    replaced: replaced.slice(0, MOST_NAMED),
    loose: loose.slice(0, MOST_NAMED),
    counts: {
      damages: damages.length,
      unfinished: unfinished.length,
      replaced: replaced.length,
      loose: loose.length,
    },
    notCompared: Object.entries(NOT_SEALED).map(([table, why]) => ({ table, why })),
    mended,
  };
}

/** What a look at the log alone found, as it is told. */
export const firstNamed = <D, V extends { readonly damages: readonly D[] }>(verification: V | null) =>
  verification && {
    ...verification,
    damages: verification.damages.slice(0, MOST_NAMED),
    damaged: verification.damages.length,
  };

/** So many of each are named; how many there are is said beside them. */
export const MOST_NAMED = 1_000;

/**
 * Puts right the rows of merged segments, which are made from what the log says of them: what of it was changed or lost
 * is there again, what it does not seal is gone, with its file where nothing else needs it. Gives how many there are; null where the log itself is not as it was
 * written, and nothing is done.
 */
export const mendMerged = (
  { db, ledger, blobs }: Pick<Attestry, 'db' | 'ledger' | 'blobs'>,
  org: string,
): Promise<number | null> =>
  // beside no erasure and no merge
  db.alone(`erase ${org}`, async () => {
    const { sealed, damages } = await db.snapshot(org, (tx) => readLog({ ledger }, tx));
    if (damages.length > 0) return null;
    const rows = mergedThere(sealed);
    await db.transaction(org, async (tx) => noteUnneededFiles(tx, org, 'segments', await replaceMerged(tx, org, rows)));
    await destroyUnneeded({ db, blobs }, org);
    return rows.length;
  });

/** What the log seals, and what of the log itself is not as it was written. */
export async function readLog(
  { ledger }: Pick<Attestry, 'ledger'>,
  tx: Tx,
  progress: (what: string, done: number) => void = () => undefined,
): Promise<{ readonly sealed: SealedThings; readonly entries: number; readonly damages: Found[] }> {
  const sealed: SealedThings = { byKind: new Map(), erased: new Set() };
  let entries = 0;
  const verification = await ledger.verifyIn(tx, ({ position, entry, payload }) => {
    progress('entries', ++entries);
    const kind = sealed.byKind.get(entry.kind) ?? new Map<number, Readonly<Record<string, Json>>>();
    sealed.byKind.set(entry.kind, kind);
    if (payload === undefined) sealed.erased.add(position);
    else kind.set(position, payload as Readonly<Record<string, Json>>);
  });
  const damages = (verification?.damages ?? []).map(({ position, what }) => ({
    where: position === null ? 'log' : `log, position ${position}`,
    what,
  }));
  return { sealed, entries, damages };
}

interface Looking {
  /** Is it still there, or did somebody erase it or take its place since the log was read? */
  readonly isNeeded: (area: Area, address: string) => Promise<boolean>;
  readonly damages: Found[];
  readonly progress: (what: string, done: number) => void;
}

async function compareFiles(
  blobs: BlobStore,
  sealed: SealedThings,
  { damages, progress, isNeeded }: Looking,
): Promise<{ readonly files: number; readonly loose: readonly string[] }> {
  const expected = addressesIn(sealed);
  const loose: string[] = [];
  let files = 0;
  for (const area of AREAS) {
    const there = new Set(await blobs.list(area));
    for (const address of expected[area]) {
      progress('files', ++files);
      there.delete(address);
      await readWhole(blobs, area, address).catch(async (error: unknown) => {
        if (!(await isNeeded(area, address))) return;
        damages.push({
          where: `file ${area}/${address}`,
          what: error instanceof Error ? error.message : String(error),
        });
      });
    }
    for (const address of there) loose.push(`${area}/${address}`);
  }
  return { files, loose };
}

const readWhole = (blobs: BlobStore, area: Area, address: string): Promise<unknown> =>
  area === 'segments' ? openSegmentWhole(blobs, address) : blobs.get(area, address);

/** A member of a sealed payload that is text in every version; what is not shows as what it is. */
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** The files that must be there: what was sealed, and not erased or replaced since. */
function addressesIn(sealed: SealedThings): Readonly<Record<Area, ReadonlySet<string>>> {
  const of = (kind: string): readonly (readonly [number, Readonly<Record<string, Json>>])[] => [
    ...(sealed.byKind.get(kind) ?? []),
  ];
  const successors = new Map(
    of('erasure').flatMap(([, { segment, successor }]) =>
      typeof segment === 'number' ? [[segment, text(successor)] as const] : [],
    ),
  );
  return {
    artifacts: new Set(of('artifact-received').map(([, { sha256 }]) => text(sha256))),
    segments: new Set([
      ...of('segment').map(([position, { digest }]) => successors.get(position) ?? text(digest)),
      ...mergedThere(sealed).map(({ digest }) => digest),
    ]),
    outcomes: new Set(of('check-run').map(([, { outcomes }]) => text(outcomes))),
  };
}
