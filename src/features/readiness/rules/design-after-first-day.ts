import { control, day, programme } from './example.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'design-after-first-day',
  title: 'Evidence of a design should exist before the first day of the window',
  task: 'Show the design as it was on the first day',
  why: 'A control must be in place when the window begins. A policy that was approved in the fourth month leaves three months without one.',
  settled:
    'What shows the design of each control is from before the first day of the window; or the auditor knows that there was nothing, and the task was put aside with that reason.',
  weight: 'exception',
  look: ({ controls, engagement: { type, start }, asOf }) =>
    type === 'type-1' || asOf < start
      ? []
      : controls
          .filter(({ designSince }) => designSince !== null && designSince >= start)
          .map(({ id, title }) => ({
            subject: id,
            says: `What shows the design of "${title}" is from after the first day of the window.`,
            next: 'Attach what was in force on the first day; if there was nothing, say so to the auditor early, or move the first day.',
          })),
  examples: [
    {
      name: 'in the fourth month',
      programme: programme({ controls: [control({ designSince: day(100) })] }),
      finds: ['change-peer-review'],
    },
    { name: 'a day before', programme: programme({ controls: [control({ designSince: day(-1) })] }), finds: [] },
    {
      name: 'the window has not begun',
      programme: programme({ asOf: day(-3), controls: [control({ designSince: day(2) })] }),
      finds: [],
    },
  ],
});
