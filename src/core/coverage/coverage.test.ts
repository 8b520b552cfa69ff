import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PopulationName } from '#/core/populations/index.ts';
import { DAY } from '#/core/time/instant.ts';
import { type Accounted, accountedFor, coverageIn } from './coverage.ts';
import { declaredInWords, statedInWords } from './words.ts';

const YEAR = { start: 0, end: 365 * DAY, asOf: 400 * DAY, zone: 'UTC' };

const told = (from: number, to: number, over: Partial<Accounted> = {}): Accounted => ({
  source: 'trivy',
  follows: null,
  disconnected: null,
  position: 7,
  kind: 'declared',
  from: from * DAY,
  to: to * DAY,
  sourceCount: null,
  ourCount: 3,
  rejected: 0,
  note: '',
  ...over,
});
const looks = (...days: readonly number[]): readonly Accounted[] => days.map((day) => told(day, day));
const holes = (population: PopulationName, rows: readonly Accounted[]) =>
  coverageIn(population, rows, YEAR, []).holes.map(({ from, to }) => [from / DAY, to / DAY]);
const every = (days: number): readonly number[] =>
  Array.from({ length: Math.ceil(400 / days) }, (_, place) => place * days);

test('scans that follow each other account for the time between them, of settings and of weaknesses alike', () => {
  assert.deepEqual(holes('configuration', looks(...every(30))), []);
  assert.deepEqual(holes('vulnerability', looks(...every(30))), []);
});

test('scans too far apart leave a hole, and one alone accounts for an instant', () => {
  const late = looks(0, 30, 66, ...every(30).slice(3));
  assert.deepEqual(holes('configuration', late), [[30, 66]]);
  assert.deepEqual(holes('vulnerability', late), [[30, 66]]);
  assert.deepEqual(holes('vulnerability', looks(364)), [
    [0, 364],
    [364, 365],
  ]);
});

test('a scan that took minutes is a look, too, and a list of all that was ever found an interval', () => {
  const scans = every(30).map((day) => told(day, day + 0.01));
  assert.deepEqual(holes('vulnerability', scans), []);
  assert.deepEqual(holes('vulnerability', [told(0, 366)]), []);
  assert.deepEqual(holes('vulnerability', [told(0, 100), told(120, 366)]), [[100, 120]]);
});

test('lists of what happened account for no more than their intervals', () => {
  assert.deepEqual(holes('incident', [told(0, 100), told(120, 366)]), [[100, 120]]);
  assert.deepEqual(holes('incident', looks(...every(30))).length, 13);
});

test('a time is accounted for where all sources that ever told of it account for it', () => {
  const times = (...rows: readonly Accounted[]) =>
    accountedFor('training', rows).map(({ from, to }) => [from / DAY, to / DAY]);
  const other = { source: 'other' };
  assert.deepEqual(times(), []);
  assert.deepEqual(times(told(120, 366), told(0, 100), told(90, 110, { kind: 'contiguous' })), [
    [0, 110],
    [120, 366],
  ]);
  assert.deepEqual(times(told(0, 100), told(50, 200, other)), [[50, 100]]);
  assert.deepEqual(times(told(0, 100), told(0, 0, { ...other, kind: 'none', from: null, to: null })), []);
  assert.deepEqual(
    times(told(0, 100, { position: 9 }), told(40, 60, { rejected: 1 })),
    [[0, 100]],
    'it was read again',
  );
  assert.deepEqual(times(told(0, 100), told(40, 60, { rejected: 1 })), [
    [0, 40],
    [60, 100],
  ]);
});

test('what a source itself counts otherwise, or rejected, leaves its reading open', () => {
  assert.deepEqual(holes('incident', [told(0, 366, { sourceCount: 4 })]), [[0, 365]]);
  assert.deepEqual(holes('incident', [told(-30, 366, { rejected: 1 })]), [[0, 365]]);
  assert.deepEqual(holes('incident', [told(0, 366, { kind: 'none' })]), [[0, 365]]);
  assert.deepEqual(holes('incident', []), [[0, 365]]);
});

test('a reading that disagrees counts for what of it lies in the window, and until the same time is read again', () => {
  const wrong = (from: number, to: number) => told(from, to, { rejected: 1 });
  const later = (from: number, to: number) => told(from, to, { position: 9 });
  assert.deepEqual(holes('incident', [told(0, 366), wrong(-60, -30)]), [], 'before the window');
  assert.deepEqual(holes('incident', [told(0, 366), wrong(370, 380)]), [], 'after it');
  assert.deepEqual(holes('incident', [told(0, 366), wrong(20, 50)]), [[20, 50]], 'read before, and not again');
  assert.deepEqual(holes('incident', [told(0, 366), wrong(20, 50), later(10, 60)]), []);
  assert.deepEqual(holes('incident', [told(0, 366), wrong(20, 50), later(10, 40)]), [[40, 50]]);
  const worse = (from: number, to: number) => ({ ...later(from, to), rejected: 2 });
  assert.deepEqual(holes('incident', [told(0, 366), wrong(20, 50), worse(10, 60)]), [[10, 60]], 'the last one says it');
  assert.deepEqual(holes('incident', [told(0, 366), wrong(20, 50), worse(30, 60)]), [
    [20, 30],
    [30, 60],
  ]);
  const between = { ...later(10, 60), position: 8 };
  assert.deepEqual(holes('incident', [told(0, 366), wrong(20, 50), between, worse(30, 60)]), [[30, 60]]);
  const scans = looks(...every(10));
  const failed = scans.map((look) => (look.from === 50 * DAY ? { ...look, rejected: 1 } : look));
  assert.deepEqual(holes('configuration', failed), [], 'looks before and after it agree');
  assert.equal(
    holes(
      'configuration',
      scans.map((look) => ({ ...look, rejected: 1 })),
    ).length,
    37,
  );
});

test('while a window runs, what was not read yet is no hole, and nobody can say that something was missed in it', () => {
  const running = { ...YEAR, asOf: 100 * DAY };
  const of = (rows: readonly Accounted[]) => coverageIn('backup', rows, running, []);
  const some = of([told(0, 96)]);
  assert.deepEqual([some.holes, some.readUntil / DAY], [[], 96]);
  assert.equal(of([told(0, 96), told(0, 94, { source: 'other' })]).readUntil / DAY, 94, 'every source counts');
  const long = of([told(0, 90)]);
  assert.deepEqual(
    [long.holes.map(({ from, to }) => [from / DAY, to / DAY]), long.readUntil / DAY],
    [[[90, 100]], 100],
  );
});

test('a comparison confirms what it compared of what had been read before it, and nothing else', () => {
  const rests = (rows: readonly Accounted[], ...confirmed: Parameters<typeof coverageIn>[3]) =>
    coverageIn('incident', rows, YEAR, confirmed).declaredOnly.length > 0;
  const compared = (from: number, to: number, position = 8) => ({
    source: 'trivy',
    position,
    from: from * DAY,
    to: to * DAY,
    stated: null,
  });
  assert.equal(rests([told(0, 366)]), true);
  assert.equal(rests([told(0, 366)], compared(0, 365)), false);
  assert.equal(rests([told(0, 366)], compared(0, 200), compared(200, 365)), false);
  assert.equal(rests([told(0, 366)], compared(100, 101)), true, 'one day of the year');
  assert.equal(rests([told(0, 366)], compared(0, 365, 6)), true, 'read after it was compared');
  assert.equal(rests([told(0, 366), told(300, 366, { position: 9 })], compared(0, 365)), true, 'and read again');
  assert.equal(rests([told(0, 366)], { ...compared(0, 365), source: 'other' }), true);
  assert.equal(rests(looks(0, 100), compared(0, 50)), true);
  assert.equal(rests(looks(0, 100), compared(0, 101)), false);
});

test('a source that only a count by a person confirms says whose count it was, and of which day', () => {
  const seen = (by: string | null) => ({ count: 3, by, at: 380 * DAY });
  const of = (...confirmed: Parameters<typeof coverageIn>[3]) => {
    const coverage = coverageIn('incident', [told(0, 366)], YEAR, confirmed);
    return [...declaredInWords(coverage), ...statedInWords(coverage)];
  };
  const by = (stated: ReturnType<typeof seen> | null) => ({
    source: 'trivy',
    position: 8,
    from: 0,
    to: YEAR.end,
    stated,
  });
  const rests = 'incident from trivy: its completeness rests on a count of 3, stated';
  assert.deepEqual(of(by(seen('Ada'))), [`${rests} by Ada on 1971-01-16`]);
  assert.deepEqual(of(by(seen(null))), [`${rests} on 1971-01-16`]);
  assert.deepEqual(of(by(null)), [], 'another list agrees');
  assert.deepEqual(of(by(null), by(seen('Ada'))), [], 'and a count beside it');
  assert.deepEqual(coverageIn('incident', [told(0, 366, { kind: 'counted' })], YEAR, [by(seen('Ada'))]).stated, []);
});

test('of what is disconnected no day waits for a reading, and nothing is better than if it were not', () => {
  const running = { ...YEAR, asOf: 100 * DAY };
  const open = (rows: readonly Accounted[]) =>
    coverageIn('incident', rows, running, []).holes.map(({ from, to, because }) => [from / DAY, to / DAY, because]);
  const since = (day: number, rows: readonly Accounted[]) => rows.map((row) => ({ ...row, disconnected: day * DAY }));
  const unread = 'no reading accounts for this time';
  assert.deepEqual(open([told(0, 95)]), [], 'it will be read again');
  const named = `${unread}; the source was disconnected on 1970-04-07`;
  assert.deepEqual(open(since(96, [told(0, 95)])), [[95, 100, named]]);
  assert.deepEqual(open(since(96, [told(0, 40), told(50, 95)])), [
    [40, 50, unread],
    [95, 100, named],
  ]);
  const days = (rows: readonly Accounted[]): number =>
    coverageIn('incident', rows, running, []).holes.reduce((sum, { from, to }) => sum + to - from, 0);
  for (let from = 0; from < 100; from += 7)
    for (let to = from; to <= 100; to += 3) {
      const rows = [told(from, to), told(0, 98, { source: 'other' })];
      const one = rows.map((row) => (row.source === 'other' ? row : { ...row, disconnected: 99 * DAY }));
      assert.ok(days(one) >= days(rows), `${from} to ${to}`);
    }
});
