import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fsck } from '#/app/fsck.ts';
import { type Attestry, openAttestry } from '#/app/wire.ts';
import { localClient } from '#/contract/local-client.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { readiness } from '#/features/readiness/index.ts';
import { withSnapshot } from '#/platform/db/dump.ts';
import { type TestDatabase, testDatabase } from '#test/kit/database.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { company, writeEverything } from '#test/kit/writes.ts';
import { BackupReader } from './archive.ts';
import { backup } from './backup.ts';
import { restoreBackup } from './restore.ts';

const db = await testDatabase();
const made = await company(db);
await writeEverything(made);
const { attestry, folder } = made;
const { org, slug } = made.organization;
await db.admin.query(
  `insert into attestry_auth."user" (name, email, "emailVerified", "updatedAt") values ('Ada', E'ada\\n"\\\\,(@acme.example', true, now());
   insert into attestry_auth.account ("accountId", "providerId", "userId", password, "updatedAt") select id::text, 'credential', id, 'digest', now() from attestry_auth."user";
   insert into attestry_auth.session ("expiresAt", token, "updatedAt", "userId") select now(), 'a token', now(), id from attestry_auth."user"`,
);

const signal = new AbortController().signal;
const file = path.join(folder, 'backup.tar');
const before = await attestry.ledger.status(org);
const done = await backup(attestry, { file, withSecretKey: false, signal });
const restoring = { file, known: [] as readonly string[], reason: 'the disk was lost', signal };

/** A folder for a restore, with the key that was kept apart. */
function place(target: TestDatabase, { key = true } = {}): Attestry['config'] {
  const data = testFolder();
  if (key) copyFileSync(path.join(folder, 'secret.key'), path.join(data, 'secret.key'));
  return { ...attestry.config, data, databaseUrl: target.url };
}

/** Every row of a database, as text; all but what the new epoch adds. */
async function everything(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  return withSnapshot(url, async (snapshot) => {
    const found = new Map<string, string[]>();
    for await (const { org: of, schema, table, rows } of snapshot.rows()) {
      const name = `${of ?? ''} ${schema}.${table}`;
      found.set(name, [...(found.get(name) ?? []), ...rows].sort());
    }
    return found;
  });
}

/** What the status says at the moment of the backup. */
const standing = (of: Attestry) =>
  localClient(readinessContract, readiness(of), { org, person: 'ada@acme.example' }).status({
    engagement: 'soc2',
    asOf: new Date(before.received).toISOString(),
  });

test('a backup comes back whole, and its log goes on in a new epoch', async () => {
  const target = await testDatabase();
  const config = place(target);
  const original = await everything(db.url);
  const found = await fsck(attestry, org);
  const restored = await restoreBackup(config, { ...restoring, known: [before.checkpoint] });

  const log = restored.find(({ organization }) => organization === slug) ?? assert.fail(slug);
  assert.deepEqual([log.entries, log.position, log.epoch, log.known], [before.size, before.size, 2, 1]);
  assert.deepEqual(log.fsck.damages, found.damages);
  assert.deepEqual([log.fsck.files, log.fsck.entries], [found.files, found.entries + 2]); // the new epoch, and the line of the audit log
  assert.equal(restored.length, done.organizations);

  const now = await everything(target.url);
  assert.ok(original.size > 30, `${original.size} tables`);
  for (const [name, rows] of original) {
    const kept = new Set(now.get(name));
    const gone = rows.filter((row) => !kept.has(row));
    // The head of a log is changed by what is appended; everything else is as it was.
    assert.deepEqual(name.endsWith('.ledger_log') ? [] : gone, [], name);
  }
  const accounts =
    'select u.email, a.password from attestry_auth."user" u join attestry_auth.account a on a."userId" = u.id';
  const { rows: who } = await db.admin.query(accounts);
  assert.equal(who.length, 1);
  assert.deepEqual((await target.admin.query(accounts)).rows, who, 'accounts are of no organization, and come back');
  const { rows: sessions } = await target.admin.query('select token from attestry_auth.session');
  assert.deepEqual(sessions, [], 'who was signed in signs in again');

  const opened = await openAttestry(config);
  try {
    assert.deepEqual(await standing(opened), await standing(attestry));
    const { rows: strict } = await target.admin.query(
      `select conname from pg_constraint where contype = 'f' and condeferrable and conrelid = 'attestry_auth.account'::regclass`,
    );
    assert.deepEqual(strict, [], 'references are as strict as before');
  } finally {
    await opened.close();
  }
});

test('a changed byte is named wherever it is, and nothing is restored', async () => {
  const target = await testDatabase();
  const bytes = readFileSync(file);
  const damaged = path.join(folder, 'damaged.tar');
  for (let place = 0; place < 60; place += 1) {
    const at = Math.floor((bytes.length - 1) * (place / 59));
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    writeFileSync(damaged, copy);
    assert.throws(() => new BackupReader(damaged), { code: 'backup_damaged' }, `byte ${at}`);
  }
  writeFileSync(damaged, bytes.subarray(0, bytes.length - 1));
  const config = place(target);
  await assert.rejects(restoreBackup(config, { ...restoring, file: damaged }), { code: 'backup_damaged' });
  assert.deepEqual(readdirSync(config.data), ['secret.key']);
  assert.deepEqual(await target.organizations(), []);
});

test('a restore is refused where something is, and leaves it alone', async () => {
  const config = { ...place(db), data: testFolder(), secret: readFileSync(path.join(folder, 'secret.key'), 'utf8') };
  await assert.rejects(restoreBackup(config, restoring), { code: 'restore_occupied' });
  assert.equal((await attestry.ledger.status(org)).size, before.size);

  const target = await testDatabase();
  const occupied = place(target);
  mkdirSync(path.join(occupied.data, 'blobs'));
  await assert.rejects(restoreBackup(occupied, restoring), { code: 'restore_occupied' });
});

test('without the key that opens its secrets, or with another, nothing is restored', async () => {
  const target = await testDatabase();
  const config = place(target, { key: false });
  await assert.rejects(restoreBackup(config, restoring), { code: 'restore_without_key' });
  const other = { ...config, secret: Buffer.alloc(32, 7).toString('base64') };
  await assert.rejects(restoreBackup(other, restoring), { code: 'secret_unreadable' });
  assert.deepEqual(readdirSync(config.data), []);

  const secret = readFileSync(path.join(folder, 'secret.key'));
  assert.ok(!readFileSync(file).includes(secret), 'the key is not in a backup unless it is asked for');
  const withKey = path.join(folder, 'with-key.tar');
  await backup(attestry, { file: withKey, withSecretKey: true, signal });
  assert.ok(readFileSync(withKey).includes(secret));
  await restoreBackup(config, { ...restoring, file: withKey });
  assert.deepEqual(readFileSync(path.join(config.data, 'secret.key')), secret);
});

test('a backup that is older than a known checkpoint, or of another history, is refused, and can be tried again', async () => {
  const target = await testDatabase();
  const config = place(target);
  await made.attestry.db.transaction(org, (tx) =>
    made.attestry.ledger.seal(tx, org, [{ kind: 'test-thing', payload: { n: 1 } }]),
  );
  const { checkpoint: later } = await attestry.ledger.status(org);
  await assert.rejects(restoreBackup(config, { ...restoring, known: [later] }), { code: 'checkpoint_newer' });

  const [first = '', , ...rest] = before.checkpoint.split('\n');
  const fork = [first, String(before.size - 1), ...rest].join('\n');
  await assert.rejects(restoreBackup(config, { ...restoring, known: [fork] }), { code: 'checkpoint_foreign' });
  assert.ok(!existsSync(path.join(config.data, 'blobs')), 'what was put back is taken away');

  const restored = await restoreBackup(config, restoring);
  assert.equal(restored.find(({ organization }) => organization === slug)?.epoch, 2);
});
