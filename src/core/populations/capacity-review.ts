import { actor, flag, moment, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const capacityReview = definePopulation({
  name: 'capacity-review',
  version: 1,
  one: 'capacity review',
  many: 'capacity reviews',
  doc: 'One look at demand against capacity.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'performedAt' },
  fields: {
    id: text('What the company calls it.'),
    performedBy: actor('Who did it.'),
    performedAt: moment('When.'),
    forecast: flag('Whether demand was forecast.').orUnknown(),
    thresholdsExceeded: number('How many thresholds were, or will be, exceeded.').orUnknown(),
    actions: number('How many changes were started.').orUnknown(),
  },
});
