import type { Day } from '#/core/time/zone.ts';
import { type Company, dayText, type Random } from '#/demo/company.ts';
import type { MakeSection } from '#/demo/section.ts';
import type { Team } from '#/demo/staff.ts';
import { jsonOf } from './bytes.ts';
import { eventsOf, Plants, sized, wallTime } from './export.ts';

const ID = 'meetings';
const STEERING = 'meetings.minutes-kept';
const BOARD = 'meetings.board-minutes-kept';
const SEATS = 8;
const local = { format: 'yyyy-MM-dd HH:mm', zone: 'Europe/Berlin' } as const;

const MAPPING = {
  population: 'meeting',
  format: 'json',
  items: '/pages',
  fields: {
    id: { column: 'id' },
    kind: {
      column: 'label',
      values: { 'security-steering': 'security-steering', board: 'board', risk: 'risk', '*': 'other' },
    },
    heldAt: { column: 'date', dates: local },
    attendees: {
      members: Array.from({ length: SEATS }, (_, seat) => ({
        when: { column: `/attendees/${seat}`, notIn: [''] },
        fields: { who: { column: `/attendees/${seat}`, scheme: 'email' } },
      })),
    },
    minutes: { column: '/minutes/url', empty: 'none' },
    minutesAt: { column: '/minutes/updated', dates: local, empty: 'none' },
    actions: { column: 'actions' },
  },
} as const;

interface Meeting {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly date: string;
  readonly attendees: readonly string[];
  /** Empty texts where the page has none; nothing at all where it was written by hand. */
  readonly minutes?: { readonly url: string; readonly updated: string };
  readonly actions: number;
}

const NO_MINUTES = { url: '', updated: '' } as const;

/** Pages of the company's wiki that are about meetings, with what stands in their boxes. */
export const meetings: MakeSection = (company) => {
  const random = company.random(ID);
  const plants = new Plants(ID);
  const pages: Meeting[] = [];
  const add = (label: string, day: Day, over: Partial<Meeting> = {}): string => {
    const id = `${label}-${dayText(day)}-${pages.length + 1}`;
    pages.push({ ...held(company, random, { id, label, day }), ...over });
    return id;
  };
  const on = (month: number, place: number): Day =>
    company.businessDayFrom((company.months[month]?.first ?? company.firstDay) + place);
  for (const month of company.months.keys()) {
    if (month !== 5 && month !== 8) add('security-steering', on(month, 9));
    if (month % 3 === 1 && month !== 7) add('board', on(month, 17));
    if (month % 3 === 2) add('risk', on(month, 20));
    for (let team = 0; team < sized(company, 2); team += 1)
      add('weekly', on(month, 3 + (team % 20)), random.chance(0.5) ? { minutes: NO_MINUTES } : {});
  }
  plants.deviation(
    STEERING,
    add('security-steering', on(5, 9), { minutes: NO_MINUTES }),
    'A steering meeting of which there are no minutes.',
  );
  const bare = withoutBox(held(company, random, { id: 'steering-by-hand', label: 'security-steering', day: on(8, 9) }));
  pages.push(bare);
  plants.unknown(STEERING, bare.id, 'A page that was written by hand does not say whether there are minutes.');
  plants.deviation(
    BOARD,
    add('board', on(7, 17), { minutes: NO_MINUTES }),
    'A board meeting of which there are no minutes.',
  );
  const call = withoutBox(held(company, random, { id: 'board-call', label: 'board', day: on(9, 3) }));
  pages.push(call);
  plants.unknown(BOARD, call.id, 'A call of the board, of whose minutes its page does not say anything.');
  const party = add('all-hands', on(6, 12), { minutes: NO_MINUTES });
  for (const check of [STEERING, BOARD])
    plants.trap(check, party, 'not-applicable', 'Nobody writes minutes when all come together for cake.');
  const late = add('board', on(11, 4), {
    minutes: { url: 'https://wiki.larkfield.example/p/7741', updated: wallTime(dayText(on(12, 10)), 11, 5) },
  });
  plants.trap(BOARD, late, 'pass', 'The minutes were written five weeks later; the control gives no time for them.');
  const source = eventsOf(company, {
    id: ID,
    file: 'wiki-meetings.json',
    mapping: MAPPING,
    bytes: () => jsonOf({ space: 'company', pages }),
  });
  return { name: 'meetings', sources: [source], planted: plants.all };
};

/** A page that was written by hand. */
const withoutBox = ({ minutes: _, ...page }: Meeting): Meeting => page;

interface Held {
  readonly id: string;
  readonly label: string;
  readonly day: Day;
}

/** Leadership and whoever it concerns, with minutes of the same day. */
function held(company: Company, random: Random, { id, label, day }: Held): Meeting {
  const teams: readonly Team[] = ['leadership', 'security', 'operations'];
  const able = company.staffOn(day).filter(({ team }) => teams.includes(team));
  return {
    id,
    label,
    title: `${label} of ${dayText(day)}`,
    date: wallTime(dayText(day), random.int(9, 15), random.pick([0, 30])),
    attendees: random
      .shuffled(able)
      .slice(0, random.int(3, SEATS))
      .map(({ email }) => email),
    minutes: {
      url: `https://wiki.larkfield.example/p/${random.int(1_000, 9_999)}`,
      updated: wallTime(dayText(day), random.int(16, 20), random.int(0, 59)),
    },
    actions: random.int(0, 6),
  };
}
