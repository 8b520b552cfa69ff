import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAuth } from '#/platform/auth/auth.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';
import { codeBefore, fromBase32, totp as codeNow } from '#test/kit/totp.ts';

const installation = await testInstallation();
const { url, db, attestry } = installation;
const org = await organizationIn(installation, 'acme');
const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const bob = await personIn(installation, { org, role: 'contributor', email: 'bob@acme.example' });
const codes: string[] = [];
let secret: Uint8Array = new Uint8Array();

const codeOf = (answer: { readonly body: Record<string, unknown> }): unknown =>
  (answer.body['error'] as { code?: string } | undefined)?.code;

const totp = (steps = 0): string => codeNow(secret, steps);

const signIn = async (browser: Browser, email: string) =>
  browser.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } });

test('an authenticator app is set up with its own code', async () => {
  const begun = await ada.browser.send('POST', '/api/auth/two-factor/enable', { body: { password: PASSWORD } });
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  secret = fromBase32(new URL(String(begun.body['totpURI'])).searchParams.get('secret') ?? '');
  codes.push(...(begun.body['backupCodes'] as string[]));
  assert.ok(codes.length >= 10);
  const wrong = await ada.browser.send('POST', '/api/auth/two-factor/verify-totp', { body: { code: '000000' } });
  assert.equal(codeOf(wrong), 'sign_in_refused');
  const body = { code: await codeBefore(secret) };
  const right = await ada.browser.send('POST', '/api/auth/two-factor/verify-totp', { body });
  assert.equal(right.status, 200, JSON.stringify(right.body));
  const again = await ada.browser.send('POST', '/api/auth/two-factor/verify-totp', { body });
  assert.equal(codeOf(again), 'sign_in_refused', 'a code that is sent again is refused, and ends no session of theirs');
  assert.equal((await ada.browser.send('GET', '/api/account')).body['strong'], true);
});

test('the password alone opens nothing any more, and a code opens once', async () => {
  const browser = new Browser(url);
  const half = await signIn(browser, ada.email);
  assert.equal(half.body['twoFactorRedirect'], true);
  assert.equal(codeOf(await browser.send('GET', '/api/account')), 'unauthenticated');
  const code = totp();
  const whole = await browser.send('POST', '/api/auth/two-factor/verify-totp', { body: { code } });
  assert.equal(whole.status, 200, JSON.stringify(whole.body));
  assert.equal((await browser.send('GET', '/api/account')).status, 200);
  const watcher = new Browser(url);
  await signIn(watcher, ada.email);
  const again = await watcher.send('POST', '/api/auth/two-factor/verify-totp', { body: { code } });
  assert.equal(codeOf(again), 'sign_in_refused');
  assert.deepEqual(again.headers.getSetCookie(), []);
  const { rows } = await db.admin.query('select count(*)::int as n from attestry_auth.session where "userId" = $1', [
    ada.account,
  ]);
  assert.equal(rows[0].n, 2, 'the session that the second use of the code opened is gone');
});

test('no device is trusted to leave out the second factor', async () => {
  const browser = new Browser(url);
  await signIn(browser, ada.email);
  const answer = await browser.send('POST', '/api/auth/two-factor/verify-totp', {
    body: { code: totp(1), trustDevice: true },
  });
  assert.equal(codeOf(answer), 'input_invalid');
});

test('what is sent is judged as JSON, however its type is written', async () => {
  const headers = { 'content-type': 'Application/JSON' };
  const browser = new Browser(url);
  await browser.send('POST', '/api/auth/sign-in/email', { body: { email: ada.email, password: PASSWORD }, headers });
  const trusting = { body: { code: totp(1), trustDevice: true }, headers };
  assert.equal(codeOf(await browser.send('POST', '/api/auth/two-factor/verify-totp', trusting)), 'input_invalid');
  const outcomes: unknown[] = [];
  for (let tries = 0; tries < 11; tries += 1) {
    const body = { email: 'nobody@acme.example', password: `wrong ${tries} wrong` };
    outcomes.push(codeOf(await new Browser(url).send('POST', '/api/auth/sign-in/email', { body, headers })));
  }
  assert.deepEqual(outcomes.slice(-2), ['sign_in_refused', 'too_many_requests']);
});

test('a recovery code opens once', async () => {
  const [code = ''] = codes;
  const use = async () => {
    const browser = new Browser(url);
    await signIn(browser, ada.email);
    return browser.send('POST', '/api/auth/two-factor/verify-backup-code', { body: { code } });
  };
  assert.equal((await use()).status, 200);
  assert.equal(codeOf(await use()), 'sign_in_refused');
});

test('an organization that asks for a second factor lets nobody in without one', async () => {
  assert.equal((await bob.browser.send('GET', '/api/controls')).status, 200);
  const set = await ada.browser.send('PUT', '/api/identity/security', { body: { secondFactor: true } });
  assert.equal(set.status, 200, JSON.stringify(set.body));
  assert.equal(codeOf(await bob.browser.send('GET', '/api/controls')), 'second_factor_required');
  assert.equal((await bob.browser.send('GET', '/api/account')).status, 200);
  assert.equal((await ada.browser.send('GET', '/api/controls')).status, 200);
});

test('what is dangerous asks whether it is still them', async () => {
  await db.admin.query(
    `update attestry_auth.session set confirmed = now() - interval '11 minutes' where "userId" = $1`,
    [ada.account],
  );
  const invite = () =>
    ada.browser.send('POST', '/api/identity/invitations', { body: { email: 'new@acme.example', role: 'member' } });
  assert.equal(codeOf(await invite()), 'confirmation_required');
  const wrong = await ada.browser.send('POST', '/api/account/confirm', { body: { password: 'not the right one' } });
  assert.equal(codeOf(wrong), 'sign_in_refused');
  const right = await ada.browser.send('POST', '/api/account/confirm', { body: { password: PASSWORD } });
  assert.equal(right.status, 200, JSON.stringify(right.body));
  const invited = await invite();
  assert.equal(invited.status, 200, JSON.stringify(invited.body));
});

test('an invitation makes an account once, in the role that it says', async () => {
  const made = await ada.browser.send('POST', '/api/identity/invitations', {
    body: { email: 'carol@acme.example', role: 'contributor' },
  });
  const token = String(made.body['link']).split('#')[1] ?? '';
  const carol = new Browser(url);
  const shown = await carol.send('POST', '/api/account/invitation', { body: { token } });
  assert.equal(shown.body['role'], 'contributor');
  const joined = await carol.send('POST', '/api/account/join', { body: { token, name: 'Carol', password: PASSWORD } });
  assert.equal(joined.status, 200, JSON.stringify(joined.body));
  const again = await carol.send('POST', '/api/account/join', { body: { token, name: 'Eve', password: PASSWORD } });
  assert.equal(codeOf(again), 'link_invalid');
  await signIn(carol, 'carol@acme.example');
  const me = await carol.send('GET', '/api/account');
  const [first] = me.body['organizations'] as Record<string, unknown>[];
  assert.deepEqual([first?.['role'], first?.['needsSecondFactor']], ['contributor', true]);
});

test('a session that is ended, and a member who is removed, are out at the next request', async () => {
  const browser = new Browser(url);
  const dora = await personIn(installation, { org, role: 'sales', email: 'dora@acme.example' });
  await signIn(browser, dora.email);
  await dora.browser.send('DELETE', '/api/account/sessions');
  assert.equal(codeOf(await browser.send('GET', '/api/account')), 'unauthenticated');
  assert.equal((await dora.browser.send('GET', '/api/account')).status, 200);
  const removed = await ada.browser.send('DELETE', `/api/identity/members/${dora.account}`);
  assert.equal(removed.status, 200, JSON.stringify(removed.body));
  assert.equal(codeOf(await dora.browser.send('GET', '/api/organization')), 'organization_unclear');
  const last = await ada.browser.send('DELETE', `/api/identity/members/${ada.account}`);
  assert.equal(codeOf(last), 'last_owner');
});

test('after ten tries an account waits, whether it exists or not', async () => {
  for (const email of [bob.email, 'nobody@acme.example']) {
    const outcomes: unknown[] = [];
    for (let count = 0; count < 12; count += 1) {
      const body = { email, password: `wrong ${count} wrong` };
      outcomes.push(codeOf(await new Browser(url).send('POST', '/api/auth/sign-in/email', { body })));
    }
    const refused = outcomes.filter((outcome) => outcome === 'sign_in_refused').length;
    assert.ok(refused <= 10 && outcomes.at(-1) === 'too_many_requests', `${email}: ${outcomes.join(' ')}`);
  }
});

test('routes of the library that are not listed do not exist', async () => {
  for (const route of [
    '/sign-up/email',
    '/delete-user',
    '/change-email',
    '/sso/register',
    '/two-factor/send-otp',
    '/list-sessions',
  ])
    assert.equal(codeOf(await ada.browser.send('POST', `/api/auth${route}`, { body: {} })), 'route_unknown', route);
});

test('the library wants no other tables than those that the migrations make', async () => {
  const auth = await openAuth({ database: db.url, vault: attestry.vault, url });
  assert.deepEqual(await auth.missing(), []);
  await auth.close();
});
