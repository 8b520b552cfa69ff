import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'statement-as-in-library',
  title: 'A statement is still as the library wrote it',
  task: 'Put the statements into your own words',
  why: 'A statement must say what this company does. Reports with the same sentences in them are what buyers learned to distrust.',
  settled: 'The statement of each control is in the words of the company.',
  weight: 'time',
  look: ({ controls }) =>
    controls
      .filter(({ asInLibrary, status }) => asInLibrary && status !== 'not started')
      .map(({ id, title }) => ({
        subject: id,
        says: `"${title}" has the words of the library.`,
        next: 'Say who does it here, with which system, and how it shows.',
      })),
  examples: [
    {
      name: 'untouched',
      programme: programme({ controls: [control({ asInLibrary: true })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'untouched, and not started',
      programme: programme({ controls: [control({ asInLibrary: true, status: 'not started' })] }),
      finds: [],
    },
    { name: 'edited', programme: programme(), finds: [] },
  ],
});
