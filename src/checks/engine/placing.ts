import type { Population } from '#/core/populations/population.ts';
import type { States } from '#/core/segment/table.ts';
import type { View } from '#/core/segment/view.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';
import type { Verdict } from '#/core/verdict.ts';
import type { ParametersFrom } from './input.ts';
import { LAST_MINUTE, minuteOf, NO_MINUTE } from './outcomes.ts';

/** For how long the state of an item lasted, as far as it is an observed one. */
export interface Span {
  /** The look that first saw it; null when the item is no observed state. */
  readonly look: Instant | null;
  /** Never while it lasts, and for anything but an observed state. */
  readonly endedAt: Instant;
  readonly continues: boolean;
}

const LASTING: Span = { look: null, endedAt: NEVER, continues: false };

export const spanOf = (states: States | null, view: View, item: number): Span =>
  states === null
    ? LASTING
    : {
        look: view.source.collected(view.row),
        endedAt: states.endedAt[item] ?? NEVER,
        continues: states.continues[item] === 1,
      };

/** Where an item stands in time: what puts it in a window, and which limits are in force for it. */
export interface Placed {
  readonly fromMinute: number;
  readonly toMinute: number;
  /**
   * By which its limits are in force: when it occurred, NaN where that is not known. A state is judged as of an
   * instant, and by the limits of that instant: this is its last.
   */
  readonly limitsAt: Instant;
  readonly isState: boolean;
}

/** What has not happened is in no window; what may have happened at any time is in every one. */
const NOWHERE: Placed = { fromMinute: NO_MINUTE, toMinute: 0, limitsAt: Number.NaN, isState: false };
const ANYWHERE: Placed = { fromMinute: 0, toMinute: LAST_MINUTE, limitsAt: Number.NaN, isState: false };

export type Place = (view: View, span: Span) => Placed;

export function placeBy(anchor: string, { shape }: Pick<Population, 'shape'>): Place {
  if (anchor !== 'validity') return (view) => placedAt(momentIn(view, anchor));
  switch (shape.kind) {
    case 'event':
      return (view) => placedAt(momentIn(view, shape.occurred));
    case 'state':
      return (view) => placedFor(momentIn(view, shape.from), momentIn(view, shape.to));
    case 'observed':
      return (_, { look, endedAt }) => ({
        fromMinute: minuteOf(look ?? 0),
        toMinute: minuteOf(endedAt),
        limitsAt: endedAt,
        isState: true,
      });
  }
}

/** A verdict may speak of another time than the item: of the one in which something was overdue. */
export const placedAs = ({ holds }: Verdict, placed: Placed): Placed =>
  holds === undefined ? placed : { ...placed, fromMinute: minuteOf(holds.from), toMinute: minuteOf(holds.to) };

const momentIn = (view: View, field: string): Moment | null | undefined =>
  (view as unknown as Readonly<Record<string, Moment | null | undefined>>)[field];

function placedAt(moment: Moment | null | undefined): Placed {
  if (moment === null) return NOWHERE;
  if (moment === undefined) return ANYWHERE;
  return {
    fromMinute: minuteOf(moment.earliest),
    toMinute: minuteOf(moment.latest),
    limitsAt: moment.earliest,
    isState: false,
  };
}

function placedFor(from: Moment | null | undefined, to: Moment | null | undefined): Placed {
  const state = { ...placedAt(from), isState: true };
  if (to === null || to === undefined) return { ...state, toMinute: LAST_MINUTE, limitsAt: NEVER };
  return { ...state, toMinute: minuteOf(to.latest), limitsAt: to.latest };
}

/** When other limits come into force for something that is judged as of an instant by those of then. */
export function nextLimits(
  parameters: readonly ParametersFrom[],
  { limitsAt, isState }: Placed,
  asOf: Instant,
): Instant {
  if (!isState || limitsAt <= asOf) return NEVER;
  return parameters.find(({ from }, place) => place > 0 && from > asOf)?.from ?? NEVER;
}
