import { actor, choice, flag, moment, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const restoreTest = definePopulation({
  name: 'restore-test',
  version: 1,
  one: 'restore test',
  many: 'restore tests',
  doc: 'One time that a backup was restored to see whether it can be.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'performedAt' },
  lookups: { system: { field: 'system' } },
  fields: {
    id: text('What the company calls it.'),
    system: text('What was restored.').orUnknown(),
    performedBy: actor('Who did it.'),
    performedAt: moment('When.'),
    result: choice(['success', 'failure'], 'Whether the restore ended well.').orUnknown(),
    integrityVerified: flag('Whether the restored data was compared with what it should be.').orUnknown(),
    minutes: number('How long it took.').orUnknown(),
  },
});
