import { actor, choice, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const alert = definePopulation({
  name: 'alert',
  version: 1,
  one: 'alert',
  many: 'alerts',
  doc: 'One time that monitoring called for a person.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'raisedAt' },
  fields: {
    id: text('What the source calls it.'),
    title: text('What it said.').orUnknown(),
    kind: choice(['security', 'availability', 'other'], 'What it watches.').orUnknown(),
    severity: choice(['critical', 'high', 'medium', 'low'], 'How urgent it was.').orUnknown(),
    raisedAt: moment('When it was raised.'),
    acknowledgedBy: actor('Who took it.'),
    acknowledgedAt: moment('When it was taken.').orNone().orUnknown(),
    closedAt: moment('When it was closed.').orNone().orUnknown(),
  },
});
