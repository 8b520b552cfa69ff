import { choice, moment, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const processingRun = definePopulation({
  name: 'processing-run',
  version: 1,
  one: 'processing run',
  many: 'processing runs',
  doc: 'One run of a job that processes customer data.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'startedAt' },
  fields: {
    id: text('What the source calls it.'),
    job: text('Which job.').orUnknown(),
    startedAt: moment('When it began.'),
    endedAt: moment('When it ended.').orNone().orUnknown(),
    result: choice(['success', 'failure', 'running'], 'How it ended.').orUnknown(),
    received: number('How many inputs it took.').orUnknown(),
    processed: number('How many it processed.').orUnknown(),
    rejected: number('How many it rejected, with a record.').orUnknown(),
    correctedAt: moment('When a failure was corrected.').orNone().orUnknown(),
  },
});
