import { placeOf } from '#/core/place.ts';
import { day, programme } from './example.ts';
import { defineRule, type RuledEvidence } from './rule.ts';

const minutes = (occurred: number, purpose: RuledEvidence['purpose'] = 'performance'): RuledEvidence => ({
  control: 'security-steering-meeting',
  name: 'minutes.pdf',
  purpose,
  occurred,
  received: day(100),
  grade: 'export',
});

export default defineRule({
  id: 'evidence-outside-window',
  title: 'Evidence of a performance is from outside the window',
  task: 'Attach what was done within the window',
  why: 'A Type II report is about what was done in its window. What was done before or after shows nothing for it.',
  settled: 'What is attached as a performance was done within the window.',
  weight: 'exception',
  look: ({ attached, engagement: { type, start, end } }) =>
    type === 'type-1'
      ? []
      : attached
          .filter(({ purpose, occurred }) => purpose === 'performance' && (occurred < start || occurred >= end))
          .map(({ control, name }) => ({
            subject: control,
            says: `"${name}" shows a performance outside the window.`,
            next: 'Attach what was done in the window; keep this for the window it belongs to.',
            place: placeOf('control', control),
          })),
  examples: [
    {
      name: 'the day before',
      programme: programme({ attached: [minutes(day(-1))] }),
      finds: ['security-steering-meeting'],
    },
    { name: 'the first day', programme: programme({ attached: [minutes(day(0))] }), finds: [] },
    {
      name: 'the first instant after it',
      programme: programme({ attached: [minutes(day(365))] }),
      finds: ['security-steering-meeting'],
    },
    {
      name: 'a design is older than the window',
      programme: programme({ attached: [minutes(day(-90), 'design')] }),
      finds: [],
    },
  ],
});
