import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { OPEN_ROUTES } from '#/platform/auth/routes.ts';
import { OPERATIONS } from '#/contract/api.ts';
import type { Endpoint, Permission } from '#/contract/endpoint.ts';
import { hasBody } from '#/contract/shape.ts';
import { mayRole, ROLE_NAMES } from '#/features/identity/index.ts';
import { PERMISSIONS } from '#/features/identity/roles.ts';
import { organizationIn, type Person, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url, routes, attestry } = installation;
const [acme, other] = [await organizationIn(installation, 'acme'), await organizationIn(installation, 'other')];

const people = new Map<string, Person>();
for (const role of ROLE_NAMES)
  people.set(role, await personIn(installation, { org: acme, role, email: `${role}@acme.example` }));
const stranger = await personIn(installation, { org: other, role: 'owner', email: 'owner@other.example' });
const former = await personIn(installation, {
  org: acme,
  role: 'auditor',
  email: 'former@firm.example',
  expires: '2020-01-01T00:00:00Z',
});

const ACME = { 'attestry-organization': 'acme' };

/** The address of an endpoint with something in its places. */
const routeOf = ({ path }: Endpoint): string => `/api${path.replaceAll(/\{\w+\}/g, randomUUID())}`;

async function codeOf(
  browser: Browser,
  endpoint: Endpoint,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const [method, route] = [endpoint.method, routeOf(endpoint)];
  const answer = await browser.send(method, route, { headers, ...(hasBody(endpoint) ? { body: {} } : {}) });
  assert.notEqual(answer.status, 500, `${method} ${route}: ${JSON.stringify(answer.body)}`);
  const { error } = answer.body as { error?: { code: string; facts: Record<string, unknown> } };
  if (error?.code === 'not_found' && error.facts['what'] === 'organization') return 'no such organization';
  return error?.code ?? 'fine';
}

const isPersonal = ({ permission }: Endpoint): boolean => permission === 'self' || permission === 'public';

test('every address that is answered is an endpoint of the contract, or one of the few that stand beside it', () => {
  const beside = [
    'GET /health',
    'GET /ready',
    'GET /metrics',
    'GET /api/openapi.json',
    'GET /api/reference',
    'GET /api/reference.css',
    'GET /api/reference.js',
    'GET /api/jobs/events',
    'GET /api/identity/actions/file',
    'GET /api/auth/*',
    'POST /api/auth/*',
    'POST /api/auth/company/saml',
    // what a directory asks with a token of its own: who is refused what is in single-sign-on.test.ts
    'GET /scim/v2/ServiceProviderConfig',
    'GET /scim/v2/ResourceTypes',
    'GET /scim/v2/ResourceTypes/:id',
    'GET /scim/v2/Schemas',
    'GET /scim/v2/Schemas/:id',
    ...['Users', 'Groups'].flatMap((each) => [
      `GET /scim/v2/${each}`,
      `POST /scim/v2/${each}`,
      ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} /scim/v2/${each}/:id`),
    ]),
    'GET /scim/v2/*',
    'POST /scim/v2/*',
    'GET /t/*',
    'GET /api/trust/preview.html',
    'GET /*',
    // pages for those outside: what they keep from whom is in reading.test.ts
    'GET /t/:slug/request',
    'POST /t/:slug/request',
    'GET /t/:slug/access',
    'POST /t/:slug/access',
    'GET /t/:slug/access/:token',
    'POST /t/:slug/access/:token',
    'POST /t/:slug/access/leave',
    'GET /t/:slug/access/agreement/text',
    'GET /t/:slug/access/agreement',
    'POST /t/:slug/access/agreement',
    'POST /t/:slug/access/send-on',
    'GET /t/:slug/documents/:id',
    'GET /t/:slug/documents/:id/copy',
    'GET /t/:slug/documents/:id/open',
    // … and in report.test.ts
    'GET /t/:slug/documents/:id/report',
    'POST /t/:slug/documents/:id/report',
    'GET /t/:slug/documents/:id/record',
    'GET /t/:slug/documents/:id/record.json',
    'GET /t/:slug/genuine',
    'POST /t/:slug/genuine',
    'GET /t/:slug/subscribe',
    'POST /t/:slug/subscribe',
    'GET /t/:slug/subscribe/:token',
    'POST /t/:slug/subscribe/:token',
    'GET /t/:slug/leave/:wayOut',
    'POST /t/:slug/leave/:wayOut',
    'POST /t/:slug/leave/:wayOut/topics',
    'GET /t/:slug/object/:wayOut/:news',
    'POST /t/:slug/object/:wayOut/:news',
    'POST /t/:slug/missing',
  ];
  const known = new Set([
    ...beside,
    ...OPERATIONS.map(({ endpoint: { method, path } }) => `${method} /api${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  ]);
  const reached = routes.filter((route) => !route.startsWith('HEAD '));
  assert.deepEqual(
    reached.filter((route) => !known.has(route)),
    [],
  );
  assert.equal(new Set(reached).size, known.size);
});

test('the description of the API names the routes of signing in and of directories, too, where they are', async () => {
  const answer = await fetch(`${url}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, { operationId?: string }>> };
  const open = OPEN_ROUTES.map(({ method, path }) => `${method} /api/auth${path}`);
  const scim = routes.filter((route) => route.includes(' /scim/v2/') && !route.endsWith('*'));
  assert.ok(open.length > 15 && scim.length > 15);
  for (const route of [...open, ...scim]) {
    const [method = '', path = ''] = route.replaceAll(/:(\w+)/g, '{$1}').split(' ');
    assert.ok(paths[path]?.[method.toLowerCase()]?.operationId, route);
    assert.deepEqual(paths[path]?.['servers'], [{ url: '/' }], route);
  }
  const ids = Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap((each) => each.operationId ?? []),
  );
  assert.equal(new Set(ids).size, ids.length, 'each operation has a name of its own');
  const page = await (await fetch(`${url}/api/reference`)).text();
  for (const shown of [
    'POST /api/controls',
    'POST /api/auth/sign-in/email',
    'PATCH /scim/v2/Users/{id}',
    'engagements:read',
  ])
    assert.ok(page.includes(`<code>${shown}</code>`), shown);
});

test('the description says of each write, and of no read, that a key makes it be done once', async () => {
  const answer = await fetch(`${url}/api/openapi.json`);
  type Described = { readonly parameters?: readonly { readonly name: string }[] };
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Described>> };
  for (const { name, endpoint } of OPERATIONS) {
    const described = paths[endpoint.path]?.[endpoint.method.toLowerCase()] ?? assert.fail(name);
    const takesKey = described.parameters?.some((each) => each.name === 'Idempotency-Key') === true;
    assert.equal(takesKey, endpoint.method !== 'GET', name);
  }
});

for (const { name, endpoint } of OPERATIONS) {
  test(`${name}: nobody but those who may`, async () => {
    const nobody = await codeOf(new Browser(url), endpoint, ACME);
    if (endpoint.permission === 'public') assert.notEqual(nobody, 'unauthenticated');
    else assert.equal(nobody, 'unauthenticated', 'no session');
    const madeUp = await codeOf(new Browser(url), endpoint, { ...ACME, cookie: 'attestry.session_token=made.up' });
    if (endpoint.permission !== 'public') assert.equal(madeUp, 'unauthenticated', 'a session that was made up');
    if (isPersonal(endpoint)) return;
    for (const [role, { browser }] of people) {
      const code = await codeOf(browser, endpoint, ACME);
      const may = mayRole(role as 'owner', endpoint.permission as Permission);
      if (may) assert.ok(!['forbidden', 'unauthenticated', 'no such organization'].includes(code), `${role}: ${code}`);
      else assert.equal(code, 'forbidden', role);
    }
    assert.equal(await codeOf(stranger.browser, endpoint, ACME), 'no such organization', 'another organization');
    assert.equal(await codeOf(former.browser, endpoint, ACME), 'no such organization', 'access that has ended');
    const forged = await codeOf(new Browser(url), endpoint, { authorization: `Bearer attestry_${'A'.repeat(64)}` });
    assert.equal(forged, 'unauthenticated', 'a key that was made up');
  });
}

test('how the organization is entered is no key’s to change, whatever the key may otherwise', async () => {
  const owner = people.get('owner')?.browser;
  const body = { name: 'all of it', scopes: PERMISSIONS.filter((each) => mayRole('owner', each)) };
  const made = await owner?.send('POST', '/api/identity/keys', { body, headers: ACME });
  const headers = { authorization: `Bearer ${String(made?.body['key'])}` };
  const refused: string[] = [];
  for (const { name, endpoint } of OPERATIONS) {
    if (isPersonal(endpoint)) continue;
    const code = await codeOf(new Browser(url), endpoint, headers);
    assert.notEqual(code, 'unauthenticated', name);
    if (code === 'person_required') refused.push(name);
  }
  assert.deepEqual(refused.toSorted(), [
    'directory.connect',
    'directory.setRoles',
    'identity.addKey',
    'identity.setSecurity',
    'sso.remove',
    'sso.require',
    'sso.set',
    'sso.setSaml',
  ]);
});

test('a key that is asked about another organization than its own is told no more than a stranger is', async () => {
  const owner = people.get('owner')?.browser;
  const body = { name: 'reads', scopes: ['controls:read'] };
  const made = await owner?.send('POST', '/api/identity/keys', { body, headers: ACME });
  const authorization = `Bearer ${String(made?.body['key'])}`;
  const asked = async (headers: Readonly<Record<string, string>>, query = '') => {
    const answer = await new Browser(url).send('GET', `/api/controls${query}`, {
      headers: { authorization, ...headers },
    });
    const { code, facts } = (answer.body['error'] ?? {}) as { code?: string; facts?: unknown };
    return [answer.status, code, facts];
  };
  assert.deepEqual(await asked({}), [200, undefined, undefined]);
  assert.deepEqual(await asked(ACME), [200, undefined, undefined]);
  for (const id of ['other', 'nowhere', '']) {
    const foreign = [404, 'not_found', { what: 'organization', id }];
    assert.deepEqual(await asked({ 'attestry-organization': id }), foreign, id);
  }
  const file = await fetch(`${url}/api/identity/actions/file?format=csv&organization=other`, {
    headers: { authorization },
  });
  assert.equal(file.status, 404, 'nor by a link');
});

test('a refused write stands in the audit log, with who tried', async () => {
  const sales = people.get('sales')?.browser;
  await sales?.send('POST', '/api/controls', { body: {}, headers: ACME });
  const owner = people.get('owner')?.browser;
  const log = await owner?.send('GET', '/api/identity/actions?person=sales@acme.example&outcome=forbidden', {
    headers: ACME,
  });
  const actions = log?.body['actions'] as { name: string }[];
  assert.ok(actions.some(({ name }) => name === 'controls.adopt'));
});

test('what one organization has is in no answer to another, by list, filter, id or search', async () => {
  const mark = `mark-${randomUUID().slice(0, 8)}`;
  const owner = people.get('owner')?.browser ?? new Browser(url);
  const control = { id: mark, title: mark, statement: `Somebody does ${mark} every week.`, criteria: ['CC6.1'] };
  const made = [
    await owner.send('POST', '/api/controls/own', {
      body: { ...control, ownerFunction: 'security', frequency: 'weekly' },
      headers: ACME,
    }),
    await owner.send('POST', '/api/engagements', {
      body: { id: mark, name: mark, type: 'type-2', first: '2026-01-01', last: '2026-12-31' },
      headers: ACME,
    }),
    await owner.send('POST', '/api/evidence', {
      body: { control: mark, occurred: '2026-02-02', name: `${mark}.txt`, bytes: btoa(mark), note: mark },
      headers: ACME,
    }),
    await owner.send('POST', '/api/sources', {
      body: { id: mark, collector: 'git', settings: { repository: `/${mark}` }, untried: true },
      headers: ACME,
    }),
  ];
  assert.deepEqual(
    made.map(({ status }) => status),
    [200, 200, 200, 200],
    JSON.stringify(made.map(({ body }) => body)),
  );
  const seen: string[] = [];
  for (const { name, endpoint } of OPERATIONS.filter(({ endpoint }) => endpoint.method === 'GET')) {
    const route = `/api${endpoint.path.replace('{population}', 'change').replaceAll(/\{\w+\}/g, mark)}`;
    for (const query of ['', `?control=${mark}`, `?engagement=${mark}`, `?criterion=CC6.1`, `?name=${mark}`]) {
      const answer = await stranger.browser.send('GET', route + query, {
        headers: { 'attestry-organization': 'other' },
      });
      const { error, ...fine } = answer.body as { error?: unknown };
      if (error === undefined && JSON.stringify(fine).includes(mark)) seen.push(`${name}${query}`);
    }
    const mine = await owner.send('GET', route, { headers: ACME });
    if (mine.status === 200 && JSON.stringify(mine.body).includes(mark)) seen.push('its own');
  }
  assert.ok(seen.length >= 4 && seen.every((each) => each === 'its own'), seen.join(', '));
  assert.equal((await attestry.db.organizations()).length, 2);
});
