import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whoDoes, whose } from './whose.ts';

test('what is nobody’s says among whom it waits', () => {
  assert.equal(whose('ada@acme.example', 'security'), 'ada@acme.example');
  assert.equal(whose(null, 'security'), 'nobody (security)');
  assert.equal(whose(undefined, 'hr'), 'nobody (HR)');
});

test('a task of somebody’s own waits among no function', () => {
  assert.equal(whoDoes({ kind: 'own', function: 'security', assignee: null }), 'nobody');
  assert.equal(whoDoes({ kind: 'gap', function: 'security', assignee: null }), 'nobody (security)');
});
