import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAuth } from '#/platform/auth/auth.ts';
import { identityProvider, type Lie, visited } from '#test/kit/identity-provider.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';
import { testSmtp } from '#test/kit/smtp.ts';
import { fromBase32, totp } from '#test/kit/totp.ts';

const smtp = await testSmtp();
const installation = await testInstallation({ environment: { ATTESTRY_SMTP: smtp.address } });
const { attestry, url, db } = installation;
const acme = await organizationIn(installation, 'acme');
const other = await organizationIn(installation, 'other');
const ada = await personIn(installation, { org: acme, role: 'owner', email: 'ada@acme.example' });
const eve = await personIn(installation, { org: other, role: 'owner', email: 'eve@other.example' });
const provider = await identityProvider(`${url}/company`);
const MEMBER = { sub: 'ann-1', email: 'ann@acme.example', name: 'Ann', email_verified: true };

type Answer = Awaited<ReturnType<Browser['send']>>;
const codeOf = ({ body }: Answer): unknown => (body['error'] as { code?: string } | undefined)?.code;
const factsOf = ({ body }: Answer): Record<string, unknown> =>
  (body['error'] as { facts?: Record<string, unknown> } | undefined)?.facts ?? {};

const settings = (change = {}): object => ({
  body: {
    issuer: provider.issuer,
    client: provider.client,
    secret: provider.secret,
    domain: 'acme.example',
    joins: false,
    ...change,
  },
});
const set = (browser: Browser, change = {}): Promise<Answer> =>
  browser.send('PUT', '/api/single-sign-on', settings(change));

const begin = (browser: Browser, email = 'ann@acme.example'): Promise<Answer> =>
  browser.send('POST', '/api/account/company', { body: { email } });

/** Goes to the provider, as a browser does, and says what it brings back. */
const visit = async ({ body }: Answer): Promise<Record<string, string>> => ({
  ...(await visited(String(body['address']))),
  proof: String(body['proof']),
});

async function signIn(browser: Browser, { lie = {}, person = MEMBER }: { lie?: Lie; person?: object } = {}) {
  provider.lie = lie;
  provider.person = person as typeof MEMBER;
  const begun = await begin(browser);
  return begun.status === 200 ? browser.send('POST', '/api/auth/company', { body: await visit(begun) }) : begun;
}

test('an owner sets the provider, which must be what it calls itself, reachable, and of their own domain', async () => {
  provider.lie = { discovery: { issuer: 'https://elsewhere.example' } };
  assert.equal(codeOf(await set(ada.browser)), 'provider_refused', 'it calls itself another');
  provider.lie = { discovery: { token_endpoint: 'http://10.0.0.1/token' } };
  assert.equal(codeOf(await set(ada.browser)), 'webhook_refused', 'it sends us into a private network');
  provider.lie = { discovery: { authorization_endpoint: 'javascript:alert(1)' } };
  assert.equal(codeOf(await set(ada.browser)), 'webhook_refused', 'it sends people to a script');
  provider.lie = {};
  assert.equal(codeOf(await set(ada.browser, { domain: 'victim.example' })), 'sso_domain_taken');
  for (const issuer of ['http://10.0.0.1', 'https://169.254.169.254', 'https://[fd00::1]', 'http://example.com'])
    assert.equal(codeOf(await set(ada.browser, { issuer })), 'webhook_refused', issuer);
  assert.equal(codeOf(await begin(new Browser(url))), 'sso_unknown');
  const done = await set(ada.browser);
  assert.equal(done.status, 200, JSON.stringify(done.body));
  const shown = await ada.browser.send('GET', '/api/single-sign-on');
  assert.equal(shown.body['redirect'], `${url}/company`);
  assert.doesNotMatch(JSON.stringify(shown.body), /s3cret/);
  const { rows } = await db.admin.query("select encode(secret, 'escape') as secret from attestry.single_sign_on");
  assert.doesNotMatch(rows[0].secret, /s3cret/, 'it is encrypted');
  assert.deepEqual((await eve.browser.send('GET', '/api/single-sign-on')).body['provider'], null);
  assert.equal(codeOf(await set(eve.browser)), 'sso_domain_taken', 'another organization');
  assert.equal(
    codeOf(await set(ada.browser, { issuer: `${provider.issuer}/x`, secret: undefined })),
    'provider_refused',
  );
  assert.equal((await set(ada.browser, { secret: undefined })).status, 200, 'the secret stays with its provider');
  assert.equal(codeOf(await set(ada.browser, { client: 'another', secret: undefined })), 'input_invalid');
});

test('only who is invited comes in, once, as what they were invited', async () => {
  const refused = await signIn(new Browser(url));
  assert.equal(codeOf(refused), 'sso_not_invited', JSON.stringify(refused.body));
  assert.deepEqual(refused.headers.getSetCookie(), []);
  const invited = await ada.browser.send('POST', '/api/identity/invitations', {
    body: { email: MEMBER.email, role: 'contributor' },
  });
  assert.equal(invited.status, 200);
  const browser = new Browser(url);
  const entered = await signIn(browser);
  assert.equal(entered.status, 200, JSON.stringify(entered.body));
  assert.doesNotMatch(JSON.stringify(entered.body), /token/);
  const me = await browser.send('GET', '/api/account');
  const [first, ...more] = me.body['organizations'] as Record<string, unknown>[];
  assert.deepEqual(
    [me.body['strong'], me.body['company'], first?.['role'], more.length],
    [true, true, 'contributor', 0],
  );
  assert.equal((await browser.send('GET', '/api/controls')).status, 200);
  assert.equal((await signIn(new Browser(url))).status, 200, 'and again');
  const log = await ada.browser.send('GET', '/api/identity/actions?name=account.sign-in-company&outcome=done');
  assert.equal((log.body['actions'] as unknown[]).length, 2);
});

test('a token that is not signed by it, not for us, not for this sign-in, or of another time opens nothing', async () => {
  const now = Math.floor(Date.now() / 1_000);
  const strange = { userinfo: { sub: 'somebody-else' } };
  const lies: Readonly<Record<string, Lie>> = {
    'of another issuer': { claims: { iss: 'https://elsewhere.example' } },
    'for another client': { claims: { aud: 'somebody-else' } },
    'for several, and none in charge': { claims: { aud: [provider.client, 'somebody-else'] } },
    'for several, and another in charge': { claims: { aud: [provider.client, 'x'], azp: 'x' } },
    'of another sign-in': { claims: { nonce: 'another' } },
    'without what ties it to a sign-in': { claims: { nonce: undefined } },
    expired: { claims: { exp: now - 120 } },
    'of a time to come': { claims: { nbf: now + 600 } },
    'without an end': { claims: { exp: undefined } },
    'without a subject': { claims: { sub: '' } },
    'signed by another key': { signed: 'strange' },
    'naming a key that is not there': { signed: 'unknown' },
    'not signed': { signed: 'none' },
    'signed by a shared secret': { signed: 'shared' },
    'not signed, by a provider that says it does so': {
      signed: 'none',
      discovery: { id_token_signing_alg_values_supported: ['none', 'RS256'] },
    },
    'signed by a shared secret, by a provider that says it does so': {
      signed: 'shared',
      discovery: { id_token_signing_alg_values_supported: ['HS256', 'RS256'] },
    },
    'of a provider that calls itself another': { discovery: { issuer: 'https://elsewhere.example' } },
    'of a provider whose keys lie in a private network': { discovery: { jwks_uri: 'http://10.0.0.1/jwks' } },
    'of an address that was not verified': { claims: { email_verified: false } },
    'silent about whether the address was verified': { claims: { email_verified: undefined } },
    'of another domain': { claims: { email: 'eve@other.example' } },
    'of a domain that only looks alike': { claims: { email: 'ann@evil.acme.example' } },
    'of another person under the same address': { claims: { sub: 'ann-2' } },
    'with the address of another person beside it': { claims: { email: undefined }, ...strange },
  };
  for (const [what, lie] of Object.entries(lies)) {
    const answer = await signIn(new Browser(url), { lie });
    assert.match(String(codeOf(answer)), /^(provider|webhook)_refused$/, `${what}: ${JSON.stringify(answer.body)}`);
    assert.deepEqual(answer.headers.getSetCookie(), [], what);
  }
  const log = await ada.browser.send(
    'GET',
    '/api/identity/actions?name=account.sign-in-company&outcome=provider_refused',
  );
  assert.ok((log.body['actions'] as unknown[]).length > 15, 'the organization sees that it was tried');
});

test('an address that stands beside the token only is asked for', async () => {
  const lie = { claims: { email: undefined, email_verified: undefined, name: undefined } };
  assert.equal((await signIn(new Browser(url), { lie })).status, 200);
  const unverified = await signIn(new Browser(url), { lie: { ...lie, userinfo: { email_verified: false } } });
  assert.equal(codeOf(unverified), 'provider_refused');
});

test('an answer is taken once, from the browser that began, to the question that was asked', async () => {
  provider.lie = {};
  provider.person = MEMBER;
  const browser = new Browser(url);
  const send = (body: object): Promise<Answer> => browser.send('POST', '/api/auth/company', { body });
  const back = await visit(await begin(browser));
  assert.equal((await send(back)).status, 200);
  assert.equal(codeOf(await send(back)), 'provider_refused', 'twice');
  assert.equal(codeOf(await send({ ...(await visit(await begin(browser))), state: 'made up' })), 'provider_refused');
  const stolen = await visit(await begin(new Browser(url)));
  assert.match(String(factsOf(await send({ ...stolen, proof: 'another' }))['because']), /another browser/);
  const mixed = { ...(await visit(await begin(browser))), iss: 'https://elsewhere.example' };
  assert.equal(codeOf(await send(mixed)), 'provider_refused', 'another issuer answered');
  const { iss: _, ...silent } = await visit(await begin(browser));
  assert.equal(codeOf(await send(silent)), 'provider_refused', 'it says who answers, and here nobody does');
  const [one, two] = [await visit(await begin(browser)), await visit(await begin(browser))];
  assert.equal(codeOf(await send({ ...one, code: two['code'] ?? '' })), 'provider_refused', 'the code of another');
  assert.match(provider.refused.at(-1) ?? '', /PKCE|verif/i);
  for (const wrong of [{}, { state: 1 }, { ...back, more: true }])
    assert.equal(codeOf(await send(wrong)), 'input_invalid');
  const foreign = await browser.send('POST', '/api/auth/company', {
    body: back,
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(codeOf(foreign), 'origin_refused');
});

test('a session of a company opens that one alone, and does not change the account', async () => {
  const bob = await personIn(installation, { org: acme, role: 'admin', email: 'bob@acme.example' });
  await db.admin.query(
    `insert into member (org, account, email, name, role, added) values ($1, $2, 'bob@acme.example', 'Bob', 'owner', now())`,
    [other, bob.account],
  );
  const browser = new Browser(url);
  assert.equal((await signIn(browser, { person: { ...MEMBER, sub: 'bob-1', email: bob.email } })).status, 200);
  const me = await browser.send('GET', '/api/account');
  assert.deepEqual(
    (me.body['organizations'] as { slug: string }[]).map(({ slug }) => slug),
    ['acme'],
  );
  const there = { headers: { 'attestry-organization': 'other' } };
  assert.equal(codeOf(await browser.send('GET', '/api/controls', there)), 'not_found');
  assert.equal((await bob.browser.send('GET', '/api/controls', there)).status, 200, 'with the password they come in');
  for (const [method, route] of [
    ['GET', '/api/auth/passkey/generate-register-options'],
    ['GET', '/api/auth/passkey/list-user-passkeys'],
    ['POST', '/api/auth/two-factor/enable'],
    ['POST', '/api/auth/change-password'],
    ['POST', '/api/auth/update-user'],
    ['DELETE', '/api/account/sessions'],
  ] as const) {
    const body =
      method === 'POST' ? { body: { password: PASSWORD, newPassword: 'meadow-copper-lantern-31-tide' } } : {};
    assert.equal(codeOf(await browser.send(method, route, body)), 'company_session', route);
  }
  assert.equal(((await browser.send('GET', '/api/account/sessions')).body['sessions'] as unknown[]).length, 1);
});

test('management’s provider never vouches for an auditor', async () => {
  await personIn(installation, {
    org: acme,
    role: 'auditor',
    email: 'kim@acme.example',
    expires: '2099-01-01T00:00:00Z',
  });
  const answer = await signIn(new Browser(url), { person: { ...MEMBER, sub: 'kim', email: 'kim@acme.example' } });
  assert.equal(codeOf(answer), 'sso_not_invited');
});

const members = async (): Promise<readonly Record<string, unknown>[]> =>
  (await ada.browser.send('GET', '/api/identity/members')).body['members'] as Record<string, unknown>[];

const forgotten = async (email: string): Promise<string> => {
  assert.equal((await new Browser(url).send('POST', '/api/account/forgotten', { body: { email } })).status, 200);
  for (;;) {
    const { text } = await smtp.next(email);
    if (text.startsWith('Somebody, we hope you')) return text;
  }
};

/** Sets up an authenticator app; its secret. */
async function enrolled(browser: Browser): Promise<Buffer> {
  const begun = await browser.send('POST', '/api/auth/two-factor/enable', { body: { password: PASSWORD } });
  const secret = fromBase32(new URL(String(begun.body['totpURI'])).searchParams.get('secret') ?? '');
  const code = { body: { code: totp(secret, -1) } };
  assert.equal((await browser.send('POST', '/api/auth/two-factor/verify-totp', code)).status, 200);
  return secret;
}

async function byPassword(email: string): Promise<Browser> {
  const browser = new Browser(url);
  const { status } = await browser.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD } });
  assert.equal(status, 200);
  return browser;
}

test('a forgotten password opens no second way to whom the provider brought in, and to nobody a way past it', async () => {
  const ann = (await members()).find(({ email }) => email === MEMBER.email);
  assert.equal(ann?.['vouched'], true);
  assert.doesNotMatch(await forgotten(MEMBER.email), /new-password/);
  assert.match(await forgotten('bob@acme.example'), /new-password#/, 'who has a password of their own');
  // However an account came by a password, it does not open the organization whose provider brought it in.
  const auth = await openAuth({ database: db.url, vault: attestry.vault, url });
  const token = await auth.passwordToken(MEMBER.email);
  await auth.close();
  const body = { token, newPassword: PASSWORD };
  assert.equal((await new Browser(url).send('POST', '/api/auth/reset-password', { body })).status, 200);
  const browser = await byPassword(MEMBER.email);
  assert.equal(codeOf(await browser.send('GET', '/api/controls')), 'company_required');
  const [first] = (await browser.send('GET', '/api/account')).body['organizations'] as Record<string, unknown>[];
  assert.equal(first?.['needsCompany'], true);
});

test('an invitation elsewhere is accepted by whom a provider brought, who then gets a password by mail', async () => {
  const invited = await eve.browser.send('POST', '/api/identity/invitations', {
    body: { email: 'jo@acme.example', role: 'contributor' },
  });
  const person = { ...MEMBER, sub: 'jo-1', email: 'jo@acme.example', name: 'Jo' };
  await ada.browser.send('POST', '/api/identity/invitations', { body: { email: person.email, role: 'member' } });
  const browser = new Browser(url);
  assert.equal((await signIn(browser, { person })).status, 200);
  const token = String(invited.body['link']).split('#')[1];
  const joining = { token, name: 'Mallory', password: PASSWORD };
  const taken = await new Browser(url).send('POST', '/api/account/join', { body: joining });
  assert.equal(codeOf(taken), 'account_exists', 'whoever holds the link does not give the account a password');
  assert.equal((await browser.send('POST', '/api/account/accept', { body: { token } })).status, 200);
  assert.match(await forgotten(person.email), /new-password#/);
  const { body: outbox } = await eve.browser.send('GET', '/api/mail');
  assert.doesNotMatch(JSON.stringify(outbox), /Set a new password/, 'and not through an outbox of either');
});

test('single sign-on becomes the only way in when it works and an owner has another for when it fails', async () => {
  const enforce = (required: boolean, breakGlass?: string): Promise<Answer> =>
    ada.browser.send('PUT', '/api/single-sign-on/required', { body: { required, breakGlass } });
  const because = async (answer: Promise<Answer>): Promise<unknown> => factsOf(await answer)['because'];
  assert.match(String(await because(enforce(true))), /no owner is named/);
  const bob = (await members()).find(({ email }) => email === 'bob@acme.example');
  assert.match(String(await because(enforce(true, String(bob?.['account'])))), /is no owner/);
  assert.match(String(await because(enforce(true, ada.account))), /no second factor/);
  const secret = await enrolled(ada.browser);
  await personIn(installation, { org: acme, role: 'owner', email: 'zoe@acme.example' });
  const sole = await personIn(installation, { org: acme, role: 'member', email: 'sol@acme.example' });
  assert.match(await forgotten(sole.email), /new-password#/);
  const guest = await personIn(installation, { org: acme, role: 'advisor', email: 'gil@partner.example' });
  const before = await byPassword('bob@acme.example');
  const within = { headers: { 'attestry-organization': 'acme' } };
  assert.equal((await before.send('GET', '/api/controls', within)).status, 200);
  const done = await enforce(true, ada.account);
  assert.equal(done.status, 200, JSON.stringify(done.body));
  assert.equal(codeOf(await before.send('GET', '/api/controls', within)), 'company_required', 'at the next request');
  assert.doesNotMatch(await forgotten(sole.email), /new-password/);
  assert.equal((await guest.browser.send('GET', '/api/controls')).status, 200, 'whom the provider cannot vouch for');
  const strong = await byPassword(ada.email);
  assert.equal(codeOf(await strong.send('GET', '/api/controls')), 'unauthenticated');
  const code = { body: { code: totp(secret) } };
  assert.equal((await strong.send('POST', '/api/auth/two-factor/verify-totp', code)).status, 200);
  assert.equal((await strong.send('GET', '/api/controls')).status, 200);
  const log = await strong.send('GET', '/api/identity/actions?name=account.sign-in');
  const names = (log.body['actions'] as { name: string }[]).map(({ name }) => name);
  assert.ok(names.includes('account.sign-in-second-factor-break-glass'), names.join(' '));
  const person = { ...MEMBER, sub: 'bob-1', email: 'bob@acme.example' };
  assert.equal((await signIn(new Browser(url), { person })).status, 200);
  assert.equal(codeOf(await strong.send('DELETE', `/api/identity/members/${ada.account}`)), 'role_refused');
  const demoted = await strong.send('PUT', `/api/identity/members/${ada.account}`, { body: { role: 'admin' } });
  assert.equal(codeOf(demoted), 'role_refused');
  await db.admin.query('update attestry_auth.session set "secondFactor" = false where "userId" = $1', [ada.account]);
  assert.equal(codeOf(await strong.send('GET', '/api/controls')), 'second_factor_required', 'a password is not enough');
  await db.admin.query('update attestry_auth.session set "secondFactor" = true where "userId" = $1', [ada.account]);
  assert.equal((await strong.send('PUT', '/api/single-sign-on/required', { body: { required: false } })).status, 200);
  assert.equal((await before.send('GET', '/api/controls', within)).status, 200);
});

test('what a provider opened ends after half a day, and with the provider', async () => {
  const browser = new Browser(url);
  assert.equal((await signIn(browser)).status, 200);
  const age = (by: string) =>
    db.admin.query(
      'update attestry_auth.session set "createdAt" = "createdAt" - $1::interval where organization = $2',
      [by, acme],
    );
  await age('11 hours');
  assert.equal((await browser.send('GET', '/api/account')).status, 200);
  await age('2 hours');
  assert.equal(codeOf(await browser.send('GET', '/api/account')), 'unauthenticated');
  assert.equal((await signIn(browser)).status, 200);
  assert.equal((await set(ada.browser, { client: 'another' })).status, 200);
  assert.equal(codeOf(await browser.send('GET', '/api/account')), 'unauthenticated');
  assert.equal((await set(ada.browser)).status, 200);
});

test('where the organization says so, whoever it vouches for joins as a member; and its removal closes the way', async () => {
  const person = { ...MEMBER, sub: 'new-1', email: 'new@acme.example', name: 'New' };
  assert.equal(codeOf(await signIn(new Browser(url), { person })), 'sso_not_invited');
  assert.equal((await set(ada.browser, { joins: true })).status, 200);
  const browser = new Browser(url);
  assert.equal((await signIn(browser, { person })).status, 200);
  const [first] = (await browser.send('GET', '/api/account')).body['organizations'] as Record<string, unknown>[];
  assert.equal(first?.['role'], 'member');
  assert.equal(codeOf(await browser.send('GET', '/api/controls')), 'forbidden');
  const began = await begin(new Browser(url));
  assert.equal((await ada.browser.send('DELETE', '/api/single-sign-on')).status, 200);
  const late = await new Browser(url).send('POST', '/api/auth/company', { body: await visit(began) });
  assert.equal(codeOf(late), 'provider_refused');
  assert.equal(codeOf(await begin(new Browser(url))), 'sso_unknown');
  assert.equal(codeOf(await browser.send('GET', '/api/account')), 'unauthenticated');
  assert.match(
    await forgotten(person.email),
    /new-password#/,
    'who vouched is gone, so the account needs a way of its own',
  );
});
