import { daysOf, type Opened, shownBefore, zoneIn } from '#/features/engagements/index.ts';
import type { Ranked } from './gaps.ts';
export { shownOccurrence } from '#/core/occurrences/occurrences.ts';
import { type Status, STATUSES } from '#/core/status/status.ts';

/** An engagement as a reader of a status sees it. */
export const shownEngagement = ({ id, engagement, opened, changed, versions }: Opened) => ({
  id,
  name: engagement.name,
  type: engagement.examination.type,
  ...daysOf(engagement),
  zone: zoneIn(engagement),
  opened,
  changed,
  before: shownBefore(versions),
  categories: [...engagement.categories],
});

export const countStatuses = (ranked: readonly Ranked[]): Record<Status, number> =>
  Object.fromEntries(
    STATUSES.map((status) => [status, ranked.filter(({ of }) => of.status === status).length]),
  ) as Record<Status, number>;
