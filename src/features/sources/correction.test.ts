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

const Settings = z.strictObject({
  at: z.string(),
  kept: z.strictObject({ of: z.string().default('all') }).prefault({}),
  label: z.string().nullable().default(null),
});

/** By what it was read, and by whom it was asked: every address with the token that it saw. */
async function company() {
  const asked: string[] = [];
  const collector = defineCollector<z.output<typeof Settings>>({
    id: 'provider',
    title: 'Provider',
    version: 1,
    doc: 'Reads what is anywhere but nowhere.',
    populations: ['account'],
    privileges: [],
    settings: Settings,
    identity: ['at', 'kept.of'],
    secrets: [{ name: 'token', doc: 'what it opens to', required: true }],
    grade: 'source',
    test: async ({ settings: { at }, secrets }) => {
      asked.push(`${at} ${secrets['token'] ?? ''}`);
      if (at === 'nowhere')
        throw new DomainError('source_refused', { source: 'The provider', because: 'it is not there' });
      return { seen: [`It is at ${at}.`], rejected: 0 };
    },
    collect: async function* ({ settings: { label } }) {
      asked.push(`read ${label ?? ''}`);
      yield {
        artifacts: [{ bytes: Buffer.from('a'), media: 'text/plain', name: 'a' }],
        records: [],
        cursor: null,
        progress: { what: 'a', done: 1, total: 1 },
      };
    },
  });
  const { deps, service, caller, ledger, org } = await testSources(db, [collector]);
  const said = { id: 'one', collector: 'provider', settings: { at: 'here' }, reference: false, follows: null };
  await service.add(caller, { ...said, secrets: { token: 'old' }, untried: true });
  return {
    service,
    caller,
    asked,
    ledger,
    org,
    read: () => collect(deps, org, 'one', { signal: new AbortController().signal, progress: () => undefined }),
    change: (settings: object, secrets: Readonly<Record<string, string>> = {}) =>
      service.changeSettings(caller, { id: 'one', settings, secrets, reason: 'mistyped' }),
    kept: () => secretsOf(deps, org, 'one'),
    listed: async (asOf?: string) =>
      (await service.list(caller, asOf === undefined ? {} : { asOf })).sources[0]?.settings,
  };
}

const BEFORE = { at: 'here', kept: { of: 'all' }, label: null };

test('while it has brought nothing a source becomes another one, and what it keeps secret goes nowhere else', async () => {
  const { change, asked, kept, listed, ledger, org, caller } = await company();
  await assert.rejects(change({ at: 'there' }), { code: 'secret_missing' });
  assert.deepEqual(asked, [], 'the token of here is not sent there');
  const { position, seen } = await change({ at: 'there' }, { token: 'new' });
  assert.deepEqual([seen, asked, await kept()], [['It is at there.'], ['there new'], { token: 'new' }]);
  const after = { ...BEFORE, at: 'there' };
  assert.deepEqual(await listed(), after);
  const sealed = JSON.parse(Buffer.from((await ledger.entry(org, position)).payload ?? []).toString());
  assert.deepEqual(sealed, { v: 1, id: 'one', settings: after, reason: 'mistyped', person: caller.person });
});

test('once it has brought something it stays what it is, and is read by its other settings as they are corrected', async () => {
  const { change, asked, kept, listed, read, ledger, org } = await company();
  assert.equal((await read()).state, 'finished');
  const fixed = (name: string) => ({ code: 'source_settings_fixed', facts: { id: 'one', name } });
  await assert.rejects(change({ at: 'there' }, { token: 'new' }), fixed('at'));
  await assert.rejects(change({ at: 'here', kept: { of: 'some' } }, { token: 'new' }), fixed('kept.of'));
  await assert.rejects(change({ at: 'here' }), { code: 'input_invalid' }, 'nothing would be another');
  await assert.rejects(change({ at: 'here', lable: 'x' }), { code: 'input_invalid' });
  assert.deepEqual(await listed(), BEFORE);
  await change({ at: 'here', label: 'prod' });
  assert.deepEqual([await listed(), await kept()], [{ ...BEFORE, label: 'prod' }, { token: 'old' }]);
  await read();
  assert.deepEqual(asked, ['read ', 'here old', 'read prod']);
  const { size } = await ledger.status(org);
  await change({ at: 'here', label: 'test' });
  assert.equal((await ledger.status(org)).size, size + 1);
});

test('settings by which it cannot be read are not stored, nor are those of one that nobody reads', async () => {
  const { change, service, caller, listed, kept, ledger, org } = await company();
  const { size } = await ledger.status(org);
  await assert.rejects(change({ at: 'nowhere' }, { token: 'new' }), { code: 'source_refused' });
  assert.deepEqual([await listed(), await kept(), (await ledger.status(org)).size], [BEFORE, { token: 'old' }, size]);
  await service.disconnect(caller, { id: 'one', reason: 'we moved' });
  await assert.rejects(change({ at: 'there' }, { token: 'new' }), { code: 'source_disconnected' });
});
