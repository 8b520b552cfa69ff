import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '#/core/errors.ts';
import { traces } from '#/platform/traces/traces.ts';
import { traceSettingsIn } from '#/platform/traces/settings.ts';
import { whyTracesFail } from '#/platform/traces/probe.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { organizationIn, PASSWORD, personIn } from '#test/kit/people.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testServer } from '#test/kit/server.ts';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string };
}

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code?: number };
}

interface Received {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

/** What listens where traces are sent: everything that came, as it came. */
async function receiver() {
  const came: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly text: string }[] = [];
  const { url } = await testServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      came.push({ path: request.url ?? '', headers: request.headers, text });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const all = () => came.flatMap(({ text }) => (JSON.parse(text) as Received).resourceSpans);
  return { url, came, all, spans: () => all().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)) };
}

const valueOf = ({ attributes }: Pick<Span, 'attributes'>, key: string): string =>
  String(Object.values(attributes.find((each) => each.key === key)?.value ?? {})[0]);

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';

test('a request, its transactions, and the jobs that follow from it are one trace, in which nobody is named', async () => {
  const heard = await receiver();
  const installation = await testInstallation({
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${heard.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=let%20me%20in',
      OTEL_SERVICE_NAME: 'our-attestry',
    },
  });
  const org = await organizationIn(installation, 'acme');
  const email = 'ada.lovelace@acme.example';
  const { browser, account } = await personIn(installation, { org, role: 'owner', email });
  const repository = testRepository(testFolder());
  repository.commit('a message that nobody else should read');
  const settings = { repository: repository.folder };
  const added = await browser.send('POST', '/api/sources', {
    body: { id: 'secret-project', collector: 'git', settings },
  });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  await browser.send('POST', '/api/controls', { body: { controls: [{ id: 'change-peer-review' }] } });
  const begun = await browser.send('POST', '/api/jobs/collect', {
    body: { source: 'secret-project' },
    headers: { traceparent: `00-${TRACE}-${CALLER}-01`, 'user-agent': 'An-Agent-Of-Ada/1.0' },
  });
  const job = String(begun.body['job']);
  await browser.send('GET', '/api/identity/actions?person=somebody.searched@acme.example', {
    headers: { traceparent: `00-${'0'.repeat(32)}-${CALLER}-01` },
  });
  await browser.send('GET', '/api/no/such?of=hers');
  for (let looks = 0; looks < 240; looks += 1) {
    const { body } = await browser.send('GET', '/api/jobs?kind=check&state=done');
    if ((body['jobs'] as unknown[]).length > 0) break;
    await sleep(250);
  }
  await installation.close();
  const spans = heard.spans();
  const inTrace = spans.filter(({ traceId }) => traceId === TRACE);
  const named = (name: string): Span => inTrace.find((span) => span.name === name) ?? assert.fail(`no span ${name}`);
  const request = named('POST /api/jobs/collect');
  assert.deepEqual([request.parentSpanId, request.kind], [CALLER, 2]);
  assert.deepEqual(
    request.attributes.map(({ key }) => `${key}=${valueOf(request, key)}`),
    ['http.request.method=POST', 'http.route=/api/jobs/collect', 'http.response.status_code=200'],
  );
  const collecting = named('job collect');
  assert.equal(collecting.parentSpanId, request.spanId, 'the job goes on from the request');
  assert.equal(named('job check').parentSpanId, collecting.spanId, 'and the job after it from the job');
  const partsOf = ({ spanId }: Span, name: string) =>
    inTrace.filter((span) => span.parentSpanId === spanId && span.name === name);
  assert.ok(partsOf(request, 'transaction').length > 0 && partsOf(collecting, 'transaction').length > 0);
  const [page] = partsOf(collecting, 'page');
  assert.equal(page && valueOf(page, 'attestry.collector'), 'git');
  const searched = spans.find(({ name }) => name === 'GET /api/identity/actions');
  assert.ok(searched !== undefined && searched.traceId !== TRACE);
  assert.equal(searched.parentSpanId ?? '', '', 'what is no traceparent is none');
  const keys = new Set(spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
  const known = 'http.request.method http.route http.response.status_code db.system.name error.type';
  const ours = 'attestry.job.kind attestry.job.try attestry.collector';
  assert.deepEqual(
    [...keys].filter((key) => !`${known} ${ours}`.split(' ').includes(key)),
    [],
  );
  const text = heard.came.map((each) => each.text).join('\n');
  const token = browser.cookie('attestry.session_token') ?? assert.fail();
  const secrets = [email, 'lovelace', account, org, job, token, decodeURIComponent(token), PASSWORD, 'acme'];
  const said = [
    'somebody.searched',
    'secret-project',
    'nobody else',
    repository.folder,
    'An-Agent',
    '127.0.0.1',
    'hers',
  ];
  for (const hidden of [...secrets, ...said]) assert.ok(!text.includes(hidden), `${hidden} was sent`);
  assert.ok(heard.came.every(({ path, headers }) => path === '/v1/traces' && headers['api-key'] === 'let me in'));
  assert.equal(
    heard.all()[0] && valueOf(heard.all()[0]?.resource ?? { attributes: [] }, 'service.name'),
    'our-attestry',
  );
});

test('where nobody takes traces, work goes on as it would, and a stop waits for no more than a few seconds', async () => {
  const settings = traceSettingsIn({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/traces' });
  const following = traces(settings, '1');
  await following.begin();
  const about = { kind: 'internal', attributes: {} } as const;
  assert.equal(await following.span('a', about, () => following.part('b', about, async () => 42)), 42);
  const failure = new DomainError('busy', { what: 'it' });
  await assert.rejects(
    following.span('a', about, () => Promise.reject(failure)),
    (error) => error === failure,
  );
  const begun = performance.now();
  await following.close();
  assert.ok(performance.now() - begun < 10_000);
  assert.equal((await whyTracesFail(settings ?? assert.fail()))?.replace(/ .*/, ''), '127.0.0.1:9');
  const heard = await receiver();
  const there = traceSettingsIn({ OTEL_EXPORTER_OTLP_ENDPOINT: heard.url, OTEL_EXPORTER_OTLP_HEADERS: 'a=b' });
  assert.equal(await whyTracesFail(there ?? assert.fail()), null);
  assert.deepEqual(heard.all(), [], 'a probe is no trace');
});

test('a share of the traces is kept, and what whoever asks decided is kept to', async () => {
  const heard = await receiver();
  const following = traces(
    traceSettingsIn({ OTEL_EXPORTER_OTLP_ENDPOINT: heard.url, OTEL_TRACES_SAMPLER_ARG: '0' }),
    '1',
  );
  await following.begin();
  const named = (name: string, parent?: string) =>
    following.span(name, { kind: 'server', attributes: {}, parent }, async () => following.current());
  assert.match((await named('dropped')) ?? '', /-00$/);
  assert.match((await named('wanted', `00-${TRACE}-${CALLER}-01`)) ?? '', new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
  await named('unwanted', `00-${TRACE}-${CALLER}-00`);
  await following.close();
  assert.deepEqual(
    heard.spans().map(({ name }) => name),
    ['wanted'],
  );
});

test('variables that cannot be read are named, without the secret in them', () => {
  const refused: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' }, /OTEL_EXPORTER_OTLP_ENDPOINT cannot be read: it is no address/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_HEADERS: 's3cret' }, /NAME=VALUE/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_HEADERS: 'a=s3cret%' }, /NAME=VALUE/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_TRACES_SAMPLER_ARG: '2' }, /is no share.*a number from 0 to 1/s],
  ];
  for (const [environment, says] of refused)
    assert.throws(
      () => traceSettingsIn(environment),
      (error) =>
        error instanceof DomainError && says.test(error.message + error.fix) && !/s3cret/.test(JSON.stringify(error)),
      JSON.stringify(environment),
    );
  assert.equal(traceSettingsIn({ OTEL_EXPORTER_OTLP_ENDPOINT: '' }), null);
  assert.equal(traceSettingsIn({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_SDK_DISABLED: 'true' }), null);
});
