import { placeOf } from '#/core/place.ts';
import { DAY } from '#/core/time/instant.ts';
import { day, programme } from './example.ts';
import { defineRule } from './rule.ts';

const LATE_DAYS = 60;
const minutes = {
  control: 'security-steering-meeting',
  name: 'minutes.pdf',
  purpose: 'performance',
  occurred: day(10),
  grade: 'export',
} as const;

export default defineRule({
  id: 'evidence-recorded-late',
  title: 'Evidence was attached long after it occurred',
  task: 'Keep what dates evidence that was attached late',
  why: 'The ledger vouches since it received something. What came months later could have been written then, and an auditor asks for another trace of it.',
  settled: 'Something else shows the date of what was attached late, and the task was put aside with what that is.',
  weight: 'time',
  look: ({ attached }) =>
    attached
      .filter(({ occurred, received, purpose }) => purpose === 'performance' && received - occurred > LATE_DAYS * DAY)
      .map(({ control, name, occurred, received }) => ({
        subject: control,
        says: `"${name}" was attached ${Math.floor((received - occurred) / DAY)} days after it occurred.`,
        next: 'Attach within days; for this one, keep what shows its date: an invitation, a ticket, a message; then put the task aside with what that is.',
        place: placeOf('control', control),
      })),
  examples: [
    {
      name: 'three months later',
      programme: programme({ attached: [{ ...minutes, received: day(100) }] }),
      finds: ['security-steering-meeting'],
    },
    { name: 'a week later', programme: programme({ attached: [{ ...minutes, received: day(17) }] }), finds: [] },
  ],
});
