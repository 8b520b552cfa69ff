import { placeOf } from '#/core/place.ts';
import { engagement, programme } from './example.ts';
import { defineRule } from './rule.ts';

const host = { name: 'Amazon Web Services', method: 'carve-out', expected: 3, controls: 2 } as const;

export default defineRule({
  id: 'subservice-without-expectations',
  title: 'A carved-out organization has no expected controls',
  task: 'Say what carved-out organizations have to do',
  why: 'What is left out of the report must be named with what that organization has to do. Without it the carve-out hides a hole.',
  settled: 'What each carved-out organization has to do is written down.',
  weight: 'report',
  look: ({ engagement: { id, subservice } }) =>
    subservice
      .filter(({ method, expected }) => method === 'carve-out' && expected === 0)
      .map(({ name }) => ({
        subject: name,
        says: `Nothing is written down of what ${name} must do.`,
        next: 'List the complementary subservice organization controls; its own report names the ones it expects of you.',
        place: placeOf('subservice', id),
      })),
  examples: [
    {
      name: 'nothing expected',
      programme: programme({ engagement: engagement({ subservice: [{ ...host, expected: 0 }] }) }),
      finds: ['Amazon Web Services'],
    },
    { name: 'three', programme: programme({ engagement: engagement({ subservice: [host] }) }), finds: [] },
    {
      name: 'included, not carved out',
      programme: programme({ engagement: engagement({ subservice: [{ ...host, method: 'inclusive', expected: 0 }] }) }),
      finds: [],
    },
  ],
});
