import { DAY } from '#/core/time/instant.ts';
import { day, engagement, programme } from './example.ts';
import { defineRule } from './rule.ts';

const GRACE_DAYS = 7;

export default defineRule({
  id: 'window-opened-late',
  title: 'The window was opened after its first day',
  why: 'Days before that were chosen with their records already known. That is allowed, it shows in the ledger, and an auditor looks at those days twice.',
  weight: 'time',
  look: ({ engagement: { type, start, opened } }) =>
    type === 'type-2' && opened - start > GRACE_DAYS * DAY
      ? [
          {
            subject: 'window',
            says: `It was opened ${Math.floor((opened - start) / DAY)} days after its first day.`,
            next: 'Have what shows the first days: approvals, minutes and exports that carry their own dates.',
          },
        ]
      : [],
  examples: [
    { name: 'a month later', programme: programme({ engagement: engagement({ opened: day(31) }) }), finds: ['window'] },
    { name: 'two days later', programme: programme({ engagement: engagement({ opened: day(2) }) }), finds: [] },
    { name: 'before', programme: programme(), finds: [] },
  ],
});
