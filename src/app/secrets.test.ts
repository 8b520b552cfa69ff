import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { answersOf, once } from '#/features/identity/index.ts';
import { mail } from '#/features/mail/index.ts';
import { secretsOf } from '#/features/sources/secrets.service.ts';
import { webhooks } from '#/features/webhooks/index.ts';
import { aboutWebhook } from '#/features/webhooks/service.ts';
import { openAuth } from '#/platform/auth/auth.ts';
import { addKey, dropOldKeys, openVault } from '#/platform/keys.ts';
import { formatSecret } from '#/platform/outbound/signature.ts';
import { testDatabase } from '#test/kit/database.ts';
import { company } from '#test/kit/writes.ts';
import { renewSecrets, SEALED } from './secrets.ts';
import { openAttestry } from './wire.ts';

const database = await testDatabase();
const { admin } = database;
const { attestry, folder, organization } = await company(database);
const { org } = organization;
const { db, vault } = attestry;
const url = 'http://localhost:4180';

const asked = { asker: 'ada', key: 'one', says: 'the same' };
const answer = (text: string) => ({ status: 200, body: text });
await once({ answers: answersOf(db, org), vault, now: () => 0 }, asked, async () => answer('first'));
const invited = { kind: 'invitation', to: 'bo@acme.example', subject: 'Join', text: 'Join', link: 'a link' } as const;
await db.transaction(org, (tx) => attestry.post(tx, org, { ...invited, expires: null }));
const { secret: hookSecret } = await webhooks(attestry).add(
  { org, person: 'a test' },
  { url: 'https://hooks.acme.example/', kinds: ['erasure'] },
);
const openAccounts = (with_: typeof vault) => openAuth({ database: db.url, vault: with_, url });
/** What was answered to a person for themselves. */
async function answeredForThemselves(with_: typeof vault, text: string): Promise<string> {
  const { answers, close } = await openAccounts(with_);
  try {
    return (await once({ answers, vault: with_, now: () => 0 }, asked, async () => answer(text))).body;
  } finally {
    await close();
  }
}
await answeredForThemselves(vault, 'first');

/** All that is encrypted, opened by whoever has only `secret`. */
async function everything(secret: string): Promise<void> {
  const other = await openAttestry({ ...attestry.config, secret, databaseUrl: db.url });
  try {
    assert.deepEqual(await secretsOf(other, org, 'accounts'), { token: 'a secret' });
    assert.ok(other.signing.current(org));
    const answers = answersOf(other.db, org);
    const again = await once({ answers, vault: other.vault, now: () => 0 }, asked, async () => answer('second'));
    assert.equal(again.body, 'first');
    assert.equal(await answeredForThemselves(other.vault, 'second'), 'first');
    const outbox = mail(other);
    const { messages } = await outbox.list({ org, person: 'a test' }, { limit: 10 });
    const { link } = await outbox.open({ org, person: 'a test' }, { id: messages[0]?.id ?? '' });
    assert.equal(link, 'a link');
    const { rows } = await admin.query<{ id: string; secret: Buffer }>('select id, secret from webhook');
    const [{ id, secret: kept } = assert.fail()] = rows;
    assert.equal(formatSecret(other.vault.open(kept, aboutWebhook(org, id))), hookSecret);
  } finally {
    await other.close();
  }
}

const held = (): readonly string[] => readFileSync(path.join(folder, 'secret.key'), 'utf8').split('\n');

test('a new key takes over everything, beside a process that has the old one', async () => {
  const [old = ''] = held();
  await everything(old);
  addKey(folder);
  const [newest = '', ...others] = held();
  assert.deepEqual(others, [old]);
  const sealedMeanwhile = vault.seal(Buffer.from('by a running server'), 'test');
  assert.equal(openVault(folder, newest).renew(sealedMeanwhile, 'test'), null, 'it took the new key up by itself');

  assert.equal(
    await renewSecrets(attestry),
    9,
    'a signing key, a token, a request and its answer of each sort, a message, a webhook, and what keeps sessions',
  );
  assert.equal(await renewSecrets(attestry), 0);
  assert.equal(dropOldKeys(folder), 1);
  assert.deepEqual(held(), [newest]);
  await everything(newest);
  await assert.rejects(everything(old), { code: 'secret_unreadable' });
  await attestry.ledger.rotateKey(org, 'and the log goes on');
});

test('where the key is a variable, the first of several seals and the others open', () => {
  const [one, two] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
  const before = openVault(folder, one).seal(Buffer.from('x'), 'test');
  const both = openVault(folder, `${two},${one}`);
  assert.equal(Buffer.from(both.open(before, 'test')).toString(), 'x');
  const renewed = both.renew(before, 'test');
  assert.ok(renewed);
  assert.equal(Buffer.from(openVault(folder, two).open(renewed, 'test')).toString(), 'x');
  assert.throws(() => both.open(before, 'another purpose'), { code: 'secret_unreadable' });
  assert.throws(() => openVault(folder, 'c2hvcnQ='), { code: 'secret_invalid' });
  assert.throws(() => openVault(folder, ' '), { code: 'secret_invalid' });
});

test('whatever seals something is among what is sealed anew', () => {
  const sealing = globSync('src/**/*.ts').filter(
    (file) => !file.endsWith('.test.ts') && /\bvault\.seal\(/.test(readFileSync(file, 'utf8')),
  );
  // The accounts belong to no organization; a backup's own word is there to try a key with.
  const elsewhere = ['src/platform/auth/auth.ts', 'src/app/backup/backup.ts'];
  assert.deepEqual(sealing.sort(), [...Object.keys(SEALED), ...elsewhere].sort());
});
