import { showPlainDay } from '#web/kit/when.ts';

const DAY = 86_400_000;
const instant = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const dayAfter = (day: string): string => new Date(instant(day) + DAY).toISOString().slice(0, 10);

/** The last day belongs to the window: over is it from the day after. */
export const isWindowOver = (day: string, last: string): boolean => day > last;

interface Window {
  readonly first: string;
  readonly last: string;
}

/** How much of it is over: at the end of a past day that is looked at, or now. */
export function shareOver({ first, last }: Window, asOf: string | null, now: number): number {
  const [from, to] = [instant(first), instant(last) + DAY];
  return Math.min(1, Math.max(0, ((asOf === null ? now : instant(asOf) + DAY) - from) / (to - from)));
}

/** Where the mark stands: today, or the day as of which the programme is looked at. */
export function markOf({ first, last }: Window, share: number, asOf: string | null, today: string): string {
  const [day, said] = [asOf ?? today, asOf === null ? 'today' : showPlainDay(asOf)];
  if (first === last) return said; // a Type I is as of one day
  if (isWindowOver(day, last)) return asOf === null ? 'the window is over' : 'the window was over';
  return day === last ? `${said}, the last day of the window` : `${said}, ${Math.round(share * 100)}% of the window`;
}
