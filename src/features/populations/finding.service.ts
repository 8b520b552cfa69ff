import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { calledIn, soughtIn } from '#/core/populations/called.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { Row } from '#/core/segment/row.ts';
import { reachOf } from '#/features/engagements/index.ts';
import type { Database } from '#/platform/db/database.ts';
import type { populationsContract } from './contract.ts';
import { isOfWindows } from './reach.ts';
import type { Populations } from './reading.service.ts';

type Handling = Handlers<typeof populationsContract>['find'];

/**
 * So many items are looked at for one question, the shortest populations first. Records have no index of words: segments
 * keep them by the hash of the key. So what is longer is not looked through at all, and the answer says so.
 */
export const MOST_LOOKED_THROUGH = 10_000;

/** Items whose key, name, title or e-mail address holds every word of a text, of what somebody may see. */
export const find = (
  deps: { readonly db: Database; readonly populations: Populations },
  { org, standing }: Pick<Caller, 'org' | 'standing'>,
  { text, limit }: Parameters<Handling>[1],
): ReturnType<Handling> =>
  deps.db.transaction(org, async (tx) => {
    const reach = await reachOf(tx, standing);
    const { within, beyond } = divided(await deps.populations.sizes(tx, org));
    const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
    const found: Awaited<ReturnType<Handling>>['items'] = [];
    for (const population of within) {
      const isSought = (row: Row): boolean => {
        if (row.presence === 'erased') return false;
        const sought = soughtIn(population, row);
        return (
          words.every((word) => sought.includes(word)) &&
          (reach === null || isOfWindows(population, row, reach.windows))
        );
      };
      await deps.populations.browsing(tx, { org, population, asOf: null }, async ({ table, itemAt }) => {
        for (let item = 0; item < table.size && found.length < limit; item += 1) {
          const row = itemAt(item)?.row;
          if (row !== undefined && isSought(row))
            found.push({ population, key: row.key, called: calledIn(population, row.fact) });
        }
      });
      if (found.length >= limit) break;
    }
    return { items: found, beyond };
  });

/** People first, then the shortest; those for which there is no room any more are not looked through. */
function divided(sizes: ReadonlyMap<PopulationName, number>) {
  const order = [...sizes].filter(([, items]) => items > 0).toSorted((a, b) => rank(a) - rank(b));
  const within: PopulationName[] = [];
  const beyond: { readonly population: PopulationName; readonly many: string; readonly items: number }[] = [];
  let room = MOST_LOOKED_THROUGH;
  for (const [population, items] of order) {
    if (items > room) beyond.push({ population, many: populationNamed(population).many, items });
    else {
      within.push(population);
      room -= items;
    }
  }
  return { within, beyond };
}

const rank = ([population, items]: readonly [PopulationName, number]): number => (population === 'person' ? 0 : items);
