import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DomainError } from '#/core/errors.ts';
import { testServer } from '#test/kit/server.ts';
import { systemChance } from './clock.ts';
import { type HttpLimits, httpTool } from './http.ts';

const chance = { ...systemChance, random: () => Uint8Array.of(128) };
const never = new AbortController().signal;
const tool = (limits: Partial<HttpLimits> = {}, signal = never) =>
  httpTool({ chance, signal, limits: { pause: 1, ...limits } });

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
const ok: Answer = (response) => void response.end('fine');
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end('no');

const half: Answer = (response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('half', () => response.destroy());
};

/** Answers each request with the next of these, and with the last one from then on. */
const answering = (...answers: readonly Answer[]) => {
  let count = 0;
  return testServer((request, response) => {
    const answer = answers[Math.min(count, answers.length - 1)];
    count += 1;
    answer?.(response, request);
  });
};
const failed = (code: string) => (error: unknown) => error instanceof DomainError && error.code === code;

test('an answer is whole, with its status, headers and address', async () => {
  const server = await answering((response) => void response.writeHead(404, { 'x-kind': 'none' }).end('nothing'));
  const response = await tool()(`${server.url}/a?b=c`);
  assert.equal(response.status, 404);
  assert.equal(response.headers.get('x-kind'), 'none');
  assert.equal(response.url, `${server.url}/a?b=c`);
  assert.equal(await response.text(), 'nothing');
  assert.equal(server.requests.length, 1);
});

test('an answer without a body stays one', async () => {
  const server = await answering((response) => void response.writeHead(304).end());
  const response = await tool()(server.url);
  assert.equal(response.status, 304);
  assert.equal(await response.text(), '');
});

test('it says who asks, unless the caller does', async () => {
  const agents: (string | undefined)[] = [];
  const server = await testServer((request, response) => {
    agents.push(request.headers['user-agent']);
    response.end();
  });
  await tool()(server.url);
  await tool()(server.url, { headers: { 'user-agent': 'somebody' } });
  assert.deepEqual(agents, ['attestry', 'somebody']);
});

for (const address of [
  'file:///etc/passwd',
  'data:text/plain,a',
  'ftp://example.org/',
  'not an address',
  'javascript:0',
])
  test(`${address} is not asked`, async () => {
    await assert.rejects(tool()(address), failed('address_refused'));
  });

for (const code of [429, 502, 503, 504])
  test(`a server that answers ${code} is asked again`, async () => {
    const server = await answering(status(code), ok);
    assert.equal(await (await tool()(server.url)).text(), 'fine');
    assert.equal(server.requests.length, 2);
  });

test('an error that asking again does not mend goes to the caller at once', async () => {
  const server = await answering(status(500));
  assert.equal((await tool()(server.url)).status, 500);
  assert.equal(server.requests.length, 1);
});

test('the last answer of a server that stays busy goes to the caller', async () => {
  const server = await answering(status(503));
  assert.equal((await tool({ tries: 3 })(server.url)).status, 503);
  assert.equal(server.requests.length, 3);
});

test('the server says when it may be asked again', async () => {
  const server = await answering(status(429, { 'retry-after': '1' }), ok);
  const start = performance.now();
  await tool()(server.url);
  assert.ok(performance.now() - start >= 990, `${performance.now() - start} ms`);
});

test('a date says it as well as seconds do', async () => {
  const now = Date.UTC(2026, 0, 1);
  const at = new Date(now + 61_000).toUTCString();
  const server = await answering(status(503, { 'retry-after': at }));
  const http = httpTool({ chance: { ...chance, now: () => now }, signal: never, limits: { longestPause: 60_000 } });
  await http(server.url);
  assert.equal(server.requests.length, 1, 'it asks for more than the longest pause, so nobody waits');
});

test('a server that asks for more than the longest pause is left to the caller', async () => {
  const server = await answering(status(429, { 'retry-after': '3600' }), ok);
  assert.equal((await tool()(server.url)).status, 429);
  assert.equal(server.requests.length, 1);
});

test('a connection that breaks before the answer is made again', async () => {
  const server = await answering((response) => void response.destroy(), ok);
  assert.equal(await (await tool()(server.url)).text(), 'fine');
});

test('a connection that breaks in the middle of the answer is made again', async () => {
  const server = await answering(half, half, ok);
  assert.equal(await (await tool()(server.url)).text(), 'fine');
  assert.equal(server.requests.length, 3);
});

test('a connection that always breaks is an error that names the request without its query', async () => {
  const server = await answering((response) => void response.destroy());
  await assert.rejects(tool({ tries: 2 })(`${server.url}/a?secret=1`), (error: unknown) => {
    assert.ok(error instanceof DomainError);
    assert.equal(error.code, 'http_failed');
    assert.equal(error.facts['request'], `GET ${server.url}/a`);
    return true;
  });
  assert.equal(server.requests.length, 2);
});

test('what may have been done is not done again', async () => {
  const broken = await answering((response) => void response.destroy());
  await assert.rejects(tool()(broken.url, { method: 'POST', body: 'a' }), failed('http_failed'));
  const gateway = await answering(status(504), ok);
  assert.equal((await tool()(gateway.url, { method: 'POST', body: 'a' })).status, 504);
  assert.deepEqual([broken.requests.length, gateway.requests.length], [1, 1]);
});

test('what was declined is sent again with its body', async () => {
  const bodies: string[] = [];
  let count = 0;
  const server = await testServer((request, response) => {
    request.setEncoding('utf8').on('data', (chunk: string) => bodies.push(chunk));
    request.on('end', () => response.writeHead((count += 1) === 1 ? 429 : 200).end());
  });
  assert.equal((await tool()(server.url, { method: 'POST', body: 'words' })).status, 200);
  assert.deepEqual(bodies, ['words', 'words']);
});

test('a server that does not end its answer is given up', async () => {
  const server = await answering((response) => void response.writeHead(200).write('and'));
  await assert.rejects(tool({ timeout: 50, tries: 2 })(server.url), (error: unknown) => {
    assert.ok(error instanceof DomainError);
    assert.equal(error.facts['because'], 'it took too long');
    return true;
  });
  assert.equal(server.requests.length, 2);
});

test('an answer larger than the limit is not taken, packed or not, and not asked for again', async () => {
  const plain = await answering((response) => void response.end('x'.repeat(2000)));
  const packed = await answering(
    (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(2_000_000))),
  );
  await assert.rejects(tool({ answer: 1999 })(plain.url), failed('answer_too_large'));
  await assert.rejects(tool({ answer: 100_000 })(packed.url), failed('answer_too_large'));
  assert.equal((await (await tool({ answer: 2000 })(plain.url)).text()).length, 2000);
  assert.deepEqual([plain.requests.length, packed.requests.length], [2, 1]);
});

test('who stops the run ends a request that waits for its answer', async () => {
  const server = await answering(() => undefined);
  const run = new AbortController();
  const asked = tool({}, run.signal)(server.url);
  setTimeout(() => run.abort(new Error('enough')), 20);
  await assert.rejects(asked, /enough|abort/i);
});

test('who stops the run ends a pause, too', async () => {
  const server = await answering(status(429, { 'retry-after': '30' }));
  const run = new AbortController();
  const start = performance.now();
  const asked = tool({}, run.signal)(server.url);
  setTimeout(() => run.abort(), 50);
  await assert.rejects(asked, { name: 'AbortError' });
  assert.ok(performance.now() - start < 5_000);
  assert.equal(server.requests.length, 1);
});

test('the signal of one request ends that request only', async () => {
  const server = await answering(
    (response, request) => void (request.url === '/slow' ? undefined : response.end('fine')),
  );
  const http = tool();
  await assert.rejects(http(`${server.url}/slow`, { signal: AbortSignal.timeout(20) }), { name: 'TimeoutError' });
  assert.equal(await (await http(server.url)).text(), 'fine');
});
