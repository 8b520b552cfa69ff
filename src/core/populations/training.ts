import { actor, choice, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const training = definePopulation({
  name: 'training',
  version: 1,
  one: 'training',
  many: 'trainings',
  doc: 'One completion of a course by a person.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'completedAt' },
  lookups: { person: { field: 'person' } },
  fields: {
    id: text('What the source calls it.'),
    person: actor('Who completed it.'),
    course: text('Which course.').orUnknown(),
    kind: choice(['security-awareness', 'role-based', 'privacy', 'other'], 'What the course is for.').orUnknown(),
    completedAt: moment('When it was completed.'),
  },
});
