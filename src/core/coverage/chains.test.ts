import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY } from '#/core/time/instant.ts';
import { chainsOf, type Follows, followsIn } from './chains.ts';
import { type Accounted, accountedFor, coverageIn } from './coverage.ts';
import { followedInWords } from './words.ts';

const YEAR = { start: 0, end: 365 * DAY, asOf: 400 * DAY, zone: 'UTC' };
const BY = 'email:ann@acme.example';
const follows = (source: string): Follows => ({ source, by: BY, at: 190 * DAY });

const told = (source: string, from: number, to: number, over: Partial<Accounted> = {}): Accounted => ({
  source,
  follows: source === 'new' ? follows('old') : source === 'newest' ? follows('new') : null,
  disconnected: null,
  position: 7,
  kind: 'counted',
  from: from * DAY,
  to: to * DAY,
  sourceCount: 3,
  ourCount: 3,
  rejected: 0,
  note: '',
  ...over,
});
const holes = (...rows: readonly Accounted[]) =>
  coverageIn('training', rows, YEAR, []).holes.map(({ source, from, to }) => [source, from / DAY, to / DAY]);
const apart = (rows: readonly Accounted[]) => rows.map((row) => ({ ...row, follows: null }));

test('two sources that part the time between them account for it together, and apart for none of it', () => {
  const both = [told('old', -10, 181), told('new', 181, 366)];
  assert.deepEqual(holes(...both), []);
  assert.deepEqual(
    accountedFor('training', both).map(({ from, to }) => [from / DAY, to / DAY]),
    [[-10, 366]],
  );
  assert.deepEqual(holes(...apart(both)), [
    ['old', 181, 365],
    ['new', 0, 181],
  ]);
  assert.deepEqual(accountedFor('training', apart(both)), []);
});

test('what lies between two stays a hole, and so does what one left out in its own time, whoever else was read then', () => {
  assert.deepEqual(holes(told('old', 0, 150), told('new', 181, 366)), [['new', 150, 181]]);
  const all = told('new', 0, 366);
  assert.deepEqual(
    holes(told('old', 0, 60), told('old', 90, 181), all),
    [['old', 60, 90]],
    'the new one says it had all',
  );
  assert.deepEqual(
    holes(told('old', 0, 366), told('new', 181, 240), told('new', 300, 366)),
    [['new', 240, 300]],
    'the old one is read on, and nobody uses it',
  );
  assert.deepEqual(holes(told('old', 0, 366), told('new', 181, 240)), [['new', 240, 365]], 'nor to the end');
  assert.deepEqual(holes(told('old', 30, 181), told('new', 0, 366)), [['old', 0, 30]], 'nor from the beginning');
  assert.deepEqual(
    holes(told('old', 0, 181, { rejected: 1 }), told('new', 150, 366)),
    [['old', 0, 181]],
    'what is known to be missing is missing',
  );
});

test('a look alone is no time of a source, and one that says nothing of time leaves all of it open', () => {
  const look = { kind: 'declared', sourceCount: null } as const;
  assert.deepEqual(holes(told('old', 0, 181), told('old', 300, 300, look), told('new', 181, 366)), []);
  assert.deepEqual(holes(told('old', 0, 181), told('new', 100, 100, look), told('new', 181, 366)), []);
  const silent = { kind: 'none', from: null, to: null } as const;
  assert.deepEqual(holes(told('old', 0, 0, silent), told('new', 0, 366)), [['old', 0, 365]]);
  assert.deepEqual(holes(told('old', 0, 366), told('new', 0, 0, silent)), [['new', 0, 365]]);
  assert.deepEqual(holes(told('old', 0, 366)), [], 'nothing was read of the new one yet');
});

test('between the last look of one and the first of the next nothing is inferred', () => {
  const looks = (source: string, ...days: readonly number[]) => days.map((day) => told(source, day, day));
  const found = coverageIn(
    'configuration',
    [...looks('old', 0, 30, 60, 90, 120, 150, 170), ...looks('new', 180, 210, 240, 270, 300, 330, 360, 390)],
    YEAR,
    [],
  );
  assert.deepEqual(
    found.holes.map(({ source, from, to }) => [source, from / DAY, to / DAY]),
    [['new', 170, 180]],
  );
});

test('three in a row, and one between of which nothing was read', () => {
  const rows = [told('old', 0, 100), told('new', 100, 200), told('newest', 200, 366)];
  assert.deepEqual(holes(...rows), []);
  assert.deepEqual(
    holes(told('old', 0, 100), told('newest', 100, 366)),
    [
      ['old', 100, 365],
      ['newest', 0, 100],
    ],
    'nobody said that the last follows the first',
  );
});

test('only the one that came last must have been read lately while a window runs', () => {
  const running = { ...YEAR, asOf: 200 * DAY };
  const read = (until: number) => coverageIn('training', [told('old', 0, 181), told('new', 181, until)], running, []);
  assert.deepEqual(read(195).holes, []);
  assert.equal(read(195).readUntil, 195 * DAY);
  assert.deepEqual(
    read(185).holes.map(({ from, to }) => [from / DAY, to / DAY]),
    [[185, 200]],
  );
});

test('whatever rests on it says so, by whom, since when, and to where the one before was read', () => {
  const words = (...rows: readonly Accounted[]) => followedInWords(coverageIn('training', rows, YEAR, []));
  assert.deepEqual(words(told('old', 0, 181), told('new', 181, 366)), [
    `training from new: it follows old, which was read up to 1970-06-30; stated by ${BY} on 1970-07-10`,
  ]);
  assert.deepEqual(words(told('old', 0, 181)), []);
  assert.deepEqual(words(...apart([told('old', 0, 181), told('new', 181, 366)])), []);
  const silent = told('old', 0, 0, { kind: 'none', from: null, to: null });
  assert.deepEqual(words(silent, told('new', 0, 366)), [
    `training from new: it follows old, which was read of no time; stated by ${BY} on 1970-07-10`,
  ]);
});

test('nothing follows what comes after it, itself, what is for comparison only, or what another follows', () => {
  const source = (id: string, of: string | null = null, reference = false) => ({
    id,
    reference,
    follows: of === null ? null : follows(of),
  });
  const pairs = (...all: readonly ReturnType<typeof source>[]) =>
    [...followsIn(all)].map(([id, { source: of }]) => [id, of]);
  assert.deepEqual(pairs(source('a'), source('b', 'a'), source('c', 'b')), [
    ['b', 'a'],
    ['c', 'b'],
  ]);
  assert.deepEqual(pairs(source('b', 'a'), source('a')), []);
  assert.deepEqual(pairs(source('a', 'b'), source('b', 'a')), [['b', 'a']]);
  assert.deepEqual(pairs(source('a', 'a')), []);
  assert.deepEqual(pairs(source('a', null, true), source('b', 'a')), []);
  assert.deepEqual(pairs(source('a'), source('b', 'a', true)), []);
  assert.deepEqual(pairs(source('a'), source('b', 'a'), source('c', 'a')), [['b', 'a']]);
  assert.deepEqual(pairs(source('a'), source('b'), source('b', 'a')), [], 'what was said at first stays');
});

test('a chain that nobody could have made holds nothing together', () => {
  const link = (source: string, of: string | null) => ({
    source,
    follows: of === null ? null : follows(of),
    rows: [],
  });
  const names = (...all: readonly ReturnType<typeof link>[]) =>
    chainsOf(all).map((chain) => chain.map(({ source }) => source).join(' '));
  assert.deepEqual(names(link('b', 'a'), link('a', null), link('c', 'b')), ['a b c']);
  assert.deepEqual(names(link('a', null), link('b', 'a'), link('c', 'a')), ['a', 'b', 'c'], 'two claim to follow one');
  assert.deepEqual(names(link('a', 'b'), link('b', 'a')), ['a', 'b'], 'a circle');
  assert.deepEqual(names(link('a', 'a')), ['a']);
});

const anyRow = fc
  .record({
    source: fc.constantFrom('old', 'new', 'newest'),
    from: fc.constantFrom(0, 20, 100, 180, 181, 250),
    days: fc.constantFrom(0, 30, 81, 120, 185, 366),
    kind: fc.constantFrom('counted', 'counted', 'counted', 'declared', 'none'),
    ourCount: fc.constantFrom(3, 3, 3, 2),
    position: fc.nat(20),
  })
  .map(({ source, from, days, ...rest }) => told(source, from, from + days, rest));

test('a chain never covers a day that none of it was read for, nor one that its source left out in its own time', () => {
  let covered = 0;
  fc.assert(
    fc.property(fc.array(anyRow, { minLength: 1, maxLength: 7 }), (rows) => {
      const together = accountedFor('training', rows);
      const separate = accountedFor('training', apart(rows));
      const isIn = (all: typeof together, day: number) => all.some(({ from, to }) => from <= day && to >= day + DAY);
      const readOf = (source: string, day: number) =>
        rows.some(
          (row) => row.source === source && row.kind !== 'none' && (row.from ?? 0) <= day && (row.to ?? 0) >= day + DAY,
        );
      for (let day = 0; day < YEAR.end; day += DAY) {
        if (isIn(separate, day)) assert.ok(isIn(together, day), 'no less than each by itself');
        if (!isIn(together, day)) continue;
        covered += 1;
        assert.ok(rows.some(({ source }) => readOf(source, day)));
        for (const [source, own] of Map.groupBy(rows, (row) => row.source)) {
          const lasting = own.filter(({ kind, from, to }) => kind !== 'none' && (to ?? 0) > (from ?? 0));
          const [first, last] = [
            Math.min(...lasting.map(({ from }) => from ?? 0)),
            Math.max(...lasting.map(({ to }) => to ?? 0)),
          ];
          if (day >= first && day < last) assert.ok(readOf(source, day), `${source} left ${day / DAY} out`);
        }
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(covered > 1_000, `${covered} days`);
});
