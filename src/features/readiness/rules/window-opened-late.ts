import { placeOf } from '#/core/place.ts';
import { DAY } from '#/core/time/instant.ts';
import { counted } from '#/core/grouped.ts';
import { day, engagement, programme } from './example.ts';
import { defineRule } from './rule.ts';

const GRACE_DAYS = 7;

export default defineRule({
  id: 'window-opened-late',
  title: 'The window began before it was opened',
  task: 'Settle the days before the examination was opened',
  why: 'The records of the days before it was opened were there already when the days were chosen, also where they were proposed from what the sources hold. That is allowed, it shows in the ledger, and an auditor looks at those days twice.',
  settled:
    'The first day is changed to one from which on it was open, or the auditor agreed to it and the task was put aside with that reason.',
  weight: 'time',
  look: ({ engagement: { id, type, start, opened } }) =>
    type === 'type-2' && opened - start > GRACE_DAYS * DAY
      ? [
          {
            subject: 'window',
            says: `It began ${counted(Math.floor((opened - start) / DAY), 'day')} before it was opened.`,
            next: 'Change the first day to a later one; or agree with the auditor what shows the days before (approvals, minutes, exports that carry their own dates), and put the task aside with that reason.',
            place: placeOf('examination-days', id),
          },
        ]
      : [],
  examples: [
    { name: 'a month later', programme: programme({ engagement: engagement({ opened: day(31) }) }), finds: ['window'] },
    { name: 'two days later', programme: programme({ engagement: engagement({ opened: day(2) }) }), finds: [] },
    { name: 'before', programme: programme(), finds: [] },
  ],
});
