import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apartTold, nothingKnown } from './apart-told.ts';

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

test('where no list is known it is said once, and no longer once one is', () => {
  const never = { known: 0, neverRun: ['a.b', 'a.c'] };
  assert.equal(nothingKnown([never, { known: 0, neverRun: ['a.c'] }]), 'not known yet, as 2 checks never ran');
  for (const known of [
    { known: 1, neverRun: ['a.b'] },
    { known: 0, neverRun: [] },
    { known: null, neverRun: ['a.b'] },
  ])
    assert.equal(nothingKnown([never, known]), null);
});
