import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROLE_NAMES } from '#/features/identity/roles.ts';
import { organizationIn, personIn, type Person } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const org = await organizationIn(installation, 'acme');
const elsewhere = await organizationIn(installation, 'other');
const people = new Map<string, Person>();
for (const role of ROLE_NAMES)
  people.set(role, await personIn(installation, { org, role, email: `${role}@acme.example` }));
await personIn(installation, { org: elsewhere, role: 'admin', email: 'admin@other.example' });

async function namesOf(role: string, of: readonly string[]): Promise<unknown> {
  const query = of.map((address) => `of=${encodeURIComponent(address)}`).join('&');
  const { status, body } = await (people.get(role) ?? assert.fail(role)).browser.send(
    'GET',
    `/api/identity/names?${query}`,
  );
  assert.equal(status, 200, JSON.stringify(body));
  return body['names'];
}

for (const role of ROLE_NAMES)
  test(`as ${role} one reads by what names members go whose addresses one knows, and of nobody else`, async () => {
    const asked = ['Owner@acme.example', 'nobody@acme.example', 'admin@other.example', 'auditor@acme.example'];
    assert.deepEqual(await namesOf(role, asked), [{ email: 'owner@acme.example', name: 'owner' }]);
  });

test('nobody is listed: who asks for nobody, or for very many, is refused', async () => {
  const { browser } = people.get('sales') ?? assert.fail();
  assert.equal((await browser.send('GET', '/api/identity/names')).status, 422);
  const many = Array.from({ length: 51 }, (_, at) => `of=a${at}@acme.example`).join('&');
  assert.equal((await browser.send('GET', `/api/identity/names?${many}`)).status, 422);
});

test('a name that two members have tells nobody apart, and is said of neither', async () => {
  await personIn(installation, { org, role: 'member', email: 'second@acme.example' });
  assert.deepEqual(await namesOf('advisor', ['member@acme.example', 'second@acme.example']), []);
});
