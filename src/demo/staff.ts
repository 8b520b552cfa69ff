import type { Calendar } from '#/core/time/calendar.ts';
import type { Day } from '#/core/time/zone.ts';
import { FAMILY_NAMES, GIVEN_NAMES } from './names.ts';
import type { Random } from './random.ts';

export const TEAMS = [
  'leadership',
  'engineering',
  'operations',
  'security',
  'support',
  'sales',
  'people',
  'finance',
] as const;
export type Team = (typeof TEAMS)[number];

/** One employment of a person, from the first day to the last. */
export interface Person {
  /** The number that the HR system gives the person: `1001`. */
  readonly employee: string;
  readonly given: string;
  readonly family: string;
  /** Given and family name. */
  readonly name: string;
  readonly email: string;
  /** Login on GitHub; who writes or runs no software has none. */
  readonly github: string | null;
  readonly team: Team;
  readonly title: string;
  readonly kind: 'employee' | 'contractor';
  /** Employee number of whom they report to; nobody for the head of the company. */
  readonly manager: string | null;
  readonly location: string;
  readonly started: Day;
  /** The last day; null while they are there. */
  readonly ended: Day | null;
  readonly departure: 'voluntary' | 'involuntary' | null;
}

interface Setup {
  readonly random: Random;
  readonly scale: number;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly calendar: Calendar;
}

const AT_THE_START = 50;
const JOINERS = 18;
const LEAVERS = 8;

/** The teams of fourteen people, over and over. */
const MIX: readonly Team[] = [
  'engineering',
  'engineering',
  'engineering',
  'engineering',
  'support',
  'operations',
  'sales',
  'engineering',
  'sales',
  'finance',
  'support',
  'people',
  'security',
  'operations',
];

const TITLES: Readonly<Record<Team, readonly string[]>> = {
  leadership: ['Chief Executive', 'Chief Technology Officer', 'Chief Operating Officer'],
  engineering: ['Software Engineer', 'Senior Software Engineer', 'Staff Engineer', 'Quality Engineer'],
  operations: ['Site Reliability Engineer', 'Platform Engineer'],
  security: ['Security Engineer', 'Compliance Lead'],
  support: ['Support Engineer', 'Customer Success Manager'],
  sales: ['Account Executive', 'Solutions Engineer'],
  people: ['People Partner', 'Recruiter'],
  finance: ['Accountant', 'Financial Controller'],
};
const WITH_CODE: ReadonlySet<Team> = new Set(['engineering', 'operations', 'security']);
const LOCATIONS = ['Berlin', 'Hamburg', 'Remote (DE)', 'Remote (PT)', 'Remote (PL)'] as const;

export function peopleOf({ random, scale, firstDay, lastDay, calendar }: Setup): readonly Person[] {
  const names = namesOf(random, Math.round((AT_THE_START + JOINERS) * scale));
  const here = Math.round(AT_THE_START * scale);
  const dayFrom = (day: Day): Day => (calendar.isBusinessDay(day) ? day : dayFrom(day + 1));
  const heads = new Map<Team, string>();
  const all = names.map(({ given, family }, place): Person => {
    const team = place < 3 ? 'leadership' : (MIX[(place - 3) % MIX.length] ?? 'engineering');
    const joins = place >= here;
    const share = (place - here + 0.5) / (names.length - here);
    const started = joins
      ? dayFrom(firstDay + Math.floor(share * (lastDay - firstDay - 20)))
      : dayFrom(firstDay - random.int(60, 1_500));
    const employee = String(1001 + place);
    const manager =
      place === 0 ? null : place < 3 ? '1001' : (heads.get(team) ?? (WITH_CODE.has(team) ? '1002' : '1003'));
    if (!heads.has(team)) heads.set(team, employee);
    const local = `${given}.${family}`.toLowerCase().replaceAll(/[^a-z.]/g, '');
    return {
      employee,
      given,
      family,
      name: `${given} ${family}`,
      email: `${local}@larkfield.example`,
      github: WITH_CODE.has(team) || place === 1 ? `${local.replace('.', '-')}-lf` : null,
      team,
      title: place < 3 ? (TITLES.leadership[place] ?? '') : random.pick(TITLES[team]),
      kind: place > 20 && place % 11 === 0 ? 'contractor' : 'employee',
      manager,
      location: random.pick(LOCATIONS),
      started,
      ended: null,
      departure: null,
    };
  });
  return leaving(all, { random, scale, firstDay, lastDay, calendar }).toSorted((a, b) => a.started - b.started);
}

/** Some of those who were there at the start go, spread over the months; never one whom others report to. */
function leaving(all: readonly Person[], { random, scale, firstDay, lastDay, calendar }: Setup): readonly Person[] {
  const managers = new Set(all.map(({ manager }) => manager));
  const able = all.filter(({ employee, started }) => started < firstDay && !managers.has(employee));
  const going = random.shuffled(able).slice(0, Math.round(LEAVERS * scale));
  const dayFrom = (day: Day): Day => (calendar.isBusinessDay(day) ? day : dayFrom(day + 1));
  const ends = new Map(
    going.map(({ employee }, place) => {
      const share = (place + 0.5) / going.length;
      const ended = dayFrom(firstDay + 10 + Math.floor(share * (lastDay - firstDay - 40)));
      return [employee, { ended, departure: place % 4 === 3 ? ('involuntary' as const) : ('voluntary' as const) }];
    }),
  );
  return all.map((person) => ({ ...person, ...ends.get(person.employee) }));
}

/** Different for everybody, so that an address is one person's. */
function namesOf(random: Random, count: number): readonly { readonly given: string; readonly family: string }[] {
  const most = GIVEN_NAMES.length * FAMILY_NAMES.length;
  if (count > most) throw new RangeError(`there are ${most} different names, and ${count} people`);
  const given = random.shuffled(GIVEN_NAMES);
  const family = random.shuffled(FAMILY_NAMES);
  return Array.from({ length: count }, (_, place) => ({
    given: given[place % given.length] ?? '',
    family: family[(place + Math.floor(place / given.length)) % family.length] ?? '',
  }));
}
