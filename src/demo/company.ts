import { type Calendar, calendarOf } from '#/core/time/calendar.ts';
import { formatInstant, HOUR, type Instant, MINUTE } from '#/core/time/instant.ts';
import { formatMoment, onDay } from '#/core/time/moment.ts';
import { addMonths, type Day, formatDay, parseDay, zoneNamed } from '#/core/time/zone.ts';
import { peopleOf, type Person } from './staff.ts';
import { type Random, randomOf } from './random.ts';

export type { Person, Team } from './staff.ts';
export type { Random } from './random.ts';

const MONTHS = 14;
/** The first months are before the window: the company prepares. */
const PREPARING = 2;
const ZONE = 'Europe/Berlin';

export interface Month {
  readonly first: Day;
  readonly last: Day;
}

export interface Setup {
  readonly seed: number;
  /** 1 is a company of about 60, 20 of about 1,200. */
  readonly scale: number;
  /** The last day of the last of the 14 months, `2026-10-31`. */
  readonly last: string;
}

/**
 * The company that the demo tells of: who works there, and when. The same seed, scale and last day make the same
 * company; everything that its tools export is drawn from it.
 */
export interface Company extends Setup {
  readonly name: string;
  readonly slug: string;
  /** Of its e-mail addresses. */
  readonly domain: string;
  /** Owner of its repositories. */
  readonly organization: string;
  readonly zone: string;
  /** Monday to Friday in its zone, without holidays: the same as that of the organization in the product. */
  readonly calendar: Calendar;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** The first instant after the last day. */
  readonly end: Instant;
  readonly months: readonly Month[];
  /** The observation window: the last twelve months. */
  readonly window: { readonly first: Day; readonly last: Day };
  /**
   * When lists of states (accounts, devices, settings) are exported: early on the first day of each month, and once
   * more on the day after the last. Fifteen of them, never more than 31 days apart.
   */
  readonly looks: readonly Instant[];
  /** Who works or worked there: one entry for each employment, in the order of the first day. */
  readonly people: readonly Person[];
  /** Who is there on a day, last day included. */
  readonly staffOn: (day: Day) => readonly Person[];
  /** So many hours and minutes after a day began there. */
  readonly at: (day: Day, hour: number, minute?: number) => Instant;
  readonly dayOf: (instant: Instant) => Day;
  readonly isBusinessDay: (day: Day) => boolean;
  /** The day itself if it is a business day, else the next one. */
  readonly businessDayFrom: (day: Day) => Day;
  /** So many business days later. */
  readonly afterBusinessDays: (day: Day, count: number) => Day;
  /** Business days from `first` to `last`, both included. */
  readonly businessDays: (first: Day, last: Day) => readonly Day[];
  /** An independent stream of chance: name it after what draws from it, such as `incidents`. */
  readonly random: (stream: string) => Random;
}

export function companyOf(setup: Setup): Company {
  const lastDay = parseDay(setup.last);
  if (lastDay === null) throw new RangeError(`"${setup.last}" is not a day; a day reads 2026-10-31`);
  const zone = zoneNamed(ZONE);
  const calendar = calendarOf({ zone: ZONE, weekdays: [1, 2, 3, 4, 5], holidays: [] });
  const random = (stream: string): Random => randomOf(setup.seed, stream);
  const months = monthsBefore(lastDay);
  const firstDay = months[0]?.first ?? lastDay;
  const at = (day: Day, hour: number, minute = 0): Instant => zone.startOf(day) + hour * HOUR + minute * MINUTE;
  const businessDayFrom = (day: Day): Day => (calendar.isBusinessDay(day) ? day : businessDayFrom(day + 1));
  const afterBusinessDays = (day: Day, count: number): Day =>
    count === 0 ? day : afterBusinessDays(businessDayFrom(day + 1), count - 1);
  const people = peopleOf({ random: random('people'), scale: setup.scale, firstDay, lastDay, calendar });
  return {
    ...setup,
    name: 'Larkfield Software',
    slug: 'larkfield-demo',
    domain: 'larkfield.example',
    organization: 'larkfield',
    zone: ZONE,
    calendar,
    firstDay,
    lastDay,
    end: zone.startOf(lastDay + 1),
    months,
    window: { first: months[PREPARING]?.first ?? firstDay, last: lastDay },
    looks: [...months.map(({ first }) => at(first, 6)), at(lastDay + 1, 6)],
    people,
    staffOn: (day) => people.filter(({ started, ended }) => started <= day && (ended === null || day <= ended)),
    at,
    dayOf: (instant) => zone.dayOf(instant),
    isBusinessDay: (day) => calendar.isBusinessDay(day),
    businessDayFrom,
    afterBusinessDays,
    businessDays: (first, last) => daysFrom(first, last).filter((day) => calendar.isBusinessDay(day)),
    random,
  };
}

function monthsBefore(lastDay: Day): readonly Month[] {
  const next = lastDay + 1;
  if (!formatDay(next).endsWith('-01')) throw new RangeError(`${formatDay(lastDay)} is not the last day of a month`);
  return Array.from({ length: MONTHS }, (_, place) => ({
    first: addMonths(next, place - MONTHS),
    last: addMonths(next, place - MONTHS + 1) - 1,
  }));
}

const daysFrom = (first: Day, last: Day): readonly Day[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place);

/** `2026-03-03T10:00:00.000Z`, as most tools write it. */
export const isoOf = (instant: Instant): string => formatInstant(instant);

/** `2026-03-03`. */
export const dayText = (day: Day): string => formatDay(day);

/** A day as a record has it: `2026-03-03[Europe/Berlin]`. */
export const dayMoment = ({ zone }: Pick<Company, 'zone'>, day: Day): string =>
  formatMoment(onDay(formatDay(day), zone));
