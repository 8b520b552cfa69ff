import { actor, choice, flag, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const incident = definePopulation({
  name: 'incident',
  version: 1,
  one: 'incident',
  many: 'incidents',
  doc: 'One event that harmed, or could have harmed, what the company promised, from detection to lessons learned.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'detectedAt' },
  fields: {
    id: text('What the company calls it.'),
    title: text('What happened, in a line.').orUnknown(),
    kind: choice(['security', 'availability', 'privacy', 'other'], 'What it touched.').orUnknown(),
    severity: choice(['critical', 'high', 'medium', 'low'], 'How bad it was.').orUnknown(),
    owner: actor('Who led the response.'),
    detectedAt: moment('When it was noticed.'),
    triagedAt: moment('When severity and owner were decided.').orNone().orUnknown(),
    containedAt: moment('When it stopped doing harm.').orNone().orUnknown(),
    resolvedAt: moment('When service and data were whole again.').orNone().orUnknown(),
    reviewedAt: moment('When causes and lessons were written down.').orNone().orUnknown(),
    customersAffected: flag('Whether customers were touched.').orUnknown(),
    customersToldAt: moment('When they were told.').orNone().orUnknown(),
  },
});
