import { placeOf } from '#/core/place.ts';
import { DAY } from '#/core/time/instant.ts';
import { day, engagement, programme } from './example.ts';
import { defineRule } from './rule.ts';

const SHORTEST_DAYS = 89;

export default defineRule({
  id: 'window-short',
  title: 'The window is shorter than three months',
  task: 'Agree on the length of the window',
  why: 'First windows of three months are common, six and twelve are what most buyers expect. Below three many firms do not examine, and quarterly controls have no performance at all.',
  settled: 'The window has three months or more.',
  weight: 'time',
  look: ({ engagement: { id, type, start, end } }) => {
    const days = Math.round((end - start) / DAY);
    return type === 'type-2' && days < SHORTEST_DAYS
      ? [
          {
            subject: 'window',
            says: `The window has ${days} days.`,
            next: 'Agree the length with your auditor, and with the buyers who wait.',
            place: placeOf('examination-days', id),
          },
        ]
      : [];
  },
  examples: [
    { name: 'a month', programme: programme({ engagement: engagement({ end: day(31) }) }), finds: ['window'] },
    { name: 'January to March', programme: programme({ engagement: engagement({ end: day(90) }) }), finds: [] },
    {
      name: 'a Type I has no window',
      programme: programme({ engagement: engagement({ type: 'type-1', end: day(1) }) }),
      finds: [],
    },
  ],
});
