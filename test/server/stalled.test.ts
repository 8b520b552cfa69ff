import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { afterEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { Browser, testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation({ environment: { ATTESTRY_PROXY: '1' } });
const { url } = installation;
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const { port, host } = new URL(url);
const open: Socket[] = [];
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  while (!/^attestry_requests_arriving 0$/m.test(await (await fetch(`${url}/metrics`)).text())) await sleep(20);
});

interface Stalled {
  /** What the server said, and whether it closed. */
  heard: string;
  closed: boolean;
}

/** Begins a write of a thousand bytes, sends one of them, and no more. Whoever is not on this machine comes by a proxy. */
function stall(from: string): Promise<Stalled> {
  const [forwarded, own] = from.startsWith('127.') ? ['', from] : [`x-forwarded-for: ${from}\r\n`, '127.0.0.1'];
  const head = `POST /api/controls HTTP/1.1\r\nhost: ${host}\r\n${forwarded}`;
  return new Promise((resolve) => {
    const stalled = { heard: '', closed: false };
    const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress: own }, () =>
      socket.write(`${head}content-type: application/json\r\ncontent-length: 1000\r\n\r\n{`, () => resolve(stalled)),
    );
    socket.on('data', (bytes: Buffer) => (stalled.heard += bytes.toString('latin1')));
    socket.on('close', () => (stalled.closed = true));
    socket.on('error', () => undefined);
    open.push(socket);
  });
}

async function stallAll(addresses: readonly string[], ofEach: number): Promise<readonly Stalled[]> {
  const all: Stalled[] = [];
  for (const from of addresses) for (let each = 0; each < ofEach; each += 1) all.push(await stall(from));
  return all;
}

/** What somebody at another address does meanwhile: a write, and a way in. */
async function mustGoThrough(what: string): Promise<void> {
  const headers = { 'x-forwarded-for': '192.0.2.77' };
  const written = await browser.send('POST', '/api/notifications/read', { body: {}, headers });
  assert.equal(written.status, 200, `${what}: ${JSON.stringify(written.body)}`);
  const credentials = { email: 'ada@acme.example', password: PASSWORD };
  const entered = await new Browser(url).send('POST', '/api/auth/sign-in/email', { body: credentials, headers });
  assert.equal(entered.status, 200, `${what}: ${JSON.stringify(entered.body)}`);
}

const addresses = (count: number, of: (at: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, at) => of(at + 1));

test('bodies that stall, from several addresses, keep no write of another address waiting', async () => {
  const stalled = await stallAll(
    addresses(6, (at) => `127.0.0.${at + 2}`),
    32,
  );
  await mustGoThrough('six addresses, each with its whole share');
  const ended = stalled.filter(({ closed }) => closed);
  assert.ok(ended.length >= 64, `${ended.length} had to go`);
  for (const { heard } of ended) assert.match(heard, /^HTTP\/1\.1 503 [^]*connection: close[^]*"code":"overloaded"/);
});

test('who has one body under way keeps it, however many come of addresses that have many', async () => {
  const [one] = await stallAll(['198.51.100.1'], 1);
  await stallAll(
    addresses(8, (at) => `203.0.113.${100 + at}`),
    32,
  );
  await mustGoThrough('eight addresses, each with its whole share');
  assert.deepEqual(one, { heard: '', closed: false });
});

test('nor do as many addresses as there is room for, with a body each', async () => {
  await stallAll(
    addresses(300, (at) => `198.18.${at >> 8}.${at & 255}`),
    1,
  );
  await mustGoThrough('three hundred addresses with a body each');
});

test('all addresses of one IPv6 network of 64 bits have one share', async () => {
  const stalled = await stallAll(
    addresses(40, (at) => `2001:db8:1:2:${at.toString(16)}::1`),
    1,
  );
  await mustGoThrough('forty addresses of one network');
  const refused = stalled.filter(({ heard }) => heard.startsWith('HTTP/1.1 429 '));
  assert.equal(refused.length, 8);
});
