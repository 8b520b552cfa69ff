import { placeOf } from '#/core/place.ts';
import { engagement, programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'boundary-missing',
  title: 'The system boundary is not written down',
  why: 'A report is about a system: products, infrastructure, software, people, procedures, data. Without a boundary nobody can say whether a control is missing.',
  settled:
    'The boundary names at least one thing that belongs to the system: a product, a server, a team, a kind of data.',
  weight: 'report',
  look: ({ engagement: { id, boundary } }) =>
    boundary === 0
      ? [
          {
            subject: 'boundary',
            says: 'Nothing is named that belongs to the system.',
            next: 'Name products, infrastructure, software, people, procedures, data and locations.',
            place: placeOf('boundary', id),
          },
        ]
      : [],
  examples: [
    { name: 'nothing', programme: programme({ engagement: engagement({ boundary: 0 }) }), finds: ['boundary'] },
    { name: 'something', programme: programme(), finds: [] },
  ],
});
