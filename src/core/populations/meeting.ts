import { actor, choice, list, moment, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const meeting = definePopulation({
  name: 'meeting',
  version: 1,
  one: 'meeting',
  many: 'meetings',
  doc: 'One meeting at which a control is performed, and whether its minutes exist.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'heldAt' },
  fields: {
    id: text('What the company calls it.'),
    kind: choice(['security-steering', 'board', 'risk', 'other'], 'What it is for.').orUnknown(),
    heldAt: moment('When it was held.'),
    attendees: list({ who: actor('Who was there.') }, 'Who was there.').orUnknown(),
    minutes: text('Where the minutes are.').orNone().orUnknown(),
    minutesAt: moment('When the minutes were written.').orNone().orUnknown(),
    actions: number('How many actions were agreed.').orUnknown(),
  },
});
