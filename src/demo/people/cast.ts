import type { Day } from '#/core/time/zone.ts';
import type { Company, Person } from '#/demo/company.ts';

/** Who plays a part in what is planted. Nobody plays two that could be mixed up. */
export interface Cast {
  readonly lateCheck: Person;
  readonly sameDayCheck: Person;
  readonly lateConduct: Person;
  readonly unsaidConduct: Person;
  readonly earlyConduct: Person;
  readonly unsigned: Person;
  readonly unsaidAgreement: Person;
  readonly clickedAgreement: Person;
  readonly lateTraining: Person;
  readonly unsaidTraining: Person;
  readonly earlyTraining: Person;
  readonly contractor: Person;
  /** Of leavers. */
  readonly lateRemoval: Leaver;
  readonly vagueRemoval: Leaver;
  readonly lastHour: Leaver;
  readonly lateDevice: Leaver;
  readonly unsaidDevice: Leaver;
  readonly lastDayDevice: Leaver;
  /** Left before the yearly training. */
  readonly gone: Leaver;
  /** Of those who are there all the time. */
  readonly movers: readonly { readonly person: Person; readonly moves: readonly Move[] }[];
  readonly overdue: Person;
  readonly unsaidCourse: Person;
  readonly dormant: Person;
  readonly withoutFactor: Person;
  readonly unsaidFactor: Person;
  readonly selfApproved: Person;
  readonly technology: Person;
  readonly security: Person;
  readonly operations: Person;
  readonly lateAgain: Person;
  readonly vagueAgain: Person;
  readonly lastDayAgain: Person;
  /** Here since long before the list of trainings begins. */
  readonly unreadAgain: Person;
}

/** A change of role, and so many business days until access was adjusted to it; or that it never was, or nobody says. */
export interface Move {
  readonly day: Day;
  readonly adjusted: number | 'none' | 'unsaid';
}

export type Leaver = Person & { readonly ended: Day };

export function castOf(company: Company): Cast {
  const { window, people, looks, dayOf } = company;
  const joined = take(
    people.filter(
      ({ kind, started, ended }) =>
        kind === 'employee' && started >= window.first && started <= window.last - 45 && ended === null,
    ),
  );
  const left = people.filter((person): person is Leaver => person.ended !== null).toSorted((a, b) => a.ended - b.ended);
  const leaving = left.filter(({ ended }) => ended >= window.first);
  const nextLook = (day: Day): Day => looks.map(dayOf).find((look) => look > day) ?? window.last;
  const vagueRemoval = found(
    leaving.find(({ ended, departure }) => departure === 'voluntary' && nextLook(ended) - ended > 6),
  );
  const willing = take(leaving.filter((each) => each.departure === 'voluntary' && each !== vagueRemoval));
  const keeping = take(leaving.toReversed());
  const steady = people.filter(({ started, ended }) => ended === null && started < company.firstDay - 240);
  const lead = (team: Person['team'], place: number): Person =>
    found(steady.filter((person) => person.team === team)[place]);
  const busy = take(
    steady.filter(({ team }) => team === 'support' || team === 'sales' || team === 'engineering').slice(4),
  );
  const once = moving(company, busy, MOVED_ONCE);
  const cast = {
    lateCheck: joined(),
    sameDayCheck: joined(),
    lateConduct: joined(),
    unsaidConduct: joined(),
    earlyConduct: joined(),
    unsigned: joined(),
    unsaidAgreement: joined(),
    clickedAgreement: joined(),
    lateTraining: joined(),
    unsaidTraining: joined(),
    earlyTraining: joined(),
    contractor: found(people.find(({ kind, started }) => kind === 'contractor' && started >= window.first)),
    vagueRemoval,
    lateRemoval: willing(),
    lastHour: willing(),
    lateDevice: keeping(),
    unsaidDevice: keeping(),
    lastDayDevice: keeping(),
    gone: found(left[0]),
    overdue: busy(),
    unsaidCourse: busy(),
    dormant: busy(),
    withoutFactor: busy(),
    unsaidFactor: busy(),
    selfApproved: lead('operations', 1),
    technology: found(people.find(({ employee }) => employee === '1002')),
    security: lead('security', 0),
    operations: lead('operations', 0),
    ...trainedAgain(busy),
    unreadAgain: lead('people', 0),
  };
  return { ...cast, movers: [...once, ...moving(company, busy, MOVED_TWICE)] };
}

type Moves = readonly (readonly [after: Day, adjusted: Move['adjusted']])[];

/** So many days after the window began. */
const MOVED_ONCE: readonly Moves[] = [[[40, 9]], [[95, 'unsaid']], [[150, 5]], [[205, 1]]];
const MOVED_TWICE: readonly Moves[] = (['none', 'unsaid', 5] as const).map((first, place) => [
  [60 + 10 * place, first],
  [180 + 10 * place, 2],
]);

const moving = (company: Company, next: () => Person, all: readonly Moves[]): Cast['movers'] =>
  all.map((moves) => ({
    person: next(),
    moves: moves.map(([after, adjusted]) => ({ day: company.businessDayFrom(company.window.first + after), adjusted })),
  }));

const trainedAgain = (one: () => Person): Pick<Cast, 'lateAgain' | 'vagueAgain' | 'lastDayAgain'> => ({
  lateAgain: one(),
  vagueAgain: one(),
  lastDayAgain: one(),
});

/** One after the other; there must be as many as are wanted. */
function take<T>(all: readonly T[]): () => T {
  let next = 0;
  return () => found(all[next++]);
}

function found<T>(one: T | undefined): T {
  if (one === undefined) throw new RangeError('the company is too small for what is planted in it');
  return one;
}
