import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultParseSearch, defaultStringifySearch } from '@tanstack/react-router';
import { placed, type Where, whereOf, window } from './place.ts';

const id = (number: number): string => String(number).padStart(40, '0');
/** A history as git prints it: the id, its parent, who, and what. */
const HISTORY = Array.from({ length: 1_000 }, (_, at) => [id(at), id(at - 1), 'Ada', ...Array(5).fill(`change ${at}`)])
  .map(([first, ...rest]) => [`${first}␀`, ...rest].join('\n'))
  .join('\n');

test('an address leads to the lines of a record, and says all that finds them', () => {
  const where = whereOf('commit 1000', `acme/shop@${id(999)}`);
  const asked = defaultParseSearch(defaultStringifySearch({ ...where })) as unknown as Where;
  assert.deepEqual({ ...asked }, where);
  const found = placed(HISTORY, asked);
  const [from = -1, to = -1] = found.marked ?? [];
  const { first, shown } = window(found);
  assert.match(shown[from - first] ?? '', new RegExp(`^${id(999)}`));
  assert.equal(shown[to - first], 'change 999');
});

test('what has no commit is found by its row or by its pointer, and is nowhere else', () => {
  assert.deepEqual(whereOf('row 2', 'acme/7'), { place: 'row 2' });
  assert.deepEqual(placed('a\nb\nc', { place: 'row 2' }).marked, [1, 1]);
  assert.deepEqual(placed('{"a":[1,2]}', { place: '/a/1' }).marked, [3, 3]);
  assert.equal(placed('a\nb', { place: 'commit 1' }).marked, null);
  assert.equal(placed(HISTORY, { place: 'commit 1', commit: 'f'.repeat(40) }).marked, null);
});
