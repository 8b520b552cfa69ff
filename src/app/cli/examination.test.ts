import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sinkInto } from '#test/kit/sink.ts';
import { tellBefore } from './examination.ts';
import { Output } from './output.ts';

test('what an examination was before it was changed is told, with the day on which that ended', () => {
  const texts: string[] = [];
  const to = new Output({ out: sinkInto(texts), err: sinkInto([]), json: false, color: false, width: 80 });
  const is = { first: '2026-04-01', last: '2026-10-31', categories: ['security'] };
  const until = Date.UTC(2026, 10, 20, 23, 30); // the next day in Berlin
  const before = [
    { ...is, first: '2026-01-01', notRelevant: [], until },
    { ...is, notRelevant: ['CC6.4'], until },
  ];
  tellBefore(to, { id: 'soc2', type: 'type-2', zone: 'Europe/Berlin', ...is, before });
  tellBefore(to, { id: 'design', type: 'type-1', zone: 'UTC', ...is, before });
  tellBefore(to, { id: 'same', type: 'type-2', zone: 'UTC', ...is, before: [] });
  assert.deepEqual(texts.join('').trimEnd().split('\n'), [
    'Until 21 Nov 2026 soc2 was 2026-01-01 to 2026-10-31, over security, with no',
    'criterion left out.',
    'Until 21 Nov 2026 soc2 was 2026-04-01 to 2026-10-31, over security, without',
    'CC6.4.',
    'Until 20 Nov 2026 design was as of 2026-10-31, over security, with no',
    'criterion left out.',
    'Until 20 Nov 2026 design was as of 2026-10-31, over security, without CC6.4.',
  ]);
});
