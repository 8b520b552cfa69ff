import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { API } from '#/contract/api.ts';
import type { Endpoint } from '#/contract/endpoint.ts';
import { actionGroups, actionWords } from '#/core/action-words.ts';

/** What members ask to be changed stands in the audit log under the name of its endpoint. */
const asked = Object.entries(API).flatMap(([noun, contract]) =>
  Object.entries(contract as Readonly<Record<string, Endpoint>>)
    .filter(([, { method, file }]) => method !== 'GET' || file !== undefined)
    .filter(([, { permission }]) => permission !== 'public' && permission !== 'self')
    .map(([call]) => `${noun}.${call}`),
);
/** Written in the same way there, and no line of the log. */
const NO_ACTIONS: readonly string[] = ['account.library', 'account.confirm', 'directory.read'];
/** Names that are written beside the endpoints: what happens to accounts, what a directory asks, what only the terminal does. */
const beside = /(?<=')(?:account|directory|identity|ledger|erasure|installation)\.[a-z]+(?:-[a-z]+)*(?=')/g;
const written = globSync(['src/app/{server,cli,backup,demo}/**/*.ts', 'src/{platform/auth,features/account}/**/*.ts'])
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) => readFileSync(file, 'utf8').match(beside) ?? [])
  .filter((name) => !NO_ACTIONS.includes(name));
const known = actionGroups().flatMap(({ actions }) => actions);

test('everything that comes into the audit log is said in words', () => {
  assert.ok(asked.length > 80 && written.length > 20, `${asked.length} asked, ${written.length} written`);
  const pairs = [...asked, ...written, 'account.sign-in-passkey-break-glass'];
  assert.deepEqual(
    pairs.filter((name) => actionWords(name) === name),
    [],
  );
});

test('no words are left of what is gone, and no two actions have the same', () => {
  const isThere = (name: string): boolean =>
    asked.includes(name) || written.includes(name.replace(/-break-glass$/, ''));
  assert.deepEqual(
    known.filter(({ name }) => !isThere(name)).map(({ name }) => name),
    [],
  );
  assert.equal(new Set(known.map(({ words }) => words)).size, known.length);
});

test('what is not known keeps its name', () => {
  for (const name of ['vendors.add', 'account.constructor', 'constructor.name', 'controls'])
    assert.equal(actionWords(name), name);
});
