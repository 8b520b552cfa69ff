import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fact } from '#/core/populations/index.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { formatDay } from '#/core/time/zone.ts';
import { randomOf } from '#/demo/random.ts';
import { eraseRecord } from '#/features/evidence/index.ts';
import { localClient } from '#/contract/local-client.ts';
import { openDatabase } from '#/platform/db/database.ts';
import { testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { readinessContract } from './contract.ts';
import { type AdvisingDeps, compareKept, readiness, workOutLists } from './index.ts';

const db = await testDatabase();
const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
const END = Date.UTC(2026, 2, 31, 22);
const LAST_DAY = Math.floor(END / DAY);

const person = (employee: number, fact: Partial<Fact<'person'>> = {}): Fact<'person'> => ({
  employee: String(employee),
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
  email: `p${employee}@acme.example`,
  ...fact,
});
const leaver = (employee: number, day: number, departure: 'voluntary' | 'involuntary' = 'voluntary'): Fact<'person'> =>
  person(employee, { endedOn: `${formatDay(day)}[Europe/Berlin]`, departure });
const account = (login: string, owner: string | null): Fact<'account'> =>
  ({ system: 'okta', login, owner, kind: 'person', status: 'active', disabledAt: null }) as Fact<'account'>;

async function company(): Promise<TestCompany> {
  const made = await testCompany(db, { at: START + 9 * HOUR });
  await made.controls.adopt({ controls: [{ id: 'access-termination', owner: 'cto@acme.example' }] });
  const engagement = { name: 'SOC 2 Type II', type: 'type-2', first: '2026-01-01', last: '2026-03-31' } as const;
  await made.engagements.create({ id: 'soc2', ...engagement });
  await made.evidence.add({
    control: 'access-termination',
    purpose: 'design',
    occurred: '2026-01-01',
    name: 'policy.pdf',
    bytes: new TextEncoder().encode('policy'),
  });
  return made;
}

const LISTS = ['due-after-window', 'late-arrivals', 'open-before-window'] as const;
const listsOf = async (made: Pick<TestCompany, 'readiness'>, asOf?: string) => {
  const wanted = asOf === undefined ? {} : { asOf };
  return Promise.all(
    LISTS.map(async (list) => {
      const { count, items, engagement } = await made.readiness.apart({ list, limit: 1_000, ...wanted });
      return { count, items, window: [engagement.first, engagement.last] };
    }),
  );
};

/** The same company after a restart that found nothing kept. */
const forget = (made: TestCompany): Promise<void> =>
  db.transaction(made.org, async (tx) => {
    await tx.deleteFrom('derived_page').execute();
    await tx.deleteFrom('derived').execute();
  });

const keptIn = (made: TestCompany) =>
  db.transaction(made.org, (tx) => tx.selectFrom('derived').select(['what', 'subject', 'key']).execute());

for (const seed of [1, 2]) {
  test(`what is kept says the same as what is worked out anew, whatever happens (seed ${seed})`, async () => {
    const random = randomOf(seed, 'kept lists');
    const made = await company();
    let seen = 0;
    /** Some readings say what they account for. */
    const said = () => random.pick([{}, { accounted: {} }, { accounted: { rejected: 1 } }]);
    const day = (): number => LAST_DAY + random.pick([0, 0, 0, -1, -1, -3, 2]);
    const steps: readonly (() => Promise<unknown>)[] = [
      () => made.bring({ source: 'hr', population: 'person', facts: [person(random.int(1, 9))], ...said() }),
      () =>
        made.bring({
          source: 'hr',
          population: 'person',
          facts: [leaver(random.int(1, 9), day(), random.pick(['voluntary', 'involuntary']))],
          ...said(),
        }),
      () => {
        const login = random.int(1, 9);
        const owner = random.pick([`employee:${login}`, `okta:${login}`]);
        return made.bring({ source: 'okta', population: 'account', facts: [account(String(login), owner)] });
      },
      () => made.people.declare({ aliases: [{ handle: `okta:${random.int(1, 9)}`, is: random.pick(['bot', null]) }] }),
      () =>
        made.controls.edit({
          id: 'access-termination',
          limits: { businessDays: random.int(0, 4) },
          effectiveFrom: random.pick(['2026-01-01', '2026-03-30']),
        }),
      () =>
        made.organization.setCalendar({ zone: 'Europe/Berlin', holidays: [formatDay(LAST_DAY + random.int(0, 2))] }),
      async () => {
        const { records } = await made.populations.records({ population: 'person', limit: 50 });
        if (records.length > 0)
          await made.checks.exclude({
            id: 'people.leaver-access-removed',
            item: random.pick(records).key,
            reason: 'it was agreed with them',
          });
      },
      () => made.engagements.change({ id: 'soc2', last: formatDay(LAST_DAY - random.int(0, 1)) }),
      // a window that begins while leavers are waited for
      () => made.engagements.change({ id: 'soc2', first: random.pick(['2026-01-01', formatDay(LAST_DAY - 1)]) }),
      async () => made.run(),
      async () => made.run(),
      async () => made.run(),
    ];
    made.chance.at = END - 2 * DAY;
    const facts = Array.from({ length: 9 }, (_, at) => leaver(at + 1, day()));
    await made.bring({ source: 'hr', population: 'person', facts });
    const accounts = Array.from({ length: 9 }, (_, at) => account(String(at + 1), `employee:${at + 1}`));
    await made.bring({ source: 'okta', population: 'account', facts: accounts });
    await made.run();
    for (let step = 0; step < 20; step += 1) {
      made.chance.at += random.int(1, 20) * HOUR;
      await random.pick(steps)();
      const kept = await listsOf(made);
      const past = step % 5 === 0 && made.chance.at >= END - DAY ? '2026-03-31' : undefined; // before, it has not come
      const keptPast = past === undefined ? null : await listsOf(made, past);
      await forget(made);
      assert.deepEqual(kept, await listsOf(made), `step ${step}`);
      if (past !== undefined) assert.deepEqual(keptPast, await listsOf(made, past), `as of a past day, step ${step}`);
      seen += kept.reduce((sum, { items }) => sum + items.length, 0);
      if (random.chance(0.5)) await workOutLists(made.deps, made.org);
    }
    assert.ok(seen > 20, `only ${seen} items were compared`);
  });
}

/** Leavers of the last day, whose deadline is after the window, judged long after it; with what came in late. */
async function judgedLater(): Promise<TestCompany> {
  const made = await company();
  made.chance.at = END + 20 * DAY;
  await made.bring({ source: 'hr', population: 'person', facts: [1, 2, 3].map((each) => leaver(each, LAST_DAY)) });
  await made.bring({
    source: 'okta',
    population: 'account',
    facts: [1, 2, 3].map((each) => account(String(each), `employee:${each}`)),
  });
  await made.run();
  return made;
}

test('after a run no reading opens a population or what a run said of each item, in another process neither', async () => {
  const made = await judgedLater();
  const opened: string[] = [];
  await using another = await anotherProcess(made, opened);
  const before = await listsOf(another);
  assert.deepEqual(
    before.map(({ count }) => count),
    [3, 3, 0],
  );
  const { controls } = await another.readiness.explain({ subject: 'access-termination' });
  assert.equal(controls[0]?.checks.find(({ items }) => items.length > 0)?.items.length, 3);
  await another.readiness.status({});
  await another.readiness.outlook({});
  await another.readiness.movie({});
  await another.readiness.lint({});
  assert.deepEqual(opened, []);
  await forget(made);
  assert.deepEqual(await listsOf(another), before);
  assert.ok(opened.length > 0, 'nothing was opened to work them out anew');
});

/** The services on connections of their own, and which populations and outcomes they open. */
async function anotherProcess(made: TestCompany, opened: string[]) {
  const connected = await openDatabase({ url: db.url, folder: '' });
  const { populations } = made.deps;
  const deps: AdvisingDeps = {
    ...made.deps,
    db: connected,
    blobs: () => ({
      ...made.deps.blobs(),
      get: (area, address) => {
        opened.push(area);
        return made.deps.blobs().get(area, address);
      },
    }),
    populations: {
      ...populations,
      reading: (org: string, asOf: number | null, work: Parameters<typeof populations.reading>[2]) =>
        populations.reading(org, asOf, (open) =>
          work((name) => {
            opened.push(name);
            return open(name);
          }),
        ),
    } as typeof populations,
  };
  return {
    deps,
    readiness: localClient(readinessContract, readiness(deps), made.caller),
    [Symbol.asyncDispose]: () => connected.close(),
  };
}

test('two processes that work them out at once keep one answer', async () => {
  const made = await judgedLater();
  const expected = await listsOf(made);
  const kept = await keptIn(made);
  await using another = await anotherProcess(made, []);
  for (let round = 0; round < 5; round += 1) {
    await forget(made);
    const [, , ...answers] = await Promise.all([
      workOutLists(made.deps, made.org),
      workOutLists(another.deps, made.org),
      listsOf(made),
      listsOf(another),
    ]);
    for (const answer of [...answers, await listsOf(made)]) assert.deepEqual(answer, expected);
    assert.deepEqual((await keptIn(made)).toSorted(byKey), kept.toSorted(byKey));
  }
});

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);

test('runs that see the same records keep nothing more, and of others the newest stay', async () => {
  const made = await judgedLater();
  const first = await keptIn(made);
  made.chance.at += DAY;
  await made.run();
  assert.deepEqual(await keptIn(made), first);
  for (let day = 0; day < 8; day += 1) {
    made.chance.at += DAY;
    await made.bring({ source: 'hr', population: 'person', facts: [leaver(10 + day, LAST_DAY)] });
    await made.run();
  }
  const kept = Map.groupBy(await keptIn(made), ({ what, subject }) => `${what} ${subject}`);
  assert.ok(kept.size > 1);
  for (const [subject, rows] of kept) assert.ok(rows.length <= 4, `${rows.length} of ${subject}`);
  assert.equal((await made.readiness.apart({ list: 'late-arrivals' })).count, 11);
});

test('what was erased is in no list, and nothing that was kept still holds its name', async () => {
  const made = await judgedLater();
  const item = 'hr/2@2024-01-08[Europe/Berlin]';
  await eraseRecord(
    made.deps,
    made.caller,
    { population: 'person', key: item },
    { reason: 'they asked for it', basis: 'their right' },
  );
  const kept = await db.admin.query('select entries::text as entries from derived_page where org = $1', [made.org]);
  assert.ok(!kept.rows.some(({ entries }) => entries.includes('hr/2@')));
  const after = await listsOf(made);
  assert.ok(!after.some(({ items }) => items.some((each) => each.item === item)));
  await forget(made);
  assert.deepEqual(after, await listsOf(made));
});

test('whoever changes what is kept is found, whatever of it is changed', async () => {
  const made = await judgedLater();
  const compare = async () => (await compareKept(made.deps, made.org, made.chance.at)).differing;
  assert.deepEqual(await compare(), []);
  const kept = await keptIn(made);
  const kinds = new Map(kept.map((row) => [row.what, row]));
  assert.ok(kinds.size >= 6, `only ${[...kinds.keys()].join(', ')}`);
  for (const { what, subject } of kinds.values()) {
    const own = `org = '${made.org}' and what = '${what}' and subject = '${subject.replaceAll("'", "''")}'`;
    await db.admin.query(`create temporary table saved as select * from derived where ${own}`);
    await db.admin.query(`update derived set value = '{"changed":' || value || '}' where ${own}`);
    assert.deepEqual(
      (await compare()).map((each) => [each.what, each.subject]),
      [[what, subject]],
    );
    await db.admin.query(`delete from derived where ${own}`);
    await db.admin.query('insert into derived select * from saved; drop table saved');
  }
  for (const change of [
    `update derived set basis = set_byte(basis, length(basis) / 2, 255 - get_byte(basis, length(basis) / 2)) where basis is not null`,
    `update derived_page set entries = (entries::jsonb - 0)::text`,
    `update derived_page set page = page + 1`,
    `delete from derived_page`,
    `insert into derived_page select org, what, subject, key, page + 7, entries, mark from derived_page`,
    `update derived_page set key = 'of nothing'`,
  ]) {
    await forget(made);
    await workOutLists(made.deps, made.org);
    assert.deepEqual(await compare(), []);
    await db.admin.query(change);
    assert.notDeepEqual(await compare(), [], change);
  }
});

test('a list of which a page was taken away, or written by somebody else, is worked out again', async () => {
  const made = await judgedLater();
  const before = await listsOf(made);
  for (const change of [
    `delete from derived_page where org = '${made.org}'`,
    `update derived_page set entries = '[]' where org = '${made.org}'`,
  ]) {
    assert.ok(((await db.admin.query(change)).rowCount ?? 0) > 0, change);
    const size = (await made.ledger.status(made.org)).size;
    await using another = await anotherProcess(made, []);
    assert.deepEqual(await listsOf(another), before, change);
    assert.ok((await made.ledger.status(made.org)).size > size, 'that it was changed is sealed');
  }
});

test('what would take long is worked out by the next run, and a reading says so until then', async () => {
  const made = await judgedLater();
  const many = Array.from({ length: 20_001 }, (_, at) => leaver(100 + at, LAST_DAY - 1));
  await made.bring({ source: 'hr', population: 'person', facts: many });
  const [due, late] = await listsOf(made);
  assert.deepEqual([due?.count, late?.count, late?.items], [3, null, []]);
  const { apart } = await made.readiness.status({});
  assert.equal(apart.lateArrivals.count, null);
  await made.run();
  const [, worked] = await listsOf(made);
  assert.deepEqual([worked?.count, worked?.items.length], [20_004, 1_000]);
  const seen = new Set<string>();
  for (let after: string | null | undefined; after !== null; ) {
    const page: Awaited<ReturnType<typeof made.readiness.apart>> = await made.readiness.apart({
      list: 'late-arrivals',
      limit: 997,
      after,
    });
    for (const { item } of page.items) seen.add(item);
    after = page.next;
  }
  assert.equal(seen.size, 20_004);
});
