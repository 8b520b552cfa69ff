import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { defineCollector } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testSources } from '#test/kit/sources.ts';
import { collect } from './collect.service.ts';
import { secretsOf } from './secrets.service.ts';
import { inOwnName } from './settings.ts';

const db = await testDatabase();

const Settings = z.strictObject({
  at: z.string(),
  kept: z.strictObject({ of: z.string().default('all') }).prefault({}),
  label: z.string().nullable().default(null),
});

/** By what it was read, and by whom it was asked: every address with the token that it saw. */
async function company() {
  let meanwhile: (() => Promise<unknown>) | null = null;
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
      const happens = meanwhile;
      meanwhile = null;
      await happens?.();
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
    deps,
    asked,
    ledger,
    org,
    read: () => collect(deps, org, 'one', { signal: new AbortController().signal, progress: () => undefined }),
    change: (settings: object, secrets: Readonly<Record<string, string>> = {}) =>
      service.changeSettings(caller, { id: 'one', settings, secrets, reason: 'mistyped' }),
    give: (token: string) => service.giveSecrets(caller, { id: 'one', secrets: { token } }),
    /** Once, while something is tried. */
    whileTried: (happens: () => Promise<unknown>) => {
      meanwhile = happens;
    },
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

const MEANWHILE = { code: 'source_settings_changed', facts: { id: 'one' } };

test('a secret that was tried at one address is not stored for another that somebody gave it meanwhile', async () => {
  const { change, give, whileTried, kept, listed, read, asked } = await company();
  whileTried(() => change({ at: 'there' }, { token: 'of there' }));
  await assert.rejects(give('of here'), MEANWHILE);
  assert.deepEqual([await kept(), await listed()], [{ token: 'of there' }, { ...BEFORE, at: 'there' }]);
  await read();
  assert.ok(!asked.includes('there of here'));
});

test('of two changes at once one is stored, and the other is told; so is one of what somebody changed since they read it', async () => {
  const { change, service, caller, whileTried, listed, read, ledger, org } = await company();
  await read();
  const { size } = await ledger.status(org);
  whileTried(() => change({ at: 'here', label: 'first' }));
  await assert.rejects(change({ at: 'here', label: 'second' }), MEANWHILE);
  const first = { ...BEFORE, label: 'first' };
  assert.deepEqual([await listed(), (await ledger.status(org)).size], [first, size + 1]);
  const late = { id: 'one', settings: { at: 'here', label: 'late' }, secrets: {}, reason: 'late' };
  await assert.rejects(service.changeSettings(caller, { ...late, instead: BEFORE }), MEANWHILE);
  await service.changeSettings(caller, { ...late, instead: first });
  assert.deepEqual(await listed(), { ...BEFORE, label: 'late' });
});

test('what becomes another source is not stored where a reading of the one before brought something meanwhile', async () => {
  const { change, whileTried, listed, kept, read } = await company();
  whileTried(read);
  await assert.rejects(change({ at: 'there' }, { token: 'new' }), { code: 'source_settings_fixed' });
  assert.deepEqual([await listed(), await kept()], [BEFORE, { token: 'old' }]);
});

test('what was changed of a source is told with who and why, as of any position, and no secret is', async () => {
  const { change, service, caller, ledger, org } = await company();
  const told = async (asOf?: string) => (await service.changes(caller, { id: 'one', asOf })).changes;
  assert.deepEqual(await told(), []);
  const { position } = await change({ at: 'there', label: 'a' }, { token: 'new' });
  await change({ at: 'there', label: 'b' });
  await service.disconnect(caller, { id: 'one', reason: 'we moved' });
  await service.reconnect(caller, { id: 'one', reason: '', secrets: { token: 'third' } });
  const { person } = caller;
  assert.deepEqual(
    (await told()).map(({ position: _, at: __, ...rest }) => rest),
    [
      { what: 'reconnected', person, reason: '', settings: [], secrets: [] },
      { what: 'disconnected', person, reason: 'we moved', settings: [], secrets: [] },
      {
        what: 'settings',
        person,
        reason: 'mistyped',
        settings: [{ name: 'label', before: 'a', after: 'b' }],
        secrets: [],
      },
      {
        what: 'settings',
        person,
        reason: 'mistyped',
        settings: [
          { name: 'at', before: 'here', after: 'there' },
          { name: 'label', before: null, after: 'a' },
        ],
        secrets: [],
      },
    ],
  );
  assert.deepEqual(
    (await told(String(position + 1))).map(({ position: at }) => at),
    [position],
  );
  assert.deepEqual(await told(String(position)), []);
  const entry = await ledger.entry(org, position);
  assert.equal((await told()).at(-1)?.at, entry.received);
  await assert.rejects(service.changes(caller, { id: 'two' }), { code: 'not_found' });
});

test('nobody reads it while its settings are exchanged', async () => {
  const { change, deps, org } = await company();
  const reading = deps.db.alone(`collect ${org} one`, () => change({ at: 'here', label: 'x' }));
  await assert.rejects(reading, { code: 'busy' });
});

test('what somebody declared of a file is the word of whoever says anew what its columns mean', () => {
  const declared = { from: '2026-01-01', by: 'ann' };
  const before = { declared, mapping: { skip: [] } };
  const by = (given: object) =>
    (inOwnName(given, 'bob', before) as typeof before & { readonly declared: typeof declared }).declared.by;
  assert.equal(by(before), 'ann');
  assert.equal(by({ ...before, complete: true }), 'ann');
  assert.equal(by({ declared, mapping: { skip: ['contractors'] } }), 'bob');
  assert.equal(by({ ...before, declared: { ...declared, from: '2026-02-01' } }), 'bob');
});
