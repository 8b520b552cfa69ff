import { actor, choice, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const person = definePopulation({
  name: 'person',
  version: 1,
  one: 'person',
  many: 'people',
  doc: 'One employment or engagement of a person, from its first day to its last. Somebody hired again has two.',
  key: '{employee}@{startedOn}',
  shape: { kind: 'state', from: 'startedOn', to: 'endedOn' },
  disappearance: { sets: 'endedOn' },
  lookups: {
    employee: { field: 'employee', scheme: 'employee' },
    email: { field: 'email', scheme: 'email' },
  },
  fields: {
    employee: text(
      'The number or id that the HR system gives the person, the same for each employment; where there is none, their e-mail address.',
    ),
    name: text('Their name.').orUnknown(),
    email: text('Their work e-mail address.').orNone().orUnknown(),
    kind: choice(['employee', 'contractor'], 'What binds them.').orUnknown(),
    department: text('Where they work.').orNone().orUnknown(),
    title: text('What they do.').orNone().orUnknown(),
    manager: actor('Whom they report to.'),
    startedOn: moment('Their first day.'),
    endedOn: moment(
      'Their last day; none while they are here. Somebody whom a look at the whole list no longer finds left between two looks.',
    )
      .orNone()
      .orUnknown(),
    departure: choice(['voluntary', 'involuntary'], 'Whose decision the end was.').orNone().orUnknown(),
    roleChangedOn: moment('When they last changed role; each change stays as an item of its own, a role change.')
      .orNone()
      .orUnknown(),
    accessReviewedOn: moment('When their access was last adjusted to a change of role.').orNone().orUnknown(),
    backgroundCheckedOn: moment('When their background check was completed.').orNone().orUnknown(),
    agreementSignedOn: moment('When they signed the confidentiality agreement.').orNone().orUnknown(),
    deviceReturnedOn: moment('When their devices were returned or wiped.').orNone().orUnknown(),
  },
});
