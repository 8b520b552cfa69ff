import type { Instant } from '#/core/time/instant.ts';
import type { Company } from '#/demo/company.ts';
import { plant } from '#/demo/plant.ts';
import type { Planted, Section } from '#/demo/section.ts';
import { type Busy, Changes, daysAfter } from './changes.ts';
import { CONSULTANT, Planting } from './planted-changes.ts';
import type { DemoAlert, DemoMember, DemoProtection, DemoRepository, GithubWorld } from './world.ts';

export interface Github {
  readonly world: GithubWorld;
  readonly section: Section;
}

const REPOSITORIES: readonly Busy[] = [
  { name: 'api', monthly: 9 },
  { name: 'web', monthly: 6 },
  { name: 'worker', monthly: 4 },
  { name: 'mobile', monthly: 3 },
];
const ACCOUNT_CHECKS = ['access.keys-rotated', 'access.no-dormant-account', 'access.no-shared-account'] as const;

/** What the company's GitHub holds, and what is planted there. */
export function githubOf(company: Company): Github {
  const planted: Planted[] = [];
  const repositories = REPOSITORIES.map(({ name, monthly }) => {
    const changes = new Changes(company, name);
    changes.fill(monthly);
    if (name === 'api') {
      const planting = new Planting(company, changes);
      planting.all();
      planted.push(...planting.planted);
    }
    return repositoryOf(company, name, {
      arrivals: changes.arrivals,
      protection: protectionOf(company, name),
      alerts: name === 'api' ? alertsOf(company, planted) : [],
    });
  });
  const closed = ['website-2019', 'handbook'].map((name) =>
    repositoryOf(company, name, { archived: name !== 'handbook', protection: () => 'none' }),
  );
  planted.push(...plantedRules(company));
  const members = membersOf(company);
  const looks = looksOf(company);
  planted.push(...plantedAccounts(company, members, looks));
  return {
    world: {
      organization: company.organization,
      repositories: [...repositories, ...closed],
      members,
      looks,
      settings: {
        organization: company.organization,
        since: new Temporal.Instant(BigInt(company.at(company.firstDay, 0)) * 1_000_000n).toString(),
        production: REPOSITORIES.map(({ name }) => `${company.organization}/${name}`),
        emergencyLabels: ['emergency'],
        tickets: String.raw`\bLARK-\d+\b`,
      },
    },
    section: {
      name: 'GitHub',
      sources: [],
      planted,
      aliases: company.people.flatMap(({ github, employee }) =>
        github === null ? [] : [{ handle: `github:${github}`, employee }],
      ),
    },
  };
}

function repositoryOf(
  company: Company,
  name: string,
  {
    archived = false,
    arrivals = [],
    alerts = [],
    protection,
  }: Partial<DemoRepository> & Pick<DemoRepository, 'protection'>,
): DemoRepository {
  const random = company.random(`repository ${name}`);
  return {
    name: `${company.organization}/${name}`,
    root: { revision: random.hex(40), at: daysAfter(company.at(company.firstDay, 9), -900) },
    archived,
    arrivals,
    alerts,
    protection,
  };
}

/** The rules of one repository were lifted for two months, and those of one let administrators pass by for one; of another GitHub does not tell them to the token. */
function protectionOf({ looks }: Company, name: string): (at: Instant) => DemoProtection {
  const [lifted = 0, restored = 0] = [looks[5], looks[7]];
  const [freed = 0, bound = 0] = [looks[9], looks[10]];
  switch (name) {
    case 'worker':
      return (at) => (at >= lifted && at < restored ? 'none' : 'reviewed');
    case 'web':
      return (at) => (at >= freed && at < bound ? 'free' : 'reviewed');
    case 'mobile':
      return () => 'not told';
    default:
      return () => 'reviewed';
  }
}

const REVIEWED = 'changes.branch-rules-require-review';
const BOUND = 'changes.branch-rules-bind-administrators';

const plantedRules = ({ organization }: Company): readonly Planted[] =>
  (
    [
      [REVIEWED, 'worker', 'deviation', 'its rules were lifted for two months'],
      [BOUND, 'web', 'deviation', 'its administrators could pass by its rules for a month'],
      ...[REVIEWED, BOUND].flatMap(
        (check) =>
          [
            [check, 'mobile', 'unknown', 'GitHub refuses to tell its rules to the token'],
            [check, 'handbook', 'not asked', 'unprotected, and not part of the system'],
            [check, 'website-2019', 'not asked', 'unprotected, and archived'],
          ] as const,
      ),
    ] as const
  ).map(([check, name, says, because]) => plant(check, `github/${organization}/${name}`, says, because));

/** Who owns the organization: one whose rights were approved, and one of whom nothing is told. */
export function ownersOf({ people }: Company): readonly string[] {
  const [, technology] = people.toSorted((a, b) => (a.employee < b.employee ? -1 : 1));
  const operator = people.find(({ team, ended }) => team === 'operations' && ended === null);
  return [technology, operator].flatMap((person) => person?.employee ?? []);
}

function membersOf(company: Company): readonly DemoMember[] {
  const owners = ownersOf(company);
  const members = company.people.flatMap(({ github, employee, started, ended }): readonly DemoMember[] =>
    github === null
      ? []
      : [
          {
            login: github,
            owner: owners.includes(employee),
            outside: false,
            from: company.at(started, 10),
            to: ended === null ? Number.POSITIVE_INFINITY : company.at(ended, 18),
          },
        ],
  );
  const from = company.at(company.window.first, 9);
  return [...members, { login: CONSULTANT, owner: false, outside: true, from, to: Number.POSITIVE_INFINITY }];
}

/** Each month, and on the evening on which somebody left, so that it shows when their access ended. */
function looksOf({ looks, people, at }: Company): readonly Instant[] {
  const evenings = people.flatMap(({ github, ended }) => (github === null || ended === null ? [] : [at(ended, 20)]));
  return [...new Set([...looks, ...evenings])].toSorted((a, b) => a - b);
}

function plantedAccounts(
  company: Company,
  members: readonly DemoMember[],
  looks: readonly Instant[],
): readonly Planted[] {
  const seen = members.filter(({ from, to }) => looks.some((look) => from <= look && look < to));
  const silent = 'GitHub tells neither keys nor last uses of an account, nor whether one person uses it';
  const [, second] = ownersOf(company);
  const owner = company.people.find(({ employee }) => employee === second)?.github ?? '';
  return [
    ...seen.flatMap(({ login }) => ACCOUNT_CHECKS.map((check) => unknown(check, login, silent))),
    unknown('access.no-orphan-account', CONSULTANT, 'the login of a consultant, whom the HR system does not know'),
    unknown('access.privileged-access-approved', owner, 'owns the organization, and no approval is told'),
  ];
}

const unknown = (check: string, login: string, because: string): Planted =>
  plant(check, `github/github/${login}`, 'unknown', because);

const DEPENDENCIES = ['undici', 'semver', 'ws', 'tough-cookie', 'postcss', 'ip', 'axios', 'jose'] as const;
const DAYS = { critical: 3, high: 12, medium: 30, low: 60 } as const;

/** Alerts that were fixed in time, and one critical one that took too long. */
function alertsOf(company: Company, planted: Planted[]): readonly DemoAlert[] {
  const random = company.random('dependabot');
  const span = company.lastDay - company.window.first - 90;
  return DEPENDENCIES.map((name, place): DemoAlert => {
    const severity = random.pick(['critical', 'high', 'medium', 'low'] as const);
    const at = company.at(company.window.first + Math.floor((span * place) / DEPENDENCIES.length), 7);
    const isLate = place === 3;
    const number = place + 1;
    if (isLate)
      planted.push(
        plant(
          'vulnerabilities.fixed-in-time',
          `github/${company.organization}/api/dependabot/${number}`,
          'deviation',
          'a critical weakness in a dependency, fixed after 61 days',
        ),
      );
    return {
      number,
      package: name,
      advisory: `GHSA-${random.hex(4)}-${random.hex(4)}-${random.hex(4)}`,
      severity: isLate ? 'critical' : severity,
      at,
      fixed: daysAfter(at, isLate ? 61 : DAYS[severity]),
    };
  });
}
