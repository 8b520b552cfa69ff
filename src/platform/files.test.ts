import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { readWhole } from './files.ts';

const tooLarge = (error: unknown): boolean => error instanceof DomainError && error.code === 'file_too_large';

test('a file is read whole, up to the most that is taken', async () => {
  const file = path.join(testFolder(), 'file');
  writeFileSync(file, Buffer.alloc(3 * 2 ** 20, 'ab'));
  assert.equal((await readWhole(file, 3 * 2 ** 20)).length, 3 * 2 ** 20);
  assert.equal((await readWhole(file))[1], 'b'.charCodeAt(0));
  await assert.rejects(readWhole(file, 3 * 2 ** 20 - 1), tooLarge);
});

test('what never ends is given up', async () => {
  await assert.rejects(readWhole('/dev/zero', 5 * 2 ** 20), tooLarge);
});

test('what is not there, and a folder, fail as the system says', async () => {
  const folder = testFolder();
  await assert.rejects(readWhole(path.join(folder, 'nothing')), { code: 'ENOENT' });
  await assert.rejects(readWhole(folder), { code: 'EISDIR' });
});
