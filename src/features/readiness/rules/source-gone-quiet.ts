import { placeOf } from '#/core/place.ts';
import { DAY } from '#/core/time/instant.ts';
import { day, programme } from './example.ts';
import { defineRule } from './rule.ts';

const QUIET_DAYS = 8;
const FILE_DAYS = 35;

export default defineRule({
  id: 'source-gone-quiet',
  title: 'A source has not been read for a while',
  why: 'What a source drops in the meantime is gone: logs expire, alerts close. A hole in the middle of a window cannot be filled later.',
  weight: 'exception',
  look: ({ sources, asOf, engagement: { end } }) =>
    asOf >= end
      ? []
      : sources
          .filter(
            ({ read, file, failed, replaced }) =>
              !replaced && (failed || read === null || asOf - read > (file ? FILE_DAYS : QUIET_DAYS) * DAY),
          )
          .map(({ id, read, failed }) => ({
            subject: id,
            says: failed
              ? `The last reading of ${id} failed.`
              : read === null
                ? `${id} was never read.`
                : `${id} was last read ${Math.floor((asOf - read) / DAY)} days ago.`,
            next: 'Test it, mend what the test names, and read it again.',
            place: placeOf('source', id),
          })),
  examples: [
    {
      name: 'twenty days ago',
      programme: programme({
        sources: [{ id: 'github', file: false, read: day(160), failed: false, replaced: false }],
      }),
      finds: ['github'],
    },
    {
      name: 'a file of last month',
      programme: programme({ sources: [{ id: 'people', file: true, read: day(160), failed: false, replaced: false }] }),
      finds: [],
    },
    {
      name: 'failed yesterday',
      programme: programme({ sources: [{ id: 'github', file: false, read: day(179), failed: true, replaced: false }] }),
      finds: ['github'],
    },
    {
      name: 'another one took its place',
      programme: programme({ sources: [{ id: 'old', file: false, read: day(100), failed: true, replaced: true }] }),
      finds: [],
    },
    {
      name: 'the window is over',
      programme: programme({
        asOf: day(400),
        sources: [{ id: 'github', file: false, read: day(364), failed: false, replaced: false }],
      }),
      finds: [],
    },
  ],
});
