import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { testServer } from '#test/kit/server.ts';
import { isPublic, networksIn } from './addresses.ts';
import { outbound } from './outbound.ts';

const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;
const request = { headers: { 'content-type': 'application/json' }, body: '{}', signal: AbortSignal.timeout(20_000) };
const own = outbound({ networks: null, isOwnMachine: true });

test('an address is public only if anybody on the internet reaches it', () => {
  const outside = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'];
  const inside = `0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.2.1 192.168.1.1 198.18.0.1 203.0.113.9 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
    64:ff9b::a00:1 fc00::1 fd12::1 fe80::1 ff02::1 2001:db8::1 2002:a00:1:: 2001::1 not-one`.split(/\s+/);
  assert.deepEqual(
    outside.filter((each) => !isPublic(each)),
    [],
  );
  assert.deepEqual(inside.filter(isPublic), []);
});

test('nothing is sent without encryption, with a login, or to an address of this network, however it is written', () => {
  const guard = outbound({ networks: null, isOwnMachine: false });
  for (const url of [
    'http://hooks.acme.example/x',
    'https://user:pass@hooks.acme.example/',
    'ftp://hooks.acme.example/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://10.0.0.7:8443/x',
    'http://localhost:4180/',
    'nothing',
    `https://hooks.acme.example/${'x'.repeat(3_000)}`,
  ])
    assert.throws(() => guard.check(url), refused('webhook_refused'), url);
  assert.equal(guard.check('https://hooks.acme.example/x?y=1').hostname, 'hooks.acme.example');
  assert.throws(() => own.check('http://10.0.0.7/'), refused('webhook_refused'));
  assert.equal(own.check('http://localhost:4180/').port, '4180');
});

test('what a name stands for is looked at when it is sent, and one private address among several refuses it', async () => {
  const names: Readonly<Record<string, readonly string[]>> = {
    'inside.example': ['10.1.2.3'],
    'both.example': ['93.184.216.34', '127.0.0.1'],
    'none.example': [],
  };
  const resolve = async (host: string): Promise<readonly string[]> => names[host] ?? Promise.reject(new Error('no'));
  const guard = outbound({ networks: null, isOwnMachine: false, resolve });
  await assert.rejects(guard.post('https://inside.example/', request), refused('webhook_refused'));
  await assert.rejects(guard.post('https://both.example/', request), refused('webhook_refused'));
  await assert.rejects(guard.post('https://none.example/', request), refused('http_failed'));
  await assert.rejects(guard.post('https://unknown.example/', request), refused('http_failed'));
});

test('the connection goes to the address that was looked at, and not to what the name stands for later', async () => {
  const { url, requests } = await testServer((_, response) => response.writeHead(204).end());
  const { port } = new URL(url);
  let looks = 0;
  const resolve = async (): Promise<readonly string[]> => {
    looks += 1;
    return looks === 1 ? ['127.0.0.1'] : ['203.0.113.1'];
  };
  const guard = outbound({ networks: networksIn('127.0.0.0/8'), isOwnMachine: true, resolve });
  assert.equal(await guard.post(`http://localhost:${port}/pinned`, request), 204);
  assert.deepEqual([looks, requests], [1, ['POST /pinned']]);
});

test('a private network that the operator names may be reached, and no other', () => {
  const guard = outbound({ networks: networksIn('10.1.0.0/16, fd00::/8'), isOwnMachine: false });
  assert.equal(guard.check('https://10.1.2.3/').hostname, '10.1.2.3');
  assert.equal(guard.check('https://[fd00::1]/').hostname, '[fd00::1]');
  assert.throws(() => guard.check('https://10.2.0.1/'), refused('webhook_refused'));
  for (const wrong of ['10.0.0.0', '10.0.0.0/33', 'all', '']) assert.throws(() => networksIn(wrong), RangeError, wrong);
});

test('a redirect is an answer, and is not followed', async () => {
  const inside = await testServer((_, response) => response.end('secrets'));
  const { url } = await testServer((_, response) => response.writeHead(307, { location: inside.url }).end());
  assert.equal(await own.post(url, request), 307);
  assert.deepEqual(inside.requests, []);
});

test('whoever is slow is left, and of an answer without end nothing is kept', async () => {
  const slow = await testServer(() => undefined);
  const quick = outbound({ networks: null, isOwnMachine: true, timeout: 300 });
  await assert.rejects(quick.post(slow.url, request), /it took too long/);
  let sent = 0;
  const endless = createServer((_, response) => {
    response.writeHead(200);
    const more = (): void => {
      sent += 65_536;
      if (!response.destroyed && response.write(Buffer.alloc(65_536))) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  });
  await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
  after(() => {
    endless.closeAllConnections();
    endless.close();
  });
  const { port } = endless.address() as AddressInfo;
  assert.equal(await quick.post(`http://127.0.0.1:${port}/`, request), 200);
  assert.ok(sent < 32 * 2 ** 20, `${sent} bytes were taken`);
});
