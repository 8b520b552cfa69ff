import { placeOf } from '#/core/place.ts';
import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

const POLICY = /\b(policy|policies|code of conduct)\b/iu;
const policy = control({
  id: 'information-security-policy',
  title: 'Information security policy',
  ownerFunction: 'security',
});

export default defineRule({
  id: 'policy-without-followers',
  title: 'There is a policy, and no record of anybody who follows it',
  task: 'Have people acknowledge the policies',
  why: 'A policy nobody acknowledged is a file. Auditors ask who read it, and when.',
  settled: 'A record shows that people acknowledged what they are to follow.',
  weight: 'exception',
  look: ({ controls, items }) =>
    (items['acknowledgement'] ?? 0) > 0
      ? []
      : controls
          .filter(({ title, designSince }) => POLICY.test(title) && designSince !== null)
          .map(({ id, title }) => ({
            subject: id,
            says: `"${title}" exists, and no acknowledgement of anything is on record.`,
            next: 'Have each person acknowledge it, and import or connect the list.',
            place: placeOf('import'),
          })),
  examples: [
    {
      name: 'no acknowledgement',
      programme: programme({ controls: [policy], items: {} }),
      finds: ['information-security-policy'],
    },
    { name: 'acknowledged', programme: programme({ controls: [policy] }), finds: [] },
    {
      name: 'no policy yet: another rule says so',
      programme: programme({ controls: [control({ title: policy.title, designSince: null })], items: {} }),
      finds: [],
    },
  ],
});
