import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantsIn, showMinute, showPeriod, showPlainDay, withDays } from './when.ts';

const at = (text: string): number => Date.parse(text);

test('what occurred is of one instant, or of two where they are of different days, or of a day alone', () => {
  const span = '2026-04-10T22:30:00.000Z/2026-04-10T22:30:59.999Z';
  assert.deepEqual(instantsIn('2026-04-10T12:00:00Z', 'UTC'), [at('2026-04-10T12:00:00Z')]);
  assert.deepEqual(instantsIn(span, 'UTC'), [at('2026-04-10T22:30:00Z')]);
  const overnight = '2026-04-10T21:30:00Z/2026-04-10T22:30:00Z';
  assert.deepEqual(instantsIn(overnight, 'UTC').length, 1);
  assert.deepEqual(instantsIn(overnight, 'Europe/Berlin'), [at('2026-04-10T21:30:00Z'), at('2026-04-10T22:30:00Z')]);
  for (const day of ['2026-04-10[Europe/Berlin]', '2026-04-10', 'some day'])
    assert.deepEqual(instantsIn(day, 'UTC'), []);
});

test('no line ends within a day, however it is written', () => {
  assert.equal(showPlainDay('2026-03-03'), '3\u{a0}Mar\u{a0}2026');
  assert.equal(withDays('from 2026-03-03 on'), 'from 3\u{a0}Mar\u{a0}2026 on');
  assert.equal(showMinute(at('2026-03-03T12:00:00Z'), 'UTC'), '3\u{a0}Mar\u{a0}2026,\u{a0}12:00');
});

test('a month and a year are called by their name, any other period by its days', () => {
  assert.equal(showPeriod('2026-12-01', '2026-12-31'), 'December\u{a0}2026');
  assert.equal(showPeriod('2028-02-01', '2028-02-29'), 'February\u{a0}2028');
  assert.equal(showPeriod('2026-01-01', '2026-12-31'), '2026');
  assert.equal(showPeriod('2026-04-01', '2026-06-30'), '1\u{a0}Apr\u{a0}2026 to 30\u{a0}Jun\u{a0}2026');
});
