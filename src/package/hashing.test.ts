import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type Digests, Hashing, type Part } from './hashing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attestry-hashing-'));
const file = path.join(folder, 'file');
writeFileSync(
  file,
  Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * at) % 251),
);
const handle = openSync(file, 'r');
const whole = readFileSync(file);
after(() => {
  closeSync(handle);
  rmSync(folder, { recursive: true });
});

const PARTS: readonly Part[] = [
  { offset: 0, length: 0 },
  { offset: 7, length: 1_000 },
  { offset: 0, length: whole.length },
  ...Array.from({ length: 100 }, (_, at) => ({ offset: at * 9_000, length: 12_345 })),
];
const EXPECTED = PARTS.map(({ offset, length }) =>
  createHash('sha256')
    .update(whole.subarray(offset, offset + length))
    .digest('hex'),
);
const found = (digests: Digests): readonly string[] => PARTS.map((_, part) => digests.of(part));

const ALONE = 0;
const HELPED = 2 ** 30;
const cannotHelp = availableParallelism() < 2;

function hashing(context: { after(end: () => void): void }, bytes: number): Hashing {
  const made = new Hashing(handle, bytes);
  context.after(() => made.close());
  return made;
}

test('one thread hashes all parts, in any order', (context) => {
  const digests = hashing(context, ALONE).begin(PARTS);
  assert.equal(digests.of(50), EXPECTED[50]);
  assert.deepEqual(found(digests), EXPECTED);
});

test('another thread does all of it while this one does something else', { skip: cannotHelp }, async (context) => {
  const digests = hashing(context, HELPED).begin(PARTS);
  const done = () => digests.batch.states.subarray(1).every((state) => state === 1);
  for (let tries = 0; tries < 500 && !done(); tries += 1) await setTimeout(20);
  assert.ok(done(), 'nothing was left to do');
  assert.deepEqual(found(digests), EXPECTED);
});

test('two threads give what one gives, batch after batch', (context) => {
  const both = hashing(context, HELPED);
  for (const digests of [both.begin(PARTS), both.begin(PARTS)]) assert.deepEqual(found(digests), EXPECTED);
});

test('what the other thread took and never did is done by this one', (context) => {
  const helped = hashing(context, HELPED);
  helped.close();
  const digests = helped.begin(PARTS);
  Atomics.add(digests.batch.states, 0, 1); // as if it had ended in the middle of this one
  assert.deepEqual(found(digests), EXPECTED);
});

for (const bytes of [ALONE, HELPED])
  test(`a part that the file does not have is refused, with ${bytes} bytes to hash, and the others are hashed`, (context) => {
    const digests = hashing(context, bytes).begin([...PARTS, { offset: whole.length - 10, length: 11 }]);
    assert.deepEqual(found(digests), EXPECTED);
    assert.throws(() => digests.of(PARTS.length), RangeError);
    assert.throws(() => digests.of(PARTS.length), RangeError);
  });
