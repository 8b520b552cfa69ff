import type { Standing } from '#/contract/endpoint.ts';
import { isPopulation } from '#/core/populations/index.ts';
import { reachOf } from '#/features/engagements/index.ts';
import { calledAmong } from '#/features/populations/index.ts';
import type { copied } from './apart.service.ts';
import type { Ground } from './facts.service.ts';
import type { ReadinessDeps } from './standing.service.ts';

type Copied = ReturnType<typeof copied>;
type Item = Copied['items'][number];

interface Asking {
  readonly ground: Pick<Ground, 'tx' | 'org' | 'asOf'>;
  readonly standing: Standing | undefined;
}

/** The same with what people call each item: its key says to nobody who a person is. */
export async function named(
  { populations }: Pick<ReadinessDeps, 'populations'>,
  { ground: { tx, org, asOf }, standing }: Asking,
  { items, ...rest }: Copied,
): Promise<Omit<Copied, 'items'> & { readonly items: (Item & { called: string | null })[] }> {
  const reach = await reachOf(tx, standing);
  const callers = new Map<string | null, (item: Item) => string | null>();
  for (const [population, all] of Map.groupBy(items, (item) => item.population))
    if (population !== null && isPopulation(population))
      callers.set(population, await calledAmong(tx, populations, { org, population, asOf: asOf.position, reach }, all));
  return {
    ...rest,
    items: items.map((item) => ({ ...item, called: callers.get(item.population)?.(item) ?? null })),
  };
}
