import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOrganization } from '#/features/organization/index.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';

const PASSWORD = 'quartz-lemon-orbit-77-velvet';
const installation = await testInstallation();
const { url } = installation;
const owner = new Browser(url);
const owned = { headers: { 'attestry-organization': 'acme' } };

test('a fresh installation is claimed once, by the link on its terminal', async () => {
  const stranger = new Browser(url);
  assert.deepEqual((await stranger.send('GET', '/api/account/state')).body['claimed'], false);
  const claim = {
    name: 'Ada Lovelace',
    email: 'ada@acme.example',
    password: PASSWORD,
    organization: { name: 'Acme Inc', slug: 'acme', zone: 'Europe/Berlin' },
  };
  const guessed = await stranger.send('POST', '/api/account/setup', { body: { ...claim, token: 'x'.repeat(43) } });
  assert.equal(guessed.status, 410);
  const token = installation.setup?.split('#')[1] ?? '';
  const foundBy = (link: string) => stranger.send('POST', '/api/account/setup/found', { body: { token: link } });
  assert.equal((await foundBy('x'.repeat(43))).status, 410, 'only by the link is it said what there is');
  assert.deepEqual((await foundBy(token)).body, { organizations: [] });
  const weak = await stranger.send('POST', '/api/account/setup', {
    body: { ...claim, token, password: 'password1234' },
  });
  assert.equal(weak.status, 422);
  assert.match(JSON.stringify(weak.body), /password_weak/);
  const named = { headers: { 'idempotency-key': 'claims-it-once' } };
  const claimed = await owner.send('POST', '/api/account/setup', { body: { ...claim, token }, ...named });
  assert.equal(claimed.status, 200, JSON.stringify(claimed.body));
  assert.deepEqual(claimed.body['organizations'], ['acme']);
  const repeated = await owner.send('POST', '/api/account/setup', { body: { ...claim, token }, ...named });
  assert.deepEqual([repeated.status, repeated.body], [200, claimed.body], 'whoever heard no answer asks again');
  assert.equal((await foundBy(token)).status, 410);
  const again = await stranger.send('POST', '/api/account/setup', {
    body: { ...claim, token, email: 'eve@evil.example' },
  });
  assert.notEqual(again.status, 200);
});

test('all that is wrong with a claim is told at once, and which names are taken to the holder of the link alone', async () => {
  const other = await testInstallation();
  const stranger = new Browser(other.url);
  const token = other.setup?.split('#')[1] ?? '';
  const own = { name: 'Acme Inc', slug: 'acme', zone: 'Europe/Berlin' };
  const claim = { name: 'Ada Lovelace', email: 'ada@acme.example', password: PASSWORD, organization: own };
  await createOrganization(other.attestry, { slug: 'taken', name: 'Taken', zone: 'UTC', demo: true }, 'a test');
  const wrong = { password: 'password1234', organization: { ...own, slug: 'taken' } };
  const codesOf = ({ body }: { readonly body: Record<string, unknown> }) => {
    const { code, also = [] } = body['error'] as { code: string; also?: { code: string }[] };
    return [code, ...also.map((each) => each.code)];
  };
  const both = ['password_weak', 'organization_exists'];
  const send = (path: string, body: object) => stranger.send('POST', `/api/account/${path}`, { body });
  assert.deepEqual(codesOf(await send('setup', { ...claim, ...wrong, token })), both, 'all that is wrong at once');
  const malformed = await send('setup', { ...claim, email: 'ada', password: 'short', token });
  assert.deepEqual(codesOf(malformed), ['input_invalid', 'input_invalid']);
  const unknown = 'x'.repeat(43);
  assert.deepEqual(codesOf(await send('setup', { ...claim, ...wrong, token: unknown })), ['link_invalid']);
  const judged = { password: 'password1234', slug: 'taken' };
  assert.deepEqual(codesOf(await send('judged', { ...judged, token })), both);
  assert.deepEqual(codesOf(await send('judged', { ...judged, token: unknown })), ['link_invalid']);
  assert.deepEqual(
    codesOf(await send('judged', judged)),
    ['unauthenticated'],
    'no stranger hears which names are taken',
  );
  assert.deepEqual(codesOf(await send('judged', { password: 'password1234' })), ['password_weak']);
  assert.deepEqual((await send('judged', { password: PASSWORD, slug: 'acme', token })).body, { right: true });
});

test('a person signs in with the password, and the cookie is for the server only', async () => {
  const answer = await owner.send('POST', '/api/auth/sign-in/email', {
    body: { email: 'ada@acme.example', password: PASSWORD },
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal('token' in answer.body, false);
  const [cookie = ''] = answer.headers.getSetCookie();
  assert.match(cookie, /HttpOnly/i);
  assert.match(cookie, /SameSite=Lax/i);
  const me = await owner.send('GET', '/api/account');
  assert.equal(me.body['email'], 'ada@acme.example');
  assert.equal((await owner.send('GET', '/api/controls')).status, 200);
  const log = await owner.send('GET', '/api/identity/actions?name=account.claimed');
  const lines = log.body['actions'] as { person: string; outcome: string }[];
  assert.deepEqual(
    lines.map(({ person, outcome }) => [person, outcome]),
    [['ada@acme.example', 'done']],
    'who claimed it stands in the audit log, once',
  );
});

test('the page may be opened by any name of this machine, and by no other', async () => {
  const { port } = new URL(url);
  const from = async (origin: string): Promise<number> => {
    const browser = new Browser(url);
    const headers = { origin, 'sec-fetch-site': 'same-origin' };
    return (
      await browser.send('POST', '/api/auth/sign-in/email', {
        headers,
        body: { email: 'ada@acme.example', password: PASSWORD },
      })
    ).status;
  };
  assert.equal(await from(`http://127.0.0.1:${port}`), 200);
  assert.equal(await from(`http://localhost:${port}`), 200);
  assert.notEqual(await from('http://elsewhere.example'), 200);
});

test('whatever is not of its form is named in one way, by our endpoints and by those of the library', async () => {
  const stranger = new Browser(url);
  const PLACES: readonly (readonly [route: string, body: unknown, where: string])[] = [
    ['/account/forgotten', {}, 'email'],
    ['/auth/sign-in/email', {}, 'email'],
    ['/auth/sign-in/email', { email: 'somebody@acme.example', password: 7 }, 'password'],
    ['/auth/two-factor/verify-totp', { code: 7 }, 'code'],
    ['/auth/passkey/verify-authentication', {}, 'response'],
    ['/auth/two-factor/verify-totp', { code: '123456', trustDevice: true }, 'trustDevice'],
    ['/auth/company', {}, 'state'],
    ['/auth/company', { state: 'x', code: 'x' }, 'proof'],
    ['/account/forgotten', [], ''],
    ['/auth/sign-in/email', [], ''],
    ['/auth/company', [], ''],
  ];
  for (const [route, body, where] of PLACES) {
    const answer = await stranger.send('POST', `/api${route}`, { body });
    const { code, facts } = answer.body['error'] as { code: string; facts: { where?: string; because?: string } };
    assert.deepEqual([code, facts.where], ['input_invalid', where], `${route} ${JSON.stringify(body)}`);
    assert.doesNotMatch(facts.because ?? '', /\[(body|query)/);
  }
  const query = await owner.send('GET', '/api/auth/verify-email');
  const { facts } = query.body['error'] as { facts: { where?: string } };
  assert.equal(facts.where, 'token');
});

test('nobody learns which accounts exist', async () => {
  const stranger = new Browser(url);
  const body = (email: string) => ({ body: { email, password: 'not the right one at all' } });
  const known = await stranger.send('POST', '/api/auth/sign-in/email', body('ada@acme.example'));
  const unknown = await stranger.send('POST', '/api/auth/sign-in/email', body('nobody@acme.example'));
  const [a, b] = [known, unknown].map(({ status, body: { error } }) => ({
    status,
    error: { ...(error as object), request: '' },
  }));
  assert.deepEqual(a, b);
  assert.equal(known.status, 401);
});

test('a write with a cookie from the page of another site is refused', async () => {
  const answer = await owner.send('POST', '/api/controls', {
    body: { controls: [{ id: 'access-termination' }] },
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(answer.status, 403);
  assert.match(JSON.stringify(answer.body), /origin_refused/);
});

test('a write is done, and stands sealed in the audit log', async () => {
  const adopt = { body: { controls: [{ id: 'access-termination' }] } };
  const answer = await owner.send('POST', '/api/controls', adopt);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const log = await owner.send('GET', '/api/identity/actions?name=controls', owned);
  const [action] = log.body['actions'] as Record<string, unknown>[];
  assert.equal(action?.['name'], 'controls.adopt');
  assert.equal(action?.['person'], 'ada@acme.example');
  assert.equal(action?.['outcome'], 'done');
});

test('a write with an idempotency key is done once', async () => {
  const key = { 'idempotency-key': 'one-and-only-1' };
  const body = { id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' };
  const first = await owner.send('POST', '/api/engagements', { body, headers: key });
  assert.equal(first.status, 200, JSON.stringify(first.body));
  const again = await owner.send('POST', '/api/engagements', { body, headers: key });
  assert.deepEqual([again.status, again.body], [200, first.body]);
  const other = await owner.send('POST', '/api/engagements', { body: { ...body, id: 'other' }, headers: key });
  assert.match(JSON.stringify(other.body), /key_reused/);
});

test('a read has a tag, and nothing is sent to whoever has it', async () => {
  const first = await owner.send('GET', '/api/controls');
  const tag = first.headers.get('etag') ?? '';
  assert.match(tag, /^"[\w-]{22}"$/);
  // a proxy that packs the answer marks the tag as weak, and a cache may name several
  for (const [known, status] of [
    [tag, 304],
    [`W/${tag}`, 304],
    [`"of-before", ${tag}`, 304],
    ['*', 304],
    ['"of-before"', 200],
    [tag.slice(1, -1), 200],
  ] as const) {
    const again = await owner.send('GET', '/api/controls', { headers: { 'if-none-match': known } });
    assert.equal(again.status, status, known);
  }
});

test('what is as of now has the same tag as long as nothing happens, and the description of the API has one', async () => {
  await owner.send('POST', '/api/controls', { body: { controls: [{ id: 'change-peer-review' }] } });
  for (const route of [
    '/api/readiness',
    '/api/readiness/explain/change-peer-review',
    '/api/readiness/apart/late-arrivals',
    '/api/readiness/outlook',
    '/api/openapi.json',
  ]) {
    const before = await owner.send('GET', route);
    assert.equal(before.status, 200, `${route} ${JSON.stringify(before.body)}`);
    const tag = before.headers.get('etag') ?? assert.fail(`${route} has no tag`);
    const again = await owner.send('GET', route, { headers: { 'if-none-match': tag } });
    assert.equal(again.status, 304, route);
  }
  for (const name of ['one.txt', 'two.txt']) {
    const bytes = Buffer.from(name).toString('base64');
    const body = { control: 'change-peer-review', occurred: '2026-02-02', name, bytes };
    assert.equal((await owner.send('POST', '/api/evidence', { body })).status, 200);
  }
  const paged = '/api/readiness/apart/recorded-late?limit=1';
  const first = await owner.send('GET', paged);
  assert.ok(first.body['next'], 'the address of the next page says as of when the first was');
  const shown = { 'if-none-match': first.headers.get('etag') ?? '' };
  assert.equal((await owner.send('GET', paged, { headers: shown })).status, 304);
  const page = await fetch(`${url}/api/reference`);
  const known = { 'if-none-match': page.headers.get('etag') ?? '' };
  assert.equal((await fetch(`${url}/api/reference`, { headers: known })).status, 304);
  const route = '/api/readiness/explain/change-peer-review';
  const tag = (await owner.send('GET', route)).headers.get('etag') ?? '';
  assert.match(tag, /^W\//, 'the instant of asking differs');
  await owner.send('PUT', '/api/controls/change-peer-review', { body: { owner: 'ada@acme.example' } });
  assert.notEqual((await owner.send('GET', route)).headers.get('etag'), tag);
});

test('an API key does what its scopes say until it is revoked', async () => {
  const made = await owner.send('POST', '/api/identity/keys', { body: { name: 'ci', scopes: ['controls:read'] } });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const bearer = { headers: { authorization: `Bearer ${String(made.body['key'])}` } };
  const program = new Browser(url);
  assert.equal((await program.send('GET', '/api/controls', bearer)).status, 200);
  assert.equal((await program.send('GET', '/api/sources', bearer)).status, 403);
  const lower = { headers: { authorization: `bearer ${String(made.body['key'])}` } };
  assert.equal((await program.send('GET', '/api/controls', lower)).status, 200, 'a scheme is written in either case');
  await owner.send('DELETE', `/api/identity/keys/${String(made.body['id'])}`);
  assert.equal((await program.send('GET', '/api/controls', bearer)).status, 401);
});

test('what one API key asked for is answered to no other of the same name', async () => {
  for (const id of ['change-peer-review', 'code-of-conduct']) {
    const made = await owner.send('POST', '/api/identity/keys', {
      body: { name: 'nightly', scopes: ['controls:write'] },
    });
    const headers = { authorization: `Bearer ${String(made.body['key'])}`, 'idempotency-key': 'adopts-tonight' };
    const answer = await new Browser(url).send('POST', '/api/controls', { body: { controls: [{ id }] }, headers });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
  }
});

test('what a person does for themselves is done once, too, and answered to nobody else', async () => {
  const headers = { 'idempotency-key': 'another-organization' };
  const route = '/api/account/organizations';
  const body = { name: 'Second', slug: 'second' };
  const first = await owner.send('POST', route, { body, headers });
  assert.deepEqual([first.status, first.body], [200, { slug: 'second' }]);
  assert.deepEqual((await owner.send('POST', route, { body, headers })).body, first.body);
  assert.equal((await owner.send('POST', route, { body })).status, 409, 'without the key it is another request');
  const other = await owner.send('POST', route, { body: { ...body, slug: 'third' }, headers });
  assert.match(JSON.stringify(other.body), /key_reused/);
  assert.equal((await new Browser(url).send('POST', route, { body, headers })).status, 401);
  const refused = { body: { password: 'wrong' }, headers: { 'idempotency-key': 'confirms-it-is-me' } };
  assert.equal((await owner.send('POST', '/api/account/confirm', refused)).status, 401);
  const { rows } = await installation.db.admin.query<{ key: string }>(
    'select key from attestry_auth.answered order by key',
  );
  assert.deepEqual(
    rows.map(({ key }) => key),
    ['another-organization', 'claims-it-once'],
    'what was refused is asked anew',
  );
});
