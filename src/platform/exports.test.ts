import assert from 'node:assert/strict';
import { existsSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { testFolder } from '#test/kit/ledger.ts';
import { exportsIn } from './exports.ts';

const FILES = '/proc/self/fd';

/** How often this process has a file open; where the system does not tell, never. */
const timesOpen = (file: string): number =>
  existsSync(FILES) ? readdirSync(FILES).filter((fd) => targetOf(fd) === file).length : 0;

function targetOf(fd: string): string {
  try {
    return readlinkSync(`${FILES}/${fd}`);
  } catch {
    return ''; // it was that of the listing itself
  }
}

test('a file that nobody reads is not open, and one that somebody stops to read is closed', async () => {
  const exports = exportsIn(testFolder());
  const file = await exports.place('acme', 'job');
  writeFileSync(file, Buffer.alloc(3 * 2 ** 20, 7));
  const [left, read] = [await exports.open('acme', 'job'), await exports.open('acme', 'job')];
  assert.equal(left?.length, 3 * 2 ** 20);
  assert.equal(timesOpen(file), 0);
  for await (const bytes of read?.bytes ?? []) {
    assert.ok(bytes.length > 0);
    break;
  }
  await new Promise((done) => setTimeout(done, 50)); // it is closed behind whoever left
  assert.equal(timesOpen(file), 0);
  rmSync(file);
  // what was not open is gone for whoever comes late
  await assert.rejects(async () => {
    for await (const _ of left?.bytes ?? []) assert.fail('nothing is there');
  }, /ENOENT/);
  assert.equal(await exports.open('acme', 'job'), null);
});
