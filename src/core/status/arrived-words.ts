import { LEAST_TURN_DAYS } from '#/core/coverage/turn.ts';
import { grouped } from '#/core/grouped.ts';

/** What is late of what the log first held after the last day of a window, and what is not. */
export const ARRIVED_LATE = `An earlier reading of its source had accounted for its time, or left that open, or its source was read for the first time, or later than usual. What the next reading brought in its turn is not here: within ${LEAST_TURN_DAYS} days, or within a quarter more than that source usually takes.`;

/** How much that is. */
export const arrivedInTurn = (inTurn: number): string =>
  inTurn === 1
    ? '1 record more came after the last day in its turn, by the first reading of its source that was of its time.'
    : `${grouped(inTurn)} records more came after the last day in their turn, by the first reading of their source that was of their time.`;
