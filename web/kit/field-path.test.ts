import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastPart } from './field-path.ts';

test('a field is known by the last name of its path, and not by the how manieth of a list it is', () => {
  assert.deepEqual(['last', 'settings.plainCommits', 'controls.3', 'task.due', '', '0'].map(lastPart), [
    'last',
    'plainCommits',
    'controls',
    'due',
    '',
    '',
  ]);
});
