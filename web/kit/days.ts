/** Days, the last included, or up to an instant within them. */
export interface Days {
  readonly first: string;
  readonly last: string;
  readonly until: number | null;
}

/** One day by itself. */
export const thatDay = (day: string): Days => ({ first: day, last: day, until: null });

export const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/** Days in a zone as instants, half-open. */
export function instantsOf({ first, last, until }: Days, zone: string): { readonly from: number; readonly to: number } {
  const at = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds;
  const to = at(Temporal.PlainDate.from(dayAfter(last)));
  return { from: at(Temporal.PlainDate.from(first)), to: Math.min(to, until ?? to) };
}
