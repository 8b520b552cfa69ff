import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { testPdf } from '#test/kit/pdf.ts';
import { organizationIn, PASSWORD, type Person, personIn, publishTrust } from '#test/kit/people.ts';
import { Reader } from '#test/kit/reader.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';

/** No mail leaves: nothing says where to. */
const installation = await testInstallation();
const { url, db } = installation;
const org = await organizationIn(installation, 'acme');
const person = (role: string): Promise<Person> => personIn(installation, { org, role, email: `${role}@acme.example` });
const [owner, admin, contributor] = [await person('owner'), await person('admin'), await person('contributor')];

interface Shown {
  readonly id: string;
  readonly kind: string;
  readonly recipient: string;
  readonly state: string;
}

async function messageTo(recipient: string, kind: string): Promise<Shown> {
  for (let look = 0; look < 100; look += 1) {
    const { body } = await owner.browser.send('GET', '/api/mail');
    const found = (body['messages'] as Shown[]).find((each) => each.recipient === recipient && each.kind === kind);
    if (found !== undefined) return found;
    await sleep(100);
  }
  return assert.fail(`there is no ${kind} for ${recipient}`);
}

const opened = ({ browser }: Person, id: string) => browser.send('POST', `/api/mail/${id}/open`, { body: {} });
const forgot = (email: string) => new Browser(url).send('POST', '/api/account/forgotten', { body: { email } });
const codeOf = (body: Record<string, unknown>): string =>
  (body['error'] as { code: string } | undefined)?.code ?? 'fine';

test('nothing is said to be delivered, and the link in an invitation is there to be handed over', async () => {
  const invited = await owner.browser.send('POST', '/api/identity/invitations', {
    body: { email: 'new@acme.example', role: 'owner' },
  });
  assert.equal(invited.body['mailed'], false);
  const { body } = await owner.browser.send('GET', '/api/mail');
  assert.equal(body['server'], null);
  const message = await messageTo('new@acme.example', 'invitation');
  assert.equal(message.state, 'kept');
  assert.equal((await opened(owner, message.id)).body['link'], invited.body['link']);
  assert.equal(codeOf((await opened(admin, message.id)).body), 'role_refused', 'an admin makes no owner');
  assert.equal(codeOf((await opened(contributor, message.id)).body), 'forbidden');
  const log = await owner.browser.send('GET', '/api/identity/actions?name=mail.open');
  const lines = (log.body['actions'] as { person: string; outcome: string }[]).map((each) => [
    each.person,
    each.outcome,
  ]);
  assert.deepEqual(lines, [
    ['contributor@acme.example', 'forbidden'],
    ['admin@acme.example', 'role_refused'],
    ['owner@acme.example', 'done'],
  ]);
  assert.equal(codeOf((await owner.browser.send('POST', `/api/mail/${message.id}/send`)).body), 'mail_off');
});

test('an auditor’s link to join is shown to whoever invited them, and to nobody else', async () => {
  const firm = { number: '1', state: 'New York' };
  const window = { type: 'type-2', first: '2026-01-01', last: '2026-12-31' };
  await owner.browser.send('POST', '/api/engagements', { body: { id: 'soc2', name: 'SOC 2', ...window } });
  const grant = { role: 'auditor', engagement: 'soc2', firm: 'A firm', licence: firm, until: '2099-12-31' };
  const { body } = await owner.browser.send('POST', '/api/identity/invitations', {
    body: { email: 'kim@firm.example', ...grant },
  });
  const message = await messageTo('kim@firm.example', 'invitation');
  assert.equal((await opened(owner, message.id)).body['link'], body['link']);
  assert.equal(codeOf((await opened(admin, message.id)).body), 'role_refused', 'an admin would become the firm');
});

test('a link for a new password is shown to those who could have made the account what it is', async () => {
  for (const { email } of [owner, contributor]) await forgot(email);
  const own = await messageTo('owner@acme.example', 'password');
  assert.equal(codeOf((await opened(admin, own.id)).body), 'role_refused', 'an admin would become the owner');
  assert.equal((await opened(owner, own.id)).status, 200);
  const theirs = await messageTo('contributor@acme.example', 'password');
  assert.match(String((await opened(admin, theirs.id)).body['link']), /\/new-password#/);
  const other = await organizationIn(installation, 'other');
  await db.admin.query(
    `insert into member (org, account, email, name, role, added) values ($1, $2, $3, 'C', 'owner', now())`,
    [other, contributor.account, contributor.email],
  );
  const after = await opened(admin, theirs.id);
  assert.equal(codeOf(after.body), 'role_refused', 'it would open the account in the other organization, too');
});

test('an auditor’s account, and an address that is nobody’s, leave nothing to open', async () => {
  const auditor = await person('auditor');
  await forgot(auditor.email);
  await forgot('nobody@acme.example');
  await forgot(admin.email);
  await messageTo(admin.email, 'password');
  const { body } = await owner.browser.send('GET', '/api/mail');
  const to = (body['messages'] as Shown[]).map(({ recipient }) => recipient);
  assert.ok(!to.includes(auditor.email) && !to.includes('nobody@acme.example'), to.join(' '));
});

test('a confirmation of an address is not asked for: handed over, it would show nothing', async () => {
  const asked = await owner.browser.send('POST', '/api/account/address/confirm', { body: {} });
  assert.equal(codeOf(asked.body), 'mail_off');
});

test('what does not hold any more is neither shown nor sent', async () => {
  const message = await messageTo('new@acme.example', 'invitation');
  await db.admin.query(`update mail set expires = now() - interval '1 second' where id = $1`, [message.id]);
  assert.equal(codeOf((await opened(owner, message.id)).body), 'mail_state');
});

test('of a message in the database nobody reads the text', async () => {
  const { rows } = await db.admin.query<{ body: Buffer }>('select body from mail where body is not null');
  assert.ok(rows.length > 2);
  assert.ok(!rows.some(({ body }) => /new-password|join|http/.test(body.toString('latin1'))));
  const queued = await db.admin.query<{ data: unknown }>(`select data from attestry_queue.job where name = 'mail'`);
  for (const { data } of queued.rows) assert.deepEqual(Object.keys(data as object).sort(), ['id', 'org']);
});

test('an invitation that was accepted is said to be used, and one that was withdrawn to be that; neither is opened', async () => {
  const { body } = await owner.browser.send('POST', '/api/identity/invitations', {
    body: { email: 'joiner@acme.example', role: 'member' },
  });
  const token = String(body['link']).split('#')[1];
  const visitor = new Browser(url);
  const joined = await visitor.send('POST', '/api/account/join', { body: { token, name: 'Jo', password: PASSWORD } });
  assert.equal(joined.status, 200, JSON.stringify(joined.body));
  const used = await messageTo('joiner@acme.example', 'invitation');
  assert.equal(used.state, 'used');
  assert.equal(codeOf((await opened(owner, used.id)).body), 'mail_state');
  const other = await owner.browser.send('POST', '/api/identity/invitations', {
    body: { email: 'never@acme.example', role: 'member' },
  });
  await owner.browser.send('DELETE', `/api/identity/invitations/${String(other.body['id'])}`);
  const withdrawn = await messageTo('never@acme.example', 'invitation');
  assert.equal(withdrawn.state, 'withdrawn');
  assert.equal(codeOf((await opened(owner, withdrawn.id)).body), 'mail_state');
  await owner.browser.send('POST', '/api/identity/invitations', {
    body: { email: 'never@acme.example', role: 'member' },
  });
  const again = (await owner.browser.send('GET', '/api/mail')).body['messages'] as Shown[];
  const states = again.filter(({ recipient }) => recipient === 'never@acme.example').map(({ state }) => state);
  assert.deepEqual(states, ['kept', 'withdrawn'], 'a new one is another one');
});

test('a link for a new password that was used, or is over, is offered to nobody', async () => {
  await forgot('joiner@acme.example');
  const { id } = await messageTo('joiner@acme.example', 'password');
  const { link } = (await opened(owner, id)).body;
  const set = await new Browser(url).send('POST', '/api/auth/reset-password', {
    body: { token: String(link).split('#')[1], newPassword: `${PASSWORD}-2` },
  });
  assert.equal(set.status, 200, JSON.stringify(set.body));
  assert.equal((await messageTo('joiner@acme.example', 'password')).state, 'used');
  assert.equal(codeOf((await opened(owner, id)).body), 'mail_state');
  await personIn(installation, { org, role: 'member', email: 'late@acme.example' });
  await forgot('late@acme.example');
  const held = await messageTo('late@acme.example', 'password');
  await db.admin.query("update mail set expires = now() - interval '1 minute' where id = $1", [held.id]);
  assert.equal((await messageTo('late@acme.example', 'password')).state, 'expired');
});

interface Told {
  readonly kind: string;
  readonly title: string;
  readonly says: string;
  readonly link: unknown;
  readonly read: boolean;
}
const toldOf = async ({ browser }: Person): Promise<readonly Told[]> =>
  ((await browser.send('GET', '/api/notifications')).body['notices'] as Told[]).filter(({ kind }) => kind === 'outbox');

test('whoever may hand links over is told in one line that some wait, and of nothing that was used', async () => {
  await db.admin.query(`delete from mail where kind = 'password'`);
  assert.deepEqual(await toldOf(owner), [], 'an invitation was shown to whoever invited');
  const made = await owner.browser.send('POST', '/api/documents', {
    body: {
      title: 'Bridge letter',
      kind: 'bridge-letter',
      level: 'request',
      first: '2025-01-01',
      last: '2025-12-31',
      name: 'letter.pdf',
      bytes: Buffer.from(await testPdf(1, 'letter')).toString('base64'),
    },
  });
  const documents = [String(made.body['id'])];
  await publishTrust(installation, org);
  const reader = new Reader(url);
  const asked = { name: 'Rita', company: 'Buyer', reason: 'we may buy', documents };
  await reader.post('/t/acme/request', { ...asked, email: 'rita@buyer.example' });
  const [one = assert.fail('nobody is told')] = await toldOf(owner);
  assert.equal(one.title, 'A link for rita@buyer.example waits to be handed over');
  assert.match(one.says, /No mail leaves this server/);
  assert.deepEqual(one.link, { to: '/settings', search: { part: 'mail' } });
  const sales = await personIn(installation, { org, role: 'sales', email: 'sam@acme.example' });
  assert.deepEqual(await toldOf(sales), [], 'who may not open it is not told');
  await owner.browser.send('POST', '/api/notifications/read', { body: {} });
  await new Reader(url).post('/t/acme/request', { ...asked, email: 'bo@buyer.example' });
  const both = await toldOf(owner);
  assert.deepEqual(
    both.map(({ title, read }) => [title, read]),
    [['2 links wait to be handed over', false]],
    'however many ask, it is one line, unread again',
  );
  const { id } = await messageTo('rita@buyer.example', 'access');
  const link = String((await opened(owner, id)).body['link']);
  assert.equal((await reader.post(link)).status, 200);
  assert.equal((await messageTo('rita@buyer.example', 'access')).state, 'used');
  assert.equal(codeOf((await opened(owner, id)).body), 'mail_state', 'nobody is handed what opens nothing');
  assert.deepEqual(
    (await toldOf(owner)).map(({ title }) => title),
    ['A link for bo@buyer.example waits to be handed over'],
  );
  await db.admin.query(
    `insert into mail (org, id, kind, recipient, subject, state, made, tries, expires)
     select org, gen_random_uuid(), kind, recipient, subject, state, made + n * interval '1 second', tries, expires
       from mail, generate_series(1, 120) n where recipient = 'rita@buyer.example' and kind = 'access'`,
  );
  assert.deepEqual(
    (await toldOf(owner)).map(({ title }) => title),
    ['A link for bo@buyer.example waits to be handed over'],
    'however many newer ones were used',
  );
  await db.admin.query(`delete from mail where recipient = 'rita@buyer.example'`);
  await db.admin.query(`update mail set expires = now() - interval '1 second' where recipient = 'bo@buyer.example'`);
  assert.deepEqual(await toldOf(owner), []);
  await forgot(owner.email);
  await messageTo(owner.email, 'password');
  assert.equal((await toldOf(owner)).length, 1);
  assert.deepEqual(await toldOf(admin), [], 'the password of an owner is set with the help of no admin');
});
