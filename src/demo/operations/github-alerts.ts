import type { Day } from '#/core/time/zone.ts';
import { type Company, isoOf } from '#/demo/company.ts';
import type { FileSource } from '#/demo/section.ts';
import { jsonOf } from './bytes.ts';
import { type Plants, sized } from './export.ts';
import { idOf, type Severity } from './weaknesses.ts';

const FIXED = 'vulnerabilities.fixed-in-time';
const WORDS: Readonly<Record<Severity, string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MODERATE',
  low: 'LOW',
};
const LIMITS: Readonly<Record<Severity, number>> = { critical: 30, high: 30, medium: 60, low: 90 };

interface Alert {
  readonly repository: string;
  readonly number: number;
  readonly part: string;
  readonly severity: Severity;
  readonly state: 'OPEN' | 'FIXED' | 'DISMISSED';
  readonly created: string;
  readonly fixed: string | null;
  readonly dismissed: string | null;
}

const PARTS = [
  'axios',
  'lodash',
  'vite',
  'esbuild',
  'cookie',
  'nanoid',
  'yaml',
  'tar',
  'qs',
  'path-to-regexp',
] as const;

/** All that GitHub ever told of the packages of two repositories, asked for once; it says itself how many there are. */
export function alertsOf(company: Company, plants: Plants): FileSource {
  const random = company.random('dependabot-alerts');
  const all: Alert[] = [];
  const add = (repository: string, day: Day, over: Partial<Alert> = {}): string => {
    const severity = over.severity ?? random.pick<Severity>(['critical', 'high', 'medium', 'medium', 'low']);
    const alert: Alert = {
      repository,
      number: all.length + 1,
      part: random.pick(PARTS),
      severity,
      state: 'FIXED',
      created: isoOf(company.at(day, random.int(0, 22), random.int(0, 59))),
      fixed: isoOf(company.at(day + random.int(1, LIMITS[severity] - 2), 14)),
      dismissed: null,
      ...over,
    };
    all.push(alert);
    return idOf(alert.repository, 'github', alert.part, `alert-${alert.number}`);
  };
  const span = company.lastDay - company.firstDay - 95;
  const at = (share: number): Day => company.firstDay + Math.floor(share * span);
  const count = sized(company, 40);
  for (let place = 0; place < count; place += 1)
    add(random.pick(['larkfield/console', 'larkfield/docs']), at((place + 0.5) / count));
  const console = 'larkfield/console';
  const late = add(console, at(0.3), { severity: 'critical', fixed: isoOf(company.at(at(0.3) + 31, 0, 10)) });
  plants.deviation(FIXED, late, 'Fixed ten minutes after the thirtieth day had ended.');
  const exact = add(console, at(0.4), { severity: 'critical', fixed: isoOf(company.at(at(0.4) + 30, 23, 50)) });
  plants.trap(FIXED, exact, 'pass', 'Fixed in the last minutes of the thirtieth day.');
  const away = { state: 'DISMISSED', fixed: null, dismissed: isoOf(company.at(at(0.5) + 4, 9)) } as const;
  plants.unknown(
    FIXED,
    add(console, at(0.5), { severity: 'high', ...away }),
    'Dismissed, and the answer does not name the person who did.',
  );
  const open = add(console, company.lastDay - 80, { severity: 'low', state: 'OPEN', fixed: null });
  plants.trap(FIXED, open, 'pending', 'A low one that is open since eighty days.');
  return {
    id: 'dependabot-alerts',
    file: 'github-vulnerability-alerts.json',
    collector: 'scan',
    settings: { scannedAt: isoOf(company.end + 1_000), declaredBy: 'security lead' },
    deliveries: [{ at: company.looks.at(-1) ?? company.end, bytes: () => jsonOf(answerOf(all)) }],
  };
}

/** An answer of GitHub's GraphQL API. */
const answerOf = (all: readonly Alert[]) => ({
  data: {
    organization: {
      repositories: {
        nodes: [...Map.groupBy(all, ({ repository }) => repository)].map(([nameWithOwner, alerts]) => ({
          nameWithOwner,
          vulnerabilityAlerts: {
            totalCount: alerts.length,
            pageInfo: { hasNextPage: false },
            nodes: alerts.map(nodeOf),
          },
        })),
      },
    },
  },
});

const nodeOf = ({ number, part, severity, state, created, fixed, dismissed }: Alert) => ({
  number,
  state,
  createdAt: created,
  fixedAt: fixed,
  dismissedAt: dismissed,
  vulnerableManifestPath: 'package-lock.json',
  securityVulnerability: {
    severity: WORDS[severity],
    package: { name: part },
    firstPatchedVersion: { identifier: '9.9.9' },
    advisory: {
      ghsaId: `GHSA-demo-0000-${String(number).padStart(4, '0')}`,
      summary: `${part} reads beyond its input`,
      identifiers: [],
    },
  },
});
