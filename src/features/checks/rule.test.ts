import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameLimits } from './rule.ts';

const january = { from: Date.UTC(2026, 0, 1), values: { months: 3 } };
const march = { from: Date.UTC(2026, 2, 1), values: { months: 3 } };

test('limits that a new version of a control leaves as they were are the same limits', () => {
  assert.ok(sameLimits([march], [january, march]), 'dated back');
  assert.ok(sameLimits([january], [january, march]));
  assert.ok(sameLimits([], []));
});

test('limits that hold from another day, or are others, are not the same', () => {
  const shorter = { ...march, values: { months: 1 } };
  assert.ok(!sameLimits([january], [january, shorter]));
  assert.ok(!sameLimits([january, shorter], [january, { ...shorter, from: march.from + 1 }]));
  assert.ok(!sameLimits([january, shorter, { ...january, from: march.from + 1 }], [january]));
  assert.ok(!sameLimits([january], [shorter]));
  assert.ok(!sameLimits([january], [{ ...january, was: shorter.values }]), 'or were dated back');
});
