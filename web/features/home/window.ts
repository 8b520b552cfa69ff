import { instantsOf, thatDay } from '#web/kit/days.ts';
import { showPlainDay } from '#web/kit/when.ts';

/** The last day belongs to the window: over is it from the day after. */
export const isWindowOver = (day: string, last: string): boolean => day > last;

interface Window {
  readonly first: string;
  readonly last: string;
  /** Where its days are. */
  readonly zone: string;
}

/** How much of it is over: at the end of a past day that is looked at, or now. */
export function shareOver({ first, last, zone }: Window, asOf: string | null, now: number): number {
  const { from, to } = instantsOf({ first, last, until: null }, zone);
  const at = asOf === null ? now : instantsOf(thatDay(asOf), zone).to;
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** Where the mark stands: today, or the day as of which the programme is looked at. */
export function markOf(
  { first, last }: Omit<Window, 'zone'>,
  share: number,
  asOf: string | null,
  today: string,
): string {
  const [day, said] = [asOf ?? today, asOf === null ? 'today' : showPlainDay(asOf)];
  if (first === last) return said; // a Type I is as of one day
  if (isWindowOver(day, last)) return asOf === null ? 'the window is over' : 'the window was over';
  return day === last ? `${said}, the last day of the window` : `${said}, ${Math.round(share * 100)}% of the window`;
}
