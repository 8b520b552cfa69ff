import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allCommands, commandsUnder, findCommand, opensData, WORDS } from './registry.ts';

test('a command that was renamed is found by its old words, and listed under the new ones alone', async () => {
  for (const second of ['list', 'assign', 'drop', 'reopen', 'reminders'])
    assert.equal((await findCommand(['task', second, 'x']))?.command.name, `work ${second}`);
  assert.equal((await commandsUnder('task')).length, (await commandsUnder('work')).length);
  assert.ok(opensData('task'));
  assert.ok(!WORDS.includes('task'));
  assert.ok((await allCommands()).every(({ name }) => !name.startsWith('task')));
  assert.equal(await findCommand(['constructor']), null);
});
