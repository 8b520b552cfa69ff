import { HOUR, type Instant } from '#/core/time/instant.ts';
import { type Company, dayMoment, isoOf, type Person } from '#/demo/company.ts';
import { jsonBytes } from '#/demo/files.ts';
import { type Cast, castOf } from '#/demo/people/cast.ts';
import { plant, type Says } from '#/demo/plant.ts';
import type { FileSource, Planted, Section } from '#/demo/section.ts';
import { reviewsOf } from './reviews.ts';
import { adminsOf } from './systems.ts';

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
