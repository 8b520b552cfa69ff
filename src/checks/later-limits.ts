import { type Instant, MINUTE, NEVER } from '#/core/time/instant.ts';
import type { Window } from '#/core/time/window.ts';
import type { CheckFacts } from '#/core/status/status.ts';
import { formatDay, type Zone } from '#/core/time/zone.ts';
import type { Check } from './check.ts';
import type { ParametersFrom } from './engine/input.ts';
import { LAST_MINUTE, NO_MINUTE, type Outcomes } from './engine/outcomes.ts';

/** States that were judged by other limits than those of all their time in a window, and from when those hold. */
export type OtherLimits = { readonly states: number; readonly from: Instant; readonly isWithin: boolean };

/** What a run judged states by, and of which time that is asked. */
export interface Limited extends Window {
  readonly parameters: readonly ParametersFrom[];
  readonly asOf: Instant;
}

/**
 * A state is judged by the limits in force when it ended, or at the instant of the run where it goes on. What a run says
 * of a window is not what its limits say where those took hold after it, or where they are looser than others that held
 * while the state was in it: nobody makes a deviation of eleven months disappear by a limit of the twelfth, nor by one
 * that is made as strict again once the state has ended. Null where there is no such state.
 */
export function otherLimits(
  { anchor }: Pick<Check, 'anchor'>,
  { size, from, to }: Pick<Outcomes, 'size' | 'from' | 'to'>,
  { parameters, start, end, asOf }: Limited,
): OtherLimits | null {
  if (anchor !== 'validity') return null;
  const stretches = stretchesOf(parameters);
  const judging = stretches.map((stretch) => othersThan(stretch, stretches, { start, end }));
  if (judging.every((others) => others.length === 0)) return null;
  let after: OtherLimits | null = null;
  let within: OtherLimits | null = null;
  for (let item = 0; item < size; item += 1) {
    const [first, last] = [from[item] ?? NO_MINUTE, to[item] ?? 0];
    const until = last === LAST_MINUTE ? NEVER : last * MINUTE;
    if (first === NO_MINUTE || first * MINUTE >= end || until < start) continue;
    const place = stretches.findLastIndex((each) => each.from <= Math.min(until, asOf));
    const held = judging[place]?.some((other) => first * MINUTE < other.to && until >= other.from) === true;
    const stretch = stretches[place];
    if (!held || stretch === undefined) continue;
    if (stretch.from < end) within = oneMore(within, stretch.from, true);
    else after = oneMore(after, stretch.from, false);
  }
  return after ?? within;
}

const oneMore = (found: OtherLimits | null, from: Instant, isWithin: boolean): OtherLimits => ({
  states: (found?.states ?? 0) + 1,
  from: Math.min(found?.from ?? from, from),
  isWithin,
});

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly values: unknown;
}

/** Times in which the same limits are in force, whatever else was changed in them; the first hold before it, too. */
function stretchesOf(parameters: readonly ParametersFrom[]): readonly Stretch[] {
  const cuts = parameters.filter(({ values }, at) => at === 0 || !isSame(values, parameters[at - 1]?.values));
  return cuts.map(({ from, values }, at) => ({
    from: at === 0 ? Number.NEGATIVE_INFINITY : from,
    to: cuts[at + 1]?.from ?? NEVER,
    values,
  }));
}

/** Those of a window than which limits are looser; the last of a window, where these take hold after it and are others. */
function othersThan(
  { from, values }: Stretch,
  stretches: readonly Stretch[],
  { start, end }: Window,
): readonly Stretch[] {
  const own = stretches.filter((other) => other.from < Math.min(from, end) && other.to > start);
  return own.filter(
    (other) => isLooser(values, other.values) || (from >= end && other.to >= end && !isSame(values, other.values)),
  );
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Limits of states say how long something may last: a larger number is looser, and so may be what is no number. */
function isLooser(now: unknown, then: unknown): boolean {
  if (typeof now === 'number' && typeof then === 'number') return now > then;
  if (!isPlain(now) || !isPlain(then)) return JSON.stringify(now) !== JSON.stringify(then);
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].some((name) => isLooser(now[name], then[name]));
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a status says of them. */
export const judgedByOthers = (other: OtherLimits | null, zone: Zone): Exclude<CheckFacts['run'], null>['later'] =>
  other && { ...other, from: formatDay(zone.dayOf(other.from)) };
