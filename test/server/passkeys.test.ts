import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAuth } from '#/platform/auth/auth.ts';
import { type Authenticator, authenticator } from '#test/kit/authenticator.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url, db } = installation;
const org = await organizationIn(installation, 'acme');
const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const bob = await personIn(installation, { org, role: 'admin', email: 'bob@acme.example' });
const site = new URL(url).hostname;
const laptop = authenticator(site, url);

type Answer = Awaited<ReturnType<Browser['send']>>;
const codeOf = ({ body }: Answer): unknown => (body['error'] as { code?: string } | undefined)?.code;

const optionsFor = async (browser: Browser, what: 'register' | 'authenticate'): Promise<Record<string, unknown>> =>
  (await browser.send('GET', `/api/auth/passkey/generate-${what}-options`)).body;

const add = async (browser: Browser, device: Authenticator, as = {}, body = {}): Promise<Answer> => {
  const response = device.create(await optionsFor(browser, 'register'), as);
  return browser.send('POST', '/api/auth/passkey/verify-registration', { body: { name: 'Laptop', response, ...body } });
};

const signIn = async (browser: Browser, device: Authenticator, as = {}): Promise<Answer> => {
  const response = device.get(await optionsFor(browser, 'authenticate'), as);
  return browser.send('POST', '/api/auth/passkey/verify-authentication', { body: { response } });
};

const list = async (browser: Browser): Promise<readonly { id: string; name: string }[]> =>
  (await browser.send('GET', '/api/auth/passkey/list-user-passkeys')).body as never;

const age = (account: string) =>
  db.admin.query(`update attestry_auth.session set confirmed = now() - interval '11 minutes' where "userId" = $1`, [
    account,
  ]);

test('a passkey is added under a name, by somebody who showed just now that it is them', async () => {
  await age(ada.account);
  const options = await ada.browser.send('GET', '/api/auth/passkey/generate-register-options');
  assert.equal(codeOf(options), 'confirmation_required');
  await ada.browser.send('POST', '/api/account/confirm', { body: { password: PASSWORD } });
  const added = await add(ada.browser, laptop);
  assert.equal(added.status, 200, JSON.stringify(added.body));
  assert.deepEqual(
    (await list(ada.browser)).map(({ name }) => name),
    ['Laptop'],
  );
  assert.equal(
    codeOf(await new Browser(url).send('GET', '/api/auth/passkey/generate-register-options')),
    'unauthenticated',
  );
});

test('what a device of another site, without a person, of another question or without a name answers is not taken', async () => {
  const other = authenticator(site, url);
  assert.equal(codeOf(await add(ada.browser, other, { origin: 'https://evil.example' })), 'input_invalid');
  assert.equal(codeOf(await add(ada.browser, authenticator('evil.example', url))), 'input_invalid');
  assert.equal(codeOf(await add(ada.browser, other, { challenge: 'AAAA' })), 'input_invalid');
  assert.equal(codeOf(await add(ada.browser, other, { verified: false })), 'sign_in_refused');
  assert.equal(codeOf(await add(ada.browser, other, {}, { name: ' ' })), 'input_invalid');
  assert.equal(codeOf(await add(ada.browser, other, {}, { createSession: true })), 'input_invalid');
  assert.equal((await list(ada.browser)).length, 1);
});

test('it signs in alone, and counts where a second factor is asked for', async () => {
  const browser = new Browser(url);
  const entered = await signIn(browser, laptop);
  assert.equal(entered.status, 200, JSON.stringify(entered.body));
  assert.doesNotMatch(JSON.stringify(entered.body), /"token"/);
  assert.equal((await browser.send('GET', '/api/account')).body['strong'], true);
  const set = await browser.send('PUT', '/api/identity/security', { body: { secondFactor: true } });
  assert.equal(set.status, 200, JSON.stringify(set.body));
  assert.equal((await browser.send('GET', '/api/controls')).status, 200);
  assert.equal(codeOf(await ada.browser.send('GET', '/api/controls')), 'second_factor_required');
  assert.equal(codeOf(await bob.browser.send('GET', '/api/controls')), 'second_factor_required');
  await browser.send('PUT', '/api/identity/security', { body: { secondFactor: false } });
});

test('an answer opens once, to its own question, and only with the person that the device looked for', async () => {
  const browser = new Browser(url);
  for (const as of [{ origin: 'https://evil.example' }, { challenge: 'AAAA' }, { verified: false }])
    assert.equal(codeOf(await signIn(browser, laptop, as)), 'sign_in_refused', JSON.stringify(as));
  const response = laptop.get(await optionsFor(browser, 'authenticate'));
  const body = { response };
  assert.equal((await browser.send('POST', '/api/auth/passkey/verify-authentication', { body })).status, 200);
  const again = await new Browser(url).send('POST', '/api/auth/passkey/verify-authentication', { body });
  assert.equal(codeOf(again), 'sign_in_refused');
  assert.equal(codeOf(await signIn(new Browser(url), authenticator(site, url))), 'sign_in_refused');
  for (const wrong of [null, 'x', {}, { id: 7 }, { id: laptop.id, response: {} }]) {
    await optionsFor(browser, 'authenticate');
    const refused = await browser.send('POST', '/api/auth/passkey/verify-authentication', {
      body: { response: wrong },
    });
    assert.match(String(codeOf(refused)), /^(input_invalid|sign_in_refused)$/, JSON.stringify(wrong));
  }
});

test('it confirms what is dangerous, and the session before ends', async () => {
  const browser = new Browser(url);
  await signIn(browser, laptop);
  await age(ada.account);
  const invite = () =>
    browser.send('POST', '/api/identity/invitations', { body: { email: 'new@acme.example', role: 'member' } });
  assert.equal(codeOf(await invite()), 'confirmation_required');
  const count = async (): Promise<unknown> => (await browser.send('GET', '/api/account/sessions')).body['sessions'];
  const before = (await count()) as unknown[];
  assert.equal((await signIn(browser, laptop)).status, 200);
  assert.equal((await invite()).status, 200);
  assert.equal(((await count()) as unknown[]).length, before.length);
});

test('only its owner removes it, after confirming; then it opens nothing, and the audit log says all of it', async () => {
  const [{ id } = { id: '' }] = await list(ada.browser);
  const remove = (browser: Browser) => browser.send('POST', '/api/auth/passkey/delete-passkey', { body: { id } });
  assert.notEqual((await remove(bob.browser)).status, 200);
  await age(ada.account);
  assert.equal(codeOf(await remove(ada.browser)), 'confirmation_required');
  await ada.browser.send('POST', '/api/account/confirm', { body: { password: PASSWORD } });
  assert.equal((await remove(ada.browser)).status, 200);
  assert.deepEqual(await list(ada.browser), []);
  assert.equal(codeOf(await signIn(new Browser(url), laptop)), 'sign_in_refused');
  const { body } = await ada.browser.send('GET', '/api/identity/actions?name=account.');
  const names = new Set((body['actions'] as { name: string }[]).map(({ name }) => name));
  for (const name of ['account.passkey-added', 'account.sign-in-passkey', 'account.passkey-removed'])
    assert.ok(names.has(name), name);
});

test('whoever shows first that an address is theirs, by a new password, leaves no passkey that was there before', async () => {
  const auth = await openAuth({ database: db.url, vault: installation.attestry.vault, url });
  const reset = async (email: string): Promise<void> => {
    const body = { token: await auth.passwordToken(email), newPassword: 'meadow-copper-lantern-31-tide' };
    assert.equal((await new Browser(url).send('POST', '/api/auth/reset-password', { body })).status, 200);
  };
  for (const verified of [false, true]) {
    const email = `eli-${String(verified)}@acme.example`;
    const eli = await personIn(installation, { org, role: 'member', email });
    await db.admin.query('update attestry_auth."user" set "emailVerified" = $2 where id = $1', [eli.account, verified]);
    const device = authenticator(site, url);
    assert.equal((await add(eli.browser, device)).status, 200);
    await reset(email);
    const entered = await signIn(new Browser(url), device);
    if (verified) assert.equal(entered.status, 200, 'who showed it before keeps theirs');
    else assert.equal(codeOf(entered), 'sign_in_refused');
  }
  await auth.close();
});
