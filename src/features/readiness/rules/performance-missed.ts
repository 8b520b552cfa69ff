import { control, day, programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'performance-missed',
  title: 'A performance was missed',
  task: 'Say why a performance was missed',
  why: 'What was not done cannot be done for that period any more. Saying so early, with cause and what changed, is worth more than hoping.',
  settled:
    'A record or a file shows that it was performed in its period after all; or what happened, and why, is written down, and the task was put aside with that.',
  weight: 'exception',
  look: ({ controls }) =>
    controls.flatMap(({ id, title, occurrences }) => {
      const missed = occurrences.filter(({ kind }) => kind === 'missed').length;
      return missed === 0
        ? []
        : [
            {
              subject: id,
              says: `"${title}" was missed ${missed === 1 ? 'once' : `${missed} times`} in the window.`,
              next: 'Write down what happened and why, do the next one in time, and tell the auditor before they find it. Then put the task aside with what happened.',
            },
          ];
    }),
  examples: [
    {
      name: 'one',
      programme: programme({ controls: [control({ occurrences: [{ kind: 'missed', start: day(0), end: day(90) }] })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'nobody can say',
      programme: programme({
        controls: [control({ occurrences: [{ kind: 'unproven', start: day(0), end: day(90) }] })],
      }),
      finds: [],
    },
    {
      name: 'late is not missed',
      programme: programme({ controls: [control({ occurrences: [{ kind: 'late', start: day(0), end: day(90) }] })] }),
      finds: [],
    },
  ],
});
