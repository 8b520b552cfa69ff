import { HOUR, type Instant, parseInstant } from '#/core/time/instant.ts';
import { type Company, dayMoment, dayText, isoOf, type Person } from '#/demo/company.ts';
import { jsonBytes } from '#/demo/files.ts';
import { type Cast, castOf } from '#/demo/people/cast.ts';
import { plant, type Says } from '#/demo/plant.ts';
import type { FileSource, Planted, Section } from '#/demo/section.ts';
import { adminsOf, AWS_SYSTEM } from './systems.ts';

const iso = { format: 'iso' } as const;
const CONSULTANCY = 'desk@it-consultancy.example';

interface Grant {
  readonly id: string;
  readonly email: string;
  readonly system: string;
  readonly role: string;
  readonly privileged: boolean;
  readonly requestedAt: string;
  readonly approvals: readonly { readonly by: string; readonly at: string }[];
  readonly grantedAt: string;
  readonly revokedAt: null;
}

interface Revocation {
  readonly account: string;
  readonly decidedAt: string;
  readonly doneAt?: string | null;
}

interface Review {
  readonly id: string;
  readonly system: string;
  readonly reviewer: string;
  readonly startedAt: string;
  readonly completedAt: string;
  readonly accounts: number;
  readonly decided: number;
  readonly privilegedIncluded?: boolean | undefined;
  readonly revocations: readonly Revocation[];
}

/** Who was given access and by whose approval, and the quarterly reviews of it. */
export function approvals(company: Company): Section {
  const cast = castOf(company);
  const { reviews, planted } = reviewsOf(company, cast);
  const grants = grantsOf(company, cast);
  return {
    name: 'Access',
    sources: [
      listOf(company, 'access-requests', grants, {
        population: 'access-grant',
        fields: {
          id: { column: 'id' },
          person: { column: 'email', scheme: 'email' },
          ...Object.fromEntries(['system', 'role', 'privileged', 'approvals'].map((name) => [name, { column: name }])),
          requestedAt: { column: 'requestedAt', dates: iso },
          grantedAt: { column: 'grantedAt', dates: iso },
          revokedAt: { column: 'revokedAt', dates: iso, empty: 'none' },
        },
      }),
      listOf(company, 'access-reviews', reviews, {
        population: 'access-review',
        fields: {
          reviewer: { column: 'reviewer', scheme: 'email' },
          startedAt: { column: 'startedAt', dates: iso },
          completedAt: { column: 'completedAt', dates: iso, empty: 'none' },
          ...Object.fromEntries(
            ['id', 'system', 'accounts', 'decided', 'privilegedIncluded', 'revocations'].map((name) => [
              name,
              { column: name },
            ]),
          ),
        },
      }),
    ],
    planted: [...grantsPlanted(cast), ...planted],
    gaps: [
      {
        control: 'access-review-quarterly',
        shows: '1 performance missed',
        because: 'the third quarter’s review was begun in the fourth',
      },
    ],
  };
}

function listOf(
  company: Company,
  id: string,
  all: readonly unknown[],
  mapping: NonNullable<FileSource['mapping']>,
): FileSource {
  return {
    id,
    file: `${id}.json`,
    collector: 'file',
    mapping,
    settings: { declared: { from: dayMoment(company, company.firstDay - 3_000), by: 'IT operations' } },
    shown: all.length,
    deliveries: [{ at: company.looks.at(-1) ?? company.end, bytes: () => jsonBytes(all) }],
  };
}

const requestOf = ({ employee }: Person): string => `REQ-${employee}`;
const adminRequest = ({ employee }: Person, system: string): string =>
  `REQ-${employee}-${system.replace(':', '-')}-admin`;

function grantsOf(company: Company, cast: Cast): readonly Grant[] {
  const emailOf = new Map(company.people.map(({ employee, email }) => [employee, email]));
  const joined = company.people.filter(({ started }) => started >= company.firstDay);
  const members = joined.map((person): Grant => {
    const at = company.at(person.started, 8);
    const approver = approverOf(cast, person, emailOf.get(person.manager ?? '') ?? '');
    return {
      ...grant(person, at, [approver]),
      id: requestOf(person),
      system: 'okta',
      role: 'member',
      privileged: false,
    };
  });
  const admins = adminsOf(company, cast).map(({ person, system, approvers }): Grant => {
    const at = company.at(company.firstDay - 20, 11);
    const emails = approvers.map(({ email }) => email);
    return {
      ...grant(person, at, emails),
      id: adminRequest(person, system),
      system,
      role: 'administrator',
      privileged: true,
    };
  });
  return [...members, ...admins];
}

function grant({ email }: Person, at: Instant, approvers: readonly string[]) {
  return {
    email,
    requestedAt: isoOf(at - 48 * HOUR),
    approvals: approvers.map((by, place) => ({ by: `email:${by}`, at: isoOf(at - (24 - place) * HOUR) })),
    grantedAt: isoOf(at),
    revokedAt: null,
  };
}

function approverOf(cast: Cast, person: Person, manager: string): string {
  if (person === cast.lateConduct) return person.email;
  return person === cast.unsaidConduct ? CONSULTANCY : manager;
}

function grantsPlanted(cast: Cast): readonly Planted[] {
  const rows: readonly (readonly [id: string, says: Says, because: string])[] = [
    [requestOf(cast.lateConduct), 'deviation', 'approved by the one who received it'],
    [adminRequest(cast.selfApproved, 'okta'), 'deviation', 'an administrator’s right that only its holder approved'],
    [requestOf(cast.unsaidConduct), 'unknown', 'approved from an address that is nobody’s'],
    [adminRequest(cast.technology, 'okta'), 'passes', 'approved by the holder, and by another as well'],
  ];
  return rows.map(([id, says, because]) => plant('access.grant-approved', `access-requests/${id}`, says, because));
}

const SYSTEMS = ['okta', AWS_SYSTEM, 'github'] as const;
/** Months of the story in which access is reviewed; in one quarter nobody did. */
const REVIEWED = [2, 5, 11] as const;

function reviewsOf(
  company: Company,
  cast: Cast,
): { readonly reviews: readonly Review[]; readonly planted: readonly Planted[] } {
  const planted: Planted[] = [];
  const reviews = REVIEWED.flatMap((month) =>
    SYSTEMS.map((system): Review => {
      const first = company.businessDayFrom((company.months[month]?.first ?? company.firstDay) + 6);
      const decided = company.afterBusinessDays(first, 4);
      const id = `AR-${dayText(first).slice(0, 7)}-${system.replace(':', '-')}`;
      const special = PLANTED.find((each) => each.month === month && each.system === system);
      if (special !== undefined)
        planted.push(plant('access.review-completed', `access-reviews/${id}`, special.says, special.because));
      const accounts = company.staffOn(first).length;
      return {
        id,
        system,
        reviewer: cast.security.email,
        startedAt: isoOf(company.at(first, 9)),
        completedAt: isoOf(company.at(decided, 16)),
        accounts,
        decided: accounts,
        privilegedIncluded: special === undefined || !('privileged' in special) ? true : special.privileged,
        revocations: special?.revocation === undefined ? [] : [special.revocation(company, decided)],
      };
    }),
  );
  return { reviews: [...reviews, ...apart(company, reviews)], planted };
}

/** The administrators of the cloud are reviewed a week after everybody else, in the last month. */
const apart = (company: Company, reviews: readonly Review[]): readonly Review[] =>
  reviews
    .filter(({ system, privilegedIncluded }) => system === AWS_SYSTEM && privilegedIncluded === false)
    .map((review) => {
      const day = company.businessDayFrom(company.dayOf(parseInstant(review.startedAt) ?? Number.NaN) + 7);
      const at = { startedAt: isoOf(company.at(day, 9)), completedAt: isoOf(company.at(day, 16)) };
      return { ...review, ...at, id: `${review.id}-admin`, accounts: 3, decided: 3, privilegedIncluded: true };
    });

interface Special {
  readonly month: number;
  readonly system: string;
  readonly says: Says;
  readonly because: string;
  readonly revocation?: (company: Company, decided: number) => Revocation;
  /** Where it is not as it should be; undefined where nobody noted it. */
  readonly privileged?: boolean | undefined;
}

const revoked = ({ at, afterBusinessDays }: Company, decided: number, days: number): Revocation => ({
  account: 'okta/former-project',
  decidedAt: isoOf(at(decided, 12)),
  doneAt: isoOf(at(afterBusinessDays(decided, days), 22)),
});

const PLANTED: readonly Special[] = [
  {
    month: 2,
    system: 'github',
    says: 'deviation',
    because: 'it left out the owners of the organization, and no other review had them',
    privileged: false,
  },
  {
    month: 11,
    system: 'github',
    says: 'unknown',
    because: 'nobody noted whether it covered the owners',
    privileged: undefined,
  },
  {
    month: 11,
    system: AWS_SYSTEM,
    says: 'passes',
    because: 'it left out the administrators, who were reviewed a week later',
    privileged: false,
  },
  {
    month: 5,
    system: 'okta',
    says: 'deviation',
    because: 'a revocation was carried out on the fourteenth business day',
    revocation: (company, decided) => revoked(company, decided, 14),
  },
  {
    month: 5,
    system: 'github',
    says: 'unknown',
    because: 'nobody recorded when the revocation was carried out',
    revocation: ({ at }, decided) => ({ account: 'github/old-bot', decidedAt: isoOf(at(decided, 12)) }),
  },
  {
    month: 11,
    system: 'okta',
    says: 'passes',
    because: 'a revocation was carried out in the evening of the tenth business day',
    revocation: (company, decided) => revoked(company, decided, 10),
  },
];
