import type { Day } from '#/core/time/zone.ts';
import { HOUR, type Instant, MINUTE, parseInstant } from '#/core/time/instant.ts';
import { type Company, isoOf, type Random } from '#/demo/company.ts';
import type { MakeSection } from '#/demo/section.ts';
import { csvOf, type Line } from './bytes.ts';
import { eventsOf, Plants, sized, someoneOf } from './export.ts';

const ID = 'incidents';
const COLUMNS = [
  'Incident',
  'Title',
  'Type',
  'Severity',
  'Lead',
  'Detected',
  'Triaged',
  'Contained',
  'Resolved',
  'Reviewed',
  'Customers affected',
  'Customers told',
] as const;
/** Within how many hours of its detection the company tells customers of an incident that affects them. */
const HOURS = 4;
/** What the tracker writes where a field was never filled in by those who know. */
const UNSAID = 'not recorded';

const date = (column: (typeof COLUMNS)[number]) =>
  ({ column, dates: { format: 'iso' }, empty: 'none', values: { [UNSAID]: { unknown: true } } }) as const;

const MAPPING = {
  population: 'incident',
  format: 'csv',
  fields: {
    id: { column: 'Incident' },
    title: { column: 'Title' },
    kind: { column: 'Type', values: { Security: 'security', Outage: 'availability', Privacy: 'privacy' } },
    severity: {
      column: 'Severity',
      values: { 'SEV-1': 'critical', 'SEV-2': 'high', 'SEV-3': 'medium', 'SEV-4': 'low' },
    },
    owner: { column: 'Lead', scheme: 'email' },
    detectedAt: { column: 'Detected', dates: { format: 'iso' } },
    triagedAt: date('Triaged'),
    containedAt: date('Contained'),
    resolvedAt: date('Resolved'),
    reviewedAt: date('Reviewed'),
    customersAffected: { column: 'Customers affected', values: { yes: true, no: false } },
    customersToldAt: date('Customers told'),
  },
} as const;

const TITLES = {
  Security: [
    'Phishing mail opened by one person',
    'Credential of a test account in a public paste',
    'Login attempts from an unusual network',
    'Laptop lost on a train',
    'Malware found and stopped on a laptop',
    'Token committed to a private repository',
  ],
  Outage: [
    'API answered slowly for forty minutes',
    'Web console unreachable after a rollout',
    'Queue of imports stood still',
    'Certificate of a subdomain had run out',
    'Database failed over by itself',
  ],
  Privacy: ['Export sent to the wrong contact of a customer', 'Support reply showed another user’s address'],
} as const;
type Type = keyof typeof TITLES;
const SEVERITIES = ['SEV-1', 'SEV-2', 'SEV-2', 'SEV-3', 'SEV-3', 'SEV-4'] as const;

/** An incident that was handled as it should be. */
function handled(company: Company, random: Random, day: Day, over: Line = {}): Line {
  const type = (over['Type'] ?? random.pick(['Security', 'Security', 'Outage', 'Outage', 'Privacy'])) as Type;
  const severity = over['Severity'] ?? random.pick(SEVERITIES);
  const detected = company.at(day, random.int(6, 21), random.int(0, 59));
  const triaged = detected + random.int(5, 110) * MINUTE;
  const contained = triaged + random.int(10, 300) * MINUTE;
  const resolved = contained + random.int(20, 900) * MINUTE;
  const severe = severity === 'SEV-1' || severity === 'SEV-2';
  const affected = type !== 'Security' && random.chance(0.6);
  return {
    Title: random.pick(TITLES[type]),
    Type: type,
    Severity: severity,
    Lead: someoneOf(company, random, day, ['operations', 'security', 'engineering']).email,
    Detected: isoOf(detected),
    Triaged: isoOf(triaged),
    Contained: isoOf(contained),
    Resolved: isoOf(resolved),
    Reviewed: severe ? isoOf(reviewed(company, resolved, random.int(2, 9))) : null,
    'Customers affected': affected ? 'yes' : 'no',
    'Customers told': affected ? isoOf(detected + random.int(1, 220) * MINUTE) : null,
    ...over,
  };
}

/** In the afternoon, so many business days after something. */
const reviewed = (company: Company, resolved: Instant, days: number): Instant =>
  company.at(company.afterBusinessDays(company.dayOf(resolved), days), 16, 30);

/** Incidents as their tracker lists them, from detection to lessons learned. */
export const incidents: MakeSection = (company) => {
  const random = company.random(ID);
  const plants = new Plants(ID);
  const lines: Line[] = [];
  const last = company.lastDay - 25;
  const dayAt = (share: number): Day => company.firstDay + Math.floor(share * (last - company.firstDay));
  const add: Planting['add'] = (share, over = {}) => {
    const day = dayAt(share);
    const id = `INC-${1_001 + lines.length}`;
    const line: Line = { Incident: id, ...handled(company, random, day, over) };
    lines.push(line);
    const instantOf = (column: string): Instant => parseInstant(String(line[column])) ?? 0;
    return { id, detected: instantOf('Detected'), resolved: instantOf('Resolved') };
  };
  const regular = sized(company, 26);
  for (let place = 0; place < regular; place += 1) add((place + 0.5) / regular);
  plant({ company, plants, add, amend: (more) => Object.assign(lines.at(-1) ?? {}, more) });
  lines.sort((a, b) => (String(a['Detected']) < String(b['Detected']) ? -1 : 1));
  const source = eventsOf(company, {
    id: ID,
    file: 'incidents.csv',
    mapping: MAPPING,
    bytes: () => csvOf(COLUMNS, lines),
  });
  return {
    name: 'incidents',
    sources: [source],
    planted: plants.all,
    limits: [{ control: 'status-communication', parameters: { hours: HOURS } }],
  };
};

interface Planting {
  readonly company: Company;
  readonly plants: Plants;
  readonly add: (
    share: number,
    over?: Line,
  ) => { readonly id: string; readonly detected: Instant; readonly resolved: Instant };
  /** Changes the one that was added last. */
  readonly amend: (more: Line) => void;
}

function plant({ company, plants, add, amend }: Planting): void {
  const untriaged = add(0.31, { Type: 'Security', Severity: 'SEV-3', Triaged: null });
  plants.deviation('incidents.triaged', untriaged.id, 'A security incident was closed, and nobody ever triaged it.');
  const outage = add(0.36, { Type: 'Outage', Severity: 'SEV-3', Triaged: null, Contained: null });
  plants.trap('incidents.triaged', outage.id, 'not-applicable', 'An outage without triage is no security incident.');
  plants.trap('incidents.resolved', outage.id, 'not-applicable', 'Nor must it have been contained.');
  const unsaid = add(0.42, { Type: 'Security', Severity: 'SEV-4', Triaged: UNSAID });
  plants.unknown('incidents.triaged', unsaid.id, 'The tracker does not say when it was triaged.');

  const uncontained = add(0.48, { Type: 'Privacy', Severity: 'SEV-3', Contained: null });
  plants.deviation('incidents.resolved', uncontained.id, 'Resolved, and no record of when it stopped doing harm.');
  const unclear = add(0.55, { Type: 'Security', Severity: 'SEV-4', Contained: UNSAID });
  plants.unknown('incidents.resolved', unclear.id, 'Whether it was contained is not recorded.');
  const open = add(0.6, { Type: 'Security', Severity: 'SEV-2', Contained: null, Resolved: null, Reviewed: null });
  plants.trap('incidents.resolved', open.id, 'pending', 'Open for months: the control names no time for it.');
  plants.trap('incidents.lessons-learned', open.id, 'pending', 'Its review is not due before it is resolved.');

  const late = add(0.65, { Type: 'Outage', Severity: 'SEV-1' });
  amend({ Reviewed: isoOf(company.at(company.afterBusinessDays(company.dayOf(late.resolved), 11), 9)) });
  plants.deviation('incidents.lessons-learned', late.id, 'Reviewed on the eleventh business day after its resolution.');
  const never = add(0.71, { Type: 'Security', Severity: 'SEV-2', Reviewed: null });
  plants.deviation('incidents.lessons-learned', never.id, 'A severe incident that nobody reviewed.');
  const latest = add(0.77, { Type: 'Security', Severity: 'SEV-2' });
  amend({ Reviewed: isoOf(company.at(company.afterBusinessDays(company.dayOf(latest.resolved), 10), 23, 30)) });
  plants.trap(
    'incidents.lessons-learned',
    latest.id,
    'pass',
    'Reviewed late in the evening of the tenth business day.',
  );
  const medium = add(0.83, { Type: 'Security', Severity: 'SEV-3', Reviewed: null });
  plants.trap('incidents.lessons-learned', medium.id, 'not-applicable', 'Of medium severity, and not reviewed.');
  const silent = add(0.89, { Type: 'Outage', Severity: 'SEV-1', Reviewed: UNSAID });
  plants.unknown('incidents.lessons-learned', silent.id, 'Whether causes were reviewed is not recorded.');

  const check = 'incidents.customers-told';
  const hurt = { Type: 'Outage', Severity: 'SEV-3', 'Customers affected': 'yes' } as const;
  const overdue = add(0.34, hurt);
  amend({ 'Customers told': isoOf(overdue.detected + HOURS * HOUR + MINUTE) });
  plants.deviation(check, overdue.id, 'Customers were told a minute after four hours had gone by.');
  const untold = add(0.45, { ...hurt, 'Customers told': null });
  plants.deviation(check, untold.id, 'Customers were affected, and nobody told them.');
  const just = add(0.52, hurt);
  amend({ 'Customers told': isoOf(just.detected + HOURS * HOUR) });
  plants.trap(check, just.id, 'pass', 'Customers were told at the last instant.');
  const spared = add(0.58, { ...hurt, 'Customers affected': 'no', 'Customers told': null });
  plants.trap(check, spared.id, 'not-applicable', 'An outage that no customer felt, and of which none was told.');
  const vague = add(0.63, { ...hurt, 'Customers told': UNSAID });
  plants.unknown(check, vague.id, 'Whether customers were told is not recorded.');
}
