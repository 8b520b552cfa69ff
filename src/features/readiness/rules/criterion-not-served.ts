import { control, programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'criterion-not-served',
  title: 'A control is mapped to a criterion that it does not serve',
  task: 'Map controls to criteria that they serve',
  why: 'A mapping that the control cannot carry makes the criterion look covered. The library says which criteria a control serves, and another one needs a reason.',
  settled: 'Each control is mapped only to criteria that it serves.',
  weight: 'exception',
  look: ({ controls }) =>
    controls.flatMap(({ id, title, criteria, servedByOrigin }) => {
      if (servedByOrigin.length === 0) return [];
      const beyond = criteria.filter((criterion) => !servedByOrigin.includes(criterion));
      return beyond.length === 0
        ? []
        : [
            {
              subject: id,
              says: `"${title}" is mapped to ${beyond.join(', ')}; the library has it for ${servedByOrigin.join(', ')}.`,
              next: 'Take the mapping away, or make it a control of your own whose statement serves the criterion.',
            },
          ];
    }),
  examples: [
    {
      name: 'mapped beyond',
      programme: programme({ controls: [control({ criteria: ['CC8.1', 'CC1.2'] })] }),
      finds: ['change-peer-review'],
    },
    {
      name: 'a control of its own may serve what it says',
      programme: programme({ controls: [control({ origin: null, servedByOrigin: [], criteria: ['CC1.2'] })] }),
      finds: [],
    },
    { name: 'mapped as in the library', programme: programme(), finds: [] },
  ],
});
