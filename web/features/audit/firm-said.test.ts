import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firmSaid } from './firm-said.ts';

test('a firm whose people are let in is named before its letter is here, and nobody is where there is none', () => {
  assert.equal(firmSaid({ engaged: null, letIn: [] }), 'no firm engaged yet');
  assert.equal(firmSaid(undefined), 'by a CPA firm', 'what is not known yet is not said to be none');
  assert.equal(
    firmSaid({ engaged: null, letIn: ['Example CPAs', 'Other CPAs'] }),
    'Example CPAs and Other CPAs, whose engagement letter is not here yet',
  );
});
