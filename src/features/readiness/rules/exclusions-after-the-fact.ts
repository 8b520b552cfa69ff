import { placeOf } from '#/core/place.ts';
import { programme } from './example.ts';
import { defineRule } from './rule.ts';

const MOST = 0.1;

export default defineRule({
  id: 'exclusions-after-the-fact',
  title: 'Many deviations were excluded after they were known',
  task: 'Look again at what was excluded after it was known',
  why: 'An exclusion changes management’s view only. When a tenth of what failed was taken out afterwards, a reader of the package asks why.',
  settled: 'Fewer than a tenth of the deviations were excluded after they were known.',
  weight: 'exception',
  look: ({ exclusions: { knownBefore, deviations } }) =>
    knownBefore > 0 && knownBefore > MOST * (deviations + knownBefore)
      ? [
          {
            subject: 'exclusions',
            says: `${knownBefore} of ${deviations + knownBefore} deviations were excluded after their outcome was known.`,
            next: 'End those that rest on nothing but the wish to see less, and write an issue for each instead.',
            place: placeOf('list', 'check'),
          },
        ]
      : [],
  examples: [
    {
      name: 'half',
      programme: programme({ exclusions: { total: 5, knownBefore: 5, deviations: 5 } }),
      finds: ['exclusions'],
    },
    {
      name: 'one of fifty',
      programme: programme({ exclusions: { total: 1, knownBefore: 1, deviations: 49 } }),
      finds: [],
    },
    {
      name: 'excluded before anything was judged',
      programme: programme({ exclusions: { total: 9, knownBefore: 0, deviations: 3 } }),
      finds: [],
    },
  ],
});
