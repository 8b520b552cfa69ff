import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Readers } from '#/app/readers/readers.ts';
import type { Collector } from '#/collectors/collector.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

/** What is read apart, in order; each is held until the server has answered somebody else. */
const read: string[] = [];

async function held(what: string): Promise<void> {
  read.push(what);
  const answer = await fetch(`${installation.url}/health`);
  assert.deepEqual(await answer.json(), { alive: true });
}

const holding = (readers: Readers): Readers => ({
  ...readers,
  look: async (...asked) => {
    await held('look');
    return readers.look(...asked);
  },
  apart: (collector) => (collector.grade === 'export' ? slow(readers.apart(collector)) : collector),
});

const slow = (collector: Collector<unknown>): Collector<unknown> => ({
  ...collector,
  test: async (input) => {
    await held(`${collector.id} test`);
    return collector.test(input);
  },
  async *collect(...asked) {
    await held(`${collector.id} collect`);
    yield* collector.collect(...asked);
  },
});

const installation = await testInstallation({ reading: holding });
const org = await organizationIn(installation, 'acme');
const ada = await personIn(installation, { org, role: 'contributor', email: 'ada@acme.example' });

async function sent(method: string, route: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const answer = await ada.browser.send(method, route, { body });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

test('wherever a server reads a file it does so beside what it answers', async () => {
  const rows = ['id,title,severity,owner,detectedAt', 'i-1,Down,high,ada@acme.example,2026-03-01T10:00:00Z'];
  const handed = await sent('POST', '/api/sources/uploads', { name: 'incidents.csv', bytes: btoa(rows.join('\n')) });
  const { path } = handed;
  const look = await sent('POST', '/api/sources/uploads/look', { path });
  const candidates = look['candidates'] as { population: string; mapping: object }[];
  const settings = { path, mapping: candidates.find(({ population }) => population === 'incident')?.mapping };
  await sent('POST', '/api/sources/try', { collector: 'file', settings });
  await sent('POST', '/api/sources', { id: 'incidents', collector: 'file', settings });
  assert.deepEqual(read.splice(0), ['look', 'file test', 'file test']);
  await sent('POST', '/api/jobs/collect', { source: 'incidents' });
  for (let runs: unknown[] = []; !runs.some((run) => (run as { state: string }).state === 'finished'); )
    ({ runs } = (await ada.browser.send('GET', '/api/sources/incidents/runs')).body as { runs: unknown[] });
  await sent('POST', '/api/sources/incidents/test', {});
  await sent('PUT', '/api/sources/uploads', { path, bytes: btoa([...rows, ''].join('\n')) });
  assert.deepEqual(read, ['file collect', 'file test', 'file collect', 'file collect']);
});

test('a file as large as may be is handed in whole', async () => {
  const bytes = Buffer.alloc(32 * 2 ** 20, 'a,b\n');
  const { bytes: taken } = await sent('POST', '/api/sources/uploads', {
    name: 'large.csv',
    bytes: bytes.toString('base64'),
  });
  assert.equal(taken, bytes.length);
});
