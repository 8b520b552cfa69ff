import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { type Operation, OPERATIONS } from '#/contract/api.ts';
import type { Endpoint } from '#/contract/endpoint.ts';
import { FailureShape } from '#/contract/failure.ts';
import { errorsOf } from '#/contract/openapi.ts';
import { shapesOf } from '#/contract/shape.ts';
import { inputFrom, uncarried } from '#/contract/wire.ts';
import type { EventKind } from '#/core/events.ts';
import { ERRORS } from '#/core/errors.ts';
import { judgeAnew } from '#/features/readiness/index.ts';
import { withSnapshot } from '#/platform/db/dump.ts';
import { type HostileRequest, hostileRequests } from '#test/kit/hostile.ts';
import { organizationIn, type Person, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { url, db } = installation;
const acme = await organizationIn(installation, 'acme');
const owner = (email: string): Promise<Person> => personIn(installation, { org: acme, role: 'owner', email });
const main = await owner('main@acme.example');
/** Whose session may end in between. */
const passing = await owner('passing@acme.example');

type There = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Lets there be something in the organization, so that what is asked of it comes down to the database; by operation. */
async function furnished(): Promise<There> {
  await judgeAnew(installation.attestry, acme, null, () => undefined);
  const add = async (route: string, body: unknown): Promise<unknown> => {
    const added = await main.browser.send('POST', route, { body });
    assert.equal(added.status, 200, JSON.stringify(added.body));
    return added.body['id'];
  };
  const source = { id: 'code', collector: 'git', settings: { repository: '/srv/git/code' }, untried: true };
  const webhook = { url: 'https://hooks.acme.example/attestry', kinds: ['key-rotated'] satisfies EventKind[] };
  return {
    'checks.show': { id: 'changes.no-direct-push' },
    'checks.judged': { population: 'change' },
    'populations.records': { population: 'change' },
    'populations.record': { population: 'change' },
    'populations.coverage': { population: 'change' },
    'sources.runs': { id: await add('/api/sources', source) },
    'webhooks.deliveries': { id: await add('/api/webhooks', webhook) },
  };
}

/** In milliseconds; what takes longer hangs. */
const PATIENCE = 20_000;
const AT_ONCE = 4;
/** The log, and what says who tried what, grow with every refusal; nothing else may. */
const GROWS = /^(attestry\.(ledger_\w+|action|answered)|attestry_queue\.\w+|attestry_auth\.(attempt|session))$/;

interface Asked {
  readonly operation: Operation;
  readonly request: HostileRequest;
}

const askedOf = (there: There): readonly Asked[] =>
  OPERATIONS.flatMap((operation) =>
    [...hostileRequests(operation.endpoint, there[operation.name])].map((request) => ({ operation, request })),
  );

/** Does the schema of the endpoint, asked directly, refuse what the request says? */
function isRefused({ operation: { endpoint }, request }: Asked): boolean {
  const { body, input } = request;
  if (body !== undefined && input === undefined) return false;
  const given = body === undefined ? inAddress(endpoint, request.route) : uncarried(input, shapesOf(endpoint).input);
  return !endpoint.input.safeParse(given).success;
}

function inAddress(endpoint: Endpoint, route: string): unknown {
  const { pathname, searchParams: query } = new URL(route, url);
  const parts = pathname.replace('/api', '').split('/');
  const named = endpoint.path.split('/').map((part, at) => [part, decodeURIComponent(parts[at] ?? '')] as const);
  const params = named.flatMap(([part, text]) => (part.startsWith('{') ? [[part.slice(1, -1), text] as const] : []));
  return inputFrom(endpoint, { params: Object.fromEntries(params), query, body: undefined });
}

/** What a schema refuses comes to no handler, and one piece of code says so of all: of each member some values are sent. */
const EVERY = 5;
/** Nor does a body that is no JSON, of which each endpoint is sent some forms. */
const SOME = 3;
const hasForm = ({ request: { body, input } }: Asked): boolean => body === undefined || input !== undefined;

/** What went wrong, all of it: a list says more than its first line. */
const wrong: string[] = [];

interface Answered {
  readonly status: number;
  readonly code: string | null;
}

async function send({ operation: { name, endpoint }, request }: Asked): Promise<Answered> {
  const says = `${endpoint.method} ${request.route.slice(0, 120)} (${request.what})`;
  const { browser } = name.startsWith('account.') ? passing : main;
  const response = await fetch(url + request.route, {
    method: endpoint.method,
    signal: AbortSignal.timeout(PATIENCE),
    headers: {
      origin: url,
      'sec-fetch-site': 'same-origin',
      cookie: `attestry.session_token=${browser.cookie('attestry.session_token') ?? ''}`,
      'attestry-organization': 'acme',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: request.body as BodyInit }),
  }).catch((error: unknown) => String(error));
  if (typeof response === 'string') {
    wrong.push(`${says}: ${response}`);
    return { status: 0, code: null };
  }
  const text = await response.text();
  if (response.status >= 500) wrong.push(`${says}: ${response.status} ${text}`);
  if (response.headers.get('set-cookie')?.includes('a=b') === true) wrong.push(`${says}: it set a cookie`);
  if (response.status === 200) return { status: 200, code: null };
  const { error } = JSON.parse(text) as { error: { code: string } };
  const may: readonly string[] = [...errorsOf(endpoint), 'route_unknown'];
  if (!may.includes(error.code)) wrong.push(`${says}: the description of ${name} does not name ${error.code}`);
  return { status: response.status, code: error.code };
}

/** Sends all of it, some at once; the answers in the order of the requests. */
async function sendAll(requests: readonly Asked[]): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < requests.length) {
      const at = next;
      next += 1;
      const each = requests[at];
      if (each !== undefined) answers[at] = await send(each);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  assert.deepEqual(wrong.splice(0), []);
  return answers;
}

/** Every row that a refusal must leave as it is. */
const everything = (): Promise<readonly string[]> =>
  withSnapshot(db.url, async (snapshot) => {
    const rows: string[] = [];
    for await (const { schema, table, rows: some } of snapshot.rows())
      if (!GROWS.test(`${schema}.${table}`)) rows.push(...some.map((row) => `${table} ${row}`));
    return rows.sort();
  });

test('what the description does not allow is refused, by a code of the list, and leaves nothing behind', async () => {
  const asked = askedOf({});
  const all = asked.filter(isRefused);
  assert.ok(all.length > asked.length / 2, `${all.length} of ${asked.length}`);
  const refused = all.filter((_, at) => at % EVERY === 0);
  const before = await everything();
  assert.ok(before.length > 2);
  const answers = await sendAll(refused);
  answers.forEach(({ status }, at) => {
    const { operation, request } = refused[at] ?? assert.fail();
    assert.ok(status >= 400, `${operation.name} took it that ${request.what}`);
  });
  assert.deepEqual(await everything(), before);
});

test('whatever else is sent is answered, and nothing falls over', async () => {
  const asked = askedOf(await furnished());
  const others = asked.filter((each, at) => !isRefused(each) && (hasForm(each) || at % SOME === 0));
  assert.ok(others.length > 1_000, `${others.length} of ${asked.length}`);
  const answers = await sendAll(others);
  const fine = answers.filter(({ status }) => status === 200).length;
  assert.ok(fine > 100, `${fine} were answered with what they asked for: else only the door was tried`);
  assert.equal((await fetch(`${url}/ready`)).status, 200);
});

test('the audit log as a file takes no instant that cannot be compared with one', async () => {
  const file = '/api/identity/actions/file?format=csv';
  for (const at of ['253402300800000', '8640000000000000', 'NaN', '1e30', '-1', '0.5'])
    for (const edge of ['from', 'to']) {
      const { status } = await main.browser.send('GET', `${file}&${edge}=${at}`);
      assert.equal(status, 422, `${edge}=${at}`);
    }
});

test('a body beyond the limit is refused, and not read to its end', async () => {
  const { browser } = main;
  const big = await browser.send('POST', '/api/controls', { body: { controls: 'x'.repeat(3 * 2 ** 20) } });
  assert.equal(big.status, 413);
  assert.equal((big.body['error'] as { code: string }).code, 'request_too_large');
});

for (const [what, text] of Object.entries({
  'no HTTP': 'hello\r\n\r\n',
  'a TLS greeting': '\u0016\u0003\u0001\u0002\u0000',
  'two lengths':
    'POST /api/controls HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
  'a length and chunks':
    'POST /api/controls HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a header without end': `GET / HTTP/1.1\r\nHost: localhost\r\nA: ${'x'.repeat(100_000)}\r\n\r\n`,
  'an address that is no text': 'GET /api/controls/%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'a name in the header that is not this server’s': 'GET /api/account HTTP/1.1\r\nHost: evil.example\r\n\r\n',
})) {
  test(`${what} is answered with a refusal, or not at all`, async () => {
    const answer = await raw(text);
    assert.match(answer, /^($|HTTP\/1\.1 4\d\d )/, answer.slice(0, 200));
    if (answer !== '') mustBeOfOneForm(answer);
    assert.equal((await fetch(`${url}/health`)).status, 200);
  });
}

/** Whatever could not be read is refused as everything is: by a code of the list, and a number that the log knows. */
function mustBeOfOneForm(answer: string): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const { error } = FailureShape.parse(JSON.parse(body));
  assert.ok(Object.hasOwn(ERRORS, error.code), error.code);
  assert.match(head, new RegExp(`^x-request-id: ${error.request}\r?$`, 'im'), head);
}

/** What the server says to bytes that are sent as they are, until it closes. */
function raw(text: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), 'localhost', () => socket.end(text, 'latin1'));
    socket.setTimeout(PATIENCE, () => reject(new Error('the server keeps it open')));
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', () => resolve(answer));
  });
}
