import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Written by a command, so nobody reads them from top to bottom. */
const GENERATED = new Set(['src/platform/db/tables.ts']);

const lengths = globSync('{src,web}/**/*.{ts,tsx}')
  .filter((file) => !file.endsWith('.test.ts') && !GENERATED.has(file))
  .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
  .sort((a, b) => a.lines - b.lines);

const at = (share: number): number => lengths[Math.floor(share * (lengths.length - 1))]?.lines ?? assert.fail();

test('files stay small enough to be read at once', () => {
  assert.ok(lengths.length > 300, `${lengths.length} files were seen`);
  assert.ok(at(0.5) < 80, `half of the files have ${at(0.5)} lines or more`);
  assert.ok(at(0.95) < 250, `one file in twenty has ${at(0.95)} lines or more`);
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > 300),
    [],
  );
});
