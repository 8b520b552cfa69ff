import { type Instant, parseInstant } from '#/core/time/instant.ts';
import { at, between, formatMoment, onDay, parseMoment } from '#/core/time/moment.ts';
import type { Civil } from './workbook.ts';

/** How a column writes its dates. */
export interface DateForm {
  /** `iso`, `epoch-seconds`, `epoch-milliseconds`, or a pattern such as `dd.MM.yyyy HH:mm`. */
  readonly format: string;
  /** The IANA zone in which a date without an offset is meant; never assumed. */
  readonly zone?: string | undefined;
}

/** A moment as a fact has it, or why the text is none. */
export type Dated = { readonly moment: string } | { readonly fault: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The parts of a pattern, longest first, and what each accepts. */
const PARTS = {
  yyyy: String.raw`(?<year>\d{4})`,
  yy: String.raw`(?<year>\d{2})`,
  MMM: '(?<name>[A-Za-z]{3})',
  MM: String.raw`(?<month>\d{2})`,
  M: String.raw`(?<month>\d{1,2})`,
  dd: String.raw`(?<day>\d{2})`,
  d: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{2})`,
  H: String.raw`(?<hour>\d{1,2})`,
  hh: String.raw`(?<half>\d{2})`,
  h: String.raw`(?<half>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  SSS: String.raw`(?<milli>\d{3})`,
  ss: String.raw`(?<second>\d{2})`,
  a: '(?<noon>[AaPp][Mm])',
  XXX: String.raw`(?<offset>Z|[+-]\d{2}:?\d{2})`,
} as const;
const PART = new RegExp(`'([^']*)'|(${Object.keys(PARTS).join('|')})|([A-Za-z])|(.)`, 'gs');

interface Pattern {
  readonly expression: RegExp;
  readonly parts: readonly string[];
}

/** A pattern ready to be used, or what is wrong with it. */
export function patternOf(format: string): Pattern | string {
  const parts: string[] = [];
  let source = '';
  for (const [, literal, part, letter, sign] of format.matchAll(PART)) {
    if (letter !== undefined) return `"${letter}" means nothing in a date pattern; put words in single quotes`;
    if (part !== undefined) parts.push(part);
    source += part === undefined ? RegExp.escape(literal ?? sign ?? '') : PARTS[part as keyof typeof PARTS];
  }
  const has = (...names: readonly string[]): number => parts.filter((part) => names.includes(part)).length;
  const hours = has('HH', 'H', 'hh', 'h');
  if (has('yyyy', 'yy') !== 1 || has('MMM', 'MM', 'M') !== 1 || has('dd', 'd') !== 1)
    return 'a date pattern has one year, one month and one day';
  if (new Set(parts).size !== parts.length || hours > 1) return 'a part stands in it more than once';
  if (hours !== has('mm') || has('ss') > has('mm') || has('SSS') > has('ss')) return 'a time has hours and minutes';
  if (has('hh', 'h') !== has('a')) return 'hours to twelve (h) need AM or PM (a), and only they do';
  return { expression: new RegExp(`^${source}$`), parts };
}

const LAST: Instant = 253_402_300_799_999; // the end of the year 9999

/** Reads a date as its column writes it. What the source leaves open, such as the seconds, stays open. */
export function dated(text: string, form: DateForm): Dated {
  if (form.format === 'iso') return fromIso(text, form.zone);
  if (form.format === 'epoch-seconds') return fromEpoch(text, 1000);
  if (form.format === 'epoch-milliseconds') return fromEpoch(text, 1);
  const pattern = patternOf(form.format);
  if (typeof pattern === 'string') return { fault: pattern };
  const groups = pattern.expression.exec(text)?.groups;
  return groups === undefined
    ? { fault: `is no date of the form ${form.format}` }
    : fromParts(groups, pattern.parts, form.zone);
}

function fromEpoch(text: string, unit: number): Dated {
  if (!/^\d{1,15}(\.\d{1,9})?$/.test(text)) return { fault: 'is no number of seconds or milliseconds since 1970' };
  const instant = Math.round(Number(text) * unit);
  return instant > LAST ? { fault: 'is later than the year 9999' } : { moment: formatMoment(at(instant)) };
}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/i;

function fromIso(text: string, zone: string | undefined): Dated {
  const known = parseMoment(text);
  if (known !== null) return { moment: formatMoment(known) };
  const [, day, time, offset] = ISO.exec(text) ?? [];
  if (day === undefined) return { fault: 'is no date of the form 2026-03-03 or 2026-03-03T10:00:00Z' };
  if (time === undefined) return onDayIn(day, zone);
  const clock = time.replace(',', '.');
  return offset === undefined
    ? locally(`${day}T${clock}`, clock.length > 5, zone)
    : withOffset(`${day}T${clock}`, offset);
}

function fromParts(
  groups: Readonly<Record<string, string>>,
  parts: readonly string[],
  zone: string | undefined,
): Dated {
  const { year = '', name, month, day = '', minute, offset } = groups;
  const number = month ?? String(MONTHS.indexOf(name?.toLowerCase() ?? '') + 1);
  const date = `${year.length === 2 ? '20' : ''}${year}-${two(number)}-${two(day)}`;
  if (minute === undefined) return onDayIn(date, zone);
  const clock = clockOf(groups);
  if (clock === null) return { fault: 'has an hour that no clock of twelve shows' };
  const local = `${date}T${clock}`;
  return offset === undefined ? locally(local, parts.includes('ss'), zone) : withOffset(local, offset);
}

function clockOf({ hour, half, minute, second, milli, noon }: Readonly<Record<string, string>>): string | null {
  const twelve = Number(half);
  if (half !== undefined && (twelve < 1 || twelve > 12)) return null;
  const hours = hour ?? String((twelve % 12) + (noon?.toLowerCase() === 'pm' ? 12 : 0));
  return `${two(hours)}:${minute}${second === undefined ? '' : `:${second}.${milli ?? '000'}`}`;
}

const two = (digits: string): string => digits.padStart(2, '0');

const NO_DATE = 'is no date that exists';
const NO_ZONE = 'has no time zone, and the mapping names none (dates.zone)';

function onDayIn(day: string, zone: string | undefined): Dated {
  if (zone === undefined) return { fault: NO_ZONE };
  const moment = parseMoment(`${day}[${zone}]`);
  return moment === null ? { fault: NO_DATE } : { moment: formatMoment(moment) };
}

function withOffset(local: string, offset: string): Dated {
  const instant = parseInstant(local + (offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset));
  return instant === null ? { fault: NO_DATE } : { moment: formatMoment(spanOf(instant, local.length > 16)) };
}

/** A source that shows no seconds says: some time in that minute. */
const spanOf = (instant: Instant, seconds: boolean) => (seconds ? at(instant) : between(instant, instant + 59_999));

/** The time on the clocks of a zone; where they are put back, both instants are possible, and both are kept. */
function locally(local: string, seconds: boolean, zone: string | undefined): Dated {
  if (zone === undefined) return { fault: NO_ZONE };
  let time: Temporal.PlainDateTime;
  try {
    time = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  } catch {
    return { fault: NO_DATE };
  }
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    time.toZonedDateTime(zone, { disambiguation }),
  );
  if (earlier === undefined || later === undefined || !earlier.toPlainDateTime().equals(time))
    return { fault: `does not exist: the clocks of ${zone} were put forward` };
  const { latest } = spanOf(later.epochMilliseconds, seconds);
  return { moment: formatMoment(between(earlier.epochMilliseconds, latest)) };
}

/** The date of a spreadsheet's cell, whatever the form of the others. */
export function fromCivil(civil: Civil, zone: string | undefined): Dated {
  if (civil instanceof Temporal.PlainDate) {
    if (zone === undefined) return { fault: NO_ZONE };
    return { moment: formatMoment(onDay(civil.toString(), zone)) };
  }
  return locally(civil.toString(), true, zone);
}
