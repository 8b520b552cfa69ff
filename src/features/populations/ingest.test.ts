import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { found, type Page } from '#/collectors/collector.ts';
import type { Fact, PopulationName } from '#/core/populations/index.ts';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import { momentOf } from '#/core/time/moment.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testFolder, testLedger } from '#test/kit/ledger.ts';
import { Ingest, type IngestRun } from './ingest.service.ts';
import { endedSince } from './settle.ts';
import { openSegment } from './segments.service.ts';
import { coverageOf } from './coverage.store.ts';
import { cursorOf, segmentRefs } from './store.ts';
import { PopulationView } from './view.service.ts';

const db = await testDatabase();
const nothing = async () => undefined;

async function company() {
  const { ledger, org, chance } = await testLedger(db);
  const blobs = folderBlobs(path.join(testFolder(), 'blobs'));
  const deps = { db, blobs, seal: ledger.seal, chance };
  const run = (over: Partial<IngestRun> = {}): IngestRun => ({
    org,
    source: 'okta',
    run: chance.newId(),
    collector: { id: 'test', version: 1 },
    grade: 'source',
    startedAt: chance.at,
    ...over,
  });
  const take = async (pages: readonly Page[], over: Partial<IngestRun> = {}) => {
    const ingest = await Ingest.begin(deps, run(over));
    for (const page of pages) await ingest.page(page, nothing);
    await ingest.flush(nothing);
    ingest.close();
    return ingest.totals;
  };
  const view = async (population: PopulationName) => {
    const refs = await db.transaction(org, (tx) => segmentRefs(tx, { population }));
    return new PopulationView(population, await Promise.all(refs.map((ref) => openSegment(blobs, ref))));
  };
  return { ledger, org, chance, blobs, take, view, deps };
}

const artifact = { bytes: Buffer.from('the bytes'), media: 'text/plain', name: 'an export' };
const account = (login: string, fact: Partial<Fact<'account'>> = {}): Fact<'account'> => ({
  system: 'okta',
  login,
  status: 'active',
  mfa: true,
  ...fact,
});
const page = (accounts: readonly Fact<'account'>[], over: Partial<Page> = {}): Page => ({
  artifacts: [artifact],
  records: accounts.map((fact, at) => found('account', fact, 0, `row ${at + 2}`)),
  cursor: { page: 1 },
  progress: { what: 'accounts', done: accounts.length, total: null },
  ...over,
});
const whole = (accounts: readonly Fact<'account'>[]): Page =>
  page(accounts, { looks: [{ population: 'account', scope: '' }] });

test('what is brought is sealed with its artifact, and can be followed back to it', async () => {
  const { take, view, org, ledger, blobs } = await company();
  const totals = await take([page([account('ada'), account('bo')])]);
  assert.deepEqual({ ...totals }, { records: 2, unchanged: 0, unreadable: 0, gone: 0 });
  const row = (await view('account')).latest('okta/okta/bo')?.read() ?? assert.fail();
  assert.equal(row.place, 'row 3');
  assert.equal(row.fact?.['login'], 'bo');
  const stored = await db.transaction(org, (tx) =>
    tx.selectFrom('artifact').select(['id', 'sha256', 'position']).executeTakeFirstOrThrow(),
  );
  assert.equal(row.artifact, stored.id);
  assert.equal(Buffer.from(await blobs.get('artifacts', stored.sha256)).toString(), 'the bytes');
  const kinds = [];
  for (let position = 0; position < 3; position += 1) kinds.push((await ledger.entry(org, position)).kind);
  assert.deepEqual(kinds, ['log-begun', 'artifact-received', 'segment']);
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});

test('what did not change makes no version, what changed keeps its history', async () => {
  const { take, view, chance, org } = await company();
  await take([page([account('ada'), account('bo')])]);
  chance.at += DAY;
  const totals = await take([page([account('ada'), account('bo', { mfa: false })])]);
  assert.deepEqual([totals.records, totals.unchanged], [1, 1]);
  const refs = await db.transaction(org, (tx) => segmentRefs(tx, { population: 'account' }));
  assert.equal(refs.length, 2);
  assert.equal((await view('account')).latest('okta/okta/bo')?.read().fact?.['mfa'], false);
  assert.equal((await view('account')).latest('okta/okta/ada')?.position, refs[0]?.position);
});

test('what a whole look no longer finds is no longer reported, and ended between the two looks', async () => {
  const { take, view, chance } = await company();
  const first = chance.at;
  await take([whole([account('ada'), account('bo')])]);
  chance.at += DAY;
  const totals = await take([whole([account('ada')])]);
  assert.equal(totals.gone, 1);
  const row = (await view('account')).latest('okta/okta/bo')?.read() ?? assert.fail();
  assert.equal(row.presence, 'gone');
  assert.deepEqual(row.fact?.['disabledAt'], { earliest: first + 1, latest: first + DAY, zone: null });
  chance.at += DAY;
  assert.equal((await take([whole([account('ada')])])).gone, 0);
  assert.equal((await take([whole([account('ada'), account('bo')])])).records, 1);
});

test('somebody whom a whole list no longer has left between two looks, or by a day that was told and is still to come', async () => {
  const { take, view, chance } = await company();
  const { at: first } = chance;
  const person = (employee: string, fact: Partial<Fact<'person'>> = {}): Fact<'person'> => ({
    employee,
    startedOn: '2020-01-01T00:00:00Z',
    endedOn: null,
    ...fact,
  });
  const list = (people: readonly Fact<'person'>[]): Page => ({
    ...page([]),
    records: people.map((fact, place) => found('person', fact, 0, `row ${place}`)),
    looks: [{ population: 'person', scope: '' }],
  });
  const [soon, late] = [first + DAY / 2, first + 9 * DAY];
  await take([
    list([
      person('1'),
      person('2'),
      person('3', { endedOn: formatInstant(first - DAY) }),
      person('4', { endedOn: formatInstant(late) }),
      person('5', { startedOn: formatInstant(soon) }),
    ]),
  ]);
  chance.at += DAY;
  assert.equal((await take([list([person('1')])])).gone, 4);
  const ends = Object.fromEntries(
    await Promise.all(
      ['2@2020-01-01T00:00:00Z', '3@2020-01-01T00:00:00Z', '4@2020-01-01T00:00:00Z', `5@${formatInstant(soon)}`].map(
        async (key) => [key[0], (await view('person')).latest(`okta/${key}`)?.read().fact?.['endedOn']] as const,
      ),
    ),
  );
  assert.deepEqual(ends, {
    2: { earliest: first + 1, latest: first + DAY, zone: null },
    3: { earliest: first - DAY, latest: first - DAY, zone: null },
    4: { earliest: first + 1, latest: late, zone: null },
    5: { earliest: soon, latest: first + DAY, zone: null },
  });
});

test('what was found gone before there was an end to set ended between the looks of then', () => {
  const fact = { employee: '1', startedOn: momentOf('2020-01-01T00:00:00Z'), endedOn: null };
  const [previous, collected] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1)];
  const ended = endedSince('person', { fact, collected, previous });
  assert.equal(ended?.['endedOn'], '2026-01-01T00:00:00.001Z/2026-02-01T00:00:00.000Z');
  const known = { ...fact, endedOn: momentOf('2026-01-05T00:00:00Z') };
  assert.equal(endedSince('person', { fact: known, collected, previous }), null);
});

test('a look at one scope says nothing of another, and one source nothing of another', async () => {
  const { take, chance } = await company();
  await take([page([account('ada', { system: 'aws' }), account('bo')])]);
  await take([page([account('cy')])], { source: 'google' });
  chance.at += DAY;
  const totals = await take([page([], { looks: [{ population: 'account', scope: 'aws/' }] })]);
  assert.equal(totals.gone, 1);
});

test('a state that changed between two looks changed some time between them, unless the source says when', async () => {
  const { take, view, chance } = await company();
  const first = chance.at;
  await take([whole([account('ada'), account('bo'), account('cy', { status: 'disabled' })])]);
  chance.at += DAY;
  const told = formatInstant(first + DAY / 2);
  await take([
    whole([
      account('ada', { status: 'disabled' }),
      account('bo', { status: 'disabled', disabledAt: told }),
      account('cy', { status: 'disabled' }),
    ]),
  ]);
  const fact = async (login: string) => (await view('account')).latest(`okta/okta/${login}`)?.read().fact ?? {};
  assert.deepEqual((await fact('ada'))['disabledAt'], {
    earliest: first + 1,
    latest: first + DAY,
    zone: null,
  });
  assert.deepEqual((await fact('bo'))['disabledAt'], {
    earliest: first + DAY / 2,
    latest: first + DAY / 2,
    zone: null,
  });
  assert.equal((await fact('cy'))['disabledAt'], undefined);
  chance.at += DAY;
  const again = await take([
    whole([
      account('ada', { status: 'disabled' }),
      account('bo', { status: 'disabled', disabledAt: told }),
      account('cy', { status: 'disabled' }),
    ]),
  ]);
  assert.deepEqual([again.records, again.unchanged], [0, 3]);
});

const weakness = (detected: number): Fact<'vulnerability'> => ({
  id: 'app/CVE-1',
  detectedAt: formatInstant(detected),
  severity: 'high',
});
const scan = (detected: number): Page => page([], { records: [found('vulnerability', weakness(detected), 0, '/0')] });

test('the first day on which a weakness was seen stays', async () => {
  const { take, view, chance } = await company();
  const first = chance.at;
  await take([scan(first)]);
  chance.at += DAY;
  assert.equal((await take([scan(first + DAY)])).unchanged, 1);
  assert.deepEqual((await view('vulnerability')).latest('okta/app/CVE-1')?.read().fact?.['detectedAt'], {
    earliest: first,
    latest: first,
    zone: null,
  });
});

test('a report of an earlier look says what was then: its states begin with that look, and what is gone since ended between looks', async () => {
  const { take, view, chance } = await company();
  const [first, second] = [chance.at - 60 * DAY, chance.at - 30 * DAY];
  const look = (lookedAt: number, over: Partial<Page> = {}): Page => ({
    ...page([account('ada')]),
    looks: [
      { population: 'account', scope: '' },
      { population: 'vulnerability', scope: '' },
    ],
    lookedAt,
    ...over,
  });
  const both = look(first);
  await take([{ ...both, records: [...both.records, found('vulnerability', weakness(first), 0, '/0')] }]);
  assert.equal((await view('account')).latest('okta/okta/ada')?.read().collected, first);
  chance.at += DAY;
  await take([look(second, page([account('ada', { mfa: false })]))]);
  assert.equal((await view('account')).latest('okta/okta/ada')?.read().collected, second);
  const gone = (await view('vulnerability')).latest('okta/app/CVE-1')?.read() ?? assert.fail();
  assert.deepEqual([gone.presence, gone.collected, gone.previous], ['gone', second, first]);
  assert.deepEqual(gone.fact?.['fixedAt'], { earliest: first + 1, latest: second, zone: null });
});

test('behind what was read later than a report says that it looked, the report stands at its reading; none is of later than that', async () => {
  const { take, view, chance } = await company();
  await take([whole([account('ada'), account('bo')])]);
  chance.at += DAY;
  await take([{ ...whole([account('ada', { mfa: false }), account('cy')]), lookedAt: chance.at - 2 * DAY }]);
  const read = async (login: string) => (await view('account')).latest(`okta/okta/${login}`)?.read().collected;
  assert.deepEqual([await read('ada'), await read('bo'), await read('cy')], [chance.at, chance.at, chance.at]);
  chance.at += DAY;
  await take([page([account('dee')], { lookedAt: chance.at + DAY })]);
  assert.equal(await read('dee'), chance.at);
});

test('a record that is not of its form stays in the population as unreadable, and says why', async () => {
  const { take, view } = await company();
  const broken = { system: 'okta', login: 'zed', mfa: 'maybe' } as unknown as Fact<'account'>;
  const totals = await take([page([account('ada'), broken])]);
  assert.deepEqual([totals.records, totals.unreadable], [1, 1]);
  const row = (await view('account')).latest('okta/okta/zed')?.read() ?? assert.fail();
  assert.equal(row.presence, 'unreadable');
  assert.match(row.note, /^mfa: /);
});

test('cursor, coverage and looks are saved with the records that they account for, or not at all', async () => {
  const { take, org, deps, chance } = await company();
  const accounted = {
    population: 'account',
    kind: 'counted',
    from: 0,
    to: chance.at,
    query: { status: 'all' },
    sourceCount: 1,
    ourCount: 1,
    rejected: 0,
    note: '',
  } as const;
  await take([page([account('ada')], { accounted: [accounted] })]);
  const [coverage] = await db.transaction(org, (tx) => coverageOf(tx, 'account', 1000));
  assert.deepEqual([coverage?.kind, coverage?.from, coverage?.to, coverage?.sourceCount], ['counted', 0, chance.at, 1]);
  const failing = await Ingest.begin(deps, {
    org,
    source: 'okta',
    run: chance.newId(),
    collector: { id: 'test', version: 1 },
    grade: 'source',
    startedAt: chance.at,
  });
  await failing.page(page([account('bo')], { cursor: { page: 2 } }), nothing);
  await assert.rejects(
    failing.flush(() => Promise.reject(new Error('the database went away'))),
    /went away/,
  );
  assert.deepEqual(await db.transaction(org, (tx) => cursorOf(tx, 'okta')), { page: 1 });
});

test('the digest of a segment tells nothing to whoever guesses its records: chance is in it', async () => {
  const { org, blobs, take } = await company();
  await take([whole([account('ada')])]);
  await take([whole([account('ada', { mfa: false })])]);
  const refs = await db.transaction(org, (tx) => segmentRefs(tx, { population: 'account' }));
  const salts = await Promise.all(refs.map(async (ref) => (await openSegment(blobs, ref)).header.salt ?? ''));
  assert.ok(salts.length === 2 && salts.every((salt) => /^[0-9a-f]{32}$/.test(salt)), salts.join(' '));
  assert.notEqual(salts[0], salts[1]);
});
