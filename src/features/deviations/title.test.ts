import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restOf, titleOf } from './title.ts';

test('a task is called by its first sentence, and by no more of it than a list has room for', () => {
  const long = 'word '.repeat(40).trim();
  assert.deepEqual(
    ['Pushing is refused.', 'Pushing is refused. Bo sees to it.', 'One line\nAnother one', long].map(titleOf),
    ['Pushing is refused.', 'Pushing is refused', 'One line', `${'word '.repeat(24).trim()} …`],
  );
});

test('what its title says is not said of a task once more', () => {
  const long = 'word '.repeat(40).trim();
  assert.deepEqual(
    ['Pushing is refused.', 'Pushing is refused. Bo sees to it.', 'One line\nAnother one', long].map(restOf),
    ['', 'Bo sees to it.', 'Another one', long],
  );
});
