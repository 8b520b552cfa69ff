import { placeOf } from '#/core/place.ts';
import { engagement, programme } from './example.ts';
import { PROMISES } from '#/library/promises.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'category-without-promise',
  title: 'A category is in scope that no promise calls for',
  task: 'Write down the promise for each category in scope',
  why: 'Each category adds criteria, controls, evidence and price. One that answers no promise to a customer is work for nobody, and more to find exceptions in.',
  settled: 'A promise to customers is written down for each category beside security.',
  weight: 'time',
  look: ({ engagement: { id, categories, promises } }) =>
    promises.length === 0
      ? [] // nobody said yet what is promised
      : categories
          .filter((category) => category !== 'security')
          .filter((category) => !promises.some((promise) => PROMISES[promise].suggests === category))
          .map((category) => ({
            subject: category,
            says: `No promise that is written down calls for ${category}.`,
            next: 'Write down the promise that it answers, or take the category out of scope.',
            place: placeOf('promises', id),
          })),
  examples: [
    {
      name: 'privacy, and nothing promised of it',
      programme: programme({
        engagement: engagement({ categories: ['security', 'availability', 'privacy'], promises: ['uptime'] }),
      }),
      finds: ['privacy'],
    },
    {
      name: 'nobody said yet what is promised',
      programme: programme({ engagement: engagement({ categories: ['security', 'privacy'] }) }),
      finds: [],
    },
    {
      name: 'availability, and uptime promised',
      programme: programme({
        engagement: engagement({ categories: ['security', 'availability'], promises: ['uptime'] }),
      }),
      finds: [],
    },
  ],
});
