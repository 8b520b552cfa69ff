import { actor, flag, list, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const accessGrant = definePopulation({
  name: 'access-grant',
  version: 1,
  one: 'access grant',
  many: 'access grants',
  doc: 'One time that somebody was given access that they did not have.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'grantedAt' },
  lookups: { person: { field: 'person' } },
  fields: {
    id: text('The request or event that the source keeps.'),
    person: actor('Who was given access.'),
    system: text('To what.').orUnknown(),
    role: text('As what.').orUnknown(),
    privileged: flag('Whether the role can administer the system.').orUnknown(),
    requestedAt: moment('When it was asked for.').orNone().orUnknown(),
    approvals: list({ by: actor('Who approved.'), at: moment('When.').orUnknown() }, 'Who approved it.').orUnknown(),
    grantedAt: moment('When the access began.'),
    revokedAt: moment('When it ended.').orNone().orUnknown(),
  },
});
