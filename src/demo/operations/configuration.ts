import { configuration as population } from '#/core/populations/configuration.ts';
import { type Instant, MINUTE, SECOND } from '#/core/time/instant.ts';
import type { Company } from '#/demo/company.ts';
import type { FileSource, MakeSection } from '#/demo/section.ts';
import { jsonOf } from './bytes.ts';
import { Plants, sized } from './export.ts';

const ID = 'prowler-aws';
const ACCOUNT = '481516234200';
const REGION = 'eu-central-1';

/** A rule of Prowler, and what it looks at. */
interface Rule {
  readonly name: string;
  readonly asks: string;
  readonly severity: 'Critical' | 'High' | 'Medium' | 'Low';
  readonly of: keyof typeof RESOURCES;
}

const RESOURCES = {
  bucket: (name: string) => `arn:aws:s3:::larkfield-${name}`,
  database: (name: string) => `arn:aws:rds:${REGION}:${ACCOUNT}:db:${name}`,
  balancer: (name: string) =>
    `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/app/${name}/50dc6c495c0c9188`,
  network: (name: string) => `arn:aws:ec2:${REGION}:${ACCOUNT}:vpc/vpc-${name}`,
  firewall: (name: string) => `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/sg-${name}`,
  user: (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`,
  account: (name: string) => `arn:aws:iam::${ACCOUNT}:${name}`,
} as const;

const BUCKETS = ['uploads', 'exports', 'audit-logs', 'website', 'archive'] as const;

const REST = {
  name: 's3_bucket_default_encryption',
  asks: 'Buckets have a default encryption',
  severity: 'Medium',
  of: 'bucket',
} as const;
const TRANSIT = {
  name: 'elbv2_ssl_listeners',
  asks: 'Load balancers have listeners with TLS',
  severity: 'High',
  of: 'balancer',
} as const;
const LOGS = {
  name: 's3_bucket_server_access_logging_enabled',
  asks: 'Buckets log who reads them',
  severity: 'Medium',
  of: 'bucket',
} as const;
const PUBLIC = {
  name: 's3_bucket_public_access',
  asks: 'Buckets are closed to strangers',
  severity: 'Critical',
  of: 'bucket',
} as const;
const BACKUP = {
  name: 'rds_instance_backup_enabled',
  asks: 'Databases make backups',
  severity: 'Medium',
  of: 'database',
} as const;
const PORT = {
  name: 'ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22',
  asks: 'No security group lets anybody in on port 22',
  severity: 'High',
  of: 'firewall',
} as const;
const SECOND_FACTOR = {
  name: 'iam_user_mfa_enabled_console_access',
  asks: 'Users of the console have a second factor',
  severity: 'High',
  of: 'user',
} as const;
const PASSWORD = {
  name: 'iam_password_policy_minimum_length_14',
  asks: 'Passwords have 14 signs or more',
  severity: 'Medium',
  of: 'account',
} as const;
const REUSE = {
  name: 'iam_password_policy_reuse_24',
  asks: 'No password comes again soon',
  severity: 'Medium',
  of: 'account',
} as const;
/** Newer than the list of what rules are about. */
const NEW_RULE = {
  name: 'bedrock_guardrail_prompt_attack_filter_enabled',
  asks: 'Guardrails filter attacks by prompt',
  severity: 'Medium',
  of: 'user',
} as const;

const RULES: readonly Rule[] = [
  REST,
  { name: 'rds_instance_storage_encrypted', asks: 'Databases are encrypted at rest', severity: 'High', of: 'database' },
  TRANSIT,
  { name: 's3_bucket_secure_transport_policy', asks: 'Buckets refuse plain HTTP', severity: 'Medium', of: 'bucket' },
  { name: 'rds_instance_transport_encrypted', asks: 'Databases ask for TLS', severity: 'High', of: 'database' },
  LOGS,
  { name: 'vpc_flow_logs_enabled', asks: 'Networks log their traffic', severity: 'Medium', of: 'network' },
  { name: 'elbv2_logging_enabled', asks: 'Load balancers log requests', severity: 'Medium', of: 'balancer' },
  PUBLIC,
  { name: 'rds_instance_no_public_access', asks: 'Databases are not public', severity: 'Critical', of: 'database' },
  PORT,
  SECOND_FACTOR,
  PASSWORD,
  REUSE,
  BACKUP,
];

function namesOf(company: Company): Readonly<Record<keyof typeof RESOURCES, readonly string[]>> {
  const many = (prefix: string, count: number): readonly string[] =>
    Array.from({ length: sized(company, count) }, (_, place) => `${prefix}${place + 1}`);
  return {
    bucket: [...BUCKETS, ...many('tenant-', 4)],
    database: ['orders', 'accounts', ...many('tenants-', 1)],
    balancer: ['web', 'api', ...many('region-', 1)],
    network: ['0a11', ...many('0b', 1)],
    firewall: ['0c01', '0c02', '0c03', ...many('0d', 2)],
    user: ['break-glass', 'billing-reader'],
    account: ['root'],
  };
}

type Status = 'PASS' | 'FAIL' | 'MANUAL';

/** What differs from a setting in which nothing is amiss, from one look to another, both included. */
interface Seen {
  readonly rule: Rule;
  readonly resource: string;
  readonly from: number;
  readonly to: number;
  readonly status: Status;
  readonly muted?: true;
}

const LAST = 14;
const WEAK = { from: 4, to: 6, status: 'FAIL' } as const;
const OPEN = { from: 0, to: LAST, status: 'MANUAL' } as const;

const SEEN: readonly Seen[] = [
  { rule: REST, resource: RESOURCES.bucket('exports'), ...WEAK },
  { rule: REST, resource: RESOURCES.bucket('archive'), ...OPEN, from: 8, to: 9 },
  { rule: TRANSIT, resource: RESOURCES.balancer('api'), ...WEAK, from: 5, to: 5 },
  { rule: TRANSIT, resource: RESOURCES.balancer('web'), ...OPEN, from: 10 },
  { rule: LOGS, resource: RESOURCES.bucket('website'), ...WEAK, from: 0, to: LAST, muted: true },
  { rule: LOGS, resource: RESOURCES.bucket('archive'), ...OPEN },
  { rule: BACKUP, resource: RESOURCES.database('accounts'), ...WEAK, from: 6, to: 6 },
  { rule: BACKUP, resource: RESOURCES.database('orders'), ...OPEN, from: 11, to: 11 },
  { rule: PUBLIC, resource: RESOURCES.bucket('uploads'), ...WEAK, from: 9, to: 9 },
  { rule: PORT, resource: RESOURCES.firewall('0c02'), ...WEAK, from: 7, to: 8 },
  { rule: PUBLIC, resource: RESOURCES.bucket('website'), ...OPEN, from: 3, to: 5 },
  { rule: SECOND_FACTOR, resource: RESOURCES.user('break-glass'), ...WEAK, to: 9 },
  { rule: SECOND_FACTOR, resource: RESOURCES.user('billing-reader'), ...OPEN, from: 5, to: 5 },
  { rule: PASSWORD, resource: RESOURCES.account('root'), ...WEAK, to: 7 },
  { rule: REUSE, resource: RESOURCES.account('root'), ...OPEN, from: 9, to: 9 },
  { rule: NEW_RULE, resource: RESOURCES.user('billing-reader'), from: 12, to: LAST, status: 'PASS' },
];

const CHECKS = [
  'configuration.backed-up',
  'configuration.encrypted-at-rest',
  'configuration.encrypted-in-transit',
  'configuration.logging-on',
  'configuration.not-exposed',
  'configuration.second-factor-on',
  'configuration.password-rules-set',
] as const;
const [BACKED_UP, AT_REST, IN_TRANSIT, LOGGING, EXPOSED, FACTOR, PASSWORDS] = CHECKS;

const keyOf = ({ name }: Rule, resource: string): string => population.keyOf({ rule: name, resource });

function plant(plants: Plants): void {
  plants.deviation(BACKED_UP, keyOf(BACKUP, RESOURCES.database('accounts')), 'A database had no backups for a month.');
  plants.unknown(BACKED_UP, keyOf(BACKUP, RESOURCES.database('orders')), 'The scanner leaves it to a person to look.');
  plants.deviation(AT_REST, keyOf(REST, RESOURCES.bucket('exports')), 'A bucket was not encrypted for three months.');
  plants.unknown(AT_REST, keyOf(REST, RESOURCES.bucket('archive')), 'The scanner was not allowed to look.');
  plants.deviation(IN_TRANSIT, keyOf(TRANSIT, RESOURCES.balancer('api')), 'A load balancer listened without TLS.');
  plants.unknown(IN_TRANSIT, keyOf(TRANSIT, RESOURCES.balancer('web')), 'The scanner leaves it to a person to look.');
  plants.deviation(
    LOGGING,
    keyOf(LOGS, RESOURCES.bucket('website')),
    'A bucket without a log, which the scanner was told to hide.',
  );
  plants.unknown(LOGGING, keyOf(LOGS, RESOURCES.bucket('archive')), 'The scanner leaves it to a person to look.');
  plants.deviation(EXPOSED, keyOf(PUBLIC, RESOURCES.bucket('uploads')), 'A bucket was open to everybody for a month.');
  plants.deviation(EXPOSED, keyOf(PORT, RESOURCES.firewall('0c02')), 'A port was open to the whole internet.');
  plants.unknown(
    EXPOSED,
    keyOf(PUBLIC, RESOURCES.bucket('website')),
    'A website is meant to be public; the scanner asks a person.',
  );
  const user = keyOf(SECOND_FACTOR, RESOURCES.user('break-glass'));
  const root = RESOURCES.account('root');
  plants.deviation(FACTOR, user, 'A user of the console had no second factor for half a year.');
  plants.unknown(
    FACTOR,
    keyOf(SECOND_FACTOR, RESOURCES.user('billing-reader')),
    'The scanner leaves it to a person to look.',
  );
  plants.trap(FACTOR, keyOf(PASSWORD, root), 'not-applicable', 'A weakness, but one of passwords.');
  plants.deviation(PASSWORDS, keyOf(PASSWORD, root), 'Short passwords were let through for four months.');
  plants.unknown(PASSWORDS, keyOf(REUSE, root), 'The scanner leaves it to a person to look.');
  for (const check of CHECKS) {
    if (check !== FACTOR) plants.trap(check, user, 'not-applicable', 'A weakness, but one of second factors.');
    const newer = keyOf(NEW_RULE, RESOURCES.user('billing-reader'));
    plants.unknown(check, newer, 'Nothing is amiss, by a rule of which it is not known what it is about.');
  }
}

/** What Prowler saw in the account, once a month, in the form of OCSF. */
export const configuration: MakeSection = (company) => {
  const plants = new Plants(ID);
  plant(plants);
  const names = settingsOf(namesOf(company));
  const source: FileSource = {
    id: ID,
    file: 'prowler-aws.ocsf.json',
    collector: 'scan',
    settings: { declaredBy: 'operations lead' },
    deliveries: company.looks.map((at, look) => ({
      at,
      bytes: () => jsonOf(scanned(company.random(`${ID} ${look}`).shuffled(names), at - 20 * MINUTE, look)),
    })),
  };
  return { name: 'configuration', sources: [source], planted: plants.all };
};

interface Setting {
  readonly rule: Rule;
  readonly resource: string;
}

const settingsOf = (names: ReturnType<typeof namesOf>): readonly Setting[] =>
  [...RULES, NEW_RULE].flatMap((rule) => names[rule.of].map((name) => ({ rule, resource: RESOURCES[rule.of](name) })));

/** The findings stand in no order of their own: the scanner looks at several services at once. */
function scanned(settings: readonly Setting[], at: Instant, look: number): readonly unknown[] {
  return settings.flatMap(({ rule, resource }, place) => {
    const seen = SEEN.find(
      (each) => each.rule === rule && each.resource === resource && each.from <= look && look <= each.to,
    );
    if (rule === NEW_RULE && seen === undefined) return [];
    const found = { rule, resource, status: seen?.status ?? 'PASS', isMuted: seen?.muted === true };
    return [finding(found, at + place * SECOND)];
  });
}

interface Found extends Setting {
  readonly status: Status;
  readonly isMuted: boolean;
}

const SAYS = { PASS: 'Nothing amiss', FAIL: 'Not as it should be', MANUAL: 'To be looked at by a person' } as const;
const SEVERITY_IDS = { Low: 2, Medium: 3, High: 4, Critical: 5 } as const;

/** One finding as Prowler 5 writes it (OCSF 1.4, class 2004); its time is in seconds. */
const finding = ({ rule, resource, status, isMuted }: Found, at: Instant) => ({
  message: `${SAYS[status]}: ${resource}`,
  metadata: {
    event_code: rule.name,
    product: { name: 'Prowler', uid: 'prowler', vendor_name: 'Prowler', version: '5.7.0' },
    version: '1.4.0',
  },
  severity_id: SEVERITY_IDS[rule.severity],
  severity: rule.severity,
  status: isMuted ? 'Suppressed' : 'New',
  status_code: status,
  status_detail: `${SAYS[status]}: ${resource}`,
  status_id: isMuted ? 3 : 1,
  activity_name: 'Create',
  activity_id: 1,
  finding_info: {
    created_time: Math.floor(at / SECOND),
    desc: rule.asks,
    product_uid: 'prowler',
    title: rule.asks,
    uid: `prowler-aws-${rule.name}-${ACCOUNT}-${REGION}-${resource}`,
  },
  resources: [
    { cloud_partition: 'aws', region: REGION, name: resource.split(/[:/]/).at(-1), type: 'Other', uid: resource },
  ],
  category_name: 'Findings',
  category_uid: 2,
  class_name: 'Detection Finding',
  class_uid: 2004,
  cloud: { account: { name: '', type: 'AWS Account', type_id: 10, uid: ACCOUNT }, provider: 'aws', region: REGION },
  time: Math.floor(at / SECOND),
  type_uid: 200_401,
  type_name: 'Detection Finding: Create',
});
