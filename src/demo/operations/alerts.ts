import { HOUR, type Instant, MINUTE, SECOND } from '#/core/time/instant.ts';
import { type Company, isoOf, type Random } from '#/demo/company.ts';
import type { MakeSection } from '#/demo/section.ts';
import { csvOf, type Line } from './bytes.ts';
import { eventsOf, Plants, sized, someoneOf } from './export.ts';

const ID = 'pagerduty-alerts';
/** The company's target, which the library leaves open. */
const HOURS = 4;
const COLUMNS = [
  'incident_number',
  'description',
  'service_name',
  'urgency',
  'created_on',
  'acknowledged_on',
  'acknowledged_by_type',
  'acknowledged_by',
  'resolved_on',
] as const;

const MAPPING = {
  population: 'alert',
  format: 'csv',
  fields: {
    id: { column: 'incident_number' },
    title: { column: 'description' },
    kind: {
      column: 'service_name',
      values: {
        'Intrusion detection': 'security',
        'Identity provider': 'security',
        API: 'availability',
        Jobs: 'availability',
      },
    },
    severity: { column: 'urgency', values: { high: 'high', low: 'low' } },
    raisedAt: { column: 'created_on', dates: { format: 'iso' } },
    acknowledgedBy: {
      cases: [
        {
          when: { column: 'acknowledged_by_type', in: ['user'] },
          make: { column: 'acknowledged_by', scheme: 'email' },
        },
        {
          when: { column: 'acknowledged_by_type', in: ['service'] },
          make: { column: 'acknowledged_by', scheme: 'bot' },
        },
      ],
    },
    acknowledgedAt: { column: 'acknowledged_on', dates: { format: 'iso' }, empty: 'none' },
    closedAt: { column: 'resolved_on', dates: { format: 'iso' }, empty: 'none' },
  },
} as const;

const SAYS = {
  'Intrusion detection': [
    'Outbound connection to a listed address',
    'Shell started in a container',
    'Port scan from one host',
  ],
  'Identity provider': ['Login from a new country', 'Many failed logins of one user', 'Administrator role granted'],
  API: ['Latency above 800 ms', 'Error rate above 1 %', 'Health check failed twice'],
  Jobs: ['Queue older than ten minutes', 'Nightly import late'],
} as const;
const SERVICES = ['Intrusion detection', 'Identity provider', 'API', 'API', 'Jobs'] as const;

/** Taken by somebody on call, in time. */
function raised(company: Company, random: Random, at: Instant, over: Line): Line {
  const service = random.pick(SERVICES);
  const says = SAYS[(over['service_name'] as keyof typeof SAYS | undefined) ?? service] ?? SAYS[service];
  const acknowledged = at + random.int(1, HOURS * 60 - 30) * MINUTE;
  return {
    description: random.pick<string>(says),
    service_name: service,
    urgency: random.chance(0.4) ? 'high' : 'low',
    created_on: isoOf(at),
    acknowledged_on: isoOf(acknowledged),
    acknowledged_by_type: 'user',
    acknowledged_by: someoneOf(company, random, company.dayOf(at), ['operations', 'security']).email,
    resolved_on: isoOf(acknowledged + random.int(5, 400) * MINUTE),
    ...over,
  };
}

const UNTAKEN = { acknowledged_on: null, acknowledged_by_type: null, acknowledged_by: null } as const;
const CHECK = 'alerts.acknowledged';

/** What monitoring called people for, as PagerDuty exports it. */
export const alerts: MakeSection = (company) => {
  const random = company.random(ID);
  const plants = new Plants(ID);
  const start = company.at(company.firstDay, 0);
  const span = company.at(company.lastDay - 2, 0) - start;
  const lines: Line[] = [];
  const add = (at: Instant, over: Line = {}): string => {
    const id = String(40_000 + lines.length);
    lines.push({ incident_number: id, ...raised(company, random, at, over) });
    return id;
  };
  const at = (share: number): Instant => start + Math.floor((share * span) / SECOND) * SECOND;
  const regular = sized(company, 320);
  for (let place = 0; place < regular; place += 1) add(at((place + random.next()) / regular));
  const security = { service_name: 'Intrusion detection', urgency: 'high' } as const;
  const late = add(at(0.27), { ...security, acknowledged_on: isoOf(at(0.27) + HOURS * HOUR + SECOND) });
  plants.deviation(CHECK, late, 'Taken a second after the four hours.');
  plants.deviation(CHECK, add(at(0.44), { ...security, ...UNTAKEN }), 'It closed itself, and nobody ever took it.');
  const bot = { acknowledged_by_type: 'service', acknowledged_by: 'auto-remediation' };
  plants.deviation(CHECK, add(at(0.62), { ...security, ...bot }), 'A machine acknowledged it.');
  const exact = add(at(0.7), { ...security, acknowledged_on: isoOf(at(0.7) + HOURS * HOUR) });
  plants.trap(CHECK, exact, 'pass', 'Taken at the last instant of the four hours.');
  const api = { service_name: 'API', urgency: 'high' } as const;
  plants.trap(
    CHECK,
    add(at(0.75), { ...api, ...UNTAKEN }),
    'not-applicable',
    'An availability alert that nobody took.',
  );
  const nowhere = add(at(0.82), { ...security, ...UNTAKEN, service_name: null });
  plants.unknown(
    CHECK,
    nowhere,
    'Nobody took it, and its service was deleted, so that it is not known what it watched.',
  );
  lines.sort((a, b) => (String(a['created_on']) < String(b['created_on']) ? -1 : 1));
  const source = eventsOf(company, {
    id: ID,
    file: 'pagerduty-incidents.csv',
    mapping: MAPPING,
    bytes: () => csvOf(COLUMNS, lines),
  });
  return {
    name: 'alerts',
    sources: [source],
    planted: plants.all,
    limits: [{ control: 'security-alert-triage', parameters: { hours: HOURS } }],
  };
};
