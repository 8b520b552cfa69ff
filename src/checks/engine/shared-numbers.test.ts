import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact, PopulationName } from '#/core/populations/index.ts';
import type { Source } from '#/core/segment/row-reader.ts';
import { calendarOf } from '#/core/time/calendar.ts';
import noOrphanAccount from '#/checks/access/no-orphan-account.ts';
import type { Check } from '#/checks/check.ts';
import leaverAccessRemoved from '#/checks/people/leaver-access-removed.ts';
import trainedOnHire from '#/checks/people/trained-on-hire.ts';
import { allRead } from '#test/kit/readings.ts';
import { row, segment } from '#test/kit/segments.ts';
import { shownOutcome } from './outcomes.ts';
import { run } from './run.ts';

const LIMITS = { businessDays: 1, involuntaryHours: 24, days: 30, ownerGoneDays: 1 };

const listed = (source: string, fact: Fact<'person'>) =>
  row('person', fact, { key: `${source}/${fact.employee}@${fact.startedOn}` });
const ADA = { employee: '1', startedOn: '2020-01-01[UTC]', endedOn: null, email: 'ada@acme.example' };
const zed = (email: string | null) => ({
  employee: '1',
  startedOn: '2026-01-10[UTC]',
  endedOn: '2026-03-31[UTC]',
  email,
  departure: 'involuntary' as const,
});
const account = (login: string, owner: string): Fact<'account'> => ({
  system: 'okta',
  login,
  owner,
  kind: 'person',
  status: 'active',
  disabledAt: null,
});

/** What a check says of Ada, of a list, and of whoever has her number in another. */
function said(check: Check, other: ReturnType<typeof zed>): readonly string[] {
  const world: { readonly [P in PopulationName]?: readonly Source[] } = {
    person: [segment('person', [listed('hr', ADA), listed('contractors', other)], 1)],
    account: [
      segment(
        'account',
        [account('ada', 'email:ada@acme.example'), account('zed', 'employee:1')].map((fact) => row('account', fact)),
        2,
      ),
    ],
    training: [segment('training', [], 2)],
  };
  const names = Object.keys((check.parameters as unknown as { readonly shape: object }).shape);
  const values = Object.fromEntries(Object.entries(LIMITS).filter(([name]) => names.includes(name)));
  const running = run({
    population: check.population,
    setups: [{ check, parameters: [{ from: 0, values }], exclusions: new Map(), earlier: null }],
    open: (name) => world[name] ?? [],
    aliases: new Map(),
    calendar: calendarOf({ zone: 'UTC', weekdays: [1, 2, 3, 4, 5], holidays: [] }),
    asOf: { position: 3, instant: Date.UTC(2026, 4, 1) },
    readings: allRead,
    earlier: null,
  });
  let step = running.next();
  while (step.done !== true) step = running.next();
  return [...(step.value[0]?.outcomes.codes ?? [])].map(shownOutcome).toSorted();
}

test('somebody with the number of another in another list is neither them nor somebody else', () => {
  for (const email of ['zed@ext.example', null]) {
    assert.deepEqual(said(leaverAccessRemoved, zed(email)), ['not-applicable', 'unknown']);
    assert.deepEqual(said(noOrphanAccount, zed(email)), ['unknown', 'unknown']);
    assert.deepEqual(said(trainedOnHire, zed(email)), ['unknown', 'unknown']);
  }
});

test('two lists that share an address mean one person', () => {
  assert.deepEqual(said(leaverAccessRemoved, zed('ADA@acme.example')), ['not-applicable', 'not-applicable']);
  assert.deepEqual(said(noOrphanAccount, zed('ADA@acme.example')), ['pass', 'pass']);
  assert.deepEqual(said(trainedOnHire, zed('ADA@acme.example')), ['deviation', 'deviation']);
});
