import { choice, flag, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const dataSubjectRequest = definePopulation({
  name: 'data-subject-request',
  version: 1,
  one: 'data subject request',
  many: 'data subject requests',
  doc: 'One time that a person asked about their own data.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'receivedAt' },
  fields: {
    id: text('What the company calls it; never the name of the person.'),
    kind: choice(['access', 'correction', 'deletion', 'accounting', 'other'], 'What they asked for.').orUnknown(),
    receivedAt: moment('When it came in.'),
    identityVerifiedAt: moment('When it was clear who asks.').orNone().orUnknown(),
    answeredAt: moment('When it was answered, or withdrawn.').orNone().orUnknown(),
    answer: choice(['fulfilled', 'denied', 'withdrawn'], 'How.').orNone().orUnknown(),
    denialExplained: flag('Whether a denial gave its reason.').orUnknown(),
  },
});
