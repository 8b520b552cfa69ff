import type { SealedThings } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { MergedRow } from './merged.store.ts';

/**
 * The merged segments that must be there, by what the log seals: of each population the last one, and the one before
 * it, with which goes on what was begun before the last one was made. An erasure destroys those of its population.
 */
export function mergedThere({ byKind }: Pick<SealedThings, 'byKind'>): readonly MergedRow[] {
  const erased = lastErasures(byKind);
  const there = new Map<string, readonly MergedRow[]>();
  for (const [position, payload] of byKind.get('segments-merged') ?? []) {
    const row = { position, ...mergedIn(payload) };
    const before = there.get(row.population) ?? [];
    const merges = row.upto > (before.at(-1)?.upto ?? -1); // another may have merged as much at the same time
    if (merges && position > (erased.get(row.population) ?? -1)) there.set(row.population, [...before.slice(-1), row]);
  }
  return [...there.values()].flat();
}

/** The files of merged segments that another took the place of: nothing of them was erased, and they are in what is there. */
export function replacedMerges(sealed: Pick<SealedThings, 'byKind'>): ReadonlySet<string> {
  const erased = lastErasures(sealed.byKind);
  const there = new Set(mergedThere(sealed).map(({ digest }) => digest));
  const all = [...(sealed.byKind.get('segments-merged') ?? [])];
  const left = all.map(([position, payload]) => ({ position, ...mergedIn(payload) }));
  return new Set(
    left
      .filter(({ position, population, digest }) => position > (erased.get(population) ?? -1) && !there.has(digest))
      .map(({ digest }) => digest),
  );
}

const mergedIn = ({ population, upto, rows, digest, bytes }: Readonly<Record<string, Json>>) =>
  ({ population, upto, rows, digest, bytes }) as Omit<MergedRow, 'position'>;

/** By population, where the log says last that something of it was erased. */
function lastErasures(byKind: SealedThings['byKind']): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const [position, { segment }] of byKind.get('erasure') ?? []) {
    const population = typeof segment === 'number' ? byKind.get('segment')?.get(segment)?.['population'] : undefined;
    if (typeof population === 'string') last.set(population, position);
  }
  return last;
}
