import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noItem } from './no-item.ts';

test('an empty list says why: nothing was read, nothing was run, or no item is like what was asked for', () => {
  const run = { untold: null, isRun: true, isOne: false };
  assert.match(noItem({ ...run, untold: 'no source tells of changes' }).why, /because no source tells of changes: /);
  assert.equal(noItem({ ...run, isRun: false }).what, 'Nothing was judged');
  assert.doesNotMatch(noItem({ ...run, isRun: false }).why, /bar/, 'before the first run there is none');
  assert.equal(noItem({ ...run, isRun: false, isOne: true }).what, 'Nothing was judged');
  assert.equal(noItem({ ...run, isOne: true }).what, 'The last run did not see this item');
  assert.match(noItem(run).why, /^The bar has /);
});
