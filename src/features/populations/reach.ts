import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import type { Row } from '#/core/segment/row.ts';
import type { Moment } from '#/core/time/moment.ts';
import { admits, type Window } from '#/core/time/window.ts';

/**
 * May an item be of one of the windows? An event when it happened, a state while it held; a setting that is looked at
 * from time to time always. What is uncertain is admitted, as a run admits it.
 */
export function isOfWindows(
  population: PopulationName,
  { fact }: Pick<Row, 'fact'>,
  windows: readonly Window[],
): boolean {
  const { shape } = populationNamed(population);
  if (fact === null || shape.kind === 'observed') return true;
  const values: Readonly<Record<string, unknown>> = fact;
  if (shape.kind === 'event') {
    const occurred = momentIn(values[shape.occurred]);
    return occurred === null || windows.some((window) => admits(window, occurred));
  }
  const [from, to] = [momentIn(values[shape.from]), momentIn(values[shape.to])];
  return windows.some(
    ({ start, end }) => (from === null || from.earliest < end) && (to === null || to.latest >= start),
  );
}

/** Null: the source does not say, or there is none. */
const momentIn = (value: unknown): Moment | null =>
  typeof value === 'object' && value !== null && 'earliest' in value ? (value as Moment) : null;
