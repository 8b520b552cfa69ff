import type { Check } from '#/checks/check.ts';
import { checkWithId } from '#/checks/index.ts';
import { countOutcomes, decodeOutcomes } from '#/checks/engine/outcomes.ts';
import { DomainError } from '#/core/errors.ts';
import type { Version } from '#/features/controls/index.ts';
import { isReached, type Reach } from '#/features/engagements/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import { shownRun } from './shown.ts';
import type { CheckRunRow } from './store.ts';

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

/** From the first to the last instant of the examinations to which somebody is let in. */
const hullOf = ({ windows }: Reach) => ({
  start: Math.min(...windows.map(({ start }) => start)),
  end: Math.max(...windows.map(({ end }) => end)),
});

/** Whoever is let in to some examinations is shown what falls between the first and the last instant of them. */
export function within<Q extends Between>(reach: Reach | null, query: Q): Q {
  if (reach === null) return query;
  const { start, end } = hullOf(reach);
  return { ...query, from: Math.max(query.from ?? 0, start), to: Math.min(query.to ?? Number.MAX_SAFE_INTEGER, end) };
}

/** A run with the counts of what somebody is shown of it, so that each count has the items that it opens. */
export async function runWithin(
  blobs: BlobStore,
  reach: Reach | null,
  run: CheckRunRow | undefined,
): Promise<ReturnType<typeof shownRun>> {
  const whole = shownRun(run);
  if (reach === null || whole === null || run === undefined) return whole;
  const window = hullOf(reach);
  const { population, shown, rule } = countOutcomes(decodeOutcomes(await blobs.get('outcomes', run.outcomes)), window);
  const counts = { population, counts: { ...shown }, rule: { ...rule } };
  return { ...whole, ...counts, within: { from: window.start, to: window.end } };
}
