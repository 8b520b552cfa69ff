import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

const reviewed = ({ checks }: { readonly checks: readonly { readonly id: string }[] }): boolean =>
  checks.some(({ id }) => id === 'changes.approved-by-another');

export default defineRule({
  id: 'one-engineer',
  title: 'Only one person writes changes',
  task: 'Name what stands in for a second pair of eyes',
  why: 'Nobody else can approve them, so a control that asks for a second pair of eyes fails every time. A company of that size is examined all the same, with a control that it can keep.',
  settled: 'A second person writes changes, or no control asks for a second pair of eyes.',
  weight: 'report',
  checks: ['changes.approved-by-another', 'changes.not-merged-by-its-author-alone'],
  look: ({ controls, authors }) =>
    authors === 1
      ? controls.filter(reviewed).map(({ id, title }) => ({
          subject: id,
          says: `"${title}" needs two people, and one person writes all changes.`,
          next: 'Keep a compensating control instead: automated checks that must succeed before a merge, a log of changes that nobody can alter, and a monthly review of it by somebody outside engineering.',
        }))
      : [],
  examples: [
    { name: 'one', programme: programme({ authors: 1 }), finds: ['change-peer-review'] },
    { name: 'two', programme: programme({ authors: 2 }), finds: [] },
    {
      name: 'one, and the control is another',
      programme: programme({ authors: 1, controls: [control({ checks: [] })] }),
      finds: [],
    },
    { name: 'nobody knows', programme: programme({ authors: null }), finds: [] },
  ],
});
