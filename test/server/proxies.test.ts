import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import { configFrom } from '#/platform/config.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

/** What the metrics, which this machine alone may read, answer to a request that says where it comes from. */
async function metricsOf(proxies: string, forwarded: string): Promise<number> {
  const { url, close } = await testInstallation({ environment: { ATTESTRY_PROXY: proxies } });
  const { status } = await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': forwarded } });
  await close();
  return status;
}

const CASES: readonly (readonly [what: string, proxies: string, forwarded: string, status: number])[] = [
  ['without a proxy nothing is believed', '0', '203.0.113.9', 200],
  ['a proxy says where a request comes from', '1', '203.0.113.9', 401],
  ['what a client wrote before it is not believed', '1', '127.0.0.1, 203.0.113.9', 401],
  ['of two proxies the outer one saw the client', '2', '203.0.113.9, 10.0.0.2', 401],
  ['nor is it with two', '2', '127.0.0.1, 203.0.113.9, 10.0.0.2', 401],
];
for (const [what, proxies, forwarded, status] of CASES)
  test(what, async () => assert.equal(await metricsOf(proxies, forwarded), status));

test('the audit log holds the address that the proxy saw', async () => {
  const installation = await testInstallation({ environment: { ATTESTRY_PROXY: '1' } });
  const org = await organizationIn(installation, 'acme');
  const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
  const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9' };
  await ada.browser.send('POST', '/api/jobs/verify', { body: {}, headers });
  const { body } = await ada.browser.send('GET', '/api/identity/actions?name=jobs');
  const [action] = body['actions'] as { address: string }[];
  assert.equal(action?.address, '203.0.113.9');
});

test('what is no number of proxies is refused when the server starts', () => {
  for (const wrong of ['yes', '-1', '1.5', '10'])
    assert.throws(
      () => configFrom({ ATTESTRY_PROXY: wrong }, {}),
      (error) => error instanceof DomainError && error.code === 'variable_invalid',
    );
});
