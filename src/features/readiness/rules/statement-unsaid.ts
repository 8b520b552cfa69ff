import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

const unsaid = {
  check: 'changes.approved-by-another',
  terms: ['before'],
  sentence:
    'The check “A change is approved” (changes.approved-by-another) judges “before”, which the statement does not say.',
};

export default defineRule({
  id: 'statement-unsaid',
  title: 'A check judges what the statement does not say',
  task: 'Bring statements and checks together',
  why: 'Checks judge by what the library says of a control. Where its statement was changed and does not say that any more, a deviation is one from something that nobody claims, and a clean list shows what nobody asked for.',
  settled: 'The statement says what the check judges, or the check is off.',
  weight: 'exception',
  look: ({ controls }) =>
    controls.flatMap((each) =>
      each.unsaid.map(({ sentence }) => ({
        subject: each.id,
        says: `Of "${each.title}": ${sentence}`,
        next: 'Say it in the statement again, or turn the check off with the reason. Where the statement says the same in other words, nothing is to be done: words alone are compared.',
      })),
    ),
  examples: [
    {
      name: 'a statement from which "before it is merged" was taken',
      programme: programme({ controls: [control({ unsaid: [unsaid] })] }),
      finds: ['change-peer-review'],
    },
    { name: 'one that says all that is judged', programme: programme(), finds: [] },
  ],
});
