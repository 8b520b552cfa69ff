import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { organizationIn, type Person, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

const HEARTBEAT = 100;
const MOST = 10;
const installation = await testInstallation({ heartbeat: HEARTBEAT });
const { db } = installation;
const org = await organizationIn(installation, 'acme');
const ada = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });

const controller = new AbortController();
after(() => controller.abort());

/** A stream that nobody holds is closed when its memory is taken back. */
const held: Response[] = [];
async function followed(
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal = controller.signal,
): Promise<Response> {
  const stream = await fetch(`${installation.url}/api/jobs/events`, { headers, signal });
  held.push(stream);
  return stream;
}
const cookieOf = ({ browser }: Person): Readonly<Record<string, string>> => ({
  cookie: `attestry.session_token=${browser.cookie('attestry.session_token') ?? ''}`,
});

/** How a stream is after so many milliseconds. */
async function stateOf({ body }: Response, milliseconds: number): Promise<'ended' | 'open'> {
  const read = async (): Promise<'ended'> => {
    for await (const _ of body ?? []);
    return 'ended';
  };
  return Promise.race([read(), sleep(milliseconds, 'open' as const)]);
}

async function keyOf(name: string): Promise<{ readonly id: string; readonly key: string }> {
  const body = { name, scopes: ['jobs:read'] };
  const made = await ada.browser.send('POST', '/api/identity/keys', { body });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return made.body as { id: string; key: string };
}

const leaves: readonly (readonly [what: string, leave: (who: Person) => Promise<unknown>])[] = [
  ['a session is ended', ({ browser }) => browser.send('POST', '/api/auth/sign-out', { body: {} })],
  ['a membership is taken', ({ account }) => db.admin.query('delete from member where account = $1', [account])],
  [
    'a membership comes to its end',
    ({ account }) => db.admin.query(`update member set expires = now() - interval '1 s' where account = $1`, [account]),
  ],
];

for (const [index, [what, leave]] of leaves.entries())
  test(`once ${what}, a stream that is open goes on no longer than a heartbeat`, async () => {
    const who = await personIn(installation, { org, role: 'contributor', email: `p${index}@acme.example` });
    const stream = await followed(cookieOf(who));
    assert.equal(stream.status, 200);
    const [kept, own] = (stream.body as ReadableStream<Uint8Array>).tee();
    assert.equal(await stateOf(new Response(kept), HEARTBEAT * 8), 'open');
    await leave(who);
    assert.equal(await stateOf(new Response(own), 5_000), 'ended');
    assert.notEqual((await followed(cookieOf(who))).status, 200);
  });

test('once a key is revoked, the stream that it opened goes on no longer than a heartbeat', async () => {
  const { id, key } = await keyOf('follower');
  const stream = await followed({ authorization: `Bearer ${key}` });
  assert.equal(stream.status, 200);
  const revoked = await ada.browser.send('DELETE', `/api/identity/keys/${id}`);
  assert.equal(revoked.status, 200, JSON.stringify(revoked.body));
  assert.equal(await stateOf(stream, 5_000), 'ended');
});

test('an account has so many streams, however it comes in, and others have theirs; one that is closed makes room', async () => {
  const bob = await personIn(installation, { org, role: 'contributor', email: 'bob@acme.example' });
  const first = new AbortController();
  assert.equal((await followed(cookieOf(bob), first.signal)).status, 200);
  for (let count = 1; count < MOST; count += 1) assert.equal((await followed(cookieOf(bob))).status, 200);
  const refused = await followed(cookieOf(bob));
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.equal(((await refused.json()) as { error: { code: string } }).error.code, 'too_many_requests');
  assert.equal((await followed(cookieOf(ada))).status, 200);
  first.abort();
  let status = 0;
  for (let look = 0; look < 50 && status !== 200; look += 1) {
    await sleep(50);
    ({ status } = await followed(cookieOf(bob)));
  }
  assert.equal(status, 200);
});

test('whoever leaves before the stream is opened takes no room', async () => {
  const eve = await personIn(installation, { org, role: 'contributor', email: 'eve@acme.example' });
  const { hostname, port } = new URL(installation.url);
  const asked = `GET /api/jobs/events HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${cookieOf(eve)['cookie']}\r\n\r\n`;
  for (let count = 0; count < MOST * 2; count += 1) {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    await new Promise((resolve) => void socket.write(asked, resolve));
    socket.destroy();
  }
  await sleep(HEARTBEAT * 5);
  assert.equal((await followed(cookieOf(eve))).status, 200);
});

test('streams that are open keep no server from stopping', { timeout: 15_000 }, () => installation.close());
