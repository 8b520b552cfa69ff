import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAuth } from '#/platform/auth/auth.ts';
import { derOf, issue } from '#test/kit/authority.ts';
import { identityProvider, type Lie, visited } from '#test/kit/identity-provider.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';
import { instantIn, type SamlLie, samlProvider } from '#test/kit/saml-provider.ts';
import { testSmtp } from '#test/kit/smtp.ts';
import { codeBefore, fromBase32, totp } from '#test/kit/totp.ts';

const smtp = await testSmtp();
const installation = await testInstallation({ environment: { ATTESTRY_SMTP: smtp.address } });
const { attestry, url, db } = installation;
const acme = await organizationIn(installation, 'acme');
const other = await organizationIn(installation, 'other');
const ada = await personIn(installation, { org: acme, role: 'owner', email: 'ada@acme.example' });
const eve = await personIn(installation, { org: other, role: 'owner', email: 'eve@other.example' });
const provider = await identityProvider(`${url}/company`);
const NEXT_PASSWORD = 'meadow-copper-lantern-31-tide';
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

async function signIn(
  browser: Browser,
  { lie = {}, person = MEMBER, as }: { lie?: Lie; person?: object; as?: string } = {},
) {
  provider.lie = lie;
  provider.person = person as typeof MEMBER;
  const begun = await begin(browser, as);
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

test('only an owner says who vouches for owners: no admin, and no key that an owner made', async () => {
  const max = await personIn(installation, { org: acme, role: 'admin', email: 'max@acme.example' });
  assert.equal(codeOf(await set(max.browser, { joins: true })), 'role_refused');
  const { metadata } = await samlProvider();
  const saml = { body: { metadata, domain: 'acme.example', joins: true } };
  assert.equal(codeOf(await max.browser.send('PUT', '/api/single-sign-on/saml', saml)), 'role_refused');
  const made = await ada.browser.send('POST', '/api/identity/keys', {
    body: { name: 'deploy', scopes: ['identity:write'], days: 1 },
  });
  const headers = { authorization: `Bearer ${String(made.body['key'])}` };
  const byKey = await new Browser(url).send('PUT', '/api/single-sign-on', { ...settings({ joins: true }), headers });
  assert.equal(codeOf(byKey), 'person_required');
});

test('where companies share an installation, mail shows first whose a domain is; alone, nothing needs to', async () => {
  const third = await organizationIn(installation, 'third');
  const mia = await personIn(installation, { org: third, role: 'owner', email: 'mia@third.example' });
  const unshow = () =>
    db.admin.query(`update attestry_auth."user" set "emailVerified" = false where email = 'mia@third.example'`);
  const alone = (are: boolean) => db.admin.query('update organization set demo = $2 where org <> $1', [third, are]);
  await unshow();
  const domain = 'third.example';
  const { metadata } = await samlProvider();
  assert.equal(codeOf(await set(mia.browser, { domain })), 'sso_domain_unproven');
  const saml = await mia.browser.send('PUT', '/api/single-sign-on/saml', { body: { metadata, domain } });
  assert.equal(codeOf(saml), 'sso_domain_unproven');
  await alone(true);
  const single = await set(mia.browser, { domain });
  await alone(false);
  assert.equal(single.status, 200, JSON.stringify(single.body));
  assert.equal(codeOf(await set(mia.browser, { domain, joins: true })), 'sso_domain_unproven', 'nobody showed it yet');
  assert.equal((await mia.browser.send('DELETE', '/api/single-sign-on')).status, 200);
  assert.equal(codeOf(await set(mia.browser, { domain })), 'sso_domain_unproven', 'and is no more');
  await mia.browser.send('POST', '/api/account/address/confirm', { body: {} });
  const link = /https?:\/\/\S+/.exec((await smtp.next(mia.email)).text)?.[0] ?? '';
  await fetch(link, { redirect: 'manual' });
  assert.equal((await set(mia.browser, { domain })).status, 200);
  await unshow();
  assert.equal((await set(mia.browser, { domain, joins: true })).status, 200, 'it was shown of this domain');
  assert.equal((await mia.browser.send('DELETE', '/api/single-sign-on')).status, 200);
});

test('a domain that was set while a company was alone lets in nobody new once another is there, until it is shown', async () => {
  const fourth = await organizationIn(installation, 'fourth');
  const noa = await personIn(installation, { org: fourth, role: 'owner', email: 'noa@fourth.example' });
  const domain = 'fourth.example';
  const shows = (verified: boolean) =>
    db.admin.query(`update attestry_auth."user" set "emailVerified" = $1 where email = $2`, [verified, noa.email]);
  const alone = (are: boolean) => db.admin.query('update organization set demo = $2 where org <> $1', [fourth, are]);
  const enters = async (name: string) => {
    const person = { sub: `${name}-4`, email: `${name}@${domain}`, name, email_verified: true };
    return codeOf(await signIn(new Browser(url), { person, as: person.email }));
  };
  const proven = async () =>
    ((await noa.browser.send('GET', '/api/single-sign-on')).body['provider'] as { proven: boolean }).proven;
  await shows(false);
  await alone(true);
  assert.equal((await set(noa.browser, { domain, joins: true })).status, 200);
  assert.deepEqual([await proven(), await enters('ivy')], [true, undefined]);
  await alone(false);
  assert.deepEqual([await proven(), await enters('joe')], [false, 'sso_unproven'], 'another company came');
  assert.equal(await enters('ivy'), undefined, 'whom it brought in before');
  assert.equal(codeOf(await set(noa.browser, { domain, joins: false })), 'sso_domain_unproven', 'nor is it changed');
  await shows(true);
  assert.deepEqual([await proven(), await enters('joe')], [true, undefined]);
  await shows(false);
  assert.deepEqual([await proven(), await enters('kim')], [true, undefined], 'it was shown once');
  assert.equal((await noa.browser.send('DELETE', '/api/single-sign-on')).status, 200);
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
  const code = { body: { code: await codeBefore(secret) } };
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

test('an account that somebody else made for an address beforehand opens nothing of whom the provider brings', async () => {
  const email = 'pim@acme.example';
  const early = await eve.browser.send('POST', '/api/identity/invitations', { body: { email, role: 'member' } });
  const token = String(early.body['link']).split('#')[1];
  const joining = { token, name: 'Mallory', password: PASSWORD };
  assert.equal((await new Browser(url).send('POST', '/api/account/join', { body: joining })).status, 200);
  await ada.browser.send('POST', '/api/identity/invitations', { body: { email, role: 'contributor' } });
  const browser = new Browser(url);
  const person = { ...MEMBER, sub: 'pat-1', email, name: 'Pat' };
  assert.equal((await signIn(browser, { person })).status, 200);
  assert.equal((await browser.send('GET', '/api/controls')).status, 200);
  const within = { headers: { 'attestry-organization': 'acme' } };
  const mallory = await byPassword(email);
  assert.equal(codeOf(await mallory.send('GET', '/api/controls', within)), 'company_required');
  // Nor does it when the provider is gone: who has the address sets a new one.
  const [bob, max] = await Promise.all(['bob@acme.example', 'max@acme.example'].map(byPassword));
  await db.admin.query(`update attestry_auth."user" set "emailVerified" = false where email = 'max@acme.example'`);
  const removed = await max?.send('DELETE', '/api/single-sign-on', within);
  assert.equal(removed === undefined ? null : codeOf(removed), 'role_refused', 'not by an admin');
  assert.equal((await ada.browser.send('DELETE', '/api/single-sign-on')).status, 200);
  assert.equal(codeOf(await mallory.send('GET', '/api/controls', within)), 'unauthenticated');
  const again = { body: { email, password: PASSWORD } };
  assert.equal(codeOf(await mallory.send('POST', '/api/auth/sign-in/email', again)), 'sign_in_refused');
  assert.equal((await bob?.send('GET', '/api/controls', within))?.status, 200, 'who showed it before');
  assert.equal((await max?.send('GET', '/api/controls', within))?.status, 200, 'whose password opened it all the time');
  const body = { token: /new-password#(\S+)/.exec(await forgotten(email))?.[1] ?? '', newPassword: NEXT_PASSWORD };
  assert.equal((await new Browser(url).send('POST', '/api/auth/reset-password', { body })).status, 200);
  const owner = new Browser(url);
  const own = { body: { email, password: NEXT_PASSWORD } };
  assert.equal((await owner.send('POST', '/api/auth/sign-in/email', own)).status, 200);
  assert.equal((await owner.send('GET', '/api/controls', within)).status, 200);
  assert.equal((await set(ada.browser)).status, 200);
});

test('where the provider was the only way in, no unshown password of its domain opens anything after it', async () => {
  const [zac, kay] = await Promise.all(
    ['zac@acme.example', 'kay@acme.example'].map((email) =>
      personIn(installation, { org: acme, role: 'admin', email }),
    ),
  );
  await db.admin.query(
    `update attestry_auth."user" set "emailVerified" = false where email in ('zac@acme.example', 'ada@acme.example')`,
  );
  await db.admin.query('update single_sign_on set required = true, break_glass = $2 where org = $1', [
    acme,
    ada.account,
  ]);
  await db.admin.query('update attestry_auth.session set "secondFactor" = true where "userId" = $1', [ada.account]);
  assert.equal((await ada.browser.send('DELETE', '/api/single-sign-on')).status, 200);
  assert.equal((await zac?.browser.send('GET', '/api/controls'))?.status, 401);
  assert.equal((await kay?.browser.send('GET', '/api/controls'))?.status, 200);
  assert.equal((await ada.browser.send('GET', '/api/controls')).status, 200, 'who is named for when it fails');
  await db.admin.query(
    `update attestry_auth."user" set "emailVerified" = true where email in ('zac@acme.example', 'ada@acme.example')`,
  );
  await db.admin.query('update attestry_auth.session set "secondFactor" = false where "userId" = $1', [ada.account]);
  await db.admin.query('delete from member where email in ($1, $2)', ['zac@acme.example', 'kay@acme.example']);
  assert.equal((await set(ada.browser)).status, 200);
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
  const nat = await personIn(installation, { org: acme, role: 'admin', email: 'nat@acme.example' });
  await db.admin.query(`update attestry_auth."user" set "emailVerified" = false where email = $1`, [nat.email]);
  assert.equal((await strong.send('PUT', '/api/single-sign-on/required', { body: { required: false } })).status, 200);
  assert.equal((await before.send('GET', '/api/controls', within)).status, 200);
  assert.equal((await nat.browser.send('GET', '/api/controls')).status, 401);
  const again = { body: { email: nat.email, password: PASSWORD } };
  const refused = await new Browser(url).send('POST', '/api/auth/sign-in/email', again);
  assert.equal(codeOf(refused), 'sign_in_refused', 'a password that it shut out, which nobody showed to be theirs');
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

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** What a directory is answered, which comes with a token and no cookie. */
async function scim(
  token: string | null,
  method: string,
  route: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const answer = await fetch(`${url}/scim/v2${route}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (text !== '') assert.equal(answer.headers.get('content-type'), 'application/scim+json; charset=utf-8', route);
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}

/** Makes a connection; its token. */
async function connected(browser: Browser, name: string): Promise<string> {
  const made = await browser.send('POST', '/api/directory/connections', { body: { name } });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return String(made.body['token']);
}

const patch = (...operations: readonly object[]): object => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});
const resources = ({ body }: { readonly body: Record<string, unknown> }): readonly Record<string, unknown>[] =>
  body['Resources'] as Record<string, unknown>[];
const named = (email: string, more: object = {}): object => ({
  schemas: [USER],
  userName: email,
  externalId: `ext-${email}`,
  name: { givenName: 'Nora', familyName: 'North' },
  emails: [{ value: email, type: 'work', primary: true }],
  active: true,
  ...more,
});

test('a directory names people and groups; they come in as those say, and are out when it lets them go', async () => {
  const lone = await connected(ada.browser, 'Before');
  assert.equal((await scim(lone, 'POST', '/Users', named('nora@acme.example'))).status, 403, 'no domain is known');
  assert.equal((await set(ada.browser)).status, 200);
  const token = await connected(ada.browser, 'Okta');
  assert.match(token, /^attestry_scim_/);
  const { rows } = await db.admin.query('select encode(hash, $1) as hash from attestry.directory_connection', ['hex']);
  assert.ok(rows.every(({ hash }) => !token.includes(hash)));

  const roles = [{ group: 'Attestry contributors', role: 'contributor' }];
  const shown = await ada.browser.send('PUT', '/api/directory/roles', { body: { roles } });
  assert.equal(shown.status, 200, JSON.stringify(shown.body));
  for (const role of ['owner', 'auditor'])
    assert.equal(
      codeOf(await ada.browser.send('PUT', '/api/directory/roles', { body: { roles: [{ group: 'All', role }] } })),
      'input_invalid',
      role,
    );

  const made = await scim(token, 'POST', '/Users', named('nora@acme.example'));
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const id = String(made.body['id']);
  assert.equal((await scim(token, 'POST', '/Users', named('NORA@acme.example'))).status, 409);
  const found = await scim(token, 'GET', `/Users?filter=${encodeURIComponent('userName eq "Nora@acme.example"')}`);
  assert.deepEqual([found.body['totalResults'], resources(found)[0]?.['id']], [1, id], 'whatever the case');
  const foreign = encodeURIComponent('externalId eq "ext-nora@acme.example"');
  assert.equal((await scim(token, 'GET', `/Users?filter=${foreign}`)).body['totalResults'], 1);
  assert.equal((await members()).length, (await members()).filter(({ email }) => email !== 'nora@acme.example').length);

  const group = await scim(token, 'POST', '/Groups', {
    schemas: [GROUP],
    displayName: 'Attestry contributors',
    members: [{ value: id }],
  });
  assert.equal(group.status, 201, JSON.stringify(group.body));
  const groupId = String(group.body['id']);
  const person = { ...MEMBER, sub: 'nora-1', email: 'nora@acme.example', name: 'Nora' };
  const nora = new Browser(url);
  assert.equal((await signIn(nora, { person })).status, 200, 'whom the directory names needs no invitation');
  const roleOfNora = async (): Promise<unknown> =>
    (await members()).find(({ email }) => email === 'nora@acme.example')?.['role'];
  assert.equal(await roleOfNora(), 'contributor');
  assert.equal((await nora.send('GET', '/api/controls')).status, 200);

  const out = { op: 'remove', path: `members[value eq "${id}"]` };
  assert.equal((await scim(token, 'PATCH', `/Groups/${groupId}`, patch(out))).status, 200);
  assert.equal(await roleOfNora(), 'member', 'a group gives, and takes');
  const into = { op: 'Add', path: 'members', value: [{ value: id }] };
  assert.equal((await scim(token, 'PATCH', `/Groups/${groupId}`, patch(into))).status, 200);
  assert.equal(await roleOfNora(), 'contributor');
  const renamed = patch(
    { op: 'Replace', path: 'name.familyName', value: 'South' },
    { op: 'replace', path: 'emails[type eq "work"].value', value: 'nora.south@acme.example' },
    { op: 'replace', value: { userName: 'nora.south@acme.example', title: 'CTO' } },
  );
  const after = await scim(token, 'PATCH', `/Users/${id}`, renamed);
  assert.deepEqual(
    [after.status, after.body['userName'], after.body['displayName']],
    [200, 'nora.south@acme.example', 'Nora South'],
  );
  assert.ok(
    (await members()).some(({ email }) => email === 'nora@acme.example'),
    'no account is renamed by it',
  );

  const off = patch({ op: 'Replace', path: 'active', value: 'False' }); // as Entra writes it
  const gone = await scim(token, 'PATCH', `/Users/${id}`, off);
  assert.deepEqual([gone.status, gone.body['active']], [200, false], JSON.stringify(gone.body));
  assert.equal(codeOf(await nora.send('GET', '/api/controls')), 'unauthenticated', 'at the next request');
  assert.equal(await roleOfNora(), undefined);
  assert.equal((await set(ada.browser, { joins: true })).status, 200);
  const moved = { ...person, email: 'nora.south@acme.example' };
  assert.equal(codeOf(await signIn(new Browser(url), { person: moved })), 'sso_not_invited', 'though anybody joins');
  const log = await ada.browser.send('GET', '/api/identity/actions?name=directory&limit=1');
  const [line] = log.body['actions'] as Record<string, unknown>[];
  assert.deepEqual(
    [line?.['name'], line?.['person'], line?.['outcome'], line?.['via']],
    ['directory.person-changed', 'the directory Okta', 'done', 'scim'],
  );
  const back = await scim(token, 'PUT', `/Users/${id}`, named('nora@acme.example'));
  assert.equal(back.status, 200, JSON.stringify(back.body));
  assert.equal((await signIn(new Browser(url), { person })).status, 200);
  assert.equal((await scim(token, 'DELETE', `/Users/${id}`)).status, 204);
  assert.equal((await scim(token, 'GET', `/Users/${id}`)).status, 404);
  assert.equal(await roleOfNora(), undefined);
  assert.equal((await set(ada.browser)).status, 200);
});

test('a directory reaches members of its own company, no auditor, no owner by an admin’s connection, and no other company', async () => {
  const token = await connected(ada.browser, 'Okta');
  const bob = await personIn(installation, { org: acme, role: 'admin', email: 'ben@acme.example' });
  const made = await scim(token, 'POST', '/Users', named('ben@acme.example'));
  const shownAt = async (browser: Browser): Promise<string> =>
    JSON.stringify((await browser.send('GET', '/api/directory/people')).body);
  assert.match(await shownAt(ada.browser), /"state":"member","role":"member"/, 'in no group: a member');
  await ada.browser.send('PUT', '/api/directory/roles', { body: { roles: [] } });
  await db.admin.query(`update attestry.member set role = 'admin' where email = 'ben@acme.example'`);

  const elsewhere = await connected(eve.browser, 'Theirs');
  for (const [method, body] of [
    ['GET', undefined],
    ['PUT', named('ben@acme.example')],
    ['PATCH', patch({ op: 'replace', path: 'active', value: false })],
    ['DELETE', undefined],
  ] as const)
    assert.equal((await scim(elsewhere, method, `/Users/${String(made.body['id'])}`, body)).status, 404, method);
  assert.deepEqual((await scim(elsewhere, 'GET', '/Users')).body['totalResults'], 0);
  assert.doesNotMatch(await shownAt(eve.browser), /ben@/);
  assert.equal((await bob.browser.send('GET', '/api/controls')).status, 200);

  for (const email of ['eve@other.example', 'ann@evil.acme.example', 'no address'])
    assert.equal((await scim(token, 'POST', '/Users', named(email))).status, 400, email);
  const kim = await scim(token, 'POST', '/Users', named('kim@acme.example'));
  assert.equal(kim.status, 409, 'an auditor');
  const asKim = patch({ op: 'replace', path: 'emails', value: [{ value: 'kim@acme.example' }] });
  assert.equal((await scim(token, 'PATCH', `/Users/${String(made.body['id'])}`, asKim)).status, 409);

  const byAdmin = await connected(bob.browser, 'Of an admin');
  const owner = await scim(byAdmin, 'POST', '/Users', named('zoe@acme.example'));
  assert.equal(owner.status, 201, 'an owner is named, and stays one');
  const off = patch({ op: 'replace', path: 'active', value: false });
  const zoe = `/Users/${String(owner.body['id'])}`;
  assert.equal((await scim(byAdmin, 'PATCH', zoe, off)).status, 403);
  assert.equal((await scim(byAdmin, 'DELETE', zoe)).status, 403);
  const yan = await personIn(installation, { org: acme, role: 'owner', email: 'yan@acme.example' });
  const byYan = await connected(yan.browser, 'Of Yan');
  await db.admin.query(`update attestry.member set role = 'admin' where account = $1`, [yan.account]);
  assert.equal((await scim(byYan, 'PATCH', zoe, off)).status, 403, 'of whoever is an owner no more');
  await db.admin.query('delete from attestry.member where account = $1', [yan.account]);
  assert.equal((await scim(byYan, 'PATCH', zoe, off)).status, 403, 'of whoever left');
  await personIn(installation, { org: acme, role: 'admin', email: 'pax@acme.example' });
  const pax = await scim(byYan, 'POST', '/Users', named('pax@acme.example', { active: false }));
  assert.equal(pax.status, 201, 'but it goes on with everybody else');
  assert.doesNotMatch(JSON.stringify((await ada.browser.send('GET', '/api/identity/members')).body), /pax@/);
  assert.equal((await scim(token, 'PATCH', zoe, off)).status, 200, 'by an owner’s');
  const self = await scim(token, 'POST', '/Users', named(ada.email, { active: false }));
  assert.equal(self.status, 409, 'the last owner stays');

  assert.equal((await scim(byAdmin, 'DELETE', `/Users/${String(made.body['id'])}`)).status, 204);
  assert.notEqual((await bob.browser.send('GET', '/api/controls')).status, 200, 'who has a password of their own, too');
  assert.equal(codeOf(await bob.browser.send('GET', '/api/account')), 'unauthenticated', 'the account is in none now');
});

test('a page of groups, or of people, ends before it carries more members, or groups, than one group may have', async () => {
  const token = await connected(eve.browser, 'Large');
  await db.admin.query(
    `with people as (
       insert into attestry.directory_person (org, id, user_name, user_key, email, active, created, changed)
       select $1, gen_random_uuid(), n, n, n, true, now(), now()
       from (select 'p' || generate_series(1, 11000) || '@other.example' as n) as named returning id
     ), groups as (
       insert into attestry.directory_group (org, id, name, created, changed)
       select $1, gen_random_uuid(), 'group ' || n, now() + n * interval '1 s', now() from generate_series(1, 3) n
       returning id
     )
     insert into attestry.directory_group_person (org, "group", person)
     select $1, groups.id, people.id from groups, people`,
    [other],
  );
  await db.admin.query(
    `with bo as (
       insert into attestry.directory_person (org, id, user_name, user_key, email, active, created, changed)
       select $1, gen_random_uuid(), n, n, n, true, now() - interval '1 day', now() from unnest(array['bo1', 'bo2']) n
       returning id
     ), groups as (
       insert into attestry.directory_group (org, id, name, created, changed)
       select $1, gen_random_uuid(), 'team ' || n, now() + interval '1 day', now() from generate_series(1, 11000) n
       returning id
     )
     insert into attestry.directory_group_person (org, "group", person)
     select $1, groups.id, bo.id from groups, bo`,
    [other],
  );
  const users = await scim(token, 'GET', '/Users');
  assert.deepEqual(
    [users.body['itemsPerPage'], (resources(users)[0]?.['groups'] as unknown[] | undefined)?.length],
    [1, 11_000],
  );
  assert.equal((await scim(token, 'GET', '/Users?excludedAttributes=groups')).body['itemsPerPage'], 200);
  await db.admin.query(`delete from attestry.directory_group where name like 'team %'`);
  const first = await scim(token, 'GET', '/Groups');
  assert.deepEqual([first.body['totalResults'], first.body['itemsPerPage']], [3, 1]);
  const [{ members: all } = { members: [] }] = resources(first);
  assert.equal((all as unknown[]).length, 11_000, 'of one group all are there');
  const second = await scim(token, 'GET', '/Groups?startIndex=2&count=2&attributes=displayName,members');
  assert.deepEqual(
    resources(second).map(({ displayName }) => displayName),
    ['group 2'],
  );
  const bare = await scim(token, 'GET', '/Groups?excludedAttributes=members');
  assert.deepEqual(
    resources(bare).map((each) => [each['displayName'], 'members' in each]),
    [1, 2, 3].map((n) => [`group ${n}`, false]),
  );
  await db.admin.query('delete from attestry.directory_group_person where org = $1', [other]);
  await db.admin.query('delete from attestry.directory_group where org = $1', [other]);
  await db.admin.query('delete from attestry.directory_person where org = $1', [other]);
});

test('a token that is wrong, of something else, ended or too old opens nothing, and what is hostile is refused in the form of SCIM', async () => {
  const token = await connected(ada.browser, 'Okta');
  const key = await ada.browser.send('POST', '/api/identity/keys', {
    body: { name: 'all', scopes: ['identity:read', 'identity:write'] },
  });
  const routes = [
    'GET /ServiceProviderConfig',
    'GET /ResourceTypes',
    'GET /ResourceTypes/User',
    'GET /Schemas',
    `GET /Schemas/${USER}`,
    'GET /Users',
    'GET /Users/x',
    'POST /Users',
    'PUT /Users/x',
    'PATCH /Users/x',
    'DELETE /Users/x',
    'GET /Groups',
    'GET /Groups/x',
    'POST /Groups',
    'PUT /Groups/x',
    'PATCH /Groups/x',
    'DELETE /Groups/x',
    'GET /Me',
    'POST /Bulk',
  ]; // prettier-ignore
  for (const each of routes) {
    const [method = '', route = ''] = each.split(' ');
    const body = /^(P)/.test(method) ? {} : undefined;
    for (const wrong of [null, 'x', `attestry_scim_${'A'.repeat(64)}`, String(key.body['key'])]) {
      const refused = await scim(wrong, method, route, body);
      assert.deepEqual([refused.status, refused.body['status']], [401, '401'], each);
    }
    const answer = await scim(token, method, route, body);
    assert.ok(answer.status < 500 && answer.status !== 401, `${each}: ${answer.status}`);
  }
  assert.equal((await fetch(`${url}/api/controls`, { headers: { authorization: `Bearer ${token}` } })).status, 401);
  for (const [what, method, route, body] of [
    ['no JSON', 'POST', '/Users', '{'],
    ['a prototype', 'POST', '/Users', '{"__proto__":{"active":false},"userName":"a@acme.example"}'],
    ['a list', 'POST', '/Users', []],
    ['no name', 'POST', '/Users', { emails: [{ value: 'a@acme.example' }] }],
    ['a long name', 'POST', '/Users', named(`${'a'.repeat(5_000)}@acme.example`)],
    ['a zero', 'POST', '/Users', named('a@acme.example', { externalId: '\u0000' })],
    ['no operation', 'PATCH', `/Users/${acme}`, patch()],
    ['a member of nobody', 'POST', '/Groups', { displayName: 'X', members: [{ value: acme }] }],
    ['a member by name', 'POST', '/Groups', { displayName: 'X', members: [{ value: "' or 1=1" }] }],
    ['a filter that is none', 'GET', '/Users?filter=userName', undefined],
    ['a filter of something else', 'GET', `/Users?filter=${encodeURIComponent('password eq "x"')}`, undefined],
    ['a filter with a zero', 'GET', `/Users?filter=${encodeURIComponent('userName eq "\\u0000"')}`, undefined],
    ['a place that is none', 'GET', '/Users?startIndex=one', undefined],
  ] as const) {
    const refused = await scim(token, method, route, body);
    assert.ok(
      refused.status >= 400 && refused.status < 500,
      `${what}: ${refused.status} ${JSON.stringify(refused.body)}`,
    );
    assert.deepEqual(refused.body['schemas'], ['urn:ietf:params:scim:api:messages:2.0:Error'], what);
  }
  const page = await scim(token, 'GET', '/Users?startIndex=1&count=1&attributes=userName');
  assert.deepEqual([resources(page).length, page.body['itemsPerPage']], [1, 1]);
  assert.deepEqual(Object.keys(resources(page)[0] ?? {}).sort(), ['id', 'schemas', 'userName']);
  const { body } = await ada.browser.send('GET', '/api/directory');
  const [first] = body['connections'] as Record<string, unknown>[];
  assert.equal((await ada.browser.send('DELETE', `/api/directory/connections/${String(first?.['id'])}`)).status, 200);
  assert.equal((await scim(token, 'GET', '/Users')).status, 401, 'ended');
  const old = await connected(ada.browser, 'Old');
  assert.equal((await scim(old, 'GET', '/Users')).status, 200);
  await db.admin.query(`update attestry.directory_connection set expires = now() where name = 'Old'`);
  assert.equal((await scim(old, 'GET', '/Users')).status, 401, 'too old');
});

/** Carries the form back as a browser does that another site makes send it; what its page then brings. */
async function carried(form: object, proof: string): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/auth/company/saml`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: 'https://login.acme.example', 'sec-fetch-site': 'cross-site' },
    body: new URLSearchParams({ ...form }),
  });
  assert.equal(answer.status, 303);
  assert.deepEqual(answer.headers.getSetCookie(), []);
  const back = new URL(answer.headers.get('location') ?? '');
  assert.equal(`${back.origin}${back.pathname}`, `${url}/company`);
  return { ...Object.fromEntries(back.searchParams), proof };
}

test('a provider that speaks SAML vouches in the same way, by what it signs, for us, once, and in answer to a question', async () => {
  const saml = await samlProvider();
  const setSaml = (browser: Browser, metadata: string, domain = 'acme.example'): Promise<Answer> =>
    browser.send('PUT', '/api/single-sign-on/saml', { body: { metadata, domain, joins: true } });
  assert.equal(codeOf(await setSaml(ada.browser, saml.metadata, 'other.example')), 'sso_domain_taken');
  assert.equal(codeOf(await setSaml(eve.browser, saml.metadata)), 'sso_domain_taken');
  for (const [what, metadata] of Object.entries({
    'no XML': 'hello',
    'not of a provider': String((await ada.browser.send('GET', '/api/single-sign-on')).body['saml']),
    'with a document type': saml.metadata.replace(
      '<EntityDescriptor',
      '<!DOCTYPE a [<!ENTITY b "c">]><EntityDescriptor',
    ),
    'with a comment': saml.metadata.replace('</EntityDescriptor>', '<!-- a --></EntityDescriptor>'),
    'to a script': saml.metadata.replace('https://login.acme.example/saml/sign-in', 'javascript:alert(1)'),
    'into a private network': saml.metadata.replace('https://login.acme.example/saml/sign-in', 'https://10.0.0.1/'),
    'without a certificate': saml.metadata.replace(/<ds:X509Certificate>[^<]*/, '<ds:X509Certificate>'),
    'of a short key': saml.metadata.replace(
      /<ds:X509Certificate>[^<]*/,
      `<ds:X509Certificate>${derOf(await issue({ name: 'short', kind: 'rsa-1024' })).toString('base64')}`,
    ),
  }))
    assert.match(String(codeOf(await setSaml(ada.browser, metadata))), /^(provider|webhook)_refused$/, what);
  const done = await setSaml(ada.browser, saml.metadata);
  assert.equal(done.status, 200, JSON.stringify(done.body));
  const { body: shown } = await ada.browser.send('GET', '/api/single-sign-on');
  assert.equal((shown['provider'] as { by: { kind: string } }).by.kind, 'saml');
  const ours = (shown['saml'] as { metadata: string }).metadata;

  const came = async (lie: SamlLie = {}) => {
    const browser = new Browser(url);
    const { body: begun } = await begin(browser, 'sam@acme.example');
    const form = await saml.answer(String(begun['address']), ours, lie);
    const proof = String(begun['proof']);
    const send = (body: object): Promise<Answer> => browser.send('POST', '/api/auth/company', { body });
    return { browser, form, proof, send, back: await carried(form, proof) };
  };
  const first = await came();
  const { rows } = await db.admin.query('select * from attestry_auth.verification');
  const entered = await first.send(first.back);
  assert.equal(entered.status, 200, JSON.stringify(entered.body));
  const me = await first.browser.send('GET', '/api/account');
  assert.deepEqual([me.body['email'], me.body['company'], me.body['name']], ['sam@acme.example', true, 'Sam']);
  const [one, two] = [await came(), await came()];
  assert.equal(codeOf(await one.send({ ...one.back, proof: two.proof })), 'provider_refused', 'from another browser');
  assert.equal(
    codeOf(await two.send({ ...two.back, code: one.back['code'] })),
    'provider_refused',
    'to another question',
  );
  const again = await came();
  assert.equal((await again.send(again.back)).status, 200, 'a second time, with an answer of its own');

  assert.equal(codeOf(await first.send(first.back)), 'provider_refused', 'twice');
  assert.match((await carried(first.form, first.proof))['error'] ?? '', /no question of ours/, 'posted twice');
  // Were the question open still, on another node or by a restored row, what was said is known all the same.
  for (const { id, identifier, value } of rows as Record<string, string>[])
    await db.admin.query(
      `insert into attestry_auth.verification (id, identifier, value, "expiresAt") values ($1, $2, $3, now() + interval '5 minutes')
       on conflict do nothing`,
      [id, identifier, value],
    );
  assert.match(String(factsOf(await first.send(first.back))['because']), /taken before/);
  const unasked = await came();
  assert.match((await carried({ ...unasked.form, RelayState: 'mine' }, 'x'))['error'] ?? '', /no question/, 'unasked');

  const victim = 'ada@acme.example';
  const evil = (xml: string): string => xml.replaceAll('sam@acme.example', victim).replaceAll('sam-1', 'ada-1');
  const assertion = /<saml:Assertion[\s\S]*<\/saml:Assertion>/;
  const signature = /<ds:Signature[\s\S]*?<\/ds:Signature>/;
  const lies: Record<string, SamlLie> = {
    'not signed': { after: (xml) => xml.replace(signature, '') },
    'signed by another key': { signed: 'strange' },
    'signed in an old way': { signed: 'sha1' },
    'changed on the way': { after: evil },
    'for another audience': { says: { audience: 'https://elsewhere.example' } },
    'for another place': { says: { recipient: `${url}/elsewhere` } },
    'to another question': { says: { asked: '_another' } },
    'to another question, in what is signed': { says: { inResponseTo: '_another' } },
    'to no question': { says: { asked: '', inResponseTo: '' } },
    'of another issuer': { says: { issuer: 'https://elsewhere.example' } },
    expired: { says: { until: instantIn(-3) } },
    'of a time to come': { says: { from: instantIn(10) } },
    'of another domain': { says: { email: 'eve@other.example' } },
    'of another person under the same address': { says: { nameid: 'sam-2' } },
    'of somebody whose name is another each time': {
      says: { format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
    },
    'with a comment in a name': { after: (xml) => xml.replace('sam-1', 'sam<!-- -->-1') },
    'with an entity': { after: (xml) => `<!DOCTYPE a [<!ENTITY b "c">]>${xml}` },
    // Signature wrapping: what is signed lies somewhere, and another assertion stands where one is read.
    'beside a second assertion before it': {
      after: (xml) =>
        xml.replace(
          assertion,
          (signed) => evil(signed.replace(signature, '').replace(/ID="[^"]*"/, 'ID="_evil"')) + signed,
        ),
    },
    'beside a second assertion after it': {
      after: (xml) =>
        xml.replace(
          assertion,
          (signed) => signed + evil(signed.replace(signature, '').replace(/ID="[^"]*"/, 'ID="_evil"')),
        ),
    },
    'within another assertion': {
      after: (xml) =>
        xml.replace(assertion, (signed) =>
          evil(signed.replace(signature, '').replace(/ID="[^"]*"/, 'ID="_evil"')).replace(
            '</saml:Assertion>',
            `<saml:Advice>${signed}</saml:Advice></saml:Assertion>`,
          ),
        ),
    },
    'within the signature of another assertion': {
      after: (xml) =>
        xml.replace(assertion, (signed) =>
          evil(signed.replace(/ID="[^"]*"/, 'ID="_evil"')).replace(
            '</ds:Signature>',
            `<ds:Object>${signed.replace(signature, '')}</ds:Object></ds:Signature>`,
          ),
        ),
    },
    'with the same id twice': {
      after: (xml) => xml.replace(assertion, (signed) => evil(signed.replace(signature, '')) + signed),
    },
    'with a text that is marked': { after: (xml) => xml.replace('sam-1', '<![CDATA[sam-1]]>') },
  };
  for (const [what, lie] of Object.entries(lies)) {
    const { back, send } = await came(lie);
    const answer = await send(back);
    assert.equal(codeOf(answer), 'provider_refused', `${what}: ${JSON.stringify(answer.body)}`);
    assert.deepEqual(answer.headers.getSetCookie(), [], what);
  }
  const becauseOf = async (lie: SamlLie): Promise<string> => {
    const { back, send } = await came(lie);
    return String(factsOf(await send(back))['because']);
  };
  // Whoever asks for one sign-in must not keep the process busy: the library needs minutes for these.
  for (const part of ['<a/>'.repeat(10_000), `<a${' b=""'.repeat(10_000)}/>`, `<a b="${'c '.repeat(10_000)}"/>`])
    assert.match(
      await becauseOf({ after: (xml) => xml.replace('</saml:Assertion>', `${part}</saml:Assertion>`) }),
      /larger/,
    );
  for (const hidden of [' saml:Algorithm=', ' Algorithm = '])
    assert.match(
      await becauseOf({ signed: 'sha1', after: (xml) => xml.replaceAll(' Algorithm=', hidden) }),
      /a way that is not taken: .*sha1/,
    );
  assert.equal((await setSaml(ada.browser, saml.rolling)).status, 200);
  for (const signed of ['own', 'strange'] as const) {
    const { back, send } = await came({ signed });
    assert.equal((await send(back)).status, 200, `while it takes a new key: ${signed}`);
  }
  assert.equal((await again.browser.send('GET', '/api/account')).status, 200, 'a new key ends no session');
  assert.equal((await setSaml(ada.browser, saml.rolled)).status, 200);
  assert.match(await becauseOf({}), /not signed as a whole by a key of its metadata/);
  assert.equal((await carried({ SAMLResponse: 'x'.repeat(9), RelayState: '' }, 'x'))['error'] !== undefined, true);
  assert.equal((await ada.browser.send('DELETE', '/api/single-sign-on')).status, 200);
  assert.equal(codeOf(await again.browser.send('GET', '/api/account')), 'unauthenticated');
});
