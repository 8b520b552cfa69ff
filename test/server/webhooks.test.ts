import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { db } = installation;
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });

interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real receiver, which answers what a test says, and 204 otherwise. */
const heard: Heard[] = [];
const answers = new Map<string, number[]>();
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const path = request.url ?? '';
    heard.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    response.writeHead(answers.get(path)?.shift() ?? 204, { location: 'http://127.0.0.1:1/' }).end();
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => {
  server.closeAllConnections();
  server.close();
});
const receiver = `http://localhost:${(server.address() as AddressInfo).port}`;

async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (let looks = 0; looks < 400; looks += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  return assert.fail(`there was no ${what}`);
}

const messagesTo = (path: string): readonly Heard[] => heard.filter((each) => each.path === path);

const add = async (
  path: string,
  kinds: readonly string[],
): Promise<{ readonly id: string; readonly secret: string }> => {
  const answer = await browser.send('POST', '/api/webhooks', { body: { url: receiver + path, kinds } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as { id: string; secret: string };
};

interface Delivery {
  readonly id: string;
  readonly position: number;
  readonly state: string;
  readonly tries: number;
  readonly status: number | null;
  readonly error: string | null;
}

const deliveries = async (id: string): Promise<readonly Delivery[]> =>
  (await browser.send('GET', `/api/webhooks/${id}/deliveries`)).body['deliveries'] as Delivery[];
const settled = (id: string, state: string): Promise<Delivery> =>
  until(`delivery that is ${state}`, async () => (await deliveries(id)).find((each) => each.state === state));

/** As a receiver does it by the specification, without any code of ours. */
function isGenuine({ headers, body }: Heard, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const says = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(says).digest('base64')}`;
}

let control = 0;
const CONTROLS =
  'access-termination change-peer-review cyber-insurance board-oversight mfa-enforced security-steering-meeting'.split(
    ' ',
  );
async function adopt(): Promise<void> {
  const id = CONTROLS[control] ?? assert.fail('no control is left');
  control += 1;
  const answer = await browser.send('POST', '/api/controls', { body: { controls: [{ id }] } });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

test('what is sealed is told to a real receiver, signed, by ids alone', async () => {
  const { id, secret } = await add('/one', ['control-adopted']);
  assert.match(secret, /^whsec_[\w+/]{43}=$/);
  await adopt();
  const message = await until('message', () => messagesTo('/one')[0]);
  assert.ok(isGenuine(message, secret));
  assert.ok(!isGenuine({ ...message, body: message.body.replace('acme', 'evil') }, secret));
  const { type, timestamp, data } = JSON.parse(message.body) as {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
  const delivered = await settled(id, 'delivered');
  assert.equal(message.headers['webhook-id'], delivered.id);
  assert.deepEqual([type, data], ['control-adopted', { organization: 'acme', position: delivered.position }]);
  assert.match(timestamp, /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
  assert.ok(Math.abs(Number(message.headers['webhook-timestamp']) - Date.now() / 1_000) < 60);
  const entry = await browser.send('GET', `/api/ledger/entries/${delivered.position}`);
  assert.match(JSON.stringify(entry.body), /control-adopted/);
  assert.deepEqual([delivered.status, delivered.tries], [204, 1]);
  await sleep(500);
  assert.equal(messagesTo('/one').length, 1, 'of nothing else');
});

test('the secret is in no answer again, and in the database only encrypted', async () => {
  const { secret } = await add('/secret', ['erasure']);
  const { body } = await browser.send('GET', '/api/webhooks');
  assert.ok(!JSON.stringify(body).includes(secret.slice(6)));
  const { rows } = await db.admin.query<{ secret: Buffer }>('select secret from webhook');
  const bytes = Buffer.from(secret.slice(6), 'base64');
  assert.ok(rows.length > 1 && !rows.some(({ secret: kept }) => kept.includes(bytes)));
  const log = await browser.send('GET', '/api/identity/actions?name=webhooks');
  assert.ok(!JSON.stringify(log.body).includes(secret.slice(6)));
});

test('a receiver that fails is asked again with the same id, and a person may send it once more', async () => {
  answers.set('/busy', [503]);
  const { id, secret } = await add('/busy', ['control-adopted']);
  await adopt();
  const { id: message, tries } = await settled(id, 'delivered');
  assert.equal(tries, 2);
  assert.equal((await browser.send('POST', `/api/webhooks/deliveries/${message}/send`)).status, 200);
  await until('third message', () => messagesTo('/busy')[2]);
  assert.deepEqual(
    messagesTo('/busy').map((each) => [each.headers['webhook-id'], isGenuine(each, secret)]),
    [
      [message, true],
      [message, true],
      [message, true],
    ],
  );
});

test('a redirect is not followed, and counts as not delivered', async () => {
  answers.set('/away', [302]);
  const { id } = await add('/away', ['control-adopted']);
  await adopt();
  const tried = await until('try', async () => (await deliveries(id)).find(({ status }) => status === 302));
  assert.deepEqual([tried.state, tried.error], ['waiting', 'it answered 302']);
});

test('where nothing arrives for long it is turned off, sealed, and those who direct are told', async () => {
  answers.set(
    '/dead',
    Array.from({ length: 20 }, () => 500),
  );
  const { id } = await add('/dead', ['control-adopted']);
  await db.admin.query(`update webhook set failing = now() - interval '6 days' where id = $1`, [id]);
  await adopt();
  const { error } = await settled(id, 'failed');
  assert.equal(error, 'it answered 500');
  const { body } = await browser.send('GET', '/api/webhooks');
  const off = (body['webhooks'] as { id: string; enabled: boolean; because: string }[]).find((each) => each.id === id);
  assert.deepEqual([off?.enabled, off?.because], [false, 'nothing arrived there for long: it answered 500']);
  const outbox = await browser.send('GET', '/api/mail');
  assert.match(JSON.stringify(outbox.body), /"kind":"notice","recipient":"ada@acme.example"/);
  const count = messagesTo('/dead').length;
  await adopt();
  await sleep(500);
  assert.equal(messagesTo('/dead').length, count);
  const on = await browser.send('PUT', `/api/webhooks/${id}`, { body: { enabled: true } });
  assert.equal(on.status, 200);
  answers.delete('/dead');
  await adopt();
  await until('message after it was turned on', () => messagesTo('/dead')[count]);
  assert.equal(messagesTo('/dead').length, count + 1, 'what happened meanwhile is not told');
});

async function toldOfAll(): Promise<true | undefined> {
  const { rows } = await db.admin.query('select min(told)::int as told from webhook where org = $1 and enabled', [org]);
  const { size } = (await browser.send('GET', '/api/ledger')).body as { readonly size: number };
  return (rows as { readonly told: number }[])[0]?.told === size ? true : undefined;
}

test('what a killed worker left is told when the next one begins, once', async () => {
  const { id } = await add('/later', ['webhook-removed']);
  const { id: gone } = await add('/gone', ['erasure']);
  await until('webhook that was told of all that is sealed', toldOfAll); // or what tells of it yet tells of what follows
  await db.admin.query('alter table ledger_log disable trigger tell_log');
  await browser.send('DELETE', `/api/webhooks/${gone}`);
  await sleep(300);
  assert.deepEqual(messagesTo('/later'), []);
  await db.admin.query('alter table ledger_log enable trigger tell_log');
  await Promise.all([1, 2, 3].map(() => db.admin.query(`select pg_notify('attestry_log', $1)`, [org])));
  await settled(id, 'delivered');
  await sleep(300);
  assert.equal(messagesTo('/later').length, 1);
});

test('an address of this machine’s network is refused, whatever is asked', async () => {
  for (const url of ['https://169.254.169.254/latest', 'http://10.0.0.1/', 'http://hooks.acme.example/']) {
    const { body } = await browser.send('POST', '/api/webhooks', { body: { url, kinds: ['erasure'] } });
    assert.match(JSON.stringify(body), /webhook_refused/, url);
  }
});

test('another organization neither sees nor sends what is not its own', async () => {
  const other = await organizationIn(installation, 'other');
  const stranger = await personIn(installation, { org: other, role: 'owner', email: 'eve@other.example' });
  const { id } = await add('/mine', ['control-adopted']);
  assert.deepEqual((await stranger.browser.send('GET', '/api/webhooks')).body['webhooks'], []);
  for (const [method, route] of [
    ['GET', `/api/webhooks/${id}/deliveries`],
    ['DELETE', `/api/webhooks/${id}`],
    ['PUT', `/api/webhooks/${id}`],
  ] as const) {
    const answer = await stranger.browser.send(method, route, method === 'PUT' ? { body: { enabled: false } } : {});
    assert.equal(answer.status, 404, `${method} ${route}`);
  }
});
