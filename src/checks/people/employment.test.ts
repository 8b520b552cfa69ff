import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, formatMoment, type Moment, momentOf, onDay } from '#/core/time/moment.ts';
import { deviation, pass, pending, type Verdict } from '#/core/verdict.ts';
import { employedAgain, type Employment, unlessEmployedAgain, unlessGone } from './employment.ts';
import { doneOnJoining, ofThisEmployment } from './joining.ts';

const berlin = (day: string): Moment => onDay(day, 'Europe/Berlin');
const from = (start: string, end?: string | null): Employment => ({
  startedOn: berlin(start),
  endedOn: end === undefined || end === null ? end : berlin(end),
});
const ended = { startedOn: berlin('2024-01-08'), endedOn: berlin('2026-03-03') };
const deadline = berlin('2026-03-04');

const others: readonly (readonly [string, readonly Employment[], string | null, boolean])[] = [
  ['nothing else', [], null, false],
  ['its own record', [ended], null, false],
  ['a second record of it that says another end', [from('2024-01-08', null)], null, false],
  ['one that began on its first day elsewhere', [{ ...ended, startedOn: onDay('2024-01-08', 'UTC') }], null, false],
  ['one long over', [from('2020-01-01', '2021-12-31')], null, false],
  ['one that ended on the same day', [from('2025-01-01', '2026-03-03')], null, false],
  ['one that ended the day before', [from('2025-01-01', '2026-03-02')], null, false],
  ['one that ended the day after', [from('2025-01-01', '2026-03-04')], '2025-01-01', false],
  ['one that goes on', [from('2025-01-01', null)], '2025-01-01', false],
  ['one of which nobody knows whether it goes on', [from('2025-01-01')], null, true],
  ['one that began on the last day', [from('2026-03-03', null)], '2026-03-03', false],
  ['one that began later and is over', [from('2026-04-01', '2026-06-30')], '2026-04-01', false],
  ['one that began later, its end unsaid', [from('2026-04-01')], '2026-04-01', false],
  ['two that began later', [from('2026-05-01', null), from('2026-04-01', '2026-04-30')], '2026-04-01', false],
];

test('whether a leaver is employed again depends on the other employments, whatever their order', () => {
  for (const [name, all, start, vague] of others) {
    for (const given of [all, all.toReversed(), [ended, ...all]]) {
      const again = employedAgain(ended, given);
      const expected = start === null ? null : `${start}[Europe/Berlin]`;
      assert.equal(again.from === null ? null : formatMoment(again.from), expected, name);
      assert.equal(again.vague, vague, name);
    }
  }
});

test('an end between two instants that may lie after the other leaves it open', () => {
  const between = { ...from('2025-01-01'), endedOn: momentOf('2026-03-02T12:00:00Z/2026-03-04T12:00:00Z') };
  assert.deepEqual(employedAgain(ended, [between]), { from: null, vague: true });
  const before = { ...between, endedOn: momentOf('2026-03-02T12:00:00Z/2026-03-03T12:00:00Z') };
  assert.deepEqual(employedAgain(ended, [before]), { from: null, vague: false });
});

const late = deviation('late', 9);
const outcome = ({ outcome: what, until }: Verdict) => [what, until];

test('what a leaver owes falls away when they are employed again by the deadline, its day included', () => {
  const judged = (verdict: Verdict, start: string | null, vague = false) =>
    outcome(unlessEmployedAgain(verdict, { from: start === null ? null : berlin(start), vague }, at(deadline.latest)));
  assert.deepEqual(judged(late, '2026-03-04'), ['not-applicable', 9]);
  assert.deepEqual(judged(late, '2026-03-05'), ['deviation', 9]);
  assert.deepEqual(judged(late, null), ['deviation', 9]);
  assert.deepEqual(judged(late, null, true), ['unknown', 9]);
  assert.deepEqual(judged(late, '2026-03-05', true), ['unknown', 9]);
  assert.deepEqual(judged(pending('not due', 5), null, true), ['pending', 5]);
  const unclear = unlessEmployedAgain(late, { from: deadline, vague: false }, momentOf('2026-03-04T12:00:00Z'));
  assert.deepEqual(outcome(unclear), ['unknown', 9]);
});

test('what somebody owes falls away when they leave by the deadline', () => {
  const judged = (verdict: Verdict, end: string | null | undefined) =>
    outcome(unlessGone(verdict, from('2026-01-01', end), at(deadline.latest)));
  assert.deepEqual(judged(late, '2026-03-04'), ['not-applicable', 9]);
  assert.deepEqual(judged(late, '2026-03-05'), ['deviation', 9]);
  assert.deepEqual(judged(late, null), ['deviation', 9]);
  assert.deepEqual(judged(late, undefined), ['unknown', 9]);
  assert.deepEqual(judged(pending('not due', 5), undefined), ['pending', 5]);
  assert.deepEqual(judged(pass(), '2026-03-04'), outcome(pass()));
});

const joined = from('2026-03-02', null);
const completed = (when: string, wanted: boolean | undefined) => ({ at: momentOf(when), wanted });
const notAsked = (): readonly Employment[] => assert.fail('nothing was done before the first day');
const counts = (when: Moment, earlier: readonly Employment[], wanted: boolean | undefined = true) =>
  ofThisEmployment([{ at: when, wanted }], joined, () => [joined, ...earlier]).map((one) => one.wanted);

test('what was done before the first day counts, unless it was done in an earlier employment', () => {
  const earlier = from('2024-01-01', '2025-12-31');
  assert.deepEqual(counts(berlin('2026-02-20'), []), [true]);
  assert.deepEqual(counts(berlin('2026-02-20'), [earlier]), [true]);
  assert.deepEqual(counts(berlin('2025-12-30'), [earlier]), []);
  assert.deepEqual(counts(berlin('2025-12-31'), [earlier]), [undefined], 'only the hour tells');
  assert.deepEqual(counts(at(berlin('2025-12-31').latest + 1), [earlier]), [true]);
  assert.deepEqual(counts(berlin('2026-02-20'), [from('2024-01-01', null)]), []);
  assert.deepEqual(counts(berlin('2026-02-20'), [from('2024-01-01')]), [undefined]);
  assert.deepEqual(counts(berlin('2026-02-20'), [from('2024-01-01')], false), [false]);
  assert.deepEqual(counts(berlin('2026-03-02'), [from('2024-01-01', null)]), [true]);
  assert.deepEqual(counts(momentOf('2026-02-20T00:00:00Z/2026-03-05T00:00:00Z'), [from('2024-01-01', null)]), [
    undefined,
  ]);
  assert.deepEqual(counts(berlin('2026-02-20'), [from('2026-03-02', '2026-03-01')]), [true], 'a second record of it');
});

test('employments are asked for only where something was done before the first day', () => {
  const joining = { what: 'it', employment: joined, employments: notAsked, deadline: at(berlin('2026-04-01').latest) };
  const after = (done: Parameters<typeof doneOnJoining>[0]['done']) =>
    doneOnJoining({ ...joining, population: 'training', done, asOf: berlin('2026-05-01').latest }).outcome;
  assert.equal(after([completed('2026-03-02T09:00:00Z', true)]), 'pass');
  assert.equal(after([completed('2026-03-09T09:00:00Z', undefined)]), 'unknown');
  assert.equal(after([completed('2026-04-09T09:00:00Z', undefined)]), 'deviation');
  assert.equal(after([completed('2026-03-09T09:00:00Z', false)]), 'deviation');
  assert.equal(after([]), 'deviation');
});
