import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apartTold } from './apart-told.ts';

const ran = (known: number | null, ...neverRun: string[]): string => apartTold({ known, neverRun });

test('a number is told only where every check that would add to it ran', () => {
  assert.equal(ran(0), '0');
  assert.equal(ran(1_204), '1,204');
});

test('what checks that never ran would add is not known, and never told as none', () => {
  assert.equal(ran(0, 'a.b'), 'not known, as 1 check never ran');
  assert.equal(ran(3, 'a.b', 'a.c'), '3 known, 2 checks never ran');
  assert.equal(ran(null, 'a.b'), 'not worked out yet');
});
