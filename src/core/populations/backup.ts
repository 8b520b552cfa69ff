import { choice, flag, moment, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const backup = definePopulation({
  name: 'backup',
  version: 1,
  one: 'backup',
  many: 'backups',
  doc: 'One run of a backup job.',
  key: '{system}/{id}',
  shape: { kind: 'event', occurred: 'startedAt' },
  lookups: { system: { field: 'system' } },
  fields: {
    id: text('What the tool calls it.'),
    system: text('What was backed up.'),
    kind: choice(['full', 'differential', 'incremental', 'snapshot'], 'How much of it.').orUnknown(),
    startedAt: moment('When it began.'),
    endedAt: moment('When it ended.').orNone().orUnknown(),
    result: choice(
      ['success', 'failure', 'running'],
      'How it ended. One that carries an error is a failure.',
    ).orUnknown(),
    error: text('What the tool said went wrong.').orNone().orUnknown(),
    encrypted: flag('Whether the copy is encrypted.').orUnknown(),
    bytes: number('Its size.').orUnknown(),
  },
});
