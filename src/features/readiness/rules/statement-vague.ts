import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

/** Words by which nobody can tell whether a control was performed. */
const VAGUE =
  /\b(regularly|periodically|as needed|as appropriate|when necessary|where possible|timely|in a timely manner|from time to time|adequate(?:ly)?|best efforts?)\b/iu;

export default defineRule({
  id: 'statement-vague',
  title: 'A statement cannot be tested',
  task: 'Make statements testable',
  why: 'An auditor tests what is written. "Regularly" has no due date, and "as appropriate" has no item that fails.',
  settled: 'The statement says how often, by when, by whom, and what shows it.',
  weight: 'exception',
  look: ({ controls }) =>
    controls.flatMap(({ id, title, statement }) => {
      const word = VAGUE.exec(statement)?.[0];
      return word === undefined
        ? []
        : [
            {
              subject: id,
              says: `"${title}" says "${word}".`,
              next: 'Say how often, by when, by whom, and what shows it.',
            },
          ];
    }),
  examples: [
    {
      name: 'regularly',
      programme: programme({ controls: [control({ statement: 'Access is reviewed regularly by managers.' })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'quarterly',
      programme: programme({ controls: [control({ statement: 'Access is reviewed quarterly by managers.' })] }),
      finds: [],
    },
    {
      name: 'a word that only contains a vague one',
      programme: programme({
        controls: [control({ statement: 'Irregularly shaped requests are refused by the gateway.' })],
      }),
      finds: [],
    },
  ],
});
