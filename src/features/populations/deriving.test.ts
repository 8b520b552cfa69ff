import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { type Accounted, found, type Page } from '#/collectors/collector.ts';
import { derivedFrom, type Fact, POPULATION_NAMES, populationNamed } from '#/core/populations/index.ts';
import type { Population } from '#/core/populations/population.ts';
import { DAY } from '#/core/time/instant.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testFolder, testLedger } from '#test/kit/ledger.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { Batch } from './batch.ts';
import { saveBatch } from './flush.service.ts';
import { jsonOf } from './settle.ts';
import { keyOrPlace, versionOf } from './staging.ts';
import { Ingest } from './ingest.service.ts';
import { openSegments } from './segments.service.ts';
import { coverageOf } from './coverage.store.ts';
import { segmentRefs } from './store.ts';
import { PopulationView } from './view.service.ts';

const db = await testDatabase();
const nothing = async () => undefined;
const day = (date: string) => `${date}[Europe/Berlin]`;
const NOW = Date.UTC(2026, 2, 31);

type Row = Partial<Fact<'person'>>;
const person = (fact: Row): Fact<'person'> => ({ employee: '7', startedOn: day('2020-01-07'), endedOn: null, ...fact });
const move = (changed: string | null, adjusted: string | null): Row => ({
  roleChangedOn: changed === null ? null : day(changed),
  accessReviewedOn: adjusted === null ? null : day(adjusted),
});

async function company() {
  const { ledger, org, chance } = await testLedger(db);
  chance.at = NOW;
  const blobs = folderBlobs(path.join(testFolder(), 'blobs'));
  /** A reading of the whole list, a day after the one before. */
  const read = async (people: readonly Row[], accounted: Partial<Accounted> = {}, over: Partial<Page> = {}) => {
    chance.at += DAY;
    const about = { org, source: 'hr', run: chance.newId(), collector: { id: 'test', version: 1 }, grade: 'export' };
    const ingest = await Ingest.begin({ db, blobs, seal: ledger.seal, chance }, { ...about, startedAt: chance.at });
    const page: Page = {
      artifacts: [{ bytes: Buffer.from(`${chance.at}`), media: 'text/csv', name: `list of ${chance.at}` }],
      records: people.map((row, place) => found('person', person(row), 0, `row ${place + 2}`)),
      looks: [{ population: 'person', scope: '' }],
      accounted: [
        {
          population: 'person',
          kind: 'declared',
          from: 0,
          to: chance.at,
          query: { file: 'people.csv' },
          sourceCount: null,
          ourCount: people.length,
          rejected: 0,
          note: '',
          ...accounted,
        },
      ],
      cursor: null,
      progress: { what: 'rows', done: people.length, total: null },
      ...over,
    };
    await ingest.page(page, nothing);
    await ingest.flush(nothing);
    ingest.close();
    return ingest.totals;
  };
  const moves = async () => {
    const refs = await db.transaction(org, (tx) => segmentRefs(tx, { population: 'role-change' }));
    const view = new PopulationView('role-change', await openSegments(blobs, refs));
    const items: Record<string, ReturnType<NonNullable<ReturnType<PopulationView['latest']>>['read']>> = {};
    view.eachItem((key, version) => {
      items[key] = version.read();
    });
    return items;
  };
  /** By the day of the move, when access was adjusted. */
  const adjusted = async () =>
    Object.fromEntries(
      Object.entries(await moves()).map(([key, { fact }]) => [
        key.replace(/^hr\/7@|\[.*$/g, ''),
        (jsonOf(fact?.['accessReviewedOn']) as string | null | undefined)?.slice(0, 10) ?? fact?.['accessReviewedOn'],
      ]),
    );
  const coverage = async () => {
    const rows = await db.transaction(org, (tx) => coverageOf(tx, 'role-change', 1_000));
    return rows.map(({ kind, from, to, ourCount, rejected, note }) => ({ kind, from, to, ourCount, rejected, note }));
  };
  /** The same as it was read before moves were known by themselves: its people were sealed, and nothing else. */
  const readOnce = async (row: Row) => {
    chance.at += DAY;
    const run = { org, source: 'hr', run: chance.newId(), collector: { id: 'test', version: 1 }, grade: 'export' };
    const batch = new Batch();
    const bytes = Buffer.from(`${chance.at}`);
    const id = chance.newId();
    await blobs.put('artifacts', sha256Hex(bytes), bytes);
    batch.keep({ id, sha256: sha256Hex(bytes), received: { bytes, media: 'text/csv', name: 'old' } });
    const incoming = { population: 'person', fact: person(row), artifact: id, place: 'row 2' } as const;
    const at = { key: `hr/${keyOrPlace(incoming)}`, artifact: batch.place('person', id) };
    const version = versionOf(incoming, at, null, { now: chance.at, before: null });
    batch.add('person', version ?? assert.fail());
    await saveBatch({ db, blobs, seal: ledger.seal, chance }, { ...run, startedAt: chance.at }, batch, nothing);
    return id;
  };
  return { read, readOnce, moves, adjusted, coverage, chance };
}

test('every population that others name says of fields that there are, and is an event of its own', () => {
  const derived = POPULATION_NAMES.filter((name) => populationNamed(name).derived !== undefined);
  assert.deepEqual(derived, ['role-change']);
  for (const name of derived) {
    const { derived: of, fields, shape, keyFields } = populationNamed(name);
    assert.ok(of !== undefined && shape.kind === 'event');
    const origin = populationNamed(of.from as never);
    assert.ok(derivedFrom(origin.name as never).includes(name));
    for (const field of [of.of, of.answer, shape.occurred, ...keyFields]) assert.ok(of.fields[field], field);
    for (const [field, lookup] of Object.entries(of.fields)) {
      assert.ok(fields[field] !== undefined, field);
      const source: Population['fields'][string] =
        origin.fields[lookup?.field ?? ''] ?? assert.fail(`${of.from} has no ${lookup?.field}`);
      if (lookup?.scheme === undefined) assert.equal(source.kind, fields[field].kind);
    }
  }
});

test('a move that was missed stays when the person moves again, with what it was read from', async () => {
  const { read, moves, adjusted } = await company();
  await read([move('2026-03-02', null)]);
  const before = await moves();
  await read([move('2026-04-01', '2026-04-02')]);
  assert.deepEqual(await adjusted(), { '2026-03-02': null, '2026-04-01': '2026-04-02' });
  const after = await moves();
  const key = `hr/7@${day('2026-03-02')}`;
  assert.deepEqual(after[key], before[key], 'it is as it stood');
  assert.equal(after[key]?.place, 'row 2');
  assert.notEqual(after[key]?.artifact, after[`hr/7@${day('2026-04-01')}`]?.artifact);
  assert.deepEqual(after[key]?.fact?.['person'], 'employee:7');
});

test('an adjustment is kept with the last move that is not after it', async () => {
  const { read, adjusted } = await company();
  await read([move('2026-03-02', '2026-02-20')]);
  assert.deepEqual(await adjusted(), { '2026-03-02': null }, 'it was for a move that nobody knows');
  await read([move('2026-03-02', '2026-03-04')]);
  assert.deepEqual(await adjusted(), { '2026-03-02': '2026-03-04' });
  await read([move('2026-04-01', null)]);
  assert.deepEqual(await adjusted(), { '2026-03-02': '2026-03-04', '2026-04-01': null });
  await read([move('2026-04-03', '2026-04-02')]);
  assert.deepEqual(await adjusted(), { '2026-03-02': '2026-03-04', '2026-04-01': '2026-04-02', '2026-04-03': null });
  await read([move('2026-04-03', '2026-04-05')]);
  assert.equal((await adjusted())['2026-04-03'], '2026-04-05');
  await read([{ roleChangedOn: day('2026-04-03') }]);
  assert.equal((await adjusted())['2026-04-03'], undefined, 'what is said of the last move is as the list says it now');
});

test('a later adjustment that a list names takes the place of an earlier one nowhere', async () => {
  const { read, moves } = await company();
  const answer = async () => jsonOf((await moves())[`hr/7@${day('2026-03-02')}`]?.fact?.['accessReviewedOn']);
  const several = '2026-03-03T23:00:00.000Z/2026-03-20T22:59:59.999Z';
  await read([move('2026-03-02', '2026-03-04')]);
  await read([move('2026-03-02', '2026-03-20')]);
  assert.equal(await answer(), several, 'it was the first, unless that was a mistake');
  const before = await moves();
  await read([move('2026-03-02', '2026-03-20')]);
  assert.deepEqual(await moves(), before, 'the same said again makes no new version');
  await read([move('2026-04-01', '2026-03-20')]);
  assert.equal(await answer(), several, 'also where it belongs to a move before');
  await read([move('2026-03-02', '2026-03-03')]);
  assert.equal(await answer(), day('2026-03-03'), 'one that is earlier is the first');
});

test('that the list forgets a move, or the person, is no disappearance of the move', async () => {
  const { read, moves } = await company();
  await read([move('2026-03-02', null)]);
  await read([move(null, null)]);
  assert.equal((await read([])).gone, 1);
  assert.deepEqual(
    Object.values(await moves()).map(({ presence }) => presence),
    ['present'],
  );
});

test('a list that says the same again makes no new version, in whichever form it writes its dates', async () => {
  const { read, moves } = await company();
  const rows = [
    { ...move('2026-03-02', '2026-03-04'), department: 'Sales', startedOn: day('2019-01-07') },
    { ...move('2026-03-02', '2026-03-04'), department: 'Support' },
    { employee: '8', roleChangedOn: '2026-03-02T10:00:00+01:00', accessReviewedOn: '2026-03-01T10:00:00+01:00' },
  ];
  await read(rows);
  const before = await moves();
  await read(rows);
  assert.deepEqual(await moves(), before);
  assert.deepEqual(Object.keys(before).sort(), [`hr/7@${day('2026-03-02')}`, 'hr/8@2026-03-02T09:00:00.000Z']);
  assert.equal(before[`hr/7@${day('2026-03-02')}`]?.fact?.['department'], 'Support');
});

test('a move that is still to come is none, and leaves nothing behind when it is given up', async () => {
  const { read, moves } = await company();
  await read([move('2026-04-20', null)]);
  await read([move('2026-05-01', null)]);
  assert.deepEqual(await moves(), {});
});

test('what is read of people accounts for their moves, as far as all of them say it', async () => {
  const { read, coverage, chance } = await company();
  await read([{}, { employee: '8' }]);
  assert.deepEqual(await coverage(), [], 'no list that is silent tells of moves');
  await read([move(null, null), { ...move('2026-03-02', null), employee: '8' }]);
  const good = { kind: 'declared', from: 0, to: chance.at, ourCount: 1, rejected: 0 };
  const [first] = await coverage();
  assert.match(first?.note ?? '', /what another followed between two readings is not seen/);
  assert.deepEqual({ ...first, note: '' }, { ...good, note: '' });
  await read([move(null, null), { employee: '8' }]);
  const note = 'it says of 1 of 2 people whether they changed role';
  assert.deepEqual((await coverage())[1], { ...good, kind: 'none', to: chance.at, ourCount: 0, note });
  await read(
    [move(null, null)],
    {},
    {
      unreadable: [{ population: 'person', key: '9@x', note: 'broken', artifact: 0, place: 'row 9' }],
    },
  );
  assert.equal((await coverage())[2]?.note, 'it says of 1 of 2 people whether they changed role');
  await read([move(null, null)], { kind: 'counted', sourceCount: 2 });
  assert.equal((await coverage())[3]?.note, 'the source says that there are 2 people, and 1 arrived');
});

test('moves that were sealed before there was such a population are known with the next reading, also those of before the last', async () => {
  const { read, readOnce, moves, adjusted, chance } = await company();
  const first = await readOnce(move('2026-02-02', null));
  const { at } = chance;
  await readOnce(move('2026-03-02', '2026-03-04'));
  assert.deepEqual(await moves(), {});
  await read([move('2026-03-02', '2026-03-04')]);
  assert.deepEqual(await adjusted(), { '2026-02-02': null, '2026-03-02': '2026-03-04' });
  const { artifact, place, collected } = (await moves())[`hr/7@${day('2026-02-02')}`] ?? assert.fail();
  assert.deepEqual({ artifact, place, collected }, { artifact: first, place: 'row 2', collected: at });
});
