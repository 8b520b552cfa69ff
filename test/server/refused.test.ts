import assert from 'node:assert/strict';
import { get } from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openAuth } from '#/platform/auth/auth.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';
import { codeBefore, fromBase32 } from '#test/kit/totp.ts';

const installation = await testInstallation();
const { url, attestry, db } = installation;
const org = await organizationIn(installation, 'acme');
const other = await organizationIn(installation, 'other');
const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const bob = await personIn(installation, { org, role: 'contributor', email: 'bob@acme.example' });
const eve = await personIn(installation, { org: other, role: 'owner', email: 'eve@other.example' });

interface Line {
  readonly person: string;
  readonly name: string;
  readonly outcome: string;
  readonly address: string;
}

const linesOf = async (browser: Browser): Promise<readonly string[]> => {
  const { body } = await browser.send('GET', '/api/identity/actions?name=account.');
  return (body['actions'] as Line[]).map(({ person, name, outcome }) => `${person} ${name} ${outcome}`);
};

/** It is written behind the answer. */
async function stands(line: string, times = 1): Promise<void> {
  let lines: readonly string[] = [];
  for (let look = 0; look < 100; look += 1) {
    lines = await linesOf(ada.browser);
    if (lines.filter((each) => each === line).length >= times) return;
    await sleep(50);
  }
  assert.fail(`${line} does not stand in\n${lines.join('\n')}`);
}

const tried = async (route: string, body: object, browser = new Browser(url)): Promise<void> => {
  const { status } = await browser.send('POST', `/api/auth${route}`, { body });
  assert.ok(status >= 400, `${route} ${status}`);
};

test('what is refused before it is read stands in the audit log, whatever its names hold', async () => {
  const names = ['a%00b', '%00', `${'x'.repeat(299)}%F0%9F%98%80`];
  const action = async (name: string): Promise<readonly unknown[]> => {
    const { body } = await ada.browser.send('GET', `/api/identity/actions?name=${name}&limit=200`);
    return body['actions'] as readonly unknown[];
  };
  for (const name of names) {
    const opened = await bob.browser.send('POST', `/api/mail/${name}/open`, { body: {} });
    assert.equal(opened.status, 403, `${name}: ${JSON.stringify(opened.body)}`);
    const erased = await bob.browser.send('POST', `/api/erasures/artifacts/${name}`, { body: {} });
    assert.equal(erased.status, 403, `${name}: ${JSON.stringify(erased.body)}`);
  }
  assert.equal((await action('mail.open')).length, names.length);
  const { body } = await ada.browser.send('POST', '/api/directory/connections', { body: { name: 'Hostile' } });
  const headers = { authorization: `Bearer ${String(body['token'])}` };
  for (const name of names) {
    const removed = await fetch(`${url}/scim/v2/Users/${name}`, { method: 'DELETE', headers });
    assert.equal(removed.status, 404, name);
  }
  assert.equal((await action('directory.person-removed')).length, names.length);
});

test('who takes the audit log and may not stands in it', async () => {
  const session = `attestry.session_token=${bob.browser.cookie('attestry.session_token') ?? ''}`;
  const taken = await fetch(`${url}/api/identity/actions/file?format=csv`, { headers: { cookie: session } });
  assert.equal(taken.status, 403);
  const { body } = await ada.browser.send('GET', '/api/identity/actions?name=identity.actions-exported');
  assert.deepEqual(
    (body['actions'] as Line[]).map(({ person, outcome }) => [person, outcome]),
    [[bob.email, 'forbidden']],
  );
});

test('a wrong password stands in the audit log of those whose account it is, and of nobody else', async () => {
  await tried('/sign-in/email', { email: 'Bob@Acme.example', password: 'not it at all' });
  await tried('/sign-in/email', { email: 'nobody@acme.example', password: 'not it at all' });
  await stands('bob@acme.example account.sign-in sign_in_refused');
  const { body } = await ada.browser.send('GET', '/api/identity/actions?outcome=sign_in_refused');
  const [line] = body['actions'] as Line[];
  assert.equal(line?.address, '127.0.0.1');
  assert.ok(!(await linesOf(ada.browser)).some((each) => each.includes('nobody@')));
  assert.ok(!(await linesOf(eve.browser)).some((each) => each.includes('sign_in_refused')));
});

test('whoever tries the password of somebody else stands in the log of theirs, also from an account of their own', async () => {
  await tried('/sign-in/email', { email: bob.email, password: 'not it at all' }, eve.browser);
  await stands('bob@acme.example account.sign-in sign_in_refused', 2);
  assert.ok(!(await linesOf(eve.browser)).some((each) => each.includes('sign_in_refused')));
});

test('so does a wrong code behind the right password, a passkey that is not let in, and a wrong old password', async () => {
  const begun = await bob.browser.send('POST', '/api/auth/two-factor/enable', { body: { password: PASSWORD } });
  const secret = fromBase32(new URL(String(begun.body['totpURI'])).searchParams.get('secret') ?? '');
  await tried('/two-factor/verify-totp', { code: '000000' }, bob.browser);
  await stands('bob@acme.example account.second-factor-shown sign_in_refused'); // they are in, and stay in
  const code = { body: { code: await codeBefore(secret) } };
  assert.equal((await bob.browser.send('POST', '/api/auth/two-factor/verify-totp', code)).status, 200);
  const browser = new Browser(url);
  await browser.send('POST', '/api/auth/sign-in/email', { body: { email: bob.email, password: PASSWORD } });
  await tried('/two-factor/verify-totp', { code: '000000' }, browser);
  await stands('bob@acme.example account.sign-in-second-factor sign_in_refused');
  await tried('/two-factor/verify-backup-code', { code: 'aaaaa-bbbbb' }, browser);
  await stands('bob@acme.example account.sign-in-recovery-code sign_in_refused');
  await tried(
    '/change-password',
    { currentPassword: 'not it at all', newPassword: 'meadow-copper-lantern-31' },
    bob.browser,
  );
  await stands('bob@acme.example account.password-changed password_wrong');
  await db.admin.query(
    `insert into attestry_auth.passkey (id, name, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp")
     values (gen_random_uuid(), 'key', 'x', $1, 'a-credential', 0, 'singleDevice', false)`,
    [bob.account],
  );
  const key = new Browser(url);
  await key.send('GET', '/api/auth/passkey/generate-authenticate-options');
  await tried('/passkey/verify-authentication', { response: { id: 'a-credential' } }, key);
  await stands('bob@acme.example account.sign-in-passkey sign_in_refused');
});

test('who cannot show again that it is them stands in it, too', async () => {
  const { status } = await ada.browser.send('POST', '/api/account/confirm', { body: { password: 'not it at all' } });
  assert.ok(status >= 400);
  await stands('ada@acme.example account.confirmed sign_in_refused');
});

test('whoever changes their password is told of both that are wrong at once, and guesses neither without end', async () => {
  const change = async (currentPassword: string, newPassword: string): Promise<readonly unknown[]> => {
    const body = { currentPassword, newPassword };
    const answer = await eve.browser.send('POST', '/api/auth/change-password', { body });
    const { code, also = [] } = answer.body['error'] as { code: string; also?: readonly { code: string }[] };
    return [code, ...also.map((each) => each.code)];
  };
  assert.deepEqual(await change('not it at all', 'password'), ['password_wrong', 'password_weak']);
  assert.deepEqual(await change(PASSWORD, 'password'), ['password_weak']);
  assert.deepEqual(await change('not it at all', 'meadow-copper-lantern-31'), ['password_wrong']);
  for (let chosen = 0; chosen < 12; chosen += 1)
    assert.deepEqual(
      await change(PASSWORD, 'password'),
      ['password_weak'],
      'who knows it chooses as often as they like',
    );
  const asked = async (): Promise<unknown> => {
    const { body } = await eve.browser.send('POST', '/api/auth/two-factor/enable', { body: { password: 'not it' } });
    return (body['error'] as { code: string }).code;
  };
  for (let guessed = 0; guessed < 5; guessed += 1) {
    await change('not it at all', 'password');
    assert.equal(await asked(), 'password_wrong', `guess ${guessed}`);
  }
  assert.deepEqual([await change(PASSWORD, 'password'), await asked()], [['too_many_requests'], 'too_many_requests']);
});

test('what is counted out is not written down each time', async () => {
  const guess = { email: ada.email, password: 'not it at all' };
  for (let guessed = 0; guessed < 15; guessed += 1) await tried('/sign-in/email', guess);
  await stands('ada@acme.example account.sign-in sign_in_refused', 10);
  assert.equal(
    (await linesOf(ada.browser)).filter((each) => each.startsWith('ada@acme.example account.sign-in ')).length,
    11,
  );
});

test('a link that is asked for, and an address that one confirms', async () => {
  await new Browser(url).send('POST', '/api/account/forgotten', { body: { email: bob.email } });
  await stands('bob@acme.example account.password-asked asked');
  await db.admin.query('update attestry_auth."user" set "emailVerified" = false where id = $1', [bob.account]);
  const auth = await openAuth({ database: db.url, vault: attestry.vault, url });
  const link = await auth.addressLink(bob.email);
  await auth.close();
  await fetch(link.replace(/token=[^&]+/, 'token=x'), { redirect: 'manual' });
  for (let opened = 0; opened < 2; opened += 1) await fetch(link, { redirect: 'manual' });
  await stands('bob@acme.example account.address-confirmed done');
  assert.equal((await linesOf(ada.browser)).filter((each) => each.includes('address-confirmed')).length, 1);
});

test('a body that is called no JSON is not taken for one', async () => {
  const headers = { 'content-type': 'text/plain' };
  const { status, body } = await ada.browser.send('POST', '/api/controls', { body: { controls: [] }, headers });
  assert.deepEqual([status, (body['error'] as { code: string }).code], [415, 'media_refused']);
});

test('nor is one by which somebody signs in, and that is said in our form', async () => {
  const headers = { 'content-type': 'text/plain', origin: url };
  const body = JSON.stringify({ email: ada.email, password: PASSWORD });
  for (const route of ['/sign-in/email', '/sign-out', '/company', '/none']) {
    const answer = await fetch(`${url}/api/auth${route}`, { method: 'POST', headers, body });
    const { error } = (await answer.json()) as { error?: { code: string; facts: unknown } };
    assert.deepEqual(
      [answer.status, error?.code, error?.facts],
      [415, 'media_refused', { media: 'text/plain' }],
      route,
    );
  }
  const form = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams(),
  });
  assert.equal(form.status, 415);
});

test('a body that is called anything but UTF-8 is not read as if it were', async () => {
  const sent = async (route: string, type: string): Promise<number> => {
    const headers = { 'content-type': type, origin: url, authorization: 'Bearer none' };
    return (await fetch(url + route, { method: 'POST', headers, body: '{}' })).status;
  };
  for (const route of ['/api/controls', '/api/auth/sign-in/email', '/api/account/forgotten', '/scim/v2/Users'])
    for (const charset of ['utf-16', 'UTF-16LE', '"iso-8859-1"', 'utf-8; charset=utf-16', ''])
      assert.equal(await sent(route, `application/json; charset=${charset}`), 415, `${route} ${charset}`);
  const posted = ['/api/auth/company/saml', '/t/acme/request'];
  for (const route of posted)
    assert.equal(await sent(route, 'application/x-www-form-urlencoded; charset=utf-16'), 415, route);
  for (const charset of ['utf-8', 'UTF-8', '"utf-8"', 'utf8'])
    assert.equal(await sent('/api/controls', `application/json; charset=${charset}`), 401, charset);
  const nothing = { 'content-type': 'application/json; charset=utf-16' };
  assert.equal((await fetch(`${url}/api/account/state`, { headers: nothing })).status, 200, 'there is no body');
});

test('a body that is called packed is not read as if it were not', async () => {
  const packed = { body: { controls: [] }, headers: { 'content-encoding': 'gzip' } };
  const { status, body } = await ada.browser.send('POST', '/api/controls', packed);
  assert.deepEqual([status, (body['error'] as { code: string }).code], [415, 'media_refused']);
  const plain = { body: { controls: [] }, headers: { 'content-encoding': 'identity' } };
  assert.notEqual((await ada.browser.send('POST', '/api/controls', plain)).status, 415);
});

test('a browser at an address that no page has is led to where there are some', async () => {
  const answer = await fetch(`${url}/assets/none.js`, { headers: { accept: 'text/html' } });
  const text = await answer.text();
  assert.equal(answer.status, 404);
  assert.match(text, /There is no page here.*<a href="\/">To Attestry<\/a>/s);
  assert.doesNotMatch(text, /reference/, 'it is no program that asks');
});

test('what looks for files finds none, and not the page of the console', async () => {
  for (const file of ['/.env', '/.git/config', '/assets', '/assets/none.js', '/wp-login.php', '/.well-known/none'])
    assert.equal((await fetch(url + file)).status, 404, file);
  for (const odd of [
    '/..%2f..%2fetc/passwd',
    '/%2e%2e%2fetc',
    '//api/controls',
    '/%00',
    '/checks/%00',
    '/checks/a%0ab',
    '/%5cetc',
    '/ ',
  ])
    assert.equal(await statusAt(odd), 404, odd);
  for (const room of [
    '/checks/changes.approved-by-another',
    '/assetsy',
    '/nowhere',
    '/',
    '/?x=%00',
    '/checks/',
    '/checks/x/items/https:%2f%2fa.example%2f..%2fb',
  ])
    assert.equal((await fetch(url + room)).status, 200, room);
});

/** Of an address that is sent as it stands here. */
const statusAt = (route: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    get({ hostname, port, path: route.replace(' ', '%20') }, (answer) => resolve(answer.resume().statusCode)).on(
      'error',
      reject,
    );
  });
