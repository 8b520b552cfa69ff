import { type Instant, MINUTE } from '#/core/time/instant.ts';
import type { CheckFacts } from '#/core/status/status.ts';
import { formatDay, type Zone } from '#/core/time/zone.ts';
import type { Check } from './check.ts';
import type { ParametersFrom } from './engine/input.ts';
import { inForce } from './engine/judge.ts';
import { NO_MINUTE, type Outcomes } from './engine/outcomes.ts';

/** How many states of the time until an instant go on at it. */
export function goingOn({ size, from, to }: Outcomes, end: Instant): number {
  let count = 0;
  for (let item = 0; item < size; item += 1) {
    const first = from[item] ?? NO_MINUTE;
    if (first !== NO_MINUTE && first * MINUTE < end && (to[item] ?? 0) * MINUTE >= end) count += 1;
  }
  return count;
}

/**
 * A state that goes on is judged by the limits in force at the instant of the run. From when they hold, where they are
 * others than at the end of a window that was over by then: what such a run says of the window's last days is not what
 * their limits say. Null where they are the same.
 */
export function laterLimits(
  { anchor }: Pick<Check, 'anchor'>,
  parameters: readonly ParametersFrom[],
  { end, asOf }: { readonly end: Instant; readonly asOf: Instant },
): Instant | null {
  if (anchor !== 'validity' || asOf < end) return null;
  const [then, now] = [inForce(parameters, end - 1), inForce(parameters, asOf)];
  return now === undefined || JSON.stringify(then?.values) === JSON.stringify(now.values) ? null : now.from;
}

/** What a status says of a run that judged by such limits what went on when its window ended. */
export function judgedLater(
  check: Pick<Check, 'anchor'> | undefined,
  run: { readonly parameters: readonly ParametersFrom[]; readonly asOf: Instant; readonly states: number },
  { end, zone }: { readonly end: Instant; readonly zone: Zone },
): Exclude<CheckFacts['run'], null>['later'] {
  const { parameters, asOf, states } = run;
  const from = check === undefined || states === 0 ? null : laterLimits(check, parameters, { end, asOf });
  return from === null ? null : { states, from: formatDay(zone.dayOf(from)) };
}
