import type { Standing } from '#/contract/endpoint.ts';
import { isPopulation } from '#/core/populations/index.ts';
import { reachOf } from '#/features/engagements/index.ts';
import { type Called, calledAmong } from '#/features/populations/index.ts';
import type { ApartList } from './apart.contract.ts';
import type { copied } from './apart.service.ts';
import type { Ground } from './facts.service.ts';
import type { ReadinessDeps } from './standing.service.ts';

type Copied = ReturnType<typeof copied>;
type Item = Copied['items'][number];

interface Asking {
  readonly ground: Pick<Ground, 'tx' | 'org' | 'asOf'>;
  readonly standing: Standing | undefined;
  readonly list: ApartList;
}

/** The window admits what is in every other list, and whoever may look at the window may open that. */
const ADMITTED = (list: ApartList): boolean => list !== 'open-before-window';

/** The same with what people call each item, whose key says to nobody who a person is, and whether they can open it. */
export async function named(
  { populations }: Pick<ReadinessDeps, 'populations'>,
  { ground: { tx, org, asOf }, standing, list }: Asking,
  { items, ...rest }: Copied,
): Promise<Omit<Copied, 'items'> & { readonly items: (Item & { called: string | null; opens: boolean })[] }> {
  const reach = await reachOf(tx, standing);
  const found = new Map<string | null, Called>();
  for (const [population, all] of Map.groupBy(items, (item) => item.population))
    if (population !== null && isPopulation(population))
      found.set(population, await calledAmong(tx, populations, { org, population, asOf: asOf.position, reach }, all));
  return {
    ...rest,
    items: items.map((item) => ({
      ...item,
      called: found.get(item.population)?.calledOf(item) ?? null,
      opens: found.get(item.population)?.opens(item) ?? ADMITTED(list),
    })),
  };
}
