import { calledIn } from '#/core/populations/called.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { heldSegments } from './held.store.ts';
import { placeOfKey } from './places.ts';
import type { Populations } from './reading.service.ts';

interface Asked {
  readonly org: string;
  readonly population: PopulationName;
  readonly asOf: number;
}

/** To look a name up a population is opened, all of it: of one that is longer than this, items are shown by their keys. */
const MOST_NAMED = 100_000;

/** What the source of some items calls them; null of each where it does not say, or where that would take too long. */
export async function calledAmong(
  tx: Tx,
  populations: Populations,
  { org, population, asOf }: Asked,
  found: readonly { readonly item: string }[],
): Promise<(of: { readonly item: string }) => string | null> {
  const rows = found.length === 0 ? 0 : ((await heldSegments(tx, asOf)).get(population)?.rows ?? 0);
  if (rows === 0 || rows > MOST_NAMED) return () => null;
  return populations.browsing(tx, { org, population, asOf }, async (browsed) => {
    const named = new Map<string, string | null>();
    for (const { item } of found) {
      const place = named.has(item) ? null : placeOfKey(browsed, item);
      const row = place === null ? undefined : browsed.itemAt(place)?.row;
      if (row !== undefined) named.set(item, calledIn(population, row.fact));
    }
    return ({ item }) => named.get(item) ?? null;
  });
}
