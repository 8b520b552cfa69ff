import { placeOf } from '#/core/place.ts';
import { engagement, programme } from './example.ts';
import { defineRule } from './rule.ts';

const COMPONENTS = ['infrastructure', 'software', 'people', 'procedures', 'data'] as const;

export default defineRule({
  id: 'boundary-missing',
  title: 'The system boundary is not written down as a whole',
  task: 'Write down the system boundary as a whole',
  why: 'A report is about a system, and its description tells five components: infrastructure, software, people, procedures and data. What is not named is outside the examination, and a reader cannot tell whether on purpose.',
  settled: 'The boundary names something of each component: infrastructure, software, people, procedures and data.',
  weight: 'report',
  look: ({ engagement: { id, parts } }) =>
    COMPONENTS.filter((component) => !parts.includes(component)).map((component) => ({
      subject: component,
      says: `Of ${component} nothing is named.`,
      next: 'Name under each part what belongs to the system, or what a customer would expect there.',
      place: placeOf('boundary', id),
    })),
  examples: [
    { name: 'all five', programme: programme(), finds: [] },
    {
      name: 'no people, no data',
      programme: programme({ engagement: engagement({ parts: ['infrastructure', 'software', 'procedures'] }) }),
      finds: ['people', 'data'],
    },
    {
      name: 'a product alone',
      programme: programme({ engagement: engagement({ parts: ['products'] }) }),
      finds: ['infrastructure', 'software', 'people', 'procedures', 'data'],
    },
    {
      name: 'nothing at all',
      programme: programme({ engagement: engagement({ parts: [] }) }),
      finds: ['infrastructure', 'software', 'people', 'procedures', 'data'],
    },
  ],
});
