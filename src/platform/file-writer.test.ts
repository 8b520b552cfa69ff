import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { testFolder } from '#test/kit/ledger.ts';
import { writeFileWhole, writeNewFile } from './file-writer.ts';

const says = (text: string) => (writer: { write(bytes: Uint8Array): Promise<void> }) => writer.write(Buffer.from(text));

test('a new file takes no place that is taken, be it taken meanwhile', async () => {
  const file = path.join(testFolder(), 'new');
  let second: Promise<unknown> = Promise.resolve();
  await assert.rejects(
    writeNewFile(file, async (writer) => {
      await writer.write(Buffer.from('first'));
      writeFileSync(file, 'second'); // by another process
      second = writeNewFile(file, says('third')).catch((error: unknown) => error);
      await second;
    }),
    { code: 'file_unwritable', message: /new cannot be made or used: it is there already/ },
  );
  assert.match(String(await second), /it is there already/);
  assert.equal(readFileSync(file, 'utf8'), 'second');
  assert.deepEqual(readdirSync(path.dirname(file)), ['new'], 'no draft is left');
});

test('a file that is written whole replaces one, and no folder', async () => {
  const folder = testFolder();
  const file = path.join(folder, 'file');
  for (const text of ['one', 'two']) {
    await writeFileWhole(file, says(text));
    assert.equal(readFileSync(file, 'utf8'), text);
  }
  mkdirSync(path.join(folder, 'there'));
  await assert.rejects(writeFileWhole(path.join(folder, 'there'), says('x')), { code: 'file_unwritable' });
});

test('what a killed process of the same id left keeps nobody from writing', async () => {
  const file = path.join(testFolder(), 'file');
  writeFileSync(`${file}.${process.pid}.draft`, 'half of it');
  await writeNewFile(file, says('whole'));
  assert.equal(readFileSync(file, 'utf8'), 'whole');
});

test('what cannot be begun is named as it was asked for', async () => {
  const file = path.join(testFolder(), 'nowhere', 'file');
  for (const write of [writeFileWhole, writeNewFile])
    await assert.rejects(write(file, says('x')), { code: 'ENOENT', path: file });
});
