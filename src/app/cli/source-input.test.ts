import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { Context, Given } from './command.ts';
import { secretsIn, settingsIn } from './source-input.ts';

const line = (options: Readonly<Record<string, readonly string[]>>, remote: Context['remote'] = null) => ({
  command: 'source add',
  given: {
    args: [],
    text: (name) => options[name]?.at(-1),
    needed: (name) => options[name]?.at(-1) ?? '',
    texts: (name) => options[name] ?? [],
    flag: () => false,
    whole: (_, preset) => preset,
  } satisfies Given,
  context: { remote },
});

const FAR = { url: 'https://attestry.acme.example', key: 'a key' } as unknown as Context['remote'];

test('a path is made a whole one on the machine that reads it, also where nothing is there yet', async () => {
  const set = async (pair: string) => Object.values(await settingsIn(line({ set: [pair] })))[0];
  assert.equal(await set('repository=../nowhere'), path.resolve('..', 'nowhere'));
  assert.equal(await set('repository=.'), process.cwd());
  assert.equal(await set('repository=~/app'), path.join(homedir(), 'app'));
  assert.equal(await set('repository=~'), homedir());
  assert.equal(await set('path=people.csv'), path.resolve('people.csv'));
  assert.equal(await set('repository=src'), path.resolve('src'), 'it is there');
  assert.equal(await set('repository=git@github.com:acme/app.git'), 'git@github.com:acme/app.git');
  assert.equal(await set('repository=https://github.com/acme/app'), 'https://github.com/acme/app');
  const handedIn = 'upload:01234567-89ab-4cde-8f01-23456789abcd/people.csv';
  assert.equal(await set(`path=${handedIn}`), handedIn);
  assert.equal(await set('name=../app'), '../app', 'no place');
});

test('of a server, a path is given in full, because it is not of this machine', async () => {
  for (const pair of ['repository=../app', 'repository=~/app', 'path=people.csv', 'repository=src'])
    await assert.rejects(settingsIn(line({ set: [pair] }, FAR)), /The server reads it, not this machine/, pair);
  assert.deepEqual(await settingsIn(line({ set: ['repository=/srv/app'] }, FAR)), { repository: '/srv/app' });
});

test('what is not of the form of a secret is not said again', async () => {
  await assert.rejects(secretsIn(line({ secret: ['ghp_abc'] })), (error) => {
    assert.match(String(error), /--secret reads NAME=VALUE$/);
    return true;
  });
  assert.deepEqual(await secretsIn(line({ secret: ['token=a=b'] })), { token: 'a=b' });
});
