import type { Check } from '#/checks/check.ts';
import { checkWithId } from '#/checks/index.ts';
import { DomainError } from '#/core/errors.ts';
import type { Version } from '#/features/controls/index.ts';
import { isReached, type Reach } from '#/features/engagements/index.ts';

export function knownCheck(id: string): Check {
  const check = checkWithId(id);
  if (check === undefined) throw new DomainError('not_found', { what: 'check', id });
  return check;
}

export const reached = (reach: Reach | null, versions: readonly Version[]): readonly Version[] =>
  versions.filter(({ definition: { criteria } }) => isReached(reach, criteria));

/** Controls of the library that were ever adopted: one that was retired is still judged for what occurred before. */
export const originsOf = (versions: readonly Version[]): ReadonlySet<string> =>
  new Set(versions.flatMap(({ definition: { origin } }) => origin ?? []));

export const serves = ({ controls }: Check, adopted: ReadonlySet<string>): boolean =>
  controls.some((control) => adopted.has(control));

interface Between {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Whoever is let in to some examinations is shown what falls between the first and the last instant of them. */
export function within<Q extends Between>(reach: Reach | null, query: Q): Q {
  if (reach === null) return query;
  const from = Math.max(query.from ?? 0, Math.min(...reach.windows.map(({ start }) => start)));
  const to = Math.min(query.to ?? Number.MAX_SAFE_INTEGER, Math.max(...reach.windows.map(({ end }) => end)));
  return { ...query, from, to };
}
