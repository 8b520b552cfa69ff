import { addMonths, type Day } from '#/core/time/zone.ts';
import { type Company, dayMoment, isoOf, type Person } from '#/demo/company.ts';
import { jsonBytes } from '#/demo/files.ts';
import { plant } from '#/demo/plant.ts';
import type { FileSource, Planted, Section } from '#/demo/section.ts';
import { type Cast, castOf } from './cast.ts';

interface Done {
  readonly id: string;
  readonly email: string;
  readonly what: string;
  /** Left out where the tool does not say. */
  readonly kind?: string;
  readonly at: string;
}

const iso = { format: 'iso' } as const;

/** The courses that people took, and the documents that they acknowledged. */
export function courses(company: Company): Section {
  const cast = castOf(company);
  const trainings = trainingsOf(company, cast);
  const signatures = signaturesOf(company, cast);
  return {
    name: 'Training and acknowledgements',
    sources: [
      sourceOf(company, 'training', trainings, {
        population: 'training',
        fields: {
          id: { column: 'id' },
          person: { column: 'email', scheme: 'email' },
          course: { column: 'what' },
          kind: { column: 'kind' },
          completedAt: { column: 'at', dates: iso },
        },
      }),
      sourceOf(company, 'acknowledgements', signatures, {
        population: 'acknowledgement',
        fields: {
          id: { column: 'id' },
          person: { column: 'email', scheme: 'email' },
          document: { column: 'what' },
          kind: { column: 'kind' },
          acknowledgedAt: { column: 'at', dates: iso },
        },
      }),
    ],
    planted: plantedCourses(cast),
  };
}

/** Of the training before the last one: the next came late, in time, or in between may have come. */
const plantedCourses = ({ lateAgain, vagueAgain, lastDayAgain, unreadAgain }: Cast): readonly Planted[] =>
  (
    [
      [lateAgain, 'deviation', 'trained again a month late'],
      [vagueAgain, 'unknown', 'trained again a month late, unless a course of no said kind counts'],
      [lastDayAgain, 'passes', 'trained again on the last day of the twelfth month'],
      [unreadAgain, 'unknown', 'trained again a year late, as far as a list tells that begins in between', 'B1'],
    ] as const
  ).map(([{ employee }, says, because, number = '1']) =>
    plant('people.trained-again', `training/T-${employee}-${number}`, says, because),
  );

function sourceOf(
  company: Company,
  id: string,
  done: readonly Done[],
  mapping: NonNullable<FileSource['mapping']>,
): FileSource {
  // trainings were written down before, here and there; since then all of them are
  const since = id === 'training' ? 300 : 3_000;
  const at = company.looks.at(-1) ?? company.end;
  return {
    id,
    file: `${id}.json`,
    collector: 'file',
    mapping,
    settings: { declared: { from: dayMoment(company, company.firstDay - since), by: 'People team' } },
    shown: done.length,
    deliveries: [{ at, bytes: () => jsonBytes(done) }],
  };
}

const awareness = (id: string, { email }: Person, at: number): Done => ({
  id,
  email,
  what: 'Security awareness',
  kind: 'security-awareness',
  at: isoOf(at),
});

/** Everybody in the first weeks, and once a year in the sixth month of the story and of the year before. */
function trainingsOf(company: Company, cast: Cast): readonly Done[] {
  const random = company.random('training');
  const { at, people } = company;
  const yearly = (company.months[5]?.first ?? company.firstDay) + 9;
  return people.flatMap((person) => {
    const { employee, started, ended } = person;
    const day = company.businessDayFrom(yearly + random.int(0, 14));
    const onHire = hireDay(company, cast, person);
    const first = awareness(`T-${employee}-0`, person, at(onHire, 14, random.int(0, 59)));
    const { kind: _, ...unsaid } = first;
    const settled = started >= company.firstDay ? started + 45 : started;
    const isThere = (one: Day): boolean => settled < one && (ended === null || one <= ended);
    const before = yearBefore(cast, person, day);
    const leftOut = person === cast.overdue ? day : person === cast.unreadAgain ? before : null;
    const years = [before, day].filter((one) => isThere(one) && one !== leftOut);
    return [
      person === cast.unsaidTraining ? unsaid : first,
      ...earlierYears(before)
        .filter(isThere)
        .map((one, place) => awareness(`T-${employee}-B${place + 1}`, person, at(one, 11, 30))),
      ...(person === cast.vagueAgain ? [vagueCourse(company, person, addMonths(day, -3))] : []),
      ...years.map((one, place): Done => {
        const done = awareness(`T-${employee}-${place + 1}`, person, at(one, 11, random.int(0, 59)));
        const { kind: __, ...vague } = done;
        return person === cast.unsaidCourse && one === day ? vague : done;
      }),
    ];
  });
}

/** Each a little later in the year than the one before, so that no year is overdue. */
function yearBefore({ lateAgain, vagueAgain, lastDayAgain }: Cast, person: Person, day: Day): Day {
  if (person === lateAgain || person === vagueAgain) return addMonths(day, -13);
  return person === lastDayAgain ? addMonths(day, -12) : addMonths(day, -12) + 3;
}

const YEARS = 12;
const earlierYears = (before: Day): readonly Day[] =>
  Array.from({ length: YEARS }, (_, year) => addMonths(before, -12 * (year + 1)) + 3 * (year + 1));

function vagueCourse(company: Company, person: Person, day: Day): Done {
  const { kind: _, ...vague } = awareness(`T-${person.employee}-V`, person, company.at(day, 11, 30));
  return vague;
}

function hireDay(company: Company, cast: Cast, person: Person): number {
  if (person === cast.lateTraining) return person.started + 41;
  return person === cast.earlyTraining ? person.started - 4 : company.afterBusinessDays(person.started, 6);
}

function signaturesOf(company: Company, cast: Cast): readonly Done[] {
  const random = company.random('acknowledgements');
  return company.people.flatMap((person) => {
    const { employee, email, started } = person;
    const at = isoOf(company.at(conductDay(company, cast, person), 10, random.int(0, 59)));
    const conduct = { id: `A-${employee}-1`, email, what: 'Code of conduct', kind: 'code-of-conduct', at };
    const { kind: _, ...unsaid } = conduct;
    const clicked: Done = {
      id: `A-${employee}-2`,
      email,
      what: 'Confidentiality agreement',
      kind: 'confidentiality-agreement',
      at: isoOf(company.at(started - 3, 15)),
    };
    return [
      person === cast.unsaidConduct ? { ...unsaid, what: 'Handbook' } : conduct,
      ...(person === cast.clickedAgreement ? [clicked] : []),
    ];
  });
}

function conductDay(company: Company, cast: Cast, person: Person): number {
  if (person === cast.lateConduct) return company.afterBusinessDays(person.started, 9);
  return person === cast.earlyConduct ? person.started - 7 : company.afterBusinessDays(person.started, 2);
}
