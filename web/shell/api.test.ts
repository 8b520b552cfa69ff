import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { failureOf } from '#/contract/failure.ts';
import { DomainError } from '#/core/errors.ts';
import { api, chooseOrganization } from './api.ts';
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
