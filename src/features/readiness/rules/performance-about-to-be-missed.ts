import { counted } from '#/core/grouped.ts';
import { DAY } from '#/core/time/instant.ts';
import { control, day, programme } from './example.ts';
import { defineRule, type Due } from './rule.ts';

/** How long before its due date, as a share of the period, and at most two weeks. */
const SHARE = 0.2;
const MOST_DAYS = 14;

const isNear = ({ kind, start, end }: Due, asOf: number): boolean =>
  kind === 'due' && end - asOf <= Math.min(MOST_DAYS * DAY, SHARE * (end - start));

const quarterly = (occurrence: Due) =>
  programme({ controls: [control({ frequency: 'quarterly', occurrences: [occurrence] })] });

export default defineRule({
  id: 'performance-about-to-be-missed',
  title: 'A performance is about to be missed',
  task: 'Perform what is about to be missed',
  why: 'A quarterly review that is done a day late is an exception in the report for the whole quarter. It is the easiest one to avoid.',
  settled: 'A record or a file shows that it was performed in its period.',
  weight: 'exception',
  look: ({ controls, asOf }) =>
    controls.flatMap(({ id, title, occurrences }) =>
      occurrences
        .filter((occurrence) => isNear(occurrence, asOf))
        .map(({ end }) => {
          const days = Math.max(0, Math.floor((end - asOf) / DAY));
          return {
            subject: id,
            says: `"${title}" is due ${days === 0 ? 'today' : `in ${counted(days, 'day')}`} and was not performed.`,
            next: 'Perform it now, and let the record of it be read or attach it.',
          };
        }),
    ),
  examples: [
    {
      name: 'ten days before',
      programme: quarterly({ kind: 'due', start: day(100), end: day(190) }),
      finds: ['change-peer-review'],
    },
    { name: 'two months before', programme: quarterly({ kind: 'due', start: day(170), end: day(260) }), finds: [] },
    {
      name: 'performed already',
      programme: quarterly({ kind: 'performed', start: day(100), end: day(190) }),
      finds: [],
    },
  ],
});
