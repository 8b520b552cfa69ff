import type { PopulationName } from '#/core/populations/index.ts';
import { DAY, formatInstant, HOUR, MINUTE } from '#/core/time/instant.ts';
import { formatDay } from '#/core/time/zone.ts';
import { dice, NOW } from '#bench/kit/chance.ts';

/**
 * A company of any size, the same for the same size. Everything in it is exact and named by employee number, so that
 * plain SQL over integers and timestamps asks the same questions. About one item in fifty deviates; ties at the very
 * limit, approvals of one's own and late ones are among them.
 */
export interface Company {
  readonly size: number;
}

export interface Person {
  readonly id: number;
  /** Days since 1970. */
  readonly startedOn: number;
  readonly endedOn: number | null;
}
export interface Account {
  readonly id: number;
  readonly owner: number;
  readonly service: boolean;
  readonly disabledAt: number | null;
}
export interface Training {
  readonly id: number;
  readonly person: number;
  readonly security: boolean;
  readonly completedAt: number;
}
export interface Approval {
  readonly by: number;
  readonly approves: boolean;
  readonly at: number;
  /** Which head of the pull request was before them; the merged one is 1. */
  readonly head: number;
}
export interface Change {
  readonly id: number;
  readonly author: number;
  readonly mergedAt: number;
  readonly emergency: boolean;
  readonly approvals: readonly Approval[];
}
export interface Vulnerability {
  readonly id: number;
  readonly severity: number;
  readonly detectedAt: number;
  readonly fixedAt: number | null;
}

export const SEVERITY = ['critical', 'high', 'medium', 'low'] as const;
/** The defaults of the library, which the bench's organization keeps. */
export const LIMIT_DAYS = [30, 30, 60, 90] as const;
const TODAY = Math.floor(NOW / DAY);

/** Four in five left. */
export function person(id: number): Person {
  const die = dice(id * 5 + 1);
  const startedOn = TODAY - 1200 + Math.floor(die() * 700);
  const left = die() < 0.8;
  const endedOn = startedOn * DAY + 60 * DAY + Math.floor(die() * 400 * DAY);
  return { id, startedOn, endedOn: left ? endedOn : null };
}

/** One for each person; two in a hundred outlive their owner by more than 24 hours, or are open. */
export function account(id: number): Account {
  const die = dice(id * 5 + 2);
  const { endedOn } = person(id);
  const late = die();
  if (endedOn === null) return { id, owner: id, service: false, disabledAt: null };
  const after =
    late < 0.01
      ? null
      : late < 0.02
        ? 24 * HOUR + 1 + Math.floor(die() * 90 * DAY)
        : late < 0.03
          ? 24 * HOUR
          : die() * 24 * HOUR;
  return { id, owner: id, service: false, disabledAt: after === null ? null : Math.floor(endedOn + after) };
}

/** One for each person; one in a hundred is late, and one another course. */
export function training(id: number): Training {
  const die = dice(id * 5 + 3);
  const { startedOn } = person(id);
  const limit = (startedOn + 31) * DAY;
  const sort = die();
  const completedAt =
    sort < 0.01
      ? limit + Math.floor(die() * 60 * DAY)
      : sort < 0.02
        ? limit - 1
        : startedOn * DAY + Math.floor(die() * 30 * DAY);
  return { id, person: id, security: die() >= 0.01, completedAt };
}

/** Written and approved by some five thousand developers. */
export function change(id: number, { size }: Company): Change {
  const die = dice(id * 5 + 4);
  const developers = Math.min(size, 5_000);
  const author = Math.floor(die() * developers);
  const another = (author + 1 + Math.floor(die() * (developers - 1))) % developers;
  const mergedAt = NOW - Math.floor(die() * 400 * DAY) - DAY;
  const before = mergedAt - MINUTE - Math.floor(die() * 5 * DAY);
  const good: Approval = { by: another, approves: true, at: before, head: 1 };
  const emergency = die() < 0.01;
  return { id, author, mergedAt, emergency, approvals: approvals(die(), good, { author, mergedAt }) };
}

function approvals(
  sort: number,
  good: Approval,
  { author, mergedAt }: { readonly author: number; readonly mergedAt: number },
): readonly Approval[] {
  if (sort < 0.005) return [];
  if (sort < 0.01) return [{ ...good, by: author }];
  if (sort < 0.015) return [{ ...good, at: mergedAt + 1 }];
  if (sort < 0.02) return [{ ...good, head: 0 }];
  if (sort < 0.022) return [good, { ...good, approves: false, at: mergedAt - 1 }];
  if (sort < 0.03) return [{ ...good, at: mergedAt }];
  if (sort < 0.1) return [{ ...good, approves: false, at: good.at - MINUTE }, good];
  if (sort < 0.2) return [{ ...good, by: author }, good];
  return [good];
}

/** One in fifty was fixed too late, or is open too long; one in ten is open and in time. */
export function vulnerability(id: number): Vulnerability {
  const die = dice(id * 5 + 5);
  const severity = Math.floor(die() * 4);
  const limit = LIMIT_DAYS[severity] ?? 90;
  const sort = die();
  const old = NOW - 400 * DAY + Math.floor(die() * 300 * DAY);
  const due = (Math.floor(old / DAY) + limit + 1) * DAY;
  if (sort < 0.01) return { id, severity, detectedAt: old, fixedAt: due + Math.floor(die() * 30 * DAY) };
  if (sort < 0.02) return { id, severity, detectedAt: old, fixedAt: null };
  if (sort < 0.03) return { id, severity, detectedAt: old, fixedAt: due - 1 };
  if (sort < 0.13) return { id, severity, detectedAt: NOW - Math.floor(die() * (limit - 1) * DAY), fixedAt: null };
  return { id, severity, detectedAt: old, fixedAt: old + Math.floor(die() * limit * DAY) };
}

/** The populations that the four checks look at. */
export const POPULATIONS = ['person', 'account', 'training', 'change', 'vulnerability'] as const;
export type Populated = (typeof POPULATIONS)[number] & PopulationName;

const employee = (id: number): string => `employee:${id}`;
const DEPARTMENTS = ['Engineering', 'Support', 'Sales', 'Finance', 'People', 'Operations', 'Legal', 'Marketing'];
const revision = (id: number): string => (Math.imul(id + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').repeat(5);

/** An item as a collector would give it. */
export function factOf(population: Populated, id: number, company: Company): Readonly<Record<string, unknown>> {
  switch (population) {
    case 'person':
      return personFact(person(id));
    case 'account':
      return accountFact(account(id));
    case 'training': {
      const { person: by, security, completedAt } = training(id);
      const course = security
        ? { course: 'Security basics', kind: 'security-awareness' }
        : { course: 'Kubernetes', kind: 'role-based' };
      return { id: `t${id}`, person: employee(by), ...course, completedAt: formatInstant(completedAt) };
    }
    case 'change':
      return changeFact(change(id, company));
    case 'vulnerability':
      return vulnerabilityFact(vulnerability(id));
  }
}

const personFact = ({ id, startedOn, endedOn }: Person): Readonly<Record<string, unknown>> => ({
  employee: String(id),
  name: `Person ${id}`,
  email: `p${id}@bench.example`,
  kind: 'employee',
  department: DEPARTMENTS[id % DEPARTMENTS.length],
  title: `Title ${id % 200}`,
  startedOn: `${formatDay(startedOn)}[UTC]`,
  endedOn: endedOn === null ? null : formatInstant(endedOn),
  departure: endedOn === null ? null : 'involuntary',
});

const accountFact = ({ id, owner, service, disabledAt }: Account): Readonly<Record<string, unknown>> => ({
  system: 'okta',
  login: `p${id}`,
  owner: employee(owner),
  kind: service ? 'service' : 'person',
  status: disabledAt === null ? 'active' : 'disabled',
  createdAt: formatInstant(person(owner).startedOn * DAY),
  disabledAt: disabledAt === null ? null : formatInstant(disabledAt),
  mfa: true,
  privileged: false,
});

const changeFact = ({
  id,
  author,
  mergedAt,
  emergency,
  approvals: said,
}: Change): Readonly<Record<string, unknown>> => ({
  repository: `bench/app-${id % 50}`,
  revision: revision(id),
  form: 'pull-request',
  number: String(id),
  title: `Change number ${id}`,
  author: employee(author),
  mergedBy: employee(author),
  openedAt: formatInstant(mergedAt - 6 * DAY),
  mergedAt: formatInstant(mergedAt),
  headRevision: `head-${id}-1`,
  approvals: said.map(({ by, approves, at, head }) => ({
    by: employee(by),
    state: approves ? 'approved' : 'changes-requested',
    at: formatInstant(at),
    revision: `head-${id}-${head}`,
    grade: 'platform',
  })),
  tickets: [`OPS-${id % 10_000}`],
  emergency,
});

const vulnerabilityFact = ({
  id,
  severity,
  detectedAt,
  fixedAt,
}: Vulnerability): Readonly<Record<string, unknown>> => ({
  id: `image-${id % 500}/CVE-2026-${id}`,
  identifier: `CVE-2026-${id}`,
  title: `Weakness ${id % 3_000}`,
  asset: `image-${id % 500}`,
  component: `library-${id % 2_000}`,
  severity: SEVERITY[severity],
  statedSeverity: SEVERITY[severity]?.toUpperCase(),
  detectedAt: formatInstant(detectedAt),
  status: fixedAt === null ? 'open' : 'fixed',
  fixedAt: fixedAt === null ? null : formatInstant(fixedAt),
});
