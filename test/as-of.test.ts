import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { naming } from '#/app/naming.ts';
import { defineCollector } from '#/collectors/collector.ts';
import { localClient } from '#/contract/local-client.ts';
import { DomainError } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { ledgerContract } from '#/features/ledger/contract.ts';
import { log } from '#/features/ledger/index.ts';
import { policiesContract } from '#/features/policies/contract.ts';
import { policies } from '#/features/policies/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { collect, sources } from '#/features/sources/index.ts';
import { NO_TRACES } from '#/platform/traces/traces.ts';
import { approvedChange } from './kit/change.ts';
import { QUARTER, testCompany, type TestCompany } from './kit/company.ts';
import { testDatabase } from './kit/database.ts';
import { testFolder } from './kit/ledger.ts';
import { lookHere } from './kit/sources.ts';
import { testTools } from './kit/tools.ts';

const db = await testDatabase();
const CHECK = 'changes.approved-by-another';
const ITEM = 'github/acme/app@merge-2';
const STRANGER = 'github:stranger';
const WHY = 'It was looked at by two of us on a call.';

const hire = (employee: string): Fact<'person'> => ({
  employee,
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
  email: `p${employee}@acme.example`,
});

const change = (number: number, at: number, approved: boolean): Fact<'change'> =>
  approvedChange(number, { merged: at, approved: at }, { mergedBy: STRANGER, ...(approved ? {} : { approvals: [] }) });

/** Everything that the console lists of a programme, as of when it is asked for. */
async function everything(made: TestCompany, past: { readonly asOf?: string }) {
  const { show, entries: listed, entry } = ledgerContract;
  const entries = localClient(
    { show, entries: listed, entry },
    log({ ...made.deps, naming, withholding: () => Promise.resolve(() => false) }),
    made.caller,
  );
  const record = { population: 'change', key: ITEM, ...past } as const;
  const { api: connected } = sourcesOf(made);
  return {
    checks: await made.checks.list(past),
    check: await made.checks.show({ id: CHECK, ...past }),
    passing: await made.checks.show({ id: CHECK, outcomes: ['pass'], ...past }),
    judged: await made.checks.judged(record),
    controls: await made.controls.list(past),
    retired: await made.controls.list({ state: 'retired', ...past }),
    control: await made.controls.show({ id: 'change-peer-review', ...past }),
    populations: await made.populations.list(past),
    records: await made.populations.records({ population: 'change', ...past }),
    record: await made.populations.record(record),
    coverage: await made.populations.coverage({ population: 'change', ...past }),
    evidence: await made.evidence.list(past),
    artifacts: await made.evidence.artifacts(past),
    entries: await entries.entries(past),
    head: await entries.show(past),
    unresolved: await made.people.unresolved(past),
    aliases: await made.people.aliases(past),
    engagements: await made.engagements.list(past),
    policies: await policiesOf(made).list(past),
    policy: await policiesOf(made).show({ id: 'access-control', ...past }),
    sources: await connected.list(past),
    readings: await connected.runs({ id: 'okta', ...past }),
    status: (await made.readiness.status(past)).controls,
  };
}

const policiesOf = (made: TestCompany, person = made.caller.person) =>
  localClient(policiesContract, policies(made.deps), {
    ...made.caller,
    person,
  });

/** A source that brings nothing, which is all that its readings are to be told apart by here. */
const silent = defineCollector<unknown>({
  id: 'silent',
  title: 'Silent',
  version: 1,
  doc: 'What a test says.',
  populations: ['account'],
  privileges: [],
  settings: z.unknown(),
  identity: [],
  secrets: [],
  grade: 'source',
  test: async () => ({ seen: [], rejected: 0 }),
  async *collect() {
    yield { artifacts: [], records: [], cursor: null, progress: { what: 'accounts', done: 0, total: 0 } };
  },
});

function sourcesOf({ deps, caller }: TestCompany) {
  const all = {
    ...deps,
    traces: NO_TRACES,
    look: lookHere,
    collectors: () => Promise.resolve(new Map([[silent.id, silent]])),
    tools: () => Promise.resolve(testTools({ workFolder: testFolder() })),
  };
  return {
    api: localClient(sourcesContract, sources(all), caller),
    read: (source: string) =>
      collect(all, caller.org, source, { signal: new AbortController().signal, progress: () => undefined }),
  };
}

const minutes = (made: TestCompany) => new TextEncoder().encode(`minutes ${made.chance.at}`);
const attach = (made: TestCompany, occurred: string) =>
  made.evidence.add({ control: 'change-peer-review', occurred, name: 'minutes.txt', bytes: minutes(made) });

test('whatever is asked for as of a past day says what it said then, whatever happened since', async () => {
  const made = await testCompany(db);
  const start = made.chance.at;
  await made.controls.adopt({ controls: [{ id: 'change-peer-review', owner: 'cto@acme.example' }, { id: 'backups' }] });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', ...QUARTER });
  await made.bring({ source: 'hr', population: 'person', facts: [hire('1'), hire('2')], accounted: {} });
  const first = [change(1, start, true), change(2, start, false)];
  await made.bring({ source: 'github', population: 'change', facts: first, accounted: {} });
  await attach(made, '2026-01-01');
  await policiesOf(made).draft({ template: 'access-control', owner: 'cto@acme.example' });
  await sourcesOf(made).api.add({ id: 'okta', collector: 'silent', settings: {} });
  await sourcesOf(made).read('okta');
  await made.run();
  made.chance.at = Date.UTC(2026, 0, 1, 22, 59); // the last minute of the day in Berlin
  const then = await everything(made, {});
  const { size } = await made.ledger.status(made.org);

  made.chance.at = start + 20 * DAY;
  const later = [change(2, start, true), change(3, made.chance.at, false)];
  await made.bring({ source: 'github', population: 'change', facts: later, accounted: {} });
  await made.controls.edit({ id: 'change-peer-review', owner: 'cfo@acme.example' });
  await made.controls.edit({ id: 'backups', state: 'retired' });
  await made.checks.exclude({ id: CHECK, item: ITEM, reason: WHY });
  await attach(made, '2026-01-20');
  await made.people.declare({ aliases: [{ handle: STRANGER, is: 'bot' }] });
  await made.engagements.change({ id: 'soc2', name: 'SOC 2 of the first quarter' });
  await policiesOf(made, 'cto@acme.example').approve({ id: 'access-control', version: 1 });
  await sourcesOf(made).api.add({ id: 'entra', collector: 'silent', settings: {} });
  await sourcesOf(made).read('okta');
  await made.checks.switch({ id: CHECK, enabled: false, reason: WHY });
  await made.run();

  const now = await everything(made, {});
  for (const [name, said] of Object.entries(now))
    assert.notDeepEqual(said, then[name as keyof typeof then], `${name}: something happened`);
  const abouts = new Set(now.entries.entries.map(({ about }) => about));
  for (const words of ['Changes reviewed and approved before production', 'SOC 2 of the first quarter'])
    assert.ok(abouts.has(words), `an entry is about ${words}, and not about an id`);
  assert.ok(
    now.entries.entries.some(({ about }) => about.startsWith('A change is approved by another person')),
    'a run is about its check by its title',
  );
  for (const asOf of ['2026-01-01', '2026-01-01T22:59:00Z', String(size)]) {
    const { status, ...past } = await everything(made, { asOf });
    // At a position of the log it is the hour of the entry before it, and not yet the last minute of the day.
    if (asOf !== String(size)) assert.deepEqual(status, then.status, `status as of ${asOf}`);
    for (const [name, said] of Object.entries(past))
      assert.deepEqual(said, then[name as keyof typeof past], `${name} as of ${asOf}`);
  }
  await assert.rejects(
    made.checks.list({ asOf: 'yesterday' }),
    (error: unknown) => error instanceof DomainError && error.code === 'input_invalid',
  );
});

test('as of a day before any log is the beginning; what has not come yet is refused, and not shown as it is now', async () => {
  const made = await testCompany(db);
  await made.controls.adopt({ controls: [{ id: 'backups' }] });
  const adopted = async (asOf: string): Promise<number> => (await made.controls.list({ asOf })).controls.length;
  for (const asOf of ['0000-01-01', '0000-01-01T00:00:00Z', '0001-01-01', '0000-01-01[Etc/GMT+12]', '0'])
    assert.equal(await adopted(asOf), 0, asOf);
  const ahead = (error: unknown): boolean =>
    error instanceof DomainError &&
    error.code === 'input_invalid' &&
    /it has not come yet|no more than \d+ entries/.test(String(error.facts['because']));
  for (const asOf of ['9999-12-31', '9999-12-31T23:59:59Z', '9999-12-31[Etc/GMT+12]', '999999999999999'])
    await assert.rejects(adopted(asOf), ahead, asOf);
  const { size } = await made.ledger.status(made.org);
  const today = new Date(made.deps.chance.now()).toISOString().slice(0, 10); // it lasts
  const itsEnd = `${today}T23:59:59.999Z`; // as the console has it
  for (const asOf of [String(size), today, `${today}[UTC]`, itsEnd]) assert.equal(await adopted(asOf), 1, asOf);
  const now = made.deps.chance.now();
  const tomorrow = new Date(now + DAY).toISOString().slice(0, 10);
  // what is no day that is today anywhere is not now, however soon it comes
  for (const asOf of [
    new Date(now + 1).toISOString(),
    new Date(now + HOUR).toISOString(),
    `${today}T23:59:59.998Z`,
    `${tomorrow}[UTC]`,
    `${tomorrow}[Pacific/Kiritimati]`,
    new Date(Date.parse(itsEnd) + DAY).toISOString(),
  ])
    await assert.rejects(adopted(asOf), ahead, asOf);
});

test('a population is laid out once for all days between which nothing of it was received', async () => {
  const made = await testCompany(db);
  await made.bring({ source: 'hr', population: 'person', facts: [hire('1'), hire('2')] });
  const { size } = await made.ledger.status(made.org);
  for (const id of ['backups', 'penetration-test', 'mfa-enforced']) await made.controls.adopt({ controls: [{ id }] });
  const store = made.deps.blobs();
  const open = store.open.bind(store);
  let opened = 0;
  Object.assign(store, {
    open: (...given: Parameters<typeof open>) => {
      opened += 1;
      return open(...given);
    },
  });
  for (const asOf of [size, size + 1, size + 2].map(String)) {
    assert.equal((await made.populations.records({ population: 'person', asOf })).items, 2);
    const { populations } = await made.populations.list({ asOf });
    assert.equal(populations.find(({ name }) => name === 'person')?.items, 2);
  }
  assert.equal(opened, 2, 'once to be read, and once to be counted');
  assert.equal((await made.populations.records({ population: 'person', asOf: String(size - 1) })).items, 0);
});
