import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import { LISTED } from '#/core/place.ts';
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

test('a server that starts on a folder has its database started while its code is being read', () => {
  for (const word of ['serve', 'start', 'status']) assert.ok(opensData(word), word);
  for (const word of ['restore', 'doctor', 'demo']) assert.ok(!opensData(word), word);
});

test('the way out of what is not there names a command only where there is one', async () => {
  const names = (await allCommands()).map(({ name }) => name);
  assert.deepEqual(
    LISTED.filter((what) => !names.includes(`${what} list`)),
    [],
  );
  const fixOf = (what: string): string => new DomainError('not_found', { what, id: 'x' }).fix;
  assert.equal(fixOf('control'), 'List what there is: attestry control list');
  assert.equal(fixOf('item of person'), 'List what there is: attestry population list person');
  for (const what of ['week of the window', 'artifact', 'job', 'constructor'])
    assert.equal(fixOf(what), 'Correct what it was called.');
});
