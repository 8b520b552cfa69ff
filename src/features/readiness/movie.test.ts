import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CONTINUES, countOutcomes, EXCLUDED, NO_MINUTE, type Outcomes } from '#/checks/engine/outcomes.ts';
import { RANGES } from '#/core/segment/table-builder.ts';
import { DAY, MINUTE } from '#/core/time/instant.ts';
import { OUTCOMES } from '#/core/verdict.ts';
import { cellsOf, countsIn, weekly, weeksOf } from './movie.ts';

const WINDOW = { first: '2026-01-01', last: '2026-03-31', zone: 'Europe/Berlin' };
const weeks = weeksOf(WINDOW);
const LATER = Date.UTC(2027, 0, 1);

interface Item {
  readonly code: number;
  readonly from: number;
  readonly to: number;
}

const outcomesOf = (items: readonly Item[]): Outcomes => ({
  size: items.length,
  codes: Uint8Array.from(items, ({ code }) => code),
  from: Uint32Array.from(items, ({ from }) => from),
  to: Uint32Array.from(items, ({ to }) => to),
  dueItems: new Uint32Array(0),
  dueAt: new Float64Array(0),
  ranges: new Uint32Array(RANGES + 1),
});

const anItem = fc
  .record({
    code: fc.tuple(fc.nat(OUTCOMES.length - 1), fc.boolean(), fc.boolean()).map(([kind, continues, excluded]) => {
      return kind | (continues ? CONTINUES : 0) | (excluded ? EXCLUDED : 0);
    }),
    from: fc.oneof(
      fc.constant(NO_MINUTE),
      fc.integer({ min: Date.UTC(2025, 11, 1) / MINUTE, max: Date.UTC(2026, 4, 1) / MINUTE }),
    ),
    length: fc.nat(60 * 24 * 60),
  })
  .map(({ code, from, length }) => ({ code, from, to: from === NO_MINUTE ? NO_MINUTE : from + length }));

test('the weeks of a window follow each other without a gap, over the change of the clocks', () => {
  assert.equal(weeks.length, 13);
  assert.deepEqual(
    [weeks[0]?.first, weeks[0]?.last, weeks.at(-1)?.first, weeks.at(-1)?.last],
    ['2026-01-01', '2026-01-07', '2026-03-26', '2026-03-31'],
  );
  weeks.slice(1).forEach(({ start }, place) => assert.equal(start, weeks[place]?.end));
});

test('each thing counts in every week that it may have been in as the worst of its states there, and in no other', () => {
  fc.assert(
    fc.property(fc.array(anItem, { maxLength: 40 }), (items) => {
      const outcomes = outcomesOf(items);
      const counted = weekly(outcomes, weeks);
      weeks.forEach((week, place) =>
        assert.deepEqual(countsIn(counted, place), countOutcomes(outcomes, week).shown, `week ${place}`),
      );
    }),
  );
});

test('what was seen twice in a week is one thing, and the worst of what was seen', () => {
  const at = ((weeks[2]?.start ?? 0) + DAY) / MINUTE;
  const seen = outcomesOf([
    { code: OUTCOMES.indexOf('deviation'), from: at, to: at + 60 },
    { code: OUTCOMES.indexOf('pass') | CONTINUES, from: at + 60, to: at + 60 * 24 * 9 },
  ]);
  const counts = [1, 2, 3, 4].map((week) => {
    const { pass, deviation } = countsIn(weekly(seen, weeks), week);
    return [pass, deviation];
  });
  assert.deepEqual(counts, [
    [0, 0],
    [0, 1],
    [1, 0],
    [0, 0],
  ]);
});

test('a week is never clean where the records have a hole, and a deviation is never hidden by one', () => {
  const within = (weeks[2]?.start ?? 0) + DAY;
  const item = (code: number) => outcomesOf([{ code, from: within / MINUTE, to: within / MINUTE }]);
  const holes = [{ source: null, from: within, to: within + DAY, because: 'nothing was read' }];
  const stateWith = (code: number, holed: boolean) =>
    cellsOf({ counts: [weekly(item(code), weeks)], holes: holed ? holes : [], idle: [], due: [] }, weeks, LATER)[2]
      ?.state;
  assert.equal(stateWith(OUTCOMES.indexOf('pass'), false), 'pass');
  assert.equal(stateWith(OUTCOMES.indexOf('pass'), true), 'not evidenced');
  assert.equal(stateWith(OUTCOMES.indexOf('deviation'), true), 'deviation');
  assert.equal(stateWith(OUTCOMES.indexOf('unknown'), false), 'unknown');
  assert.equal(stateWith(OUTCOMES.indexOf('not-applicable'), false), 'nothing occurred');
  assert.equal(stateWith(OUTCOMES.indexOf('pass') | EXCLUDED, false), 'excluded');
});

test('a series that nothing judges says so, shows what was due by hand, and the future is not clean', () => {
  const end = weeks[4]?.end ?? 0;
  const asOf = (weeks[6]?.start ?? 0) - 1;
  const states = (kind: 'performed' | 'missed' | 'unproven') =>
    cellsOf({ counts: [], holes: [], idle: [], due: [{ kind, end }] }, weeks, asOf).map(({ state }) => state);
  assert.deepEqual(states('performed').slice(3, 7), ['not judged', 'pass', 'not judged', 'upcoming']);
  assert.equal(states('missed')[4], 'deviation');
  assert.equal(states('unproven')[4], 'not evidenced');
});

test('what is not covered of controls that are not started is no gap, and never clean', () => {
  const within = (weeks[2]?.start ?? 0) + DAY;
  const idle = [{ source: null, from: within, to: within + DAY, because: 'nothing was read' }];
  const of = (codes: readonly number[], holes: typeof idle) =>
    cellsOf(
      {
        counts: [
          weekly(outcomesOf(codes.map((code) => ({ code, from: within / MINUTE, to: within / MINUTE }))), weeks),
        ],
        holes,
        idle,
        due: [],
      },
      weeks,
      LATER,
    )[2]?.state;
  assert.equal(of([], []), 'not started');
  assert.equal(of([OUTCOMES.indexOf('pass')], []), 'not started', 'another control of the series is covered');
  assert.equal(of([OUTCOMES.indexOf('deviation')], []), 'deviation');
  assert.equal(of([OUTCOMES.indexOf('unknown')], []), 'unknown');
  assert.equal(of([], idle), 'not evidenced', 'one that has started counts');
});

test('a period that nothing shows is not evidenced in the week in which it was due, however young the examination is', () => {
  const due = [{ kind: 'unproven' as const, end: weeks[4]?.end ?? 0 }];
  const idle = [{ source: null, from: weeks[0]?.start ?? 0, to: LATER, because: 'nothing was read' }];
  const states = cellsOf({ counts: [], holes: [], idle, due }, weeks, LATER).map(({ state }) => state);
  assert.deepEqual(states.slice(3, 6), ['not started', 'not evidenced', 'not started']);
});
