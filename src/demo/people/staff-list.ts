import type { Day } from '#/core/time/zone.ts';
import { type Company, dayMoment, dayText, type Person } from '#/demo/company.ts';
import { csvBytes } from '#/demo/files.ts';
import type { FileSource, Section } from '#/demo/section.ts';
import { type Cast, castOf } from './cast.ts';
import { plantedPeople } from './planted-people.ts';

const UNSAID = 'not recorded';
const HEADER = [
  'Employee #',
  'First Name',
  'Last Name',
  'Work Email',
  'Employment Status',
  'Department',
  'Job Title',
  'Reports To',
  'Hire Date',
  'Termination Date',
  'Termination Type',
  'Status',
  'Role Changed',
  'Access Adjusted',
  'Background Check',
  'Confidentiality Agreement',
  'Equipment Returned',
  'Report Date',
] as const;

/** A date in a column of the company's own; empty says that there is none. */
const ownDate = (column: string, zone: string) => ({
  column,
  dates: { format: 'yyyy-MM-dd', zone },
  empty: 'none' as const,
  values: { [UNSAID]: { unknown: true as const } },
});

/** The HR system's list of everybody, exported each month. */
export function staffList(company: Company): Section {
  const cast = castOf(company);
  const { zone } = company;
  const source: FileSource = {
    id: 'bamboohr',
    file: 'bamboohr-employees.csv',
    collector: 'file',
    mapping: {
      preset: 'bamboohr-employees',
      parameters: { zone, dateFormat: 'yyyy-MM-dd' },
      fields: {
        manager: { column: 'Reports To', scheme: 'employee' },
        roleChangedOn: ownDate('Role Changed', zone),
        accessReviewedOn: ownDate('Access Adjusted', zone),
        backgroundCheckedOn: ownDate('Background Check', zone),
        agreementSignedOn: ownDate('Confidentiality Agreement', zone),
        deviceReturnedOn: ownDate('Equipment Returned', zone),
      },
    },
    settings: {
      complete: true,
      declared: { from: dayMoment(company, company.firstDay - 3_000), by: 'People team' },
    },
    shown: company.people.length,
    deliveries: company.looks.map((at) => ({ at, bytes: () => listAt(company, cast, company.dayOf(at)) })),
  };
  return { name: 'People', sources: [source], planted: plantedPeople(company, cast) };
}

const listAt = (company: Company, cast: Cast, today: Day): Uint8Array =>
  csvBytes(
    HEADER,
    company.people.filter(({ started }) => started <= today).map((person) => rowOf(company, cast, { person, today })),
  );

interface Seen {
  readonly person: Person;
  readonly today: Day;
}

function rowOf(company: Company, cast: Cast, { person, today }: Seen): readonly string[] {
  const { given, family, email, kind, team, title, manager, started, ended, departure } = person;
  const gone = ended !== null && ended <= today;
  const move = moveOf(company, cast, { person, today });
  const told = (day: Day | 'none' | 'unsaid'): string => {
    if (day === 'unsaid') return UNSAID;
    return day === 'none' || day > today ? '' : dayText(day);
  };
  return [
    person.employee,
    given,
    family,
    email,
    kind === 'contractor' ? 'Contractor' : 'Full-Time',
    team,
    title,
    manager ?? '',
    dayText(started),
    gone ? dayText(ended) : '',
    gone ? (departure === 'involuntary' ? 'Involuntary' : 'Voluntary') : '',
    gone ? 'Inactive' : 'Active',
    told(move.changed),
    told(move.adjusted),
    told(checkOf(company, cast, person)),
    told(agreementOf(company, cast, person)),
    gone ? told(deviceOf(cast, person, ended)) : '',
    dayText(today),
  ];
}

type Told = Day | 'none' | 'unsaid';

function checkOf(company: Company, cast: Cast, person: Person): Told {
  if (person.kind === 'contractor') return 'none';
  if (person === cast.lateCheck) return company.afterBusinessDays(person.started, 8);
  return person === cast.sameDayCheck ? person.started : person.started - 9;
}

function agreementOf(company: Company, cast: Cast, person: Person): Told {
  if (person === cast.unsigned) return company.afterBusinessDays(person.started, 15);
  if (person === cast.unsaidAgreement) return 'unsaid';
  return person === cast.clickedAgreement ? 'none' : person.started - 5;
}

function deviceOf(cast: Cast, person: Person, ended: Day): Told {
  if (person === cast.lateDevice) return ended + 23;
  if (person === cast.unsaidDevice) return 'unsaid';
  return person === cast.lastDayDevice ? ended + 14 : ended;
}

/** The list names the last change of role that there was by then, and what was done for it. */
function moveOf(
  company: Company,
  { movers }: Cast,
  { person, today }: Seen,
): { readonly changed: Told; readonly adjusted: Told } {
  const moves = movers.find((mover) => mover.person === person)?.moves ?? [];
  const last = moves.findLast(({ day }) => day <= today);
  if (last === undefined) return { changed: 'none', adjusted: 'none' };
  const { day, adjusted } = last;
  return { changed: day, adjusted: typeof adjusted === 'number' ? company.afterBusinessDays(day, adjusted) : adjusted };
}
