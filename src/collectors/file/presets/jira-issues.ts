import { z } from 'zod';
import type { Plain, Source } from '#/collectors/file/mapping.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { Scheme, ZoneName } from './parameters.ts';
import { definePreset } from './preset.ts';

const UNKNOWN = { unknown: true } as const;

/** Jira's own priorities; a company that renamed them gives its own. */
const SEVERITIES = { Highest: 'critical', High: 'high', Medium: 'medium', Low: 'low', Lowest: 'low' } as const;

const Parameters = z.strictObject({
  population: z.enum(['incident', 'alert', 'data-subject-request']).default('incident'),
  /** The zone of the profile of who exported; Jira writes no offset. */
  zone: ZoneName,
  dateFormat: z.string().default('dd/MMM/yy h:mm a'),
  /** Only issues of these types are items. */
  issueTypes: z.array(z.string()).min(1).optional(),
  severities: z.record(z.string(), z.enum(['critical', 'high', 'medium', 'low'])).default(SEVERITIES),
  /** What the column Assignee holds: display names, unless a company shows e-mail addresses. */
  assignee: Scheme.default('jira'),
  /** Dates that Jira has no field of its own for, by the column of the custom field that holds them. */
  dates: z.record(z.string(), z.string()).default({}),
  /** The same for every item. */
  kind: z.string().optional(),
});
type Parameters = z.output<typeof Parameters>;

/** The fields that Jira's own columns tell: when it began, who has it, when it was resolved. */
const OWN = {
  incident: { began: 'detectedAt', who: 'owner', ended: 'resolvedAt' },
  alert: { began: 'raisedAt', who: 'acknowledgedBy', ended: 'closedAt' },
  'data-subject-request': { began: 'receivedAt', who: null, ended: 'answeredAt' },
} as const;

function fieldsOf(parameters: Parameters): Record<string, Source> {
  const { population, zone, dateFormat: format, severities, assignee, kind } = parameters;
  const { began, who, ended } = OWN[population];
  const date = (column: string): Plain => ({ column, dates: { format, zone }, empty: 'none' });
  const known = populationNamed(population).fields;
  return {
    id: { column: 'Issue key' },
    // The line of a request may name the person who asked.
    ...(known['title'] === undefined ? {} : { title: { column: 'Summary' } }),
    ...(known['severity'] === undefined
      ? {}
      : { severity: { column: 'Priority', values: { ...severities, '*': UNKNOWN } } }),
    ...(kind === undefined ? {} : { kind: { constant: kind } }),
    ...(who === null ? {} : { [who]: { column: 'Assignee', scheme: assignee } }),
    [began]: { column: 'Created', dates: { format, zone } },
    [ended]: date('Resolved'),
    ...Object.fromEntries(Object.entries(parameters.dates).map(([field, column]) => [field, date(column)])),
  };
}

const POPULATIONS: readonly PopulationName[] = ['incident', 'alert', 'data-subject-request'];

export const jiraIssues = definePreset({
  id: 'jira-issues',
  title: 'Jira issues',
  doc: 'Filters, Export, CSV (all fields). Columns that Jira repeats, such as Comment and Sprint, do not matter. Dates without seconds are kept as that minute.',
  populations: POPULATIONS,
  recognizedBy: ['Summary', 'Issue key', 'Issue id', 'Created'],
  parameters: Parameters,
  mapping: (parameters) => ({
    population: parameters.population,
    format: 'csv',
    only: parameters.issueTypes === undefined ? [] : [{ column: 'Issue Type', in: parameters.issueTypes }],
    fields: fieldsOf(parameters),
  }),
});
