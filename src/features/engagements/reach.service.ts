import type { Standing } from '#/contract/endpoint.ts';
import type { Window } from '#/core/time/window.ts';
import type { Tx } from '#/platform/db/database.ts';
import { criteriaIn, windowIn } from './definition.ts';
import { openedEngagements } from './service.ts';

/** How far somebody sees who is let in to some examinations only: their criteria, and what falls into their windows. */
export interface Reach {
  readonly criteria: ReadonlySet<string>;
  readonly windows: readonly Window[];
}

/** The examinations that somebody is let in to; null: the whole organization. */
export const engagementsOf = (standing: Standing | undefined): readonly string[] | null =>
  standing?.engagements ?? null;

/** Null: the whole organization. */
export async function reachOf(tx: Tx, standing: Standing | undefined): Promise<Reach | null> {
  const named = engagementsOf(standing);
  if (named === null) return null;
  const opened = (await openedEngagements(tx, Number.MAX_SAFE_INTEGER)).filter(({ id }) => named.includes(id));
  return {
    criteria: new Set(opened.flatMap(({ engagement }) => criteriaIn(engagement).map(({ id }) => id))),
    windows: opened.map(({ engagement }) => windowIn(engagement)),
  };
}

/** Does something that serves these criteria belong to the examinations? */
export const isReached = (reach: Reach | null, criteria: readonly string[]): boolean =>
  reach === null || criteria.some((criterion) => reach.criteria.has(criterion));
