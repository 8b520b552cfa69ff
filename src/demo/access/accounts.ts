import { DAY, HOUR, type Instant, parseInstant } from '#/core/time/instant.ts';
import { type Company, isoOf, type Person } from '#/demo/company.ts';
import { jsonBytes } from '#/demo/files.ts';
import { type Cast, castOf } from '#/demo/people/cast.ts';
import { plant, type Says } from '#/demo/plant.ts';
import type { FileSource, Planted, Section } from '#/demo/section.ts';
import { awsPlanted, awsSource } from './aws.ts';
import { adminsOf } from './systems.ts';

/** A user as the answer of Okta has it, with what a small script joins to it: factors, administrators, owners. */
interface OktaUser {
  readonly id: string;
  readonly status: string;
  readonly created: string;
  readonly statusChanged: string;
  readonly lastLogin: string | null;
  readonly profile: { readonly login: string; readonly ownerEmail?: string; readonly userType: string };
  readonly mfaEnrolled?: boolean;
  readonly admin: boolean;
  readonly apiToken: { readonly id?: string; readonly created?: string; readonly lastUsed?: string };
}

const iso = { format: 'iso' } as const;

const MAPPING: NonNullable<FileSource['mapping']> = {
  preset: 'okta-users',
  parameters: {},
  fields: {
    owner: { column: '/profile/ownerEmail', scheme: 'email' },
    kind: { column: '/profile/userType', values: { employee: 'person', machine: 'service', shared: 'shared' } },
    mfa: { column: 'mfaEnrolled' },
    privileged: { column: 'admin' },
    keys: {
      members: [
        {
          when: { column: '/apiToken/id', notIn: [''] },
          fields: {
            id: { column: '/apiToken/id' },
            active: { constant: true },
            rotatedAt: { column: '/apiToken/created', dates: iso },
            lastUsedAt: { column: '/apiToken/lastUsed', dates: iso },
          },
        },
      ],
    },
  },
};

export function accounts(company: Company): Section {
  const cast = castOf(company);
  const okta: FileSource = {
    id: 'okta',
    file: 'okta-users.json',
    collector: 'file',
    mapping: MAPPING,
    settings: { complete: true, declared: { by: 'IT operations' } },
    shown: usersAt(company, cast, company.looks.at(-1) ?? company.end).length,
    deliveries: company.looks.map((at) => ({ at, bytes: () => jsonBytes(usersAt(company, cast, at)) })),
  };
  return {
    name: 'Accounts',
    sources: [okta, awsSource(company, cast)],
    planted: [...oktaPlanted(company, cast), ...awsPlanted(cast)],
  };
}

const shared = ({ domain }: Company): string => `support-desk@${domain}`;
const orphan = ({ domain }: Company): string => `svc-legacy-report@${domain}`;
const machine = ({ domain }: Company): string => `svc-ci@${domain}`;
const GUEST = 'j.visser@partner.example';

function usersAt(company: Company, cast: Cast, look: Instant): readonly OktaUser[] {
  const random = company.random(`okta at ${company.dayOf(look)}`);
  const used = (): string => isoOf(look - random.int(1, 60) * HOUR);
  const people = company.people.flatMap((person) => {
    const created = company.at(person.started, 8);
    return created > look ? [] : [userOf(company, cast, { person, created, look, used: used() })];
  });
  const other = (login: string, over: object, userType = 'machine'): OktaUser => ({
    id: `00u-${login}`,
    status: 'ACTIVE',
    created: isoOf(company.at(company.firstDay - 500, 9)),
    statusChanged: isoOf(company.at(company.firstDay - 500, 9)),
    lastLogin: used(),
    profile: { login, userType, ...over },
    mfaEnrolled: userType !== 'machine',
    admin: false,
    apiToken: {},
  });
  const token = { id: 'ci-token', created: isoOf(look - 100 * DAY), lastUsed: used() };
  return [
    ...people,
    other(shared(company), { ownerEmail: cast.security.email }, 'shared'),
    other(orphan(company), {}),
    { ...other(machine(company), { ownerEmail: cast.operations.email }), apiToken: token },
    other(GUEST, { ownerEmail: GUEST }, 'employee'),
  ];
}

interface Making {
  readonly person: Person;
  readonly created: Instant;
  readonly look: Instant;
  readonly used: string;
}

function userOf(company: Company, cast: Cast, { person, created, look, used }: Making): OktaUser {
  const disabled = disabledAt(company, cast, person);
  const isDisabled = disabled !== null && disabled <= look;
  const factor = { mfaEnrolled: !(person === cast.withoutFactor && look >= (company.looks[8] ?? 0)) };
  return {
    id: `00u${person.employee}`,
    status: isDisabled ? 'DEPROVISIONED' : 'ACTIVE',
    created: isoOf(created),
    statusChanged: isoOf(isDisabled ? disabled : created),
    lastLogin: lastUse(company, cast, { person, created, look, used }),
    profile: { login: person.email, ownerEmail: person.email, userType: 'employee' },
    ...(person === cast.unsaidFactor ? {} : factor),
    admin: adminsOf(company, cast).some((admin) => admin.system === 'okta' && admin.person === person),
    apiToken: {},
  };
}

/** When Okta disabled the account: on the last day as a rule. */
function disabledAt({ at, afterBusinessDays }: Company, cast: Cast, person: Person): Instant | null {
  const { ended } = person;
  if (ended === null) return null;
  if (person === cast.lateRemoval) return at(ended + 6, 12);
  return person === cast.lastHour ? at(afterBusinessDays(ended, 1), 23, 30) : at(ended, 17, 30);
}

function lastUse(company: Company, cast: Cast, { person, created, look, used }: Making): string | null {
  if (person === cast.dormant) return isoOf(Math.min(instantOf(used), company.looks[6] ?? look));
  if (person.ended !== null && company.at(person.ended, 16) < look) return isoOf(company.at(person.ended, 16));
  return instantOf(used) < created ? null : used;
}

function oktaPlanted(company: Company, cast: Cast): readonly Planted[] {
  const orphaned = orphan(company);
  const desk = shared(company);
  const robot = machine(company);
  const rows: readonly (readonly [check: string, login: string, says: Says, because: string])[] = [
    ['no-dormant-account', cast.dormant.email, 'deviation', 'on leave for months, and the account stayed open'],
    ['no-orphan-account', orphaned, 'deviation', 'an account that nobody owns'],
    ['no-orphan-account', GUEST, 'unknown', 'the account of a guest, whom the HR system does not know'],
    ['no-orphan-account', cast.lateRemoval.email, 'not asked', 'its owner left only days before it was disabled'],
    ['no-shared-account', desk, 'deviation', 'the support desk shares it'],
    ['no-shared-account', robot, 'not asked', 'not a person’s name, and used by a machine'],
    ['second-factor', cast.withoutFactor.email, 'deviation', 'lost the second factor and enrolled no other'],
    ['second-factor', cast.unsaidFactor.email, 'unknown', 'the export does not say whether a factor is enrolled'],
    ['second-factor', robot, 'not asked', 'a machine account without a second factor'],
    ['privileged-access-approved', cast.selfApproved.email, 'deviation', 'only the administrator approved it'],
    ['privileged-access-approved', cast.technology.email, 'passes', 'approved by the holder, and by another as well'],
  ];
  return rows.map(([check, login, says, because]) => plant(`access.${check}`, `okta/okta/${login}`, says, because));
}

const instantOf = (text: string): Instant => parseInstant(text) ?? Number.NaN;
