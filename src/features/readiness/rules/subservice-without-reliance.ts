import { placeOf } from '#/core/place.ts';
import { engagement, programme } from './example.ts';
import { defineRule } from './rule.ts';

const host = { name: 'Amazon Web Services', method: 'carve-out', expected: 3, controls: 2 } as const;

export default defineRule({
  id: 'subservice-without-reliance',
  title: 'No control relies on a subservice organization',
  task: 'Adopt a control that relies on each subservice organization',
  why: 'A subservice organization is one whose controls are needed for the criteria. Where none of your controls relies on it, it is a vendor, and naming it makes the scope wider than it is.',
  settled: 'Each subservice organization has a control that relies on it.',
  weight: 'time',
  look: ({ engagement: { id, subservice } }) =>
    subservice
      .filter(({ controls }) => controls === 0)
      .map(({ name }) => ({
        subject: name,
        says: `None of the controls relies on ${name}.`,
        next: 'Name the controls that rely on it, or take it off the list; vendors are reviewed all the same.',
        place: placeOf('subservice', id),
      })),
  examples: [
    {
      name: 'none relies on it',
      programme: programme({ engagement: engagement({ subservice: [{ ...host, controls: 0 }] }) }),
      finds: ['Amazon Web Services'],
    },
    { name: 'two do', programme: programme({ engagement: engagement({ subservice: [host] }) }), finds: [] },
  ],
});
