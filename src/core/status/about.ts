import { counted, grouped } from '#/core/grouped.ts';
import type { ItemCounts } from './status.ts';

type Counted = Pick<ItemCounts, 'population' | 'shown'>;

/** How many of the items that were looked at the rule is about. What it is not about is no evidence, and no item of a control. */
export const aboutOf = ({ population, shown }: Counted): number => population - shown['not-applicable'];

/** 4 items that it is about (305 looked at); where it is about all of them, 4 items. */
export function itemsInWords(counts: Counted): string {
  const about = aboutOf(counts);
  const items = counted(about, 'item', 'items');
  return about === counts.population ? items : `${items} that it is about (${grouped(counts.population)} looked at)`;
}

/** Where it is about none of what it looked at; null otherwise. */
export function aboutNoneInWords(counts: Counted): string | null {
  const { population } = counts;
  if (population === 0 || aboutOf(counts) > 0) return null;
  return population === 1
    ? 'not about the one item that it looked at'
    : `about none of the ${grouped(population)} items that it looked at`;
}
