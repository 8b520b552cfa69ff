import { counted } from '#/core/grouped.ts';

/** What a run shows of items from before a window, by what became of them in it. */
export interface Carried {
  /** They came due in it, and were not done in time. */
  readonly deviation: number;
  /** They were overdue before it, and still open when it began. */
  readonly overdue: number;
  readonly unknown: number;
  readonly pending: number;
  /** They are open, and no time was given to them. */
  readonly waiting: number;
  readonly excluded: number;
}

/**
 * What is from before the window is not of its items. That it was late in the window is said all the same: it came due
 * there, or it was overdue before and went on.
 */
export const carriedDeviations = (id: string, { deviation, overdue }: Carried): readonly string[] => [
  ...(deviation === 0
    ? []
    : [
        `${id}: ${counted(deviation, 'item', 'items')} from before the window came due in it and ${was(deviation)} not done in time`,
      ]),
  ...(overdue === 0
    ? []
    : [
        `${id}: ${counted(overdue, 'item was', 'items were')} overdue before the first day and ${was(overdue)} still open in the window`,
      ]),
];

/** What of it leaves open how the window stands. */
export const carriedOpen = (id: string, { unknown, waiting, excluded }: Carried): readonly string[] => [
  ...(unknown === 0
    ? []
    : [`${id}: ${counted(unknown, 'item', 'items')} of what was open when the window began ${is(unknown)} unknown`]),
  ...(waiting === 0
    ? []
    : [
        `${id}: ${counted(waiting, 'item', 'items')} from before the window ${is(waiting)} still open, and no time is given`,
      ]),
  ...(excluded === 0
    ? []
    : [
        `${id}: ${counted(excluded, 'item', 'items')} of what was open when the window began ${was(excluded)} excluded`,
      ]),
];

const is = (count: number): string => (count === 1 ? 'is' : 'are');
const was = (count: number): string => (count === 1 ? 'was' : 'were');
