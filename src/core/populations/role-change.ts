import { actor, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const roleChange = definePopulation({
  name: 'role-change',
  version: 1,
  one: 'change of role',
  many: 'changes of role',
  doc: 'One change of role of a person. It stays when the person moves again. A list that corrects the day of one gives another: exclude the one that was none.',
  key: '{employee}@{changedOn}',
  shape: { kind: 'event', occurred: 'changedOn' },
  lookups: {
    employee: { field: 'employee', scheme: 'employee' },
    person: { field: 'person' },
  },
  derived: {
    from: 'person',
    fields: {
      employee: { field: 'employee' },
      person: { field: 'employee', scheme: 'employee' },
      department: { field: 'department' },
      title: { field: 'title' },
      changedOn: { field: 'roleChangedOn' },
      accessReviewedOn: { field: 'accessReviewedOn' },
    },
    of: 'employee',
    answer: 'accessReviewedOn',
    says: 'whether they changed role',
  },
  fields: {
    employee: text('The number or id that the HR system gives the person, or what else the list names them by.'),
    person: actor('Who changed role.'),
    department: text('Where they work since.').orNone().orUnknown(),
    title: text('What they do since.').orNone().orUnknown(),
    changedOn: moment('When they changed role.'),
    accessReviewedOn: moment(
      'When their access was first adjusted to this change; none if it was not. Between the first day and the last, where a list named several.',
    )
      .orNone()
      .orUnknown(),
  },
});
