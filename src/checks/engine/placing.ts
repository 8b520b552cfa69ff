import type { Population } from '#/core/populations/population.ts';
import type { States } from '#/core/segment/table.ts';
import type { View } from '#/core/segment/view.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';
import type { Verdict } from '#/core/verdict.ts';
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
  /** NaN when it is not known. */
  readonly earliest: Instant;
}

/** What has not happened is in no window; what may have happened at any time is in every one. */
const NOWHERE: Placed = { fromMinute: NO_MINUTE, toMinute: 0, earliest: Number.NaN };
const ANYWHERE: Placed = { fromMinute: 0, toMinute: LAST_MINUTE, earliest: Number.NaN };

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
        earliest: look ?? 0,
      });
  }
}

/** A verdict may speak of another time than the item: of the one in which something was overdue. */
export const placedAs = ({ holds }: Verdict, placed: Placed): Placed =>
  holds === undefined
    ? placed
    : { fromMinute: minuteOf(holds.from), toMinute: minuteOf(holds.to), earliest: placed.earliest };

const momentIn = (view: View, field: string): Moment | null | undefined =>
  (view as unknown as Readonly<Record<string, Moment | null | undefined>>)[field];

function placedAt(moment: Moment | null | undefined): Placed {
  if (moment === null) return NOWHERE;
  if (moment === undefined) return ANYWHERE;
  return {
    fromMinute: minuteOf(moment.earliest),
    toMinute: minuteOf(moment.latest),
    earliest: moment.earliest,
  };
}

function placedFor(from: Moment | null | undefined, to: Moment | null | undefined): Placed {
  const start = placedAt(from);
  if (to === null || to === undefined) return { ...start, toMinute: LAST_MINUTE };
  return { ...start, toMinute: minuteOf(to.latest) };
}
