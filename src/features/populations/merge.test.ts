import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { found } from '#/collectors/collector.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testFolder, testLedger } from '#test/kit/ledger.ts';
import { Ingest } from './ingest.service.ts';
import { mergeSegments } from './merge.service.ts';
import { populationsService } from './service.ts';
import { populations } from './reading.service.ts';
import { segmentRefs } from './store.ts';
import { BACKUP, destroyUnneeded } from './unneeded.service.ts';
import { unneededFiles } from './unneeded.store.ts';

const db = await testDatabase();
const MINUTE = 60_000;
const FIRST = 'okta/okta/first';

async function company() {
  const { ledger, org, chance } = await testLedger(db);
  const store = folderBlobs(path.join(testFolder(), 'blobs'));
  const blobs = () => store;
  /** One reading a day: a new account, and the first account with another last use. */
  const day = async (number: number) => {
    chance.at += MINUTE;
    const run = {
      org,
      source: 'okta',
      run: chance.newId(),
      collector: { id: 'test', version: 1 },
      grade: 'source' as const,
      startedAt: chance.at,
    };
    const ingest = await Ingest.begin({ db, blobs: store, seal: ledger.seal, chance }, run);
    const used = { system: 'okta', login: 'first', lastUsedAt: new Date(chance.at).toISOString() };
    const records = [{ system: 'okta', login: `login-${number}` }, used];
    await ingest.page(
      {
        artifacts: [{ bytes: Buffer.from(`day ${number}`), media: 'text/plain', name: `day ${number}` }],
        records: records.map((fact, at) => found('account', fact, 0, `row ${at + 2}`)),
        cursor: number,
        progress: { what: 'accounts', done: 2, total: null },
      },
      async () => undefined,
    );
    await ingest.flush(async () => undefined);
    ingest.close();
  };
  const shown = populationsService({ db, ledger, chance, blobs, populations: populations({ db, blobs }) } as never);
  const caller = { org, person: 'ada' };
  const answers = async (asOf?: number) => ({
    records: await shown.records(caller, {
      population: 'account',
      limit: 100,
      ...(asOf === undefined ? {} : { asOf: String(asOf) }),
    }),
    history: (await shown.record(caller, { population: 'account', key: FIRST })).versions.map(
      ({ position, fact, source }) => [position, fact, source?.name],
    ),
  });
  return { ledger, org, day, answers, deps: { db, blobs, seal: ledger.seal, chance } };
}

test('few segments are left apart until more rows lie apart than together', async () => {
  const { org, day, answers, deps } = await company();
  const merged = async (days: readonly number[]): Promise<boolean> => {
    for (const number of days) await day(number);
    const before = await answers();
    const done = await mergeSegments(deps, org, 'account');
    assert.deepEqual(await answers(), before);
    return done;
  };
  assert.equal(await merged([0, 1, 2, 3]), false, 'four are few');
  assert.equal(await merged([4]), true, 'five of which none is merged are not');
  assert.equal(await merged([5, 6, 7]), false, 'six rows lie apart, and ten together');
  assert.equal(await merged([8, 9]), false, 'as many apart as together');
  assert.equal(await merged([10]), true, 'more apart than together');
});

test('of the files of merged segments the last two are kept, also when a process is killed before it took others away', async () => {
  const { org, day, deps } = await company();
  const store = deps.blobs();
  let killed = false;
  const remove: typeof store.remove = async (...where) => {
    if (killed) throw new Error('killed');
    return store.remove(...where);
  };
  const killable = { ...deps, blobs: () => ({ ...store, remove }) };
  let number = 0;
  const merged = async (): Promise<string> => {
    for (let more = true; more; more = !(await mergeSegments(killable, org, 'account'))) await day(number++);
    const refs = await db.transaction(org, (tx) => segmentRefs(tx, { population: 'account' }));
    return refs[0]?.merged === true ? refs[0].digest : assert.fail();
  };
  const there = async () => new Set(await store.list('segments'));
  const [first, second] = [await merged(), await merged()];
  assert.ok((await there()).isSupersetOf(new Set([first, second])), 'who reads the one before goes on');
  killed = true;
  await assert.rejects(merged(), /killed/);
  assert.ok((await there()).has(first), 'it was not taken away');
  assert.deepEqual(await db.transaction(org, unneededFiles), [{ area: 'segments', address: first }]);
  killed = false;
  await destroyUnneeded(deps, org);
  assert.ok(!(await there()).has(first), 'whoever comes next takes it away');
  assert.ok((await there()).has(second));
  const fourth = await db.alone(BACKUP, merged);
  assert.ok((await there()).isSupersetOf(new Set([second, fourth])), 'a backup that is being written has them all');
  const fifth = await merged();
  assert.ok(!(await there()).has(second), 'it goes with the next time');
  assert.ok((await there()).isSupersetOf(new Set([fourth, fifth])));
  assert.deepEqual(await db.transaction(org, unneededFiles), []);
});

test('many small segments laid together give the same answers, now and as of any position', async () => {
  const { ledger, org, day, answers, deps } = await company();
  for (let number = 0; number < 20; number += 1) await day(number);
  const refs = await db.transaction(org, (tx) => segmentRefs(tx, { population: 'account' }));
  assert.equal(refs.length, 20);
  const middle = refs[9]?.position ?? assert.fail();
  const [before, beforeThen] = [await answers(), await answers(middle)];
  assert.deepEqual([before.records.items, before.history.length], [21, 20]);

  assert.equal(await mergeSegments(deps, org, 'account'), true);
  const after = await db.transaction(org, (tx) => segmentRefs(tx, { population: 'account' }));
  assert.deepEqual(
    after.map(({ merged }) => merged),
    [true],
  );
  assert.deepEqual(await answers(), before);
  assert.deepEqual(await answers(middle), beforeThen);

  await day(20);
  assert.equal((await answers()).records.items, 22, 'what comes later is read with it');
  assert.equal(await mergeSegments(deps, org, 'account'), false, 'nothing is gained by so few');
  assert.deepEqual((await ledger.verify(org))?.damages, []);
});
