import assert from 'node:assert/strict';
import { test } from 'node:test';
import { artifactGrade, gradeByHand } from './grades.ts';

test('what a person handed in is read from the source by their word alone', () => {
  assert.equal(artifactGrade('source', 'github'), 'read from the source');
  assert.equal(artifactGrade('source', null), 'read from the source, as the person said who attached it');
  assert.equal(
    gradeByHand('source', 'ada@acme.example'),
    'read from the source, as ada@acme.example said who attached it',
  );
  assert.equal(gradeByHand('export', 'ada@acme.example'), 'exported by a person');
});
