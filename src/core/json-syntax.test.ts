import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { brokenAt } from './json-syntax.ts';

const ENDS = { place: 'its end', because: 'it ends too early' };

test('the place where a text stops being JSON is told by line and column, without what stands there', () => {
  const because = 'this is not how JSON is written';
  const at = (line: number, column: number) => ({ place: `line ${line}, column ${column}`, because });
  assert.deepEqual(brokenAt('{\n "a": secret }'), at(2, 7));
  assert.deepEqual(brokenAt('{"a": 1,\n}'), at(2, 1));
  assert.deepEqual(brokenAt('[1, 2,]'), at(1, 7));
  assert.deepEqual(brokenAt('{"a" 1}'), at(1, 6));
  assert.deepEqual(brokenAt('{"a": }'), at(1, 7));
  assert.deepEqual(brokenAt('{"a": 1]'), at(1, 8));
  assert.deepEqual(brokenAt('{} {}'), at(1, 4));
  assert.deepEqual(brokenAt("{'a': 1}"), at(1, 2));
  assert.deepEqual(brokenAt('{"a": "two\nlines"}'), at(1, 7));
  for (const early of ['', ' ', '{', '{"a": ', '{"a": 1', '[1,', '["a"'])
    assert.deepEqual(brokenAt(early), ENDS, early);
});

test('what is JSON is read to its end, and the first sign too many is found', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom('}', ']', ',', ':', 'x'), (text, sign) => {
      assert.deepEqual(brokenAt(text), ENDS);
      assert.equal(brokenAt(`${text} ${sign}`).place, `line 1, column ${text.length + 2}`);
    }),
  );
});
