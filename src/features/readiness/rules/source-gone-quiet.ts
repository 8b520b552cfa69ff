import { placeOf } from '#/core/place.ts';
import { DAY, type Instant } from '#/core/time/instant.ts';
import { day, programme } from './example.ts';
import { defineRule, type Programme } from './rule.ts';

const QUIET_DAYS = 8;
const FILE_DAYS = 35;

type Source = Programme['sources'][number];

function saidOf({ id, read, failed, disconnected }: Source, asOf: Instant): string {
  if (disconnected !== null)
    return `${id} was disconnected ${daysSince(disconnected, asOf)}, and no source took its place.`;
  if (failed) return `The last reading of ${id} failed.`;
  return read === null ? `${id} was never read.` : `${id} was last read ${daysSince(read, asOf)}.`;
}

function daysSince(at: Instant, asOf: Instant): string {
  const days = Math.floor((asOf - at) / DAY);
  if (days <= 0) return 'less than a day ago';
  return days === 1 ? 'a day ago' : `${days} days ago`;
}

export default defineRule({
  id: 'source-gone-quiet',
  title: 'A source has not been read for a while',
  task: 'Have quiet sources read again',
  why: 'What a source drops in the meantime is gone: logs expire, alerts close. A hole in the middle of a window cannot be filled later.',
  settled: 'Each source was read lately without an error, or another one follows it.',
  weight: 'exception',
  look: ({ sources, asOf, engagement: { end } }) =>
    asOf >= end
      ? []
      : sources
          .filter(
            ({ read, file, failed, replaced, disconnected }) =>
              !replaced &&
              (disconnected !== null || failed || read === null || asOf - read > (file ? FILE_DAYS : QUIET_DAYS) * DAY),
          )
          .map((source) => ({
            subject: source.id,
            says: saidOf(source, asOf),
            next:
              source.disconnected === null
                ? 'Test it, mend what the test names, and read it again.'
                : 'Reconnect it, or connect another source that follows it: until then nothing accounts for what it told of.',
            place: placeOf('source', source.id),
          })),
  examples: [
    {
      name: 'twenty days ago',
      programme: programme({
        sources: [{ id: 'github', file: false, read: day(160), failed: false, replaced: false, disconnected: null }],
      }),
      finds: ['github'],
    },
    {
      name: 'a file of last month',
      programme: programme({
        sources: [{ id: 'people', file: true, read: day(160), failed: false, replaced: false, disconnected: null }],
      }),
      finds: [],
    },
    {
      name: 'failed yesterday',
      programme: programme({
        sources: [{ id: 'github', file: false, read: day(179), failed: true, replaced: false, disconnected: null }],
      }),
      finds: ['github'],
    },
    {
      name: 'disconnected yesterday, which no list reads again',
      programme: programme({
        sources: [
          { id: 'github', file: false, read: day(179), failed: false, replaced: false, disconnected: day(179) },
        ],
      }),
      finds: ['github'],
    },
    {
      name: 'disconnected, and another one took its place',
      programme: programme({
        sources: [{ id: 'old', file: false, read: day(100), failed: false, replaced: true, disconnected: day(100) }],
      }),
      finds: [],
    },
    {
      name: 'another one took its place',
      programme: programme({
        sources: [{ id: 'old', file: false, read: day(100), failed: true, replaced: true, disconnected: null }],
      }),
      finds: [],
    },
    {
      name: 'the window is over',
      programme: programme({
        asOf: day(400),
        sources: [{ id: 'github', file: false, read: day(364), failed: false, replaced: false, disconnected: null }],
      }),
      finds: [],
    },
  ],
});
