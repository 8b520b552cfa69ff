import { DAY, HOUR, type Instant } from '#/core/time/instant.ts';
import { type Company, isoOf } from '#/demo/company.ts';
import { csvBytes } from '#/demo/files.ts';
import type { Cast } from '#/demo/people/cast.ts';
import { plant } from '#/demo/plant.ts';
import type { FileSource, Planted } from '#/demo/section.ts';
import { AWS, AWS_SYSTEM } from './systems.ts';

const HEADER = [
  'user arn user_creation_time password_enabled password_last_used password_last_changed',
  'password_next_rotation mfa_active',
  'access_key_1_active access_key_1_last_rotated access_key_1_last_used_date',
  'access_key_1_last_used_region access_key_1_last_used_service',
  'access_key_2_active access_key_2_last_rotated access_key_2_last_used_date',
  'access_key_2_last_used_region access_key_2_last_used_service',
  'cert_1_active cert_1_last_rotated cert_2_active cert_2_last_rotated',
].flatMap((line) => line.split(' '));

const ROOT = '<root_account>';
const DEPLOY = 'svc-deploy';
const BACKUP = 'svc-backup';
const METRICS = 'svc-metrics';

interface Key {
  readonly active: boolean;
  readonly rotated: Instant;
  readonly used: Instant | null;
}

interface User {
  readonly name: string;
  readonly created: Instant;
  /** The last use of the password; null where there is none, `never` where it was not used. */
  readonly password: Instant | 'never' | null;
  readonly keys: readonly Key[];
}

/** The IAM credential report, made each month. */
export function awsSource(company: Company, cast: Cast): FileSource {
  const machines = { [ROOT]: 'service', [DEPLOY]: 'service', [BACKUP]: 'service', [METRICS]: 'service' } as const;
  return {
    id: 'aws',
    file: 'aws-credential-report.csv',
    collector: 'file',
    mapping: {
      preset: 'aws-credential-report',
      parameters: { account: AWS, scheme: 'email' },
      fields: {
        owner: {
          column: 'user',
          scheme: 'email',
          values: {
            [ROOT]: handle(cast.technology.employee),
            [DEPLOY]: handle(cast.operations.employee),
            [BACKUP]: handle(cast.operations.employee),
            [METRICS]: handle(cast.operations.employee),
          },
        },
        kind: { column: 'user', values: { ...machines, '*': 'person' } },
        privileged: { column: 'user', values: { [ROOT]: true, [cast.operations.email]: true, '*': false } },
      },
    },
    settings: { complete: true, declared: { by: 'IT operations' } },
    shown: usersEver(company, cast).length,
    deliveries: company.looks.map((at) => ({
      at,
      bytes: () => csvBytes(HEADER, usersAt(company, cast, at).map(rowOf)),
    })),
  };
}

const usersEver = (company: Company, cast: Cast): readonly User[] => usersAt(company, cast, company.looks[0] ?? 0);

function usersAt(company: Company, cast: Cast, look: Instant): readonly User[] {
  const random = company.random(`aws at ${company.dayOf(look)}`);
  const ago = (days: number): Instant => look - days * DAY - random.int(1, 20) * HOUR;
  const made = company.at(company.firstDay - 700, 9);
  const person = (email: string): User => ({
    name: email,
    created: company.at(company.firstDay - 30, 12),
    password: ago(2),
    keys: [],
  });
  const fresh: Key = { active: true, rotated: ago(60), used: ago(0) };
  const { vagueRemoval } = cast;
  const removed = look >= company.at(vagueRemoval.ended + 6, 0);
  return [
    { name: ROOT, created: made, password: ago(20), keys: [] },
    person(cast.operations.email),
    { ...person(cast.selfApproved.email), password: 'never', keys: [fresh] },
    ...(removed ? [] : [person(vagueRemoval.email)]),
    { name: DEPLOY, created: made, password: null, keys: [fresh] },
    {
      name: BACKUP,
      created: made,
      password: null,
      keys: [{ active: true, rotated: company.at(company.firstDay - 200, 9), used: ago(0) }],
    },
    {
      name: METRICS,
      created: made,
      password: null,
      keys: [fresh, { active: false, rotated: made, used: made }],
    },
  ];
}

function rowOf({ name, created, password, keys: [one, two] }: User): readonly string[] {
  const isRoot = name === ROOT;
  const used = password === null ? 'N/A' : password === 'never' ? 'no_information' : isoOf(password);
  return [
    name,
    `arn:aws:iam::${AWS}:${isRoot ? 'root' : `user/${name}`}`,
    isoOf(created),
    String(password !== null),
    used,
    isRoot || password === null ? 'N/A' : isoOf(created),
    'N/A',
    String(password !== null),
    ...keyOf(one),
    ...keyOf(two),
    'false',
    'N/A',
    'false',
    'N/A',
  ];
}

const handle = (employee: string): string => `employee:${employee}`;

const keyOf = (key: Key | undefined): readonly string[] =>
  key === undefined
    ? ['false', 'N/A', 'N/A', 'N/A', 'N/A']
    : [String(key.active), isoOf(key.rotated), key.used === null ? 'N/A' : isoOf(key.used), 'eu-central-1', 's3'];

export const awsPlanted = ({ selfApproved }: Cast): readonly Planted[] => [
  plant('access.keys-rotated', itemOf(BACKUP), 'deviation', 'the key of the backup job is older than a year'),
  plant('access.keys-rotated', itemOf(METRICS), 'passes', 'the old key is still listed, and opens nothing'),
  plant(
    'access.no-dormant-account',
    itemOf(selfApproved.email),
    'passes',
    'the password was never used, and the key is used daily',
  ),
];

const itemOf = (user: string): string => `aws/${AWS_SYSTEM}/${user}`;
