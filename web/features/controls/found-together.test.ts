import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundTogether } from './found-together.ts';

const CASES: readonly (readonly [said: string, ...shown: readonly (Readonly<Record<string, number>> | null)[]])[] = [
  ['2 checks look at this control, and none was run yet.', null, null],
  ['1 check found no deviation.', { pass: 3 }],
  ['3 checks found no deviation and could not tell of 4 items.', { pass: 3 }, { pass: 2 }, { unknown: 4 }],
  ['2 checks found no deviation and wait for 1 item that may still be in time.', { pass: 3 }, { pending: 1 }],
  [
    '1 of 2 checks found 2 deviations and waits for 1 item that may still be in time.',
    { pass: 3 },
    { deviation: 2, pending: 1 },
  ],
  [
    '2 checks found 12 deviations. An item in which several checks found one counts with each.',
    { deviation: 6 },
    { deviation: 6 },
  ],
  ['2 checks found 2 deviations and could not tell of 1 item.', { unknown: 1 }, { deviation: 2 }],
];

for (const [said, ...shown] of CASES)
  test(said, () => {
    assert.equal(foundTogether(shown.map((each) => ({ shown: each }))), said);
  });
