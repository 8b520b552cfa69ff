import { actor, choice, flag, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const deployment = definePopulation({
  name: 'deployment',
  version: 1,
  one: 'deployment',
  many: 'deployments',
  doc: 'One release of a revision into an environment.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'deployedAt' },
  lookups: { revision: { field: 'revision' } },
  fields: {
    id: text('What the source calls it.'),
    repository: text('Owner and name of what was deployed.').orUnknown(),
    revision: text('The commit that was deployed.').orNone().orUnknown(),
    environment: text('Where to, such as production.').orUnknown(),
    production: flag('Whether that environment serves customers.').orUnknown(),
    result: choice(['success', 'failure', 'running'], 'How it ended.').orUnknown(),
    deployedBy: actor('Who started it.'),
    deployedAt: moment('When it began to run there.'),
  },
});
