import assert from 'node:assert/strict';
import { test } from 'node:test';
import { libraryControl } from './library.ts';
import { REVIEWER_QUESTIONS } from './reviewer-questions.ts';

test('every question is asked once, and rests on controls that there are', () => {
  assert.ok(REVIEWER_QUESTIONS.length >= 40);
  assert.equal(new Set(REVIEWER_QUESTIONS.map(({ question }) => question)).size, REVIEWER_QUESTIONS.length);
  const unknown = REVIEWER_QUESTIONS.flatMap(({ controls }) => controls).filter(
    (id) => libraryControl(id) === undefined,
  );
  assert.deepEqual(unknown, []);
});
