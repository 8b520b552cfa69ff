/** Days of an examination, as its entry in the log names them. */
export interface Days {
  readonly first: string;
  readonly last: string;
  readonly zone: string;
}

/** Is `start` the first instant of the first day, and `end` the first after the last day, in that zone? By any Node's own time zones. */
export function isWindow({ first, last, zone }: Days, start: number, end: number): boolean {
  try {
    const day = dayIn(zone);
    return day(start) === first && day(start - 1) < first && day(end - 1) === last && day(end) > last;
  } catch {
    return false; // no such zone, or no such instant
  }
}

function dayIn(zone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return `${parts.get('year')?.padStart(4, '0') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`;
  };
}
