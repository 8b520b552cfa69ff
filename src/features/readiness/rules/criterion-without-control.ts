import { placeOf } from '#/core/place.ts';
import { programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'criterion-without-control',
  title: 'A criterion in scope has no control',
  task: 'Adopt a control for each criterion in scope',
  why: 'Every criterion in scope is addressed by a control, or is not relevant for a reason that the report states. A hole is found in the first hour of an examination.',
  settled: 'Each criterion in scope has an adopted control, or a reason why it is not relevant.',
  weight: 'report',
  look: ({ criteria }) =>
    criteria
      .filter(({ relevant, controls }) => relevant && controls === 0)
      .map(({ id }) => ({
        subject: id,
        says: `No adopted control serves ${id}.`,
        next: `Adopt one, or say why ${id} is not relevant.`,
        place: placeOf('controls'),
      })),
  examples: [
    {
      name: 'none',
      programme: programme({ criteria: [{ id: 'CC6.4', relevant: true, controls: 0 }] }),
      finds: ['CC6.4'],
    },
    {
      name: 'not relevant, with a reason',
      programme: programme({ criteria: [{ id: 'CC6.4', relevant: false, controls: 0 }] }),
      finds: [],
    },
    { name: 'one', programme: programme({ criteria: [{ id: 'CC6.4', relevant: true, controls: 1 }] }), finds: [] },
  ],
});
