import { actor, flag, list, moment, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const accessReview = definePopulation({
  name: 'access-review',
  version: 1,
  one: 'access review',
  many: 'access reviews',
  doc: 'One review of who has access to a system, from its start to its last revocation.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'startedAt' },
  lookups: { system: { field: 'system' } },
  fields: {
    id: text('What the company calls it.'),
    system: text('The system, or systems, that it covered.').orUnknown(),
    reviewer: actor('Who decided.'),
    startedAt: moment('When it began.'),
    completedAt: moment('When the last decision was made.').orNone().orUnknown(),
    accounts: number('How many accounts there were to decide on.').orUnknown(),
    decided: number('How many of them were decided on.').orUnknown(),
    privilegedIncluded: flag('Whether it covered privileged access.').orUnknown(),
    revocations: list(
      {
        account: text('Whose access was to end.'),
        decidedAt: moment('When that was decided.').orUnknown(),
        doneAt: moment('When it ended.').orNone().orUnknown(),
      },
      'Access that it took away.',
    ).orUnknown(),
  },
});
