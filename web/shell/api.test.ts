import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { afterEach, test } from 'node:test';
import { failureOf } from '#/contract/failure.ts';
import { DomainError } from '#/core/errors.ts';
import { api, apiHere, chooseOrganization, queries } from './api.ts';
import { confirmation } from './confirmation.ts';

const { fetch } = globalThis;
afterEach(() => void (globalThis.fetch = fetch));

test('what waits to be confirmed in one organization is not done in another that is looked at meanwhile', async () => {
  const asked: (string | null)[] = [];
  const refusal = JSON.stringify(failureOf(new DomainError('confirmation_required'), 'a request'));
  globalThis.fetch = async (_, init) => {
    asked.push(new Headers(init?.headers).get('attestry-organization'));
    const [status, body] = asked.length === 1 ? [403, refusal] : [200, JSON.stringify({ position: 1 })];
    return new Response(body, { status, headers: { 'content-type': 'application/json' } });
  };
  chooseOrganization('acme');
  const done = api.identity.setSecurity({ secondFactor: false }).then(
    () => 'done',
    ({ code }: DomainError) => code,
  );
  while (confirmation.now() === null) await new Promise((resolve) => setImmediate(resolve));
  const waiting = confirmation.now();
  chooseOrganization('other');
  waiting?.go();
  assert.equal(await done, 'confirmation_required');
  assert.deepEqual(asked, ['acme']);
  assert.equal(confirmation.now(), null);
});

test('what asks several times ends in the organization where it began, and asks there to confirm nothing from another', async () => {
  const asked: (string | null)[] = [];
  let refused = false;
  globalThis.fetch = async (_, init) => {
    asked.push(new Headers(init?.headers).get('attestry-organization'));
    const refusal = JSON.stringify(failureOf(new DomainError('confirmation_required'), 'a request'));
    const [status, body] = refused ? [403, refusal] : [200, JSON.stringify({ position: 1, knownOutcome: 'pass' })];
    return new Response(body, { status, headers: { 'content-type': 'application/json' } });
  };
  chooseOrganization('acme');
  const here = apiHere();
  const exclude = () => here.checks.exclude({ id: 'a.b', item: 'x', reason: 'It was never in use.' });
  await exclude();
  chooseOrganization('other');
  await exclude();
  assert.deepEqual(asked, ['acme', 'acme']);
  refused = true;
  await assert.rejects(exclude(), { code: 'confirmation_required' });
  assert.equal(confirmation.now(), null);
});

test('what stands before a server that is gone says so in words of its own, and no error of ours is made of them', async () => {
  globalThis.fetch = async () => new Response('<h1>Bad gateway</h1>', { status: 502 });
  await assert.rejects(api.organization.show({}), { code: 'server_unreachable' });
});

test('the server is asked also where the browser believes to be offline, as one on the same machine is there', () => {
  const { queries: reads, mutations } = queries.getDefaultOptions();
  assert.deepEqual([reads?.networkMode, mutations?.networkMode], ['always', 'always']);
});

/** Functions that wait, as far as a search finds them: each from its `async` to where another begins, or a blank line. */
const waitingIn = (source: string): readonly string[] =>
  source.split(/\n\s*\n|(?=\basync\b)|\b(?:mutationFn|on[A-Z]\w+):/).filter((each) => each.startsWith('async'));

test('nothing on a page asks the organization that is looked at by then, after it waited', () => {
  const pages = globSync('web/{features,kit,shell}/**/*.{ts,tsx}').filter((file) => !file.includes('.test.'));
  assert.ok(pages.length > 150, String(pages.length));
  const late = pages.filter((file) =>
    waitingIn(readFileSync(file, 'utf8')).some((body) => {
      const asks = body.match(/(?<![\w.#/'])api\.\w+\.\w+\(/g) ?? [];
      const waitsFirst = /\bawait (?!api\.|here\.)[\s\S]*(?<![\w.])api\.\w+\.\w+\(/.test(body);
      const waitsWithin = /(?<![\w.])api\.\w+\.\w+\((?:(?!\n {2,6}\}\);|;\n)[\s\S])*\bawait (?!api\.)/.test(body);
      return asks.length > 1 || (asks.length > 0 && (waitsFirst || waitsWithin || /\b(?:for|while) \(/.test(body)));
    }),
  );
  assert.deepEqual(late, []);
});

test('an answer that is not one of ours is told by its status, and asks nobody to look for a request', async () => {
  globalThis.fetch = async () => new Response('<h1>Forbidden</h1>', { status: 403 });
  await assert.rejects(api.account.me({}), ({ code, message, fix }: DomainError) => {
    assert.equal(code, 'answer_foreign');
    assert.match(message, /status 403/);
    assert.doesNotMatch(fix, /unknown/);
    return true;
  });
});
