import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEVER } from '#/core/time/instant.ts';
import { at, type Moment, momentOf, onDay } from '#/core/time/moment.ts';
import type { Employment } from './employment.ts';
import { type Access, doneBeforeAccess } from './first-access.ts';

const berlin = (day: string): Moment => onDay(day, 'Europe/Berlin');
const startedOn = berlin('2026-03-02');
const own: Employment = { startedOn, endedOn: null };
const lastOfFirstDay = at(startedOn.latest);
const account = (createdAt?: string, kind: 'person' | 'shared' | 'service' | undefined = 'person') => ({
  kind,
  createdAt: createdAt === undefined ? undefined : momentOf(createdAt),
});
const monday = account('2026-03-09T08:00:00Z');
const undated = account();
const old = account('2020-01-02T08:00:00Z');
const left = (endedOn: Moment | null | undefined): Employment => ({ startedOn: berlin('2020-01-01'), endedOn });
const earlier = left(berlin('2024-12-31'));

const judged = (done: Moment | null | undefined, access: Partial<Access>, asOf = Date.UTC(2026, 5, 1)) =>
  doneBeforeAccess(
    { what: 'it', done, startedOn, asOf },
    { accounts: [], grants: [], ...access, employments: [own, ...(access.employments ?? [])] },
  );
const outcome = (...given: Parameters<typeof judged>) => judged(...given).outcome;

test('access begins with the first account or grant of which the date is known', () => {
  const grants = [{ grantedAt: momentOf('2026-03-05T08:00:00Z') }];
  assert.equal(outcome(momentOf('2026-03-09T08:00:00Z'), { accounts: [monday] }), 'pass');
  assert.equal(outcome(momentOf('2026-03-09T08:00:00Z'), { accounts: [monday], grants }), 'deviation');
  assert.equal(outcome(momentOf('2026-03-05T08:00:00Z'), { accounts: [monday], grants }), 'pass');
  for (const kind of ['shared', 'service'] as const)
    assert.equal(outcome(lastOfFirstDay, { accounts: [monday, account('2019-01-01T00:00:00Z', kind)] }), 'pass', kind);
  const unsaid = { kind: undefined, createdAt: momentOf('2019-01-01T00:00:00Z') };
  assert.equal(outcome(lastOfFirstDay, { accounts: [unsaid] }), 'deviation');
});

test('beside an account without a date only what was done by the end of the first day was surely in time', () => {
  for (const accounts of [[undated], [monday, undated]]) {
    assert.equal(outcome(lastOfFirstDay, { accounts }), 'pass');
    assert.equal(outcome(at(lastOfFirstDay.latest + 1), { accounts }), 'unknown');
    assert.equal(outcome(null, { accounts }), 'deviation');
  }
  assert.equal(outcome(momentOf('2026-03-10T08:00:00Z'), { accounts: [monday, undated] }), 'deviation');
  assert.equal(outcome(startedOn, { accounts: [undated] }), 'pass');
});

test('without any access it is due once there is some', () => {
  assert.deepEqual([judged(null, {}).outcome, judged(null, {}).until], ['pending', NEVER]);
  const planned = judged(momentOf('2026-06-02T00:00:00Z'), {});
  assert.deepEqual([planned.outcome, planned.until], ['pending', Date.UTC(2026, 5, 2)]);
  assert.equal(outcome(lastOfFirstDay, {}), 'pass');
  assert.equal(outcome(momentOf('2026-03-09T08:00:00Z'), {}), 'unknown');
  assert.equal(outcome(momentOf('2026-06-01T00:00:00Z'), {}), 'unknown', 'done at this very instant');
});

test('access that is still to come is not yet too early', () => {
  const accounts = [account('2026-07-01T08:00:00Z')];
  const verdict = judged(null, { accounts });
  assert.deepEqual([verdict.outcome, verdict.until], ['pending', Date.UTC(2026, 6, 1, 8) + 1]);
});

test('access of an earlier employment is not the first of this one', () => {
  const before = momentOf('2026-02-20T08:00:00Z');
  const after = momentOf('2026-03-20T08:00:00Z');
  const grants = [{ grantedAt: momentOf('2020-01-02T08:00:00Z') }];
  for (const access of [{ accounts: [old] }, { grants }, { accounts: [undated] }]) {
    const again = { ...access, employments: [earlier] };
    assert.equal(outcome(before, again), 'pass');
    assert.equal(outcome(after, again), 'unknown');
    assert.equal(outcome(null, again), 'unknown');
  }
  assert.equal(outcome(before, { accounts: [old] }), 'deviation', 'there was no earlier employment');
  assert.equal(outcome(after, { accounts: [old, monday], employments: [earlier] }), 'deviation');
  assert.equal(outcome(before, { accounts: [old, monday], employments: [earlier] }), 'pass');
  assert.equal(
    outcome(momentOf('2026-03-08T08:00:00Z'), { accounts: [old, monday], employments: [earlier] }),
    'unknown',
  );
});

test('an account made between two employments, or on the first day of this one, is of this one', () => {
  const between = account('2025-06-01T08:00:00Z');
  const done = momentOf('2026-02-20T08:00:00Z');
  assert.equal(outcome(done, { accounts: [between], employments: [earlier] }), 'deviation');
  for (const unended of [left(null), left(undefined)])
    assert.equal(outcome(done, { accounts: [between], employments: [unended] }), 'pass');
  const first = { kind: 'person', createdAt: at(startedOn.earliest) } as const;
  assert.equal(outcome(lastOfFirstDay, { accounts: [first], employments: [left(null)] }), 'deviation');
});

test('what the source does not tell is unknown', () => {
  assert.equal(outcome(undefined, { accounts: [monday] }), 'unknown');
  assert.equal(outcome(undefined, {}), 'unknown');
});
