import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, type Instant, NEVER } from '#/core/time/instant.ts';
import { at, between, type Moment } from '#/core/time/moment.ts';
import { deviation, notApplicable, pass, pending, stillOpen, unknown, type Verdict } from '#/core/verdict.ts';
import { bestOf, type Due, doneBy, eitherWay, worstOf } from './deadline.ts';

/** Few enough instants that ties, and all hours a source may have left open, come up in every run. */
const instant = fc.integer({ min: 0, max: 12 });
const moment = fc.tuple(instant, instant).map(([a, b]): Moment => between(Math.min(a, b), Math.max(a, b)));
const done = fc.oneof(moment, fc.constant(null), fc.constant(undefined));
const due = fc.record({ what: fc.constant('it'), done, deadline: moment, asOf: instant });
const verdict = fc
  .tuple(fc.constantFrom(pass, deviation, pending, notApplicable, unknown), fc.option(instant, { nil: NEVER }))
  .map(([make, until]): Verdict => (make === pass ? pass(until) : (make as typeof pending)('because', until)));

const instantsOf = ({ earliest, latest }: Moment): readonly Instant[] =>
  Array.from({ length: latest - earliest + 1 }, (_, place) => earliest + place);

/** The rule for somebody who knows every hour. */
function exactly(when: Instant | null, deadline: Instant, asOf: Instant): Verdict['outcome'] {
  if (when !== null && when <= asOf) return when <= deadline ? 'pass' : 'deviation';
  return asOf <= deadline ? 'pending' : 'deviation';
}

test('the deadline itself is in time, and the millisecond after it is not', () => {
  const deadline = at(1000);
  const say = (given: Partial<Due>) => doneBy({ what: 'it', done: null, deadline, asOf: 5000, ...given }).outcome;
  assert.equal(say({ done: at(1000) }), 'pass');
  assert.equal(say({ done: at(1001) }), 'deviation');
  assert.equal(say({ asOf: 1000 }), 'pending');
  assert.equal(say({ asOf: 1001 }), 'deviation');
});

test('what the source does not say is unknown, at any time', () => {
  fc.assert(
    fc.property(due, (given) => {
      assert.equal(doneBy({ ...given, done: undefined }).outcome, 'unknown');
    }),
  );
});

test('an answer is given where every hour that the source left open gives it, and else it is unknown', () => {
  fc.assert(
    fc.property(due, (given) => {
      if (given.done === undefined) return;
      // Something that was recorded as done is done: its hours are those up to now.
      const hours = given.done === null ? [null] : instantsOf(given.done);
      const isBegun = given.done !== null && given.done.earliest <= given.asOf;
      const asOf = isBegun && given.done !== null ? Math.max(given.asOf, given.done.latest) : given.asOf;
      const answers = new Set(
        hours.flatMap((hour) => instantsOf(given.deadline).map((deadline) => exactly(hour, deadline, asOf))),
      );
      const [only = 'unknown'] = answers;
      assert.equal(doneBy(given).outcome, answers.size === 1 ? only : 'unknown');
    }),
    { numRuns: 3000 },
  );
});

test('a verdict holds until the instant that it names, and is asked again at it', () => {
  fc.assert(
    fc.property(due, instant, (given, later) => {
      const first = doneBy(given);
      assert.ok(first.until > given.asOf);
      if (later < given.asOf || later >= first.until) return;
      assert.deepEqual(doneBy({ ...given, asOf: later }), first);
    }),
    { numRuns: 3000 },
  );
});

test('time never turns a pass or a late deed into something else', () => {
  fc.assert(
    fc.property(due, (given) => {
      const { outcome, until } = doneBy(given);
      if (outcome === 'pass') assert.equal(until, NEVER);
      if (outcome === 'pending') assert.notEqual(until, NEVER);
    }),
  );
});

test('of several that must all be right the worst counts, whatever their order, for as long as none can change', () => {
  const worstFirst = ['deviation', 'unknown', 'pending', 'pass', 'not-applicable'] as const;
  fc.assert(
    fc.property(fc.array(verdict), fc.nat(), (all, seed) => {
      const worst = worstOf(all);
      const outcomes = all.map(({ outcome }) => outcome);
      assert.equal(
        worst?.outcome,
        worstFirst.find((outcome) => outcomes.includes(outcome)),
      );
      assert.equal(worst?.until ?? NEVER, Math.min(...all.map(({ until }) => until)));
      const turned = all.toSorted((a, b) => ((a.until * 7 + seed) % 5) - ((b.until * 7 + seed) % 5));
      assert.equal(worstOf(turned)?.outcome, worst?.outcome);
      assert.equal(worstOf(turned)?.until, worst?.until);
    }),
  );
});

test('of several of which one is enough the best counts', () => {
  fc.assert(
    fc.property(fc.array(verdict.filter(({ outcome }) => outcome !== 'not-applicable')), (all) => {
      const bestFirst = ['pass', 'pending', 'unknown', 'deviation'] as const;
      const outcomes = all.map(({ outcome }) => outcome);
      assert.equal(
        bestOf(all)?.outcome,
        bestFirst.find((outcome) => outcomes.includes(outcome)),
      );
    }),
  );
  assert.equal(worstOf([]), undefined);
  assert.equal(bestOf([]), undefined);
});

test('the reason of a verdict over several is that of one that has its outcome', () => {
  const all = [pass(), deviation('the first'), deviation('the second'), unknown('nobody knows')];
  assert.equal(worstOf(all)?.reason, 'the first');
  assert.equal(bestOf([deviation('no'), unknown('perhaps')])?.reason, 'perhaps');
});

test('what is so either way is so, and else it is unknown', () => {
  assert.deepEqual(eitherWay(deviation('late', 9), deviation('later', 5), 'unsaid'), deviation('late', 5));
  assert.deepEqual(eitherWay(pass(7), deviation('late'), 'unsaid'), unknown('unsaid', 7));
});

const day = (number: number) => ({ earliest: number * DAY, latest: number * DAY, zone: null });
const openOf = (done: number | null | readonly [number, number], asOf: number) =>
  doneBy({
    what: 'it',
    done: done === null ? null : typeof done === 'number' ? day(done) : { ...day(done[0]), latest: done[1] * DAY },
    deadline: day(10),
    asOf: asOf * DAY,
  }).open;

test('what is overdue is open until it is done, and unclear where it may have been done', () => {
  assert.deepEqual(
    [openOf(null, 9), openOf(null, 11), openOf(20, 11), openOf(20, 20), openOf([19, 21], 20), openOf([19, 21], 21)],
    [undefined, 'yes', 'yes', undefined, 'unclear', undefined],
  );
});

test('of several one that is open keeps the whole open, and of alternatives one that is settled ends it', () => {
  const [open, settled, waits] = [stillOpen(deviation('')), deviation(''), pending('', 9)];
  const each = (all: readonly Verdict[]) => [worstOf(all)?.open, bestOf(all)?.open];
  assert.deepEqual(each([open, settled]), ['yes', undefined]);
  assert.deepEqual(each([open, stillOpen(deviation('other'))]), ['yes', 'yes']);
  assert.deepEqual(each([settled, settled]), [undefined, undefined]);
  assert.equal(worstOf([settled, waits])?.open, 'unclear', 'something else is still to come');
  assert.equal(worstOf([open, pass()])?.open, 'yes');
  assert.deepEqual(
    [eitherWay(open, open, '').open, eitherWay(open, settled, '').open, eitherWay(open, waits, '').open],
    ['yes', 'unclear', 'yes'],
  );
  assert.equal(eitherWay(settled, pass(), '').open, undefined);
});

test('the worst of several that deviate is one that does not rest on what was read', () => {
  const absent = { population: 'training', from: 0, to: DAY } as const;
  const resting = { ...deviation('it was not found'), absent };
  const plain = deviation('it failed', DAY);
  for (const all of [
    [resting, plain],
    [plain, resting],
  ]) {
    const { absent: rests, ...worst } = worstOf(all) ?? assert.fail();
    assert.deepEqual([rests, worst], [undefined, plain]);
  }
  assert.deepEqual(worstOf([resting, pass()]), resting);
  assert.equal(worstOf([resting, unknown('it is not said')])?.absent, absent);
});
