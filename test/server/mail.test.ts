import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '#/core/errors.ts';
import { mailer } from '#/platform/mail/mailer.ts';
import { smtpServerIn } from '#/platform/mail/smtp-address.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';
import { testSmtp } from '#test/kit/smtp.ts';

const smtp = await testSmtp();
const installation = await testInstallation({ environment: { ATTESTRY_SMTP: smtp.address } });
const { url, db } = installation;
const org = await organizationIn(installation, 'acme');
const owner = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const NEW_PASSWORD = 'meadow-copper-lantern-31-tide';

interface Shown {
  readonly id: string;
  readonly recipient: string;
  readonly state: string;
  readonly tries: number;
  readonly error: string | null;
}

const outbox = async (): Promise<readonly Shown[]> =>
  (await owner.browser.send('GET', '/api/mail')).body['messages'] as Shown[];

async function settled(recipient: string, state: string): Promise<Shown> {
  for (let look = 0; look < 300; look += 1) {
    const found = (await outbox()).find((each) => each.recipient === recipient && each.state === state);
    if (found !== undefined) return found;
    await sleep(100);
  }
  return assert.fail(`${recipient} is not ${state}: ${JSON.stringify(await outbox())}`);
}

const invite = (email: string) =>
  owner.browser.send('POST', '/api/identity/invitations', { body: { email, role: 'contributor' } });
/** An auditor needs an examination. */
async function inviteAuditor(email: string) {
  const post = (path: string, body: object) => owner.browser.send('POST', `/api${path}`, { body });
  await post('/engagements', { id: 'soc2', name: 'SOC 2', type: 'type-2', first: '2026-01-01', last: '2026-12-31' });
  const licence = { number: '1', state: 'New York', lookUp: 'https://firm.example/' };
  const grant = { role: 'auditor', engagement: 'soc2', firm: 'Firm LLP', licence, until: '2099-12-31' };
  return post('/identity/invitations', { email, ...grant });
}
const linkIn = (text: string): string => /https?:\/\/\S+/.exec(text)?.[0] ?? assert.fail(text);

test('an auditor’s link is mailed, and nobody of the company sees it', async () => {
  const { status, body } = await inviteAuditor('kim@firm.example');
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual([body['mailed'], body['link']], [true, null]);
  const { text } = await smtp.next('kim@firm.example');
  const { id } = await settled('kim@firm.example', 'delivered');
  await db.admin.query(`update mail set state = 'failed', body = 'x' where id = $1`, [id]);
  const opened = await owner.browser.send('POST', `/api/mail/${id}/open`);
  assert.match(JSON.stringify(opened.body), /nobody else can join in their name/);
  const kim = new Browser(url);
  const token = linkIn(text).split('#')[1];
  const joined = await kim.send('POST', '/api/account/join', { body: { token, name: 'Kim', password: PASSWORD } });
  assert.equal(joined.status, 200, JSON.stringify(joined.body));
  const { members } = (await owner.browser.send('GET', '/api/identity/members')).body as {
    readonly members: readonly { readonly email: string; readonly handed: boolean }[];
  };
  assert.equal(members.find(({ email }) => email === 'kim@firm.example')?.handed, false);
});

test('an invitation arrives, its link lets in, and of what was delivered no text is kept', async () => {
  const { status, body } = await invite('bob@acme.example');
  assert.deepEqual([status, body['mailed']], [200, true]);
  const { text, subject, id } = await smtp.next('bob@acme.example');
  assert.match(subject, /^You are invited to The acme company/);
  assert.equal(linkIn(text), body['link']);
  const { id: message } = await settled('bob@acme.example', 'delivered');
  assert.equal(id, `<${message}@localhost>`);
  const { rows } = await db.admin.query('select body from mail where id = $1', [message]);
  assert.deepEqual(rows, [{ body: null }]);
  const opened = await owner.browser.send('POST', `/api/mail/${message}/open`);
  assert.match(JSON.stringify(opened.body), /mail_state/);
  const bob = new Browser(url);
  const token = linkIn(text).split('#')[1];
  const joined = await bob.send('POST', '/api/account/join', { body: { token, name: 'Bob', password: PASSWORD } });
  assert.equal(joined.status, 200, JSON.stringify(joined.body));
});

test('a forgotten password is set anew by the link that was mailed', async () => {
  const stranger = new Browser(url);
  const asked = await stranger.send('POST', '/api/account/forgotten', { body: { email: 'Bob@acme.example' } });
  assert.deepEqual([asked.status, asked.body], [200, { asked: true }]);
  const { text } = await smtp.next('bob@acme.example');
  const token = linkIn(text).split('/new-password#')[1];
  const set = await stranger.send('POST', '/api/auth/reset-password', { body: { token, newPassword: NEW_PASSWORD } });
  assert.equal(set.status, 200, JSON.stringify(set.body));
  const signIn = { body: { email: 'bob@acme.example', password: NEW_PASSWORD } };
  assert.equal((await stranger.send('POST', '/api/auth/sign-in/email', signIn)).status, 200);
  const again = await stranger.send('POST', '/api/auth/reset-password', { body: { token, newPassword: PASSWORD } });
  assert.notEqual(again.status, 200);
});

test('whoever asks about an address learns nothing, and nothing is written to one that is nobody’s', async () => {
  const before = smtp.arrived.length;
  const seen = [];
  for (const email of ['nobody@acme.example', 'ada@acme.example']) {
    const answer = await new Browser(url).send('POST', '/api/account/forgotten', { body: { email } });
    seen.push([answer.status, answer.body]);
  }
  assert.deepEqual(seen[0], seen[1]);
  await smtp.next('ada@acme.example');
  await sleep(500);
  assert.equal(smtp.arrived.length, before + 1);
  const { rows } = await db.admin.query('select recipient from attestry_auth.account_mail');
  assert.deepEqual(rows, [], 'nothing is kept of an address that is nobody’s');
  const closed = await new Browser(url).send('POST', '/api/auth/request-password-reset', {
    body: { email: 'ada@acme.example' },
  });
  assert.equal(closed.status, 404, 'there is no other way to ask');
});

test('asking for mail about one address is limited, whether it is somebody’s or not', async () => {
  for (const email of ['often@acme.example', 'bob@acme.example']) {
    const answers = [];
    for (let count = 0; count < 7; count += 1)
      answers.push((await new Browser(url).send('POST', '/api/account/forgotten', { body: { email } })).status);
    assert.ok(answers.includes(429), answers.join(' '));
  }
});

test('an address is confirmed by the link that is sent there', async () => {
  await db.admin.query(`update attestry_auth."user" set "emailVerified" = false where email = 'ada@acme.example'`);
  assert.equal((await owner.browser.send('GET', '/api/account')).body['verified'], false);
  const asked = await owner.browser.send('POST', '/api/account/address/confirm', { body: {} });
  assert.equal(asked.status, 200, JSON.stringify(asked.body));
  const link = linkIn((await smtp.next('ada@acme.example')).text);
  const answer = await fetch(link, { redirect: 'manual' });
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/settings']);
  assert.equal((await owner.browser.send('GET', '/api/account')).body['verified'], true);
});

test('a server that is busy is asked again, and the message is delivered once', async () => {
  smtp.replies.push(451);
  await invite('cy@acme.example');
  await smtp.next('cy@acme.example');
  const { tries } = await settled('cy@acme.example', 'delivered');
  assert.equal(tries, 2);
  await sleep(300);
  assert.equal(smtp.arrived.filter(({ to }) => to.includes('cy@acme.example')).length, 1);
});

test('what is refused for good is not tried again by itself, says why, and is sent again by a person', async () => {
  smtp.replies.push(550);
  await invite('di@acme.example');
  const failed = await settled('di@acme.example', 'failed');
  assert.match(failed.error ?? '', /550/);
  const opened = await owner.browser.send('POST', `/api/mail/${failed.id}/open`);
  assert.match(String(opened.body['link']), /\/join#/);
  assert.equal((await owner.browser.send('POST', `/api/mail/${failed.id}/send`)).status, 200);
  await smtp.next('di@acme.example');
  await settled('di@acme.example', 'delivered');
});

test('the mail of an auditor’s account, and of somebody who is elsewhere too, is in no outbox', async () => {
  const other = await organizationIn(installation, 'other');
  const auditor = await personIn(installation, { org, role: 'auditor', email: 'au@firm.example' });
  const both = await personIn(installation, { org, role: 'contributor', email: 'both@acme.example' });
  await db.admin.query(
    `insert into member (org, account, email, name, role, added) values ($1, $2, $3, 'Both', 'owner', now())`,
    [other, both.account, both.email],
  );
  for (const { email } of [auditor, both]) {
    await new Browser(url).send('POST', '/api/account/forgotten', { body: { email } });
    assert.match((await smtp.next(email)).text, /new-password#/);
    assert.ok(!(await outbox()).some(({ recipient }) => recipient === email));
  }
});

test('a test message goes to whoever asks', async () => {
  const { body } = await owner.browser.send('POST', '/api/mail/test', { body: {} });
  assert.equal(body['to'], 'ada@acme.example');
  assert.match((await smtp.next('ada@acme.example')).subject, /test/);
});

test('where a server does not encrypt, nothing is sent to it; what is no address of one is refused', async () => {
  const clear = await testSmtp({ host: '127.0.0.2' });
  const server = smtpServerIn(clear.address);
  assert.equal(server.tls, 'required');
  const message = { id: randomUUID(), to: 'ada@acme.example', subject: 'A subject', text: 'a secret', leave: null };
  const refused = (code: string) => (error: unknown) => error instanceof DomainError && error.code === code;
  await assert.rejects(mailer(server, 'us@acme.example').send(message), refused('mail_unsent'));
  assert.deepEqual(clear.arrived, []);
  await mailer(smtpServerIn(`${clear.address}?tls=none`), 'us@acme.example').send(message);
  assert.equal(clear.arrived.length, 1);
  for (const wrong of ['smtp.acme.example', 'https://acme.example', 'smtp://a:b@host?tls=maybe', 'smtp://a:b%@host'])
    assert.throws(
      () => smtpServerIn(wrong),
      (error) => refused('variable_invalid')(error) && !(error as Error).message.includes('b@host'),
    );
  assert.deepEqual(smtpServerIn('smtps://u%40x:p%3A@mail.acme.example'), {
    host: 'mail.acme.example',
    port: 465,
    tls: 'implicit',
    login: { user: 'u@x', password: 'p:' },
  });
});

test('a subject and an address put nothing else into a message', async () => {
  const to = 'ada@acme.example';
  const message = { id: randomUUID(), to, text: 'text', subject: 'One\r\nBcc: eve@evil.example', leave: null };
  await mailer(smtpServerIn(smtp.address), 'us@acme.example').send(message);
  assert.deepEqual((await smtp.next(to)).to, [to]);
});

test('a message that somebody chose says where it ends; over HTTPS one press of a mail program does', async () => {
  const to = 'zoe@buyer.example';
  for (const [leave, post] of [
    ['https://acme.example/t/acme/leave/x', 'List-Unsubscribe=One-Click'],
    ['http://localhost/t/acme/leave/x', undefined],
  ] as const) {
    const message = { id: randomUUID(), to, text: 'text', subject: 'News', leave };
    await mailer(smtpServerIn(smtp.address), 'us@acme.example').send(message);
    const { headers } = await smtp.next(to);
    assert.deepEqual([headers.get('list-unsubscribe'), headers.get('list-unsubscribe-post')], [`<${leave}>`, post]);
  }
});

test('a refusal says whether it is about the address or about what the server allows', async () => {
  const message = { id: randomUUID(), to: 'zoe@buyer.example', text: 'text', subject: 'News', leave: null };
  const send = async (code: number, says: string) => {
    smtp.replies.push(code);
    smtp.says.push(says);
    return mailer(smtpServerIn(smtp.address), 'us@acme.example')
      .send(message)
      .catch((error: unknown) => [(error as DomainError).code, (error as DomainError).facts['of']]);
  };
  assert.deepEqual(await send(550, '5.1.1 no such mailbox'), ['mail_refused', 'address']);
  assert.deepEqual(await send(452, '4.2.2 the mailbox is full'), ['mail_unsent', 'address']);
  assert.deepEqual(await send(550, '5.7.1 relaying denied'), ['mail_refused', 'server']);
});
