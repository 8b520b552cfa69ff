import { actor, choice, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const deletion = definePopulation({
  name: 'deletion',
  version: 1,
  one: 'deletion',
  many: 'deletions',
  doc: 'One duty to delete or return data, or to destroy a medium, and whether it was done.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'dueFrom' },
  fields: {
    id: text('What the company calls it; never the name of a person.'),
    kind: choice(['customer', 'person', 'medium', 'retention'], 'Whose data, or what.').orUnknown(),
    dueFrom: moment('When the duty began: the contract ended, the request was accepted, the period ran out.'),
    completedAt: moment('When it was done.').orNone().orUnknown(),
    method: text('How.').orNone().orUnknown(),
    recordedBy: actor('Who recorded it.'),
  },
});
