import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { hash, randomBytes } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { testFolder } from '#test/kit/ledger.ts';
import { Reading } from './reading.ts';

const MB = 2 ** 20;
const file = path.join(testFolder(), 'bytes');
const bytes = randomBytes(5 * MB + 3);
writeFileSync(file, bytes);
const handle = openSync(file, 'r');
after(() => closeSync(handle));

/** Short and long ones, in no order, some of which overlap. */
const PARTS = [
  { offset: 3, length: 4 * MB },
  { offset: 0, length: 0 },
  { offset: 7, length: 100 },
  { offset: MB, length: MB },
  { offset: 2 * MB, length: 3 * MB + 3 },
];

const readAll = async (reading: Reading): Promise<void> => {
  const read = await Promise.all(PARTS.map((part) => reading.read({ handle, ...part })));
  for (const [at, { offset, length }] of PARTS.entries()) {
    const expected = bytes.subarray(offset, offset + length);
    assert.deepEqual(Buffer.from(read[at]?.bytes ?? []), expected);
    assert.equal(read[at]?.sha256, hash('sha256', expected));
  }
};

test('each part is what stands there, and what that hashes to, by however many threads', async () => {
  for (const threads of [0, 1, 2]) {
    const reading = new Reading(threads);
    await readAll(reading);
    await reading.close();
  }
});

test('a thread that ended while it read is missed by nobody, and another comes in its place', async () => {
  const reading = new Reading(1);
  const asked = readAll(reading);
  await reading.close();
  await asked;
  await readAll(reading);
  await reading.close();
});

test('a file that ends before is an error, and the thread goes on', async () => {
  const reading = new Reading(1);
  await assert.rejects(reading.read({ handle, offset: 4 * MB, length: 2 * MB }), RangeError);
  await assert.rejects(reading.read({ handle, offset: bytes.length, length: 1 }), RangeError);
  await readAll(reading);
  await reading.close();
});

test('the process waits for what is read, and for no thread after it', async () => {
  const script = `
    import { openSync } from 'node:fs';
    import { Reading } from ${JSON.stringify(path.join(import.meta.dirname, 'reading.ts'))};
    const { sha256 } = await new Reading(2).read({ handle: openSync(${JSON.stringify(file)}, 'r'), offset: 0, length: ${bytes.length} });
    console.log(sha256);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    timeout: 8_000, // less than a thread stays
  });
  assert.equal(stdout.trim(), hash('sha256', bytes));
});
