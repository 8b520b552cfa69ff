import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAuth } from '#/platform/auth/auth.ts';
import { recordAction, recordActions } from '#/features/identity/index.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url, attestry, db } = installation;
const org = await organizationIn(installation, 'acme');
const other = await organizationIn(installation, 'other');
const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const bob = await personIn(installation, { org, role: 'contributor', email: 'bob@acme.example' });
const eve = await personIn(installation, { org: other, role: 'owner', email: 'eve@other.example' });

interface Line {
  readonly position: number;
  readonly person: string;
  readonly name: string;
  readonly outcome: string;
  readonly subject: Readonly<Record<string, string>>;
}

const listed = async (query: string): Promise<readonly Line[]> => {
  const answer = await ada.browser.send('GET', `/api/identity/actions?${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body['actions'] as Line[];
};
const namesOf = async (query: string): Promise<readonly string[]> =>
  (await listed(query)).map(({ name, person }) => `${name} ${person}`);

async function file(browser: Browser, query: string): Promise<{ status: number; text: string; media: string }> {
  const cookie = ['attestry.session_token'].map((name) => `${name}=${browser.cookie(name) ?? ''}`).join('; ');
  const answer = await fetch(`${url}/api/identity/actions/file?${query}`, { headers: { cookie } });
  return { status: answer.status, text: await answer.text(), media: answer.headers.get('content-type') ?? '' };
}

test('who comes in, leaves, ends sessions and sets a password by a link stands in it', async () => {
  const browser = new Browser(url);
  const signIn = { body: { email: bob.email, password: PASSWORD } };
  await browser.send('POST', '/api/auth/sign-in/email', signIn);
  const { body } = await bob.browser.send('GET', '/api/account/sessions');
  const ended = (body['sessions'] as { id: string; current: boolean }[]).find(({ current }) => !current)?.id;
  assert.equal((await bob.browser.send('DELETE', `/api/account/sessions/${ended}`)).status, 200);
  assert.equal((await bob.browser.send('DELETE', '/api/account/sessions')).status, 200);
  await bob.browser.send('POST', '/api/auth/sign-out', { body: {} });
  const auth = await openAuth({ database: db.url, vault: attestry.vault, url });
  const token = await auth.passwordToken(bob.email);
  await auth.close();
  // Somebody else is signed in where the link is opened: it is about whose password it is.
  const set = { body: { token, newPassword: 'meadow-copper-lantern-31-tide' } };
  assert.equal((await ada.browser.send('POST', '/api/auth/reset-password', set)).status, 200);
  const names = await namesOf('name=account.');
  for (const name of ['sign-in', 'session-ended', 'other-sessions-ended', 'sign-out', 'password-set'])
    assert.ok(names.includes(`account.${name} bob@acme.example`), `${name}: ${names.join(', ')}`);
});

test('who comes into an organization stands in it, by whatever way, and what they call themselves', async () => {
  const zoe = await personIn(installation, { org: other, role: 'owner', email: 'zoe@other.example' });
  const yan = await personIn(installation, { org: other, role: 'member', email: 'yan@other.example' });
  const second = { name: 'Second Inc', slug: 'second', zone: 'UTC' };
  assert.equal((await zoe.browser.send('POST', '/api/account/organizations', { body: second })).status, 200);
  const headers = { 'attestry-organization': 'second' };
  const invite = async (email: string): Promise<string> => {
    const body = { email, role: 'contributor' };
    const invited = await zoe.browser.send('POST', '/api/identity/invitations', { body, headers });
    return String(invited.body['link']).split('#')[1] ?? assert.fail(JSON.stringify(invited.body));
  };
  const joining = { token: await invite('new@second.example'), name: 'New', password: PASSWORD };
  const joined = await new Browser(url).send('POST', '/api/account/join', { body: joining });
  assert.equal(joined.status, 200, JSON.stringify(joined.body));
  const accepting = { body: { token: await invite(yan.email) } };
  assert.equal((await yan.browser.send('POST', '/api/account/accept', accepting)).status, 200);
  assert.equal((await yan.browser.send('POST', '/api/auth/update-user', { body: { name: 'Yan Y' } })).status, 200);
  const { body } = await zoe.browser.send('GET', '/api/identity/actions?name=account.', { headers });
  assert.deepEqual(
    (body['actions'] as Line[]).map(({ name, person }) => `${name} ${person}`),
    [
      'account.name-changed yan@other.example',
      'account.joined yan@other.example',
      'account.joined new@second.example',
      'account.organization-made zoe@other.example',
    ],
  );
  const elsewhere = await namesOf('text=second.example');
  assert.deepEqual(elsewhere, [], 'another organization is told nothing of it');
});

test('nobody reads it entry by entry in the log who may not read it', async () => {
  const invited = { email: 'new@acme.example', role: 'member' };
  assert.equal((await ada.browser.send('POST', '/api/identity/invitations', { body: invited })).status, 200);
  const [{ position } = assert.fail()] = await listed('name=identity.invite&text=new@acme.example');
  const route = `/api/ledger/entries/${position}`;
  const own = (await ada.browser.send('GET', route)).body;
  assert.match(JSON.stringify(own['payload']), /identity\.invite/);
  const advisor = await personIn(installation, { org, role: 'advisor', email: 'dora@advice.example' });
  const contributor = await personIn(installation, { org, role: 'contributor', email: 'cy@acme.example' });
  for (const { browser } of [advisor, contributor]) {
    const { body } = await browser.send('GET', route);
    assert.deepEqual([body['withheld'], body['payload']], [true, null]);
    assert.deepEqual([body['entry'], body['kind']], [own['entry'], 'action'], 'its place and its hash are there');
    const { entries } = (await browser.send('GET', '/api/ledger/entries?limit=500')).body as {
      readonly entries: readonly { readonly kind: string; readonly about: string }[];
    };
    const people = entries.filter(({ kind }) => kind === 'action' || kind.startsWith('member-'));
    assert.ok(people.length > 0);
    assert.deepEqual(new Set(people.map(({ about }) => about)), new Set(['']));
    assert.ok(
      entries.some(({ about }) => about !== ''),
      'the programme is theirs to read',
    );
  }
});

test('nor a setting of who may enter, or who may read documents, which they see nowhere else', async () => {
  const set = await ada.browser.send('PUT', '/api/grants/rules', { body: { domains: ['customer.example'] } });
  assert.equal(set.status, 200, JSON.stringify(set.body));
  const route = `/api/ledger/entries/${String(set.body['position'])}`;
  assert.match(JSON.stringify((await ada.browser.send('GET', route)).body['payload']), /customer\.example/);
  const advisor = await personIn(installation, { org, role: 'advisor', email: 'dan@advice.example' });
  const { body } = await advisor.browser.send('GET', route);
  assert.deepEqual([body['kind'], body['withheld'], body['payload']], ['setting-changed', true, null]);
  const sales = await personIn(installation, { org, role: 'sales', email: 'sam@acme.example' });
  assert.equal((await sales.browser.send('GET', route)).status, 403);
});

test('it is searched by what stands anywhere in a line, letter by letter', async () => {
  const email = 'per_cent@acme.example';
  await ada.browser.send('POST', '/api/identity/invitations', { body: { email, role: 'contributor' } });
  const line = { via: 'session', subject: { id: '50%@' }, outcome: 'done', request: 'r', address: '::1' };
  await recordAction(attestry, org, { ...line, person: ada.email, name: 'x' });
  assert.deepEqual(await namesOf('text=PER_CENT'), ['identity.invite ada@acme.example']);
  assert.deepEqual(await namesOf('text=perxcent'), [], 'an underline is an underline');
  assert.equal((await listed('text=%25%40')).length, 1, 'and a percent sign one');
  assert.deepEqual(await namesOf('text=per_cent&name=controls'), []);
});

test('it leaves as a file, whole and in order, however long it is, and whoever takes it stands in it', async () => {
  const line = { via: 'session', outcome: 'done', request: 'r', address: '::1', name: 'controls.edit' };
  const subjects = Array.from({ length: 1_205 }, () => ({ id: '=1+1' }));
  await recordActions(attestry, org, { ...line, person: 'many@acme.example', subjects });
  const { status, text, media } = await file(ada.browser, 'format=ndjson');
  assert.deepEqual([status, media], [200, 'application/x-ndjson; charset=utf-8']);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((each) => JSON.parse(each) as Line);
  const { rows } = await db.admin.query('select position from action where org = $1 order by position desc', [org]);
  assert.deepEqual(
    lines.map(({ position }) => position),
    rows.map(({ position }) => Number(position)),
  );
  assert.equal(lines[0]?.name, 'identity.actions-exported');
  assert.equal(lines[0]?.person, ada.email);
});

test('a file is filtered as the list is; nothing in it runs in a spreadsheet', async () => {
  const { text, media } = await file(ada.browser, 'format=csv&person=many@acme.example&text=1%2B1');
  assert.equal(media, 'text/csv; charset=utf-8');
  const lines = text.trimEnd().split('\r\n');
  assert.equal(lines.length, 1_206);
  assert.match(lines[0] ?? '', /^position,at,person,via,name,subject,outcome,request,address$/);
  const { text: none } = await file(ada.browser, 'format=csv&person=nobody@acme.example');
  assert.equal(none.trimEnd().split('\r\n').length, 1);
  const formula = { via: 'session', subject: {}, outcome: 'done', request: 'r', address: '::1', name: 'x' };
  await recordAction(attestry, org, { ...formula, person: '=cmd()' });
  assert.match((await file(ada.browser, 'format=csv&text=cmd()')).text, /,'=cmd\(\),/);
});

test('nobody else gets it', async () => {
  const carol = await personIn(installation, { org, role: 'contributor', email: 'carol@acme.example' });
  assert.equal((await file(carol.browser, 'format=csv')).status, 403);
  assert.equal((await file(new Browser(url), 'format=csv')).status, 401);
  assert.equal((await file(eve.browser, 'format=csv&organization=acme')).status, 404);
  assert.doesNotMatch((await file(eve.browser, 'format=ndjson')).text, /acme/);
  for (const query of ['', 'format=xml', 'format=csv&from=yesterday', 'format=csv&limit=1', 'format=csv&format=csv'])
    assert.equal((await file(ada.browser, query)).status, 422, query);
});

test('of several controls that are given to one owner at once, each has a line, also where it is refused', async () => {
  const send = (ids: readonly string[]) =>
    ada.browser.send('POST', '/api/controls/owner', { body: { ids, owner: 'bob@acme.example' } });
  const ids = ['backups', 'mfa-enforced'];
  const adopted = { body: { controls: ids.map((id) => ({ id })) } };
  assert.equal((await ada.browser.send('POST', '/api/controls', adopted)).status, 200);
  assert.equal((await send(ids)).status, 200);
  assert.equal((await send(['backups', 'nothing'])).status, 404);
  const lines = await listed('name=controls.own');
  assert.deepEqual(lines.map(({ subject, outcome }) => `${subject['id']} ${outcome}`).toReversed(), [
    'backups done',
    'mfa-enforced done',
    'backups not_found',
    'nothing not_found',
  ]);
  const may = await personIn(installation, { org, role: 'member', email: 'may@acme.example' });
  const refused = { body: { ids, owner: 'may@acme.example' } };
  assert.equal((await may.browser.send('POST', '/api/controls/owner', refused)).status, 403);
  const [last] = await listed('name=controls.own&outcome=forbidden');
  assert.deepEqual([last?.person, last?.subject], ['may@acme.example', {}], 'who may not leaves a line, too');
});

test('of several deviations that are explained at once, each item has a line', async () => {
  const words = { happened: 'It was merged at night.', cause: 'Nobody was there.', follows: 'Somebody is there now.' };
  const body = { items: ['code/acme/app@1', 'code/acme/app@2'], ...words };
  assert.equal((await ada.browser.send('POST', '/api/deviations/changes.no-direct-push', { body })).status, 404);
  const lines = await listed('name=deviations.explain');
  assert.deepEqual(lines.map(({ subject }) => `${subject['id']} ${subject['item']}`).toReversed(), [
    'changes.no-direct-push code/acme/app@1',
    'changes.no-direct-push code/acme/app@2',
  ]);
});
