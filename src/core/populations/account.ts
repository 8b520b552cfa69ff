import { actor, choice, flag, list, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const account = definePopulation({
  name: 'account',
  version: 1,
  one: 'account',
  many: 'accounts',
  doc: 'One login to one system, as that system reported it.',
  key: '{system}/{login}',
  shape: { kind: 'observed', inferredForDays: 35 },
  disappearance: { sets: 'disabledAt' },
  transition: { field: 'status', becomes: 'disabled', sets: 'disabledAt' },
  lookups: { owner: { field: 'owner' }, system: { field: 'system' } },
  fields: {
    system: text('The system that it opens, such as okta or aws:4421.'),
    login: text('Its name in that system.'),
    owner: actor('Whose it is.'),
    kind: choice(['person', 'service', 'shared'], 'Who uses it: one person, a machine, or several people.').orUnknown(),
    status: choice(['active', 'disabled'], 'Whether it can be used.').orUnknown(),
    createdAt: moment('When it was made.').orUnknown(),
    disabledAt: moment('When it was disabled; none while it is active.').orNone().orUnknown(),
    lastUsedAt: moment('When it was last used; none if never.').orNone().orUnknown(),
    password: flag('Whether a password can open it.').orUnknown(),
    mfa: flag('Whether a second factor is required.').orUnknown(),
    privileged: flag('Whether it can administer the system.').orUnknown(),
    approvedBy: actor('Who approved that its owner holds these rights.'),
    keys: list(
      {
        id: text('Its name.'),
        active: flag('Whether it opens anything.').orUnknown(),
        rotatedAt: moment('When it was made or last replaced.').orNone().orUnknown(),
        lastUsedAt: moment('When it was last used; none if never.').orNone().orUnknown(),
      },
      'Long-lived keys of the account.',
    ).orUnknown(),
  },
});
