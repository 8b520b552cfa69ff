import type { Frequency } from '#/core/controls.ts';
import { DomainError } from '#/core/errors.ts';
import { inSentence, type Limits, type Rhythm } from '#/library/parameters.ts';
import { type Definition, limitsIn } from './definition.ts';

/**
 * The longest time from one performance to the next with which there is one in every period of a frequency. A month has
 * at least 28 days, and a quarter 90.
 */
const PERIODS: Readonly<Record<'day' | 'month', readonly (readonly [number, Frequency])[]>> = {
  day: [
    [1, 'daily'],
    [7, 'weekly'],
    [28, 'monthly'],
    [90, 'quarterly'],
  ],
  month: [
    [1, 'monthly'],
    [3, 'quarterly'],
    [6, 'semiannual'],
    [12, 'annual'],
  ],
};

const periodsOf = ({ unit }: Rhythm) => PERIODS[unit ?? 'month'];

/** The frequency by which performances are expected of what a statement says; beyond a year none is expected on any day. */
const followingFrom = (rhythm: Rhythm, value: number): Frequency =>
  periodsOf(rhythm).find(([longest]) => value <= longest)?.[1] ?? 'per-event';

const rhythmIn = ({ parameters }: Limits): readonly [string, Rhythm] | null => {
  for (const [name, parameter] of Object.entries(parameters)) if (parameter.kind === 'rhythm') return [name, parameter];
  return null;
};

/** What the statement says of how often, where the control is performed otherwise: so it was adopted before both were tied. */
export function saidApart(definition: Definition): string | null {
  const [name, parameter] = rhythmIn(limitsIn(definition)) ?? [];
  if (name === undefined || parameter === undefined) return null;
  const value = Number(definition.limits[name] ?? parameter.default);
  return followingFrom(parameter, value) === definition.frequency ? null : inSentence(parameter, value);
}

/**
 * How often a control is performed is said by its statement, where a limit of it is a rhythm, and by its frequency. Who
 * changes one of them changes both; throws `frequency_apart` where they would say different things.
 */
export function tied(before: Definition, after: Definition): Definition {
  const rhythm = rhythmIn(limitsIn(after));
  if (rhythm === null) return after;
  const [name, parameter] = rhythm;
  const valueIn = ({ limits }: Definition): number => Number(limits[name] ?? parameter.default);
  const [value, frequency] = [valueIn(after), after.frequency];
  const isLimitChanged = value !== valueIn(before);
  if (!isLimitChanged && frequency === before.frequency) return after;
  if (followingFrom(parameter, value) === frequency) return after;
  if (frequency === before.frequency) return { ...after, frequency: followingFrom(parameter, value) };
  const exact = periodsOf(parameter).find(([, each]) => each === frequency)?.[0];
  if (!isLimitChanged && exact !== undefined) return { ...after, limits: { ...after.limits, [name]: exact } };
  throw new DomainError('frequency_apart', {
    frequency,
    limit: name,
    said: inSentence(parameter, value),
    known: periodsOf(parameter)
      .map(([, each]) => each)
      .join(', '),
  });
}
