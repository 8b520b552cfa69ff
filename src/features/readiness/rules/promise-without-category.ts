import { placeOf } from '#/core/place.ts';
import { engagement, programme } from './example.ts';
import { PROMISES } from '#/library/promises.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'promise-without-category',
  title: 'A promise is not examined',
  task: 'Bring the category of each promise into scope',
  why: 'Customers read a report for what they were promised. A promise whose category is out of scope is one that the report says nothing about, and their reviewers ask.',
  settled: 'Each promise has its category in scope.',
  weight: 'time',
  look: ({ engagement: { id, categories, promises } }) =>
    promises
      .filter((promise) => !categories.includes(PROMISES[promise].suggests))
      .map((promise) => ({
        subject: promise,
        says: `Promised, and out of scope: ${PROMISES[promise].sentence}`,
        next: `Take ${PROMISES[promise].suggests} into scope, or be ready to say why it waits.`,
        place: placeOf('examination-categories', id),
      })),
  examples: [
    {
      name: 'uptime, and security only',
      programme: programme({ engagement: engagement({ promises: ['uptime', 'breach-notice'] }) }),
      finds: ['uptime'],
    },
    {
      name: 'uptime, and availability in scope',
      programme: programme({
        engagement: engagement({ categories: ['security', 'availability'], promises: ['uptime'] }),
      }),
      finds: [],
    },
    { name: 'nothing promised', programme: programme(), finds: [] },
  ],
});
