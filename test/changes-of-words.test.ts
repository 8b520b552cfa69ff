import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesBetween } from '#web/features/controls/changes.ts';

const shown = (before: string, after: string): string =>
  changesBetween(before, after)
    .map(({ kind, words }) => (kind === 'same' ? words : kind === 'gone' ? `-${words}-` : `+${words}+`))
    .join(' ');

test('what both texts have stays, and the rest is said to be gone or new', () => {
  assert.equal(
    shown('Access ends within one business day of leaving.', 'Access ends within two business days of leaving.'),
    'Access ends within -one- +two+ business -day- +days+ of leaving.',
  );
  assert.equal(shown('', 'all new'), '+all new+');
  assert.equal(shown('all gone', ''), '-all gone-');
  assert.equal(shown('the same', 'the  same'), 'the same');
});
