import { actor, choice, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const acknowledgement = definePopulation({
  name: 'acknowledgement',
  version: 1,
  one: 'acknowledgement',
  many: 'acknowledgements',
  doc: 'One signature or click by which a person took note of a document.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'acknowledgedAt' },
  lookups: { person: { field: 'person' } },
  fields: {
    id: text('What the source calls it.'),
    person: actor('Who acknowledged.'),
    document: text('Which document.').orUnknown(),
    kind: choice(
      ['code-of-conduct', 'policy', 'confidentiality-agreement', 'other'],
      'What kind of document.',
    ).orUnknown(),
    documentVersion: text('Which version of it.').orUnknown(),
    acknowledgedAt: moment('When.'),
  },
});
