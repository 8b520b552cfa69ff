import { calledIn } from '#/core/populations/called.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Reach } from '#/features/engagements/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { heldSegments } from './held.store.ts';
import { placeOfKey } from './places.ts';
import { isOfWindows } from './reach.ts';
import type { Populations } from './reading.service.ts';

interface Asked {
  readonly org: string;
  readonly population: PopulationName;
  readonly asOf: number;
  /** Of records that somebody cannot open no name is told; null: they see all. */
  readonly reach: Reach | null;
}

/** To look a name up a population is opened, all of it: of one that is longer than this, items are shown by their keys. */
const MOST_NAMED = 100_000;

export interface Called {
  /** What the source of an item calls it; null where it does not say, or where to look that up would take too long. */
  readonly calledOf: (of: { readonly item: string }) => string | null;
  /** Whether whoever asks may open the record; null where to look that up would take too long. */
  readonly opens: (of: { readonly item: string }) => boolean | null;
}

/** What the source of some items calls them, and which of them can be opened. */
export async function calledAmong(
  tx: Tx,
  populations: Populations,
  { org, population, asOf, reach }: Asked,
  found: readonly { readonly item: string }[],
): Promise<Called> {
  const rows = found.length === 0 ? 0 : ((await heldSegments(tx, asOf)).get(population)?.rows ?? 0);
  if (rows === 0 || rows > MOST_NAMED) return { calledOf: () => null, opens: () => reach === null || null };
  return populations.browsing(tx, { org, population, asOf }, async (browsed) => {
    const named = new Map<string, string | null>();
    for (const { item } of found) {
      const place = named.has(item) ? null : placeOfKey(browsed, item);
      const row = place === null ? undefined : browsed.itemAt(place)?.row;
      const isSeen = row !== undefined && (reach === null || isOfWindows(population, row, reach.windows));
      if (isSeen) named.set(item, calledIn(population, row.fact));
    }
    return { calledOf: ({ item }) => named.get(item) ?? null, opens: ({ item }) => reach === null || named.has(item) };
  });
}
