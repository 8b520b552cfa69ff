import type { ApiClient } from '#/contract/api.ts';

export type PromiseName = NonNullable<Parameters<ApiClient['controls']['starter']>[0]['promises']>[number];

/** What a company says of itself. */
export interface Facts {
  readonly promises: readonly PromiseName[];
  readonly headcount: string;
  readonly office: boolean;
  readonly contractors: boolean;
  readonly personalData: boolean;
  readonly ownMachines: boolean;
}

export const NO_FACTS: Facts = {
  promises: [],
  headcount: '10',
  office: false,
  contractors: false,
  personalData: false,
  ownMachines: false,
};

export const FACTS = [
  ['office', 'We have premises that hold equipment or confidential papers'],
  ['contractors', 'Contractors work for us'],
  ['personalData', 'We handle data about people, for us or for our customers'],
  ['ownMachines', 'Production runs on machines of our own, not on those of a hosting provider'],
] as const;

const todayIn = (now: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();

const LONG = 6;
/** Where something was read already, a window begins so many months ago that a first status is seen at once. */
const BACK = 3;

/** The days of a window that are proposed. */
export function daysToBegin(
  now: number,
  zone: string,
  hasRead: boolean,
): { readonly first: string; readonly last: string } {
  const first = todayIn(now, zone).subtract({ months: hasRead ? BACK : 0 });
  return { first: first.toString(), last: first.add({ months: LONG }).subtract({ days: 1 }).toString() };
}

/** The day that it is in a zone, or so many months later less one day, as an input wants it. */
export function dayIn(now: number, zone: string, months: number): string {
  const today = todayIn(now, zone);
  return (months === 0 ? today : today.add({ months }).subtract({ days: 1 })).toString();
}
