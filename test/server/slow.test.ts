import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

/** In milliseconds; so long a request may take, and four times in it is looked whether its body comes on. */
const SLOWEST = 2_000;
const installation = await testInstallation({ slowest: SLOWEST, environment: { ATTESTRY_PROXY: '1' } });
const { url } = installation;
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });
const { host, port } = new URL(url);
const cookie = `attestry.session_token=${browser.cookie('attestry.session_token') ?? ''}`;
const asking = (line: string): string =>
  `${line} HTTP/1.1\r\nhost: ${host}\r\ncookie: ${cookie}\r\norigin: ${url}\r\nx-forwarded-for: 203.0.113.9\r\n`;
const control = JSON.stringify({ controls: [{ id: 'change-peer-review' }] });

/** What somebody sends first, and then a byte at a time. */
const SLOW: Readonly<Record<string, readonly [string, string]>> = {
  'says nothing': ['', ''],
  'comes to no end of its headers': [asking('GET /api/controls'), 'x-more: and more and more and more\r\n'.repeat(20)],
  'comes to no end of its body': [
    `${asking('POST /api/controls')}content-type: application/json\r\ncontent-length: 1000\r\n\r\n`,
    control.padEnd(900),
  ],
  'comes to no end of its pieces': [
    `${asking('POST /api/controls')}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    '1\r\n{\r\n'.repeat(100),
  ],
  'wants to sign in, slowly': [
    `${asking('POST /api/auth/sign-in/email')}content-type: application/json\r\ncontent-length: 1000\r\n\r\n`,
    '{"email":"ada@acme.example","password":"'.padEnd(900, 'x'),
  ],
};
const OF_EACH = 60;
const BETWEEN = 50;
/** In milliseconds; who is still connected then hangs. */
const PATIENCE = 20_000;

/** What the server says to somebody who is slow, until it closes. */
function slowly(name: string, [first, rest]: readonly [string, string]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    let sent = 0;
    let trickling: NodeJS.Timeout | undefined;
    const socket = connect(Number(port), 'localhost', () => {
      if (first === '') return;
      socket.write(first);
      trickling = setInterval(() => socket.write(rest.charAt(sent++) || ' '), BETWEEN);
    });
    const giveUp = setTimeout(() => reject(new Error(`${name} is held open: ${answer}`)), PATIENCE);
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(trickling);
      clearTimeout(giveUp);
      resolve(answer);
    });
  });
}

test('who is slow is sent away, keeps nobody else waiting, and leaves nothing', async () => {
  const all = Object.entries(SLOW).flatMap(([name, slow]) =>
    Array.from({ length: OF_EACH }, async () => [name, await slowly(name, slow)] as const),
  );
  for (let asked = 0; asked < 5; asked += 1) {
    assert.equal((await fetch(`${url}/ready`)).status, 200);
    assert.equal((await browser.send('GET', '/api/controls')).status, 200);
    const write = await browser.send('POST', '/api/notifications/read', { body: {} });
    assert.equal(write.status, 200, 'from another address something is written meanwhile');
  }
  const answers = await Promise.all(all);
  assert.equal(answers.length, OF_EACH * Object.keys(SLOW).length);
  for (const [name, answer] of answers) {
    // where so many from one address carry something at once, the last of them are told so first
    assert.match(
      answer,
      /^(HTTP\/1\.1 429 [^]*"too_many_requests"[^]*)?HTTP\/1\.1 408 [^]*did not come to its end in time/,
      name,
    );
  }
  assert.deepEqual((await browser.send('GET', '/api/controls')).body['controls'], []);
});

/** What a write is answered that sends so much at once, and the rest after a pause, as a share of the time it may take. */
async function paused(first: number, pause: number): Promise<string> {
  const body = `{"since":${' '.repeat(first)}0}`;
  const head = `${asking('POST /api/notifications/read')}content-type: application/json\r\nconnection: close\r\n`;
  const socket = connect(Number(port), 'localhost');
  socket.on('error', () => undefined);
  socket.write(`${head}content-length: ${body.length}\r\n\r\n${body.slice(0, first)}`);
  setTimeout(() => socket.write(body.slice(first)), pause * SLOWEST).unref();
  let answer = '';
  for await (const bytes of socket) answer += String(bytes);
  return answer;
}

test('a small body that does not come on is ended in a fraction of the time that a large one has', async () => {
  const began = performance.now();
  assert.match(await paused(100, 0.9), /^HTTP\/1\.1 408 [^]*did not come to its end in time/);
  assert.ok(performance.now() - began < 0.7 * SLOWEST);
  assert.match(await paused(100_000, 0.7), /^HTTP\/1\.1 (200|422) /, 'what brought much may pause');
});
