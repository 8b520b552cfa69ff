import type { Calendar } from '#/core/time/calendar.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';
import { pass, unknown, type Verdict } from '#/core/verdict.ts';
import { doneBy } from '#/checks/deadline.ts';

interface Limit {
  readonly days: { readonly high: number };
  readonly calendar: Calendar;
  readonly asOf: Instant;
}

/** An update may wait as long as the limit for high severity says: device management seldom says how severe it is. */
export function updated(patchDueAt: Moment | null | undefined, { days, calendar, asOf }: Limit): Verdict {
  if (patchDueAt === undefined) return unknown('the source does not say whether an update waits');
  if (patchDueAt === null) return pass();
  const deadline = calendar.endOfDay(patchDueAt, days.high);
  const installed = doneBy({ what: 'the update', done: null, deadline, asOf });
  // As long as it may still wait, the state is as it should be; one that ends in time was never anything else.
  return installed.outcome === 'pending' ? pass(installed.until) : installed;
}
