import { isPopulation } from '#/core/populations/index.ts';
import { calledAmong } from '#/features/populations/index.ts';
import type { copied } from './apart.service.ts';
import type { Ground } from './facts.service.ts';
import type { ReadinessDeps } from './standing.service.ts';

type Copied = ReturnType<typeof copied>;
type Item = Copied['items'][number];

/** The same with what people call each item: its key says to nobody who a person is. */
export async function named(
  { populations }: Pick<ReadinessDeps, 'populations'>,
  { tx, org, asOf }: Pick<Ground, 'tx' | 'org' | 'asOf'>,
  { items, ...rest }: Copied,
): Promise<Omit<Copied, 'items'> & { readonly items: (Item & { called: string | null })[] }> {
  const callers = new Map<string | null, (item: Item) => string | null>();
  for (const [population, all] of Map.groupBy(items, (item) => item.population))
    if (population !== null && isPopulation(population))
      callers.set(population, await calledAmong(tx, populations, { org, population, asOf: asOf.position }, all));
  return {
    ...rest,
    items: items.map((item) => ({ ...item, called: callers.get(item.population)?.(item) ?? null })),
  };
}
