import type { Standing } from '#/contract/endpoint.ts';
import type { Window } from '#/core/time/window.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { criteriaIn, windowIn } from './definition.ts';
import { openedEngagements } from './service.ts';

/** How far somebody sees who is let in to some examinations only: their criteria, and what falls into their windows. */
export interface Reach {
  readonly criteria: ReadonlySet<string>;
  readonly windows: readonly Window[];
}

/** Null: the whole organization. */
export async function reachOf(tx: Tx, standing: Standing | undefined): Promise<Reach | null> {
  const named = standing?.engagements ?? null;
  if (named === null) return null;
  const opened = (await openedEngagements(tx, Number.MAX_SAFE_INTEGER)).filter(({ id }) => named.includes(id));
  return {
    criteria: new Set(opened.flatMap(({ engagement }) => criteriaIn(engagement).map(({ id }) => id))),
    windows: opened.map(({ engagement }) => windowIn(engagement)),
  };
}

/** The same, in a transaction of its own where one is needed. */
export async function reachIn(db: Database, org: string, standing: Standing | undefined): Promise<Reach | null> {
  const isWhole = (standing?.engagements ?? null) === null;
  return isWhole ? null : db.transaction(org, (tx) => reachOf(tx, standing));
}

/** Does something that serves these criteria belong to the examinations? */
export const isReached = (reach: Reach | null, criteria: readonly string[]): boolean =>
  reach === null || criteria.some((criterion) => reach.criteria.has(criterion));
