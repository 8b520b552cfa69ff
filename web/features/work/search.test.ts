import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchIn } from './search.ts';

const filled = (said: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(searchIn(said)).filter(([, value]) => value !== undefined));

test('what the address asks for and is no choice is not asked for', () => {
  assert.deepEqual(filled({ state: 'banana', function: 7, mine: 'no' }), {});
  assert.deepEqual(filled({ state: 'done', function: 'hr', mine: true, task: 'gap backups' }), {
    state: 'done',
    function: 'hr',
    mine: true,
    task: 'gap backups',
  });
});
