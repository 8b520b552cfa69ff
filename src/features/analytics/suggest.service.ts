import { answersTo } from '#/features/trust/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type Search, searchRows } from './store.ts';

/** What is looked for, and what the page as it is published has no answer to. */
export async function openSearches(tx: Tx): Promise<readonly Search[]> {
  const answers = await answersTo(tx);
  return (await searchRows(tx)).filter(({ words }) => answers(words) === 0);
}
