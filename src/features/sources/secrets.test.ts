import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { defineCollector } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testSources } from '#test/kit/sources.ts';
import { collect } from './collect.service.ts';
import { secretsOf } from './secrets.service.ts';

const db = await testDatabase();

/** What a provider takes, as it stands at the moment. */
const taken = new Set(['old']);

function mustBeTaken({ token = '' }: Readonly<Record<string, string>>): void {
  if (taken.has(token)) return;
  throw new DomainError('secret_refused', { source: 'The provider', what: 'the token', because: 'it expired' });
}

const collector = defineCollector({
  id: 'provider',
  title: 'Provider',
  version: 1,
  doc: 'Opens to who has the token.',
  populations: ['account'],
  privileges: [],
  settings: z.unknown(),
  identity: [],
  secrets: [
    { name: 'token', doc: 'what it opens to', required: true },
    { name: 'salt', doc: 'something else', required: false },
  ],
  grade: 'source',
  test: async ({ secrets }) => {
    mustBeTaken(secrets);
    return { seen: ['It opens.'], rejected: 0 };
  },
  collect: async function* ({ secrets }) {
    mustBeTaken(secrets);
    yield* [];
  },
});

async function company(secrets: Readonly<Record<string, string>> = { token: 'old', salt: 'grain' }) {
  const { deps, service, caller, org, chance, ledger } = await testSources(db, [collector]);
  await service.add(caller, {
    id: 'one',
    collector: 'provider',
    settings: {},
    secrets,
    reference: false,
    follows: null,
    untried: true,
  });
  const read = () => {
    chance.at += 1_000; // no two readings of a source begin at the same instant
    return collect(deps, org, 'one', { signal: new AbortController().signal, progress: () => undefined });
  };
  const give = (given: Readonly<Record<string, string>>) => service.giveSecrets(caller, { id: 'one', secrets: given });
  const kept = () => secretsOf(deps, org, 'one');
  const last = async () => (await service.list(caller, {})).sources[0]?.lastRun;
  return { service, caller, read, give, kept, last, ledger, org };
}

test('a token that expired ends a reading with that cause, and a new one that is taken lets the next go on', async () => {
  const { read, give, kept, last, ledger, org } = await company();
  assert.equal((await read()).state, 'finished');
  assert.equal((await last())?.cause, null);
  taken.delete('old');
  taken.add('new');
  assert.equal((await read()).state, 'failed');
  assert.equal((await last())?.cause, 'secret_refused');
  const { size } = await ledger.status(org);
  await assert.rejects(give({ token: 'a third' }), { code: 'secret_refused' });
  assert.deepEqual(await kept(), { token: 'old', salt: 'grain' }, 'what is refused is not stored');
  assert.deepEqual((await give({ token: 'new' })).seen, ['It opens.']);
  assert.deepEqual(await kept(), { token: 'new', salt: 'grain' }, 'the other one stays');
  assert.equal((await ledger.status(org)).size, size, 'no secret is sealed');
  assert.equal((await last())?.cause, null, 'nothing is asked for any more');
  assert.equal((await read()).state, 'finished');
  assert.equal((await last())?.cause, null);
});

test('what cannot be read is not connected, and nothing of it is stored, unless nobody is to look', async () => {
  const { service, caller, ledger, org } = await company();
  const { size } = await ledger.status(org);
  const said = { id: 'two', collector: 'provider', settings: {}, reference: false, follows: null };
  const secrets = { token: 'nobody takes it', salt: 'grain' };
  await assert.rejects(service.add(caller, { ...said, secrets, untried: false }), { code: 'secret_refused' });
  assert.deepEqual(
    (await service.list(caller, {})).sources.map(({ id }) => id),
    ['one'],
  );
  assert.equal((await ledger.status(org)).size, size);
  assert.deepEqual((await service.add(caller, { ...said, secrets, untried: true })).seen, []);
  taken.add('taken');
  const other = { ...said, id: 'three', secrets: { token: 'taken', salt: 'grain' }, untried: false };
  assert.deepEqual((await service.add(caller, other)).seen, ['It opens.']);
});

test('a secret that the collector does not know is refused, as is one for a source that is not there', async () => {
  taken.add('old');
  const { give, kept, service, caller } = await company();
  await assert.rejects(give({ tokne: 'old' }), { code: 'secret_unknown' });
  await assert.rejects(service.giveSecrets(caller, { id: 'two', secrets: { token: 'old' } }), { code: 'not_found' });
  const wanted = { collector: 'provider', settings: {} };
  await assert.rejects(service.try(caller, { ...wanted, secrets: { token: 'old', tokne: '' } }), {
    code: 'secret_unknown',
  });
  await assert.rejects(service.try(caller, { ...wanted, secrets: { salt: 'grain' } }), { code: 'secret_missing' });
  assert.deepEqual(await kept(), { token: 'old', salt: 'grain' });
});

test('one that is disconnected is read and given secrets by nobody, keeps none, and is connected again with those that are taken', async () => {
  taken.add('old');
  const { service, caller, read, give, kept, ledger, org } = await company();
  await read();
  const { size: before } = await ledger.status(org);
  const { position } = await service.disconnect(caller, { id: 'one', reason: 'we moved' });
  const sealed = JSON.parse(Buffer.from((await ledger.entry(org, position)).payload ?? []).toString());
  assert.deepEqual(sealed, { v: 1, id: 'one', reason: 'we moved', person: caller.person });
  assert.deepEqual(await kept(), {}, 'its secrets are deleted');
  const gone = { code: 'source_disconnected' };
  await assert.rejects(read(), gone);
  await assert.rejects(give({ token: 'old' }), gone);
  await assert.rejects(service.test(caller, { id: 'one', exportedAnew: false }), gone);
  await assert.rejects(service.disconnect(caller, { id: 'one', reason: 'again' }), gone);
  const [now] = (await service.list(caller, {})).sources;
  assert.deepEqual([now?.disconnected?.by, now?.disconnected?.reason], [caller.person, 'we moved']);
  assert.equal((await service.runs(caller, { id: 'one', logs: false, limit: 9 })).runs.length, 1, 'its history stays');
  const [then] = (await service.list(caller, { asOf: String(before) })).sources;
  assert.equal(then?.disconnected, null, 'as of before, it was connected');
  const again = (secrets: Readonly<Record<string, string>>) =>
    service.reconnect(caller, { id: 'one', reason: '', secrets });
  await assert.rejects(again({}), { code: 'secret_missing' });
  await assert.rejects(again({ token: 'expired' }), { code: 'secret_refused' });
  assert.notEqual((await service.list(caller, {})).sources[0]?.disconnected, null);
  await again({ token: 'old' });
  assert.deepEqual(await kept(), { token: 'old' });
  assert.equal((await read()).state, 'finished');
  await assert.rejects(again({ token: 'old' }), { code: 'source_connected' });
});

test('of a new secret and the end of its source at once, none is kept', async () => {
  taken.add('old');
  const { service, caller, give, kept } = await company({ token: 'old' });
  const waiting = async (many: number) => {
    for (;;) {
      const { rows } = await db.admin.query<{ many: number }>(
        `select count(*)::int as many from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if ((rows[0]?.many ?? 0) >= many) return;
    }
  };
  await db.admin.query('begin');
  await db.admin.query('lock table run in exclusive mode');
  const given = give({ salt: 'grain' });
  await waiting(1);
  const ended = service.disconnect(caller, { id: 'one', reason: 'it leaked' });
  await waiting(2);
  await db.admin.query('commit');
  await Promise.all([given, ended]);
  assert.deepEqual(await kept(), {}, 'its secrets are deleted');
});
