import { type Instant, MINUTE } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
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

/** Limits by which a run judged states that others of the window were in force for. */
export interface OtherLimits {
  /** From when they are in force. */
  readonly from: Instant;
  /** What goes on then was judged by them, and not by those before. */
  readonly at: Instant;
  readonly isWithin: boolean;
}

/**
 * A state that goes on is judged by the limits in force at the instant of the run. What such a run says of a window is
 * not what its limits say where others took hold after it, or looser ones in it: nobody makes a deviation of eleven
 * months disappear by a limit of the twelfth. Null where the limits judged all of it, or are stricter than before.
 */
export function otherLimits(
  { anchor }: Pick<Check, 'anchor'>,
  parameters: readonly ParametersFrom[],
  { start, end, asOf }: Window & { readonly asOf: Instant },
): OtherLimits | null {
  if (anchor !== 'validity') return null;
  const now = inForce(parameters, asOf);
  if (now === undefined) return null;
  const last = inForce(parameters, Math.min(asOf, end - 1));
  if (!isSame(now, last)) return { from: now.from, at: end, isWithin: false };
  const first = inForce(parameters, start);
  const before = parameters.slice(first === undefined ? 0 : parameters.indexOf(first), parameters.indexOf(now));
  const looserThan = before.findLast(({ values }) => isLooser(now.values, values));
  const next = looserThan && parameters[parameters.indexOf(looserThan) + 1];
  return next === undefined ? null : { from: next.from, at: next.from, isWithin: true };
}

const isSame = (one: ParametersFrom, other: ParametersFrom | undefined): boolean =>
  JSON.stringify(one.values) === JSON.stringify(other?.values);

/** Limits of states say how long something may last: a larger number is looser, and so may be what is no number. */
function isLooser(now: unknown, then: unknown): boolean {
  if (typeof now === 'number' && typeof then === 'number') return now > then;
  if (!isPlain(now) || !isPlain(then)) return JSON.stringify(now) !== JSON.stringify(then);
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].some((name) => isLooser(now[name], then[name]));
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a status says of a run that judged states by such limits. */
export const judgedByOthers = (
  other: OtherLimits | null,
  states: number,
  zone: Zone,
): Exclude<CheckFacts['run'], null>['later'] =>
  other === null || states === 0 ? null : { states, from: formatDay(zone.dayOf(other.from)), isWithin: other.isWithin };
