import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { program } from '#test/kit/program.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { folderBlobs } from './folder.ts';

const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes);
const fileOf = (root: string, address: string): string =>
  path.join(root, 'artifacts', address.slice(0, 2), address.slice(2));

test('what was put is read again, listed, and gone when it is removed', async () => {
  const root = testFolder();
  const blobs = folderBlobs(root);
  assert.deepEqual(await blobs.list('artifacts'), []);
  const all = [Buffer.alloc(0), Buffer.from('a'), randomBytes(3_000_000)];
  for (const bytes of all) await blobs.put('artifacts', sha256(bytes), bytes);
  for (const bytes of all) assert.deepEqual(Buffer.from(await blobs.get('artifacts', sha256(bytes))), bytes);
  assert.deepEqual([...(await blobs.list('artifacts'))].sort(), all.map(sha256).sort());
  await blobs.remove('artifacts', sha256(all[1] ?? assert.fail()));
  await blobs.remove('artifacts', sha256(Buffer.from('never there')));
  await assert.rejects(blobs.get('artifacts', sha256(Buffer.from('a'))), { code: 'blob_missing' });
  await assert.rejects(blobs.open('artifacts', sha256(Buffer.from('a'))), { code: 'blob_missing' });
});

test('one flipped bit, a byte more or a byte less is found on the next read, and put mends it', async () => {
  const root = testFolder();
  const blobs = folderBlobs(root);
  const bytes = randomBytes(1_000);
  const address = sha256(bytes);
  const flipped = Buffer.from(bytes);
  flipped[617] = (flipped[617] ?? 0) ^ 4;
  for (const damaged of [flipped, bytes.subarray(1), Buffer.concat([bytes, Buffer.of(0)]), Buffer.alloc(0)]) {
    await blobs.put('artifacts', address, bytes);
    fs.writeFileSync(fileOf(root, address), damaged);
    await assert.rejects(blobs.get('artifacts', address), { code: 'blob_damaged' });
    await blobs.put('artifacts', address, bytes);
    assert.deepEqual(Buffer.from(await blobs.get('artifacts', address)), bytes);
  }
});

test('what is put piece by piece is what the pieces are together, and is mended as anything else', async () => {
  const root = testFolder();
  const blobs = folderBlobs(root);
  const all = [randomBytes(1_000_000), Buffer.alloc(0), randomBytes(7)];
  const bytes = Buffer.concat(all);
  const address = sha256(bytes);
  const pieces = { length: bytes.length, pieces: () => all };
  await blobs.put('artifacts', address, pieces);
  assert.deepEqual(Buffer.from(await blobs.get('artifacts', address)), bytes);
  const last = Buffer.from(bytes);
  last[last.length - 1] = (last.at(-1) ?? 0) ^ 1;
  fs.writeFileSync(fileOf(root, address), last);
  await blobs.put('artifacts', address, pieces);
  assert.deepEqual(Buffer.from(await blobs.get('artifacts', address)), bytes);
});

test('parts are read exactly, and never more than there is', async () => {
  const blobs = folderBlobs(testFolder());
  const bytes = randomBytes(100);
  await blobs.put('segments', sha256(bytes), bytes);
  const opened = await blobs.open('segments', sha256(bytes));
  assert.deepEqual(Buffer.from(opened.read(10, 20)), bytes.subarray(10, 30));
  for (const [offset, length] of [
    [90, 11],
    [101, 1],
    [0, 2 ** 40],
  ] as const)
    assert.throws(() => opened.read(offset, length), RangeError);
  opened.close();
});

test('nothing but an address names a file', async () => {
  const blobs = folderBlobs(testFolder());
  for (const address of ['', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(63)}/`, `${'a'.repeat(64)}.draft`])
    await assert.rejects(async () => blobs.put('artifacts', address, Buffer.of(1)), TypeError);
});

test('what a crash leaves beside a file is never taken for it', async () => {
  const root = testFolder();
  const blobs = folderBlobs(root);
  const bytes = randomBytes(100);
  const file = fileOf(root, sha256(bytes));
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.77.1.draft`, bytes.subarray(0, 50));
  await assert.rejects(blobs.get('artifacts', sha256(bytes)), { code: 'blob_missing' });
  assert.deepEqual(await blobs.list('artifacts'), []);
  await blobs.put('artifacts', sha256(bytes), bytes);
  assert.deepEqual(await blobs.list('artifacts'), [sha256(bytes)]);
  assert.deepEqual(Buffer.from(await blobs.get('artifacts', sha256(bytes))), bytes);
});

test('a folder that cannot be listed is not an empty one', async () => {
  const root = testFolder();
  fs.writeFileSync(path.join(root, 'artifacts'), 'a file where the folder should be');
  await assert.rejects(folderBlobs(root).list('artifacts'), { code: 'ENOTDIR' });
});

test('the bytes are synced before they get their name, and the name before it is acknowledged', async () => {
  const traced = program(path.join(import.meta.dirname, '../../../test/kit/traced-put.ts'), [testFolder()]);
  const steps = JSON.parse(await traced.line()) as readonly string[];
  assert.deepEqual(steps, [
    'mkdir', // and each new folder is synced in the one that lists it
    'sync folder',
    'sync folder',
    'sync folder',
    'open draft',
    'write',
    'sync draft',
    'rename',
    'sync folder',
    'acknowledged',
  ]);
  assert.equal(await traced.ended, 0);
});
