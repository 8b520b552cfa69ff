import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Frequency } from '#/core/controls.ts';
import { DAY, formatInstant, HOUR, type Instant } from '#/core/time/instant.ts';
import { at, between } from '#/core/time/moment.ts';
import { row, segment } from '#test/kit/segments.ts';
import { type Occurrence, occurrencesOf, type Performance } from './occurrences.ts';
import { performancesIn } from './performances.ts';
import { periodBeyond, periodsOf, toleranceOf } from './periods.ts';
import { rhythmsOf } from './rhythms.ts';

const QUARTERS = periodsOf([{ frequency: 'quarterly', from: 0 }], {
  first: '2026-01-01',
  last: '2026-12-31',
  zone: 'UTC',
});
const LONG_AFTER = Date.UTC(2028, 0, 1);
const on = (day: string): Instant => Date.parse(`${day}T10:00:00Z`);
const look = { asOf: LONG_AFTER, accounted: () => true };
const done = (day: string, forDay?: string): Performance => ({
  at: at(on(day)),
  proof: day,
  declaredFor: forDay === undefined ? undefined : on(forDay),
});
const kinds = (performances: readonly Performance[]): string =>
  occurrencesOf(QUARTERS, performances, look)
    .map(({ kind }) => kind)
    .join(' ');

test('what is planned for a later day is no performance, in its own quarter or for another', () => {
  const planned = [done('2026-02-01'), done('2026-05-20'), done('2026-06-01', '2026-02-01'), done('2026-11-01')];
  const kindsOn = (day: string) => occurrencesOf(QUARTERS, planned, { ...look, asOf: on(day) }).map(({ kind }) => kind);
  assert.deepEqual(kindsOn('2026-05-19'), ['performed', 'due', 'upcoming', 'upcoming']);
  assert.deepEqual(kindsOn('2026-05-20'), ['performed', 'performed', 'upcoming', 'upcoming']);
  assert.deepEqual(kindsOn('2026-10-31'), ['performed', 'performed', 'missed', 'due']);
});

const CASES: readonly { readonly name: string; readonly performances: readonly Performance[]; readonly are: string }[] =
  [
    {
      name: 'a second performance in a quarter is one more, and the quarter before it stays missed',
      performances: [done('2026-02-01'), done('2026-08-20'), done('2026-09-20'), done('2026-11-01')],
      are: 'performed missed performed performed',
    },
    {
      name: 'one that is done soon after its quarter is late, where the next quarter has its own',
      performances: [done('2026-02-01'), done('2026-07-08'), done('2026-09-20'), done('2026-11-01')],
      are: 'performed late performed performed',
    },
    {
      name: 'one that is done soon after its quarter is that of the next, where that has no other',
      performances: [done('2026-02-01'), done('2026-07-08'), done('2026-11-01')],
      are: 'performed missed performed performed',
    },
    {
      name: 'a tenth of the quarter is soon, and a day more is not',
      performances: [done('2026-02-01'), done('2026-07-10'), done('2026-09-20'), done('2026-11-01')],
      are: 'performed missed performed performed',
    },
    {
      name: 'what a person says was done for a quarter is late, however late',
      performances: [done('2026-02-01'), done('2026-08-20', '2026-05-05'), done('2026-11-01')],
      are: 'performed late missed performed',
    },
    {
      name: 'what was done for a time before the window counts for none of its quarters',
      performances: [done('2026-02-01', '2025-12-01')],
      are: 'missed missed missed missed',
    },
    {
      name: 'the next year’s performance is not the late one of the last quarter',
      performances: [done('2026-02-01'), done('2026-05-01'), done('2026-09-20'), done('2027-02-20')],
      are: 'performed performed performed missed',
    },
    {
      name: 'one that is done soon after the last quarter is late',
      performances: [done('2026-02-01'), done('2026-05-01'), done('2026-09-20'), done('2027-01-05')],
      are: 'performed performed performed late',
    },
    {
      name: 'what may have been done in either of two quarters proves the second, and that the first was missed nobody can say',
      performances: [
        { at: between(on('2026-03-28'), on('2026-04-02')), proof: 'x' },
        done('2026-09-20'),
        done('2026-11-01'),
      ],
      are: 'unproven performed performed performed',
    },
    {
      name: 'what is needed in its own quarter is not lent, though another was done for that one after its end',
      performances: [
        done('2026-04-02'),
        { ...done('2026-07-20'), declaredFor: on('2026-06-30') },
        done('2026-09-20'),
        done('2026-11-01'),
      ],
      are: 'missed performed performed performed',
    },
    {
      name: 'what a person says was done for a quarter stands for it, and leaves another to make the one before good',
      performances: [done('2026-04-02'), { ...done('2026-04-20'), declaredFor: on('2026-06-30') }],
      are: 'late performed missed missed',
    },
  ];
const unsaid = (day: string): Performance => ({ ...done(day), only: 'unsaid' });
const reading = (day: string): Performance => ({ ...done(day), only: 'reading' });

const LESS: typeof CASES = [
  {
    name: 'a record whose source does not say what it was stands for no period, and leaves open whether one was missed',
    performances: [unsaid('2026-02-01'), done('2026-05-01'), done('2026-11-01')],
    are: 'unproven performed missed performed',
  },
  {
    name: 'what may have been done in time is not late, though another was done soon after',
    performances: [unsaid('2026-06-20'), done('2026-07-08'), done('2026-09-20')],
    are: 'missed unproven performed missed',
  },
  {
    name: 'what may be the late one leaves open which it was, and a day later nothing',
    performances: [unsaid('2026-04-09'), done('2026-06-01'), unsaid('2026-10-20')],
    are: 'unproven performed missed unproven',
  },
  {
    name: 'a reading of ours is in time, and never late',
    performances: [reading('2026-02-01'), reading('2026-07-08'), reading('2026-09-20')],
    are: 'performed missed performed missed',
  },
];
for (const { name, performances, are } of LESS) test(name, () => assert.equal(kinds(performances), are));
for (const { name, performances, are } of CASES) test(name, () => assert.equal(kinds(performances), are));

const FIRST = QUARTERS[0]?.start ?? 0;
const performance = fc
  .record({
    hours: fc.integer({ min: -60 * 24, max: 460 * 24 }),
    declared: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined, freq: 6 }),
  })
  .map(
    ({ hours, declared }): Omit<Performance, 'proof'> => ({
      at: at(FIRST + hours * HOUR),
      declaredFor: declared === undefined ? undefined : FIRST + Math.min(hours * HOUR, declared * DAY),
    }),
  );
const performed = fc
  .array(performance, { maxLength: 12 })
  .map((list) => list.map((each, place): Performance => ({ ...each, proof: String(place) })));
const found = (occurrence: Occurrence): Performance | null =>
  occurrence.kind === 'performed' || occurrence.kind === 'late' ? occurrence.performance : null;

test('a performance stands for at most one period', () =>
  fc.assert(
    fc.property(performed, (performances) => {
      const proofs = occurrencesOf(QUARTERS, performances, look).flatMap((each) => found(each)?.proof ?? []);
      assert.equal(new Set(proofs).size, proofs.length);
    }),
  ));

test('a period in which nothing was done is missed, unless it was made good soon after, or somebody says so', () =>
  fc.assert(
    fc.property(performed, (performances) => {
      for (const { kind, period } of occurrencesOf(QUARTERS, performances, look)) {
        const own = performances.filter(({ at: { latest }, declaredFor = latest }) => {
          return declaredFor >= period.start && declaredFor < period.end;
        });
        const soon = performances.some(
          ({ at: { latest }, declaredFor }) =>
            declaredFor === undefined && latest >= period.end && latest < period.end + toleranceOf(period),
        );
        if (own.length === 0 && !soon) assert.equal(kind, 'missed');
        if (own.some(({ at: { latest } }) => latest < period.end)) assert.equal(kind, 'performed');
        else if (own.length > 0) assert.equal(kind, 'late');
      }
    }),
  ));

test('another performance late in a period changes nothing of the period before', () =>
  fc.assert(
    fc.property(performed, fc.nat({ max: 3 }), (performances, place) => {
      const period = QUARTERS[place] ?? assert.fail();
      const own = performances.filter(
        ({ at: { latest }, declaredFor = latest }) =>
          declaredFor >= period.start && declaredFor < period.end && latest < period.end,
      );
      const late = { at: at(period.end - HOUR), proof: 'late in it' };
      fc.pre(own.length > 1);
      const before = occurrencesOf(QUARTERS, performances, look).map(({ kind }) => kind);
      const after = occurrencesOf(QUARTERS, [...performances, late], look).map(({ kind }) => kind);
      assert.deepEqual(after.toSpliced(place, 1), before.toSpliced(place, 1));
    }),
  ));

const anyMeeting = fc.record({ hour: fc.integer({ min: -60 * 24, max: 460 * 24 }), isSaid: fc.boolean() });

test('the few performances that are kept of many records tell the same of every period', () =>
  fc.assert(
    fc.property(fc.array(anyMeeting, { maxLength: 30 }), (meetings) => {
      const all = meetings.map(
        ({ hour, isSaid }, place): Performance => ({
          at: at(FIRST + hour * HOUR),
          proof: `test/${place}`,
          only: isSaid ? undefined : 'unsaid',
        }),
      );
      const rows = all.map(({ at: { earliest }, only }, place) =>
        row('meeting', {
          id: String(place),
          heldAt: formatInstant(earliest),
          ...(only === undefined ? { kind: 'board' as const } : {}),
        }),
      );
      const kept = performancesIn(
        [segment('meeting', rows, 1)],
        { population: 'meeting', field: 'heldAt', where: { kind: 'board' } },
        { periods: QUARTERS, asOf: 2 },
      );
      assert.ok(kept.length <= 4 * (QUARTERS.length + 1));
      const told = (performances: readonly Performance[]) =>
        occurrencesOf(QUARTERS, performances, look).map((each) => [each.kind, found(each)?.at]);
      assert.deepEqual(told(kept), told(all));
    }),
  ));

type Change = readonly [day: string, frequency: Frequency, received?: string];
const rhythms = (...changes: readonly Change[]) =>
  rhythmsOf(
    changes.map(([day, frequency, received], position) => ({
      position,
      effectiveFrom: Date.parse(`${day}T00:00:00Z`),
      received: Date.parse(`${received ?? day}T00:00:00Z`),
      definition: { frequency },
    })),
  );
const daysOf = (...changes: readonly Change[]): readonly string[] =>
  periodsOf(rhythms(...changes), { first: '2026-01-01', last: '2026-12-31', zone: 'UTC' }).map(
    ({ first, last }) => `${first.slice(5)}/${last.slice(5)}`,
  );
const MONTHS_TO_NOVEMBER = daysOf(['2025-06-01', 'monthly']).slice(0, 11);

const RHYTHMS: readonly {
  readonly name: string;
  readonly changes: readonly Change[];
  readonly are: readonly string[];
}[] = [
  {
    name: 'a looser rhythm holds from when the month that had begun is over',
    changes: [
      ['2025-06-01', 'monthly'],
      ['2026-11-15', 'annual'],
    ],
    are: MONTHS_TO_NOVEMBER,
  },
  {
    name: 'and from no earlier than the log has it, whatever it says',
    changes: [
      ['2025-06-01', 'monthly'],
      ['2026-01-01', 'annual', '2026-11-15'],
      ['2025-12-01', 'annual', '2026-11-16'],
    ],
    are: MONTHS_TO_NOVEMBER,
  },
  {
    name: 'no rhythm at all holds no earlier either',
    changes: [
      ['2025-06-01', 'monthly'],
      ['2026-01-01', 'per-event', '2026-11-15'],
    ],
    are: MONTHS_TO_NOVEMBER,
  },
  {
    name: 'a stricter one ends the year that had begun with its own first period, and one that is back-dated too',
    changes: [
      ['2025-06-01', 'annual'],
      ['2026-06-15', 'quarterly', '2026-12-01'],
    ],
    are: ['01-01/09-14', '09-15/12-14'],
  },
  {
    name: 'one that would end after it leaves the year as it was',
    changes: [
      ['2025-06-01', 'annual'],
      ['2026-12-15', 'monthly'],
    ],
    are: ['01-01/12-31'],
  },
  {
    name: 'what is said on the day of the adoption belongs to it',
    changes: [
      ['2026-03-10', 'daily'],
      ['2026-01-01', 'semiannual', '2026-03-10'],
    ],
    are: ['01-01/06-30', '07-01/12-31'],
  },
  {
    name: 'without a rhythm nothing is due until there is one',
    changes: [
      ['2025-06-01', 'per-event'],
      ['2026-05-01', 'quarterly'],
    ],
    are: ['05-01/07-31', '08-01/10-31'],
  },
];
for (const { name, changes, are } of RHYTHMS)
  test(`rhythms: ${name}`, () => {
    assert.deepEqual(daysOf(...changes), are);
  });

test('a rhythm whose first period ends after the window says until when it is', () => {
  const months = (last: string) => ({ first: '2026-05-01', last });
  assert.deepEqual(periodBeyond('annual', months('2027-03-31')), { first: '2026-05-01', last: '2027-04-30' });
  assert.equal(periodBeyond('annual', months('2027-04-30')), null, 'the whole year is in it');
  assert.equal(periodBeyond('annual', months('2028-03-31')), null, 'one year is, though not the second');
  assert.equal(periodBeyond('monthly', months('2026-06-30')), null);
  assert.equal(periodBeyond('per-event', months('2026-06-30')), null);
});

test('changing a rhythm after a window never makes fewer periods due in it', () => {
  const day = fc.integer({ min: 0, max: 364 }).map((at) => formatInstant(Date.UTC(2026, 0, 1) + at * DAY).slice(0, 10));
  const frequency = fc.constantFrom<Frequency[]>('daily', 'weekly', 'monthly', 'quarterly', 'annual', 'per-event');
  fc.assert(
    fc.property(fc.array(fc.tuple(day, frequency), { maxLength: 4 }), day, frequency, (earlier, effective, next) => {
      const before: readonly Change[] = [
        ['2025-01-01', 'monthly'],
        ...earlier.toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ];
      const received = '2027-01-01';
      const due = daysOf(...before);
      const after = daysOf(...before, [effective, next, received]);
      assert.ok(after.length >= due.length, `${due.length} became ${after.length}`);
    }),
  );
});
