import { placeOf } from '#/core/place.ts';
import { DAY } from '#/core/time/instant.ts';
import { counted } from '#/core/grouped.ts';
import { day, engagement, programme } from './example.ts';
import { defineRule } from './rule.ts';

const GRACE_DAYS = 7;

export default defineRule({
  id: 'window-opened-late',
  title: 'The window began before it was opened',
  why: 'The records of the days before it was opened were there already when the days were chosen, also where they were proposed from what the sources hold. That is allowed, it shows in the ledger, and an auditor looks at those days twice.',
  settled: 'The examination was opened within its first days.',
  weight: 'time',
  look: ({ engagement: { type, start, opened } }) =>
    type === 'type-2' && opened - start > GRACE_DAYS * DAY
      ? [
          {
            subject: 'window',
            says: `It began ${counted(Math.floor((opened - start) / DAY), 'day')} before it was opened.`,
            next: 'Have what shows the first days: approvals, minutes and exports that carry their own dates.',
            place: placeOf('list', 'control'),
          },
        ]
      : [],
  examples: [
    { name: 'a month later', programme: programme({ engagement: engagement({ opened: day(31) }) }), finds: ['window'] },
    { name: 'two days later', programme: programme({ engagement: engagement({ opened: day(2) }) }), finds: [] },
    { name: 'before', programme: programme(), finds: [] },
  ],
});
