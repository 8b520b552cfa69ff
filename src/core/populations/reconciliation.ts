import { actor, moment, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const reconciliation = definePopulation({
  name: 'reconciliation',
  version: 1,
  one: 'reconciliation',
  many: 'reconciliations',
  doc: 'One comparison of what went into processing with what came out of it.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'performedAt' },
  fields: {
    id: text('What the source calls it.'),
    function: text('What was reconciled.').orUnknown(),
    performedBy: actor('Who, or what, did it.'),
    performedAt: moment('When.'),
    differences: number('How many differences were found.').orUnknown(),
    resolvedAt: moment('When the last difference was resolved.').orNone().orUnknown(),
  },
});
