import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addJob, jobs, markDead, runJob, type Work } from '#/features/jobs/index.ts';
import type { Queue, Ticket } from '#/platform/jobs/queue.ts';
import { hub, refusal } from '#test/kit/github.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testRepository } from '#test/kit/repository.ts';

const installation = await testInstallation();
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });

interface Shown {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly error: string | null;
  readonly tries: number;
  readonly result: Record<string, unknown> | null;
  readonly finished: number | null;
}

const shown = async (id: string): Promise<Shown> => (await browser.send('GET', `/api/jobs/${id}`)).body['job'] as Shown;

async function ended(id: string): Promise<Shown> {
  for (let look = 0; look < 240; look += 1) {
    const job = await shown(id);
    if (['done', 'dead', 'cancelled'].includes(job.state)) return job;
    await sleep(250);
  }
  return assert.fail(`the job ${id} did not end`);
}

const started = async (route: string, body: unknown = {}): Promise<string> => {
  const answer = await browser.send('POST', route, { body });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return String(answer.body['job']);
};

test('a source is read by a job, which is followed live, and judged afterwards', async () => {
  const repository = testRepository(testFolder());
  repository.commit('begin');
  const settings = { repository: repository.folder };
  const added = await browser.send('POST', '/api/sources', { body: { id: 'repo', collector: 'git', settings } });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  await browser.send('POST', '/api/controls', { body: { controls: [{ id: 'change-peer-review' }] } });
  const live = await fetch(`${installation.url}/api/jobs/events`, {
    headers: { cookie: `attestry.session_token=${browser.cookie('attestry.session_token') ?? ''}` },
  });
  assert.equal(live.headers.get('content-type'), 'text/event-stream');
  const id = await started('/api/jobs/collect', { source: 'repo' });
  const job = await ended(id);
  assert.equal(job.state, 'done', JSON.stringify(job));
  assert.equal(job.result?.['state'], 'finished');
  let heard = '';
  const decoder = new TextDecoder();
  for await (const chunk of live.body ?? []) {
    heard += decoder.decode(chunk, { stream: true });
    if (heard.includes('"state":"done"') && heard.includes('"kind":"check"')) break;
  }
  assert.ok(heard.includes(`"id":"${id}"`));
  const { body } = await browser.send('GET', '/api/jobs?kind=check');
  const [check] = body['jobs'] as Shown[];
  const judged = await ended(check?.id ?? '');
  assert.equal(judged.state, 'done', JSON.stringify(judged));
  assert.ok(Number(judged.result?.['checks']) > 0);
});

test('what no try can do is dead, says why, and can be tried again', async () => {
  const settings = { repository: '/nowhere/at/all' };
  const added = await browser.send('POST', '/api/sources', {
    body: { id: 'gone', collector: 'git', settings, untried: true },
  });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  const id = await started('/api/jobs/collect', { source: 'gone' });
  const twice = await browser.send('POST', '/api/jobs/collect', { body: { source: 'gone' } });
  assert.equal(twice.status, 409);
  const job = await ended(id);
  assert.equal(job.state, 'dead');
  assert.match(job.error ?? '', /gone/);
  const { body } = await browser.send('GET', '/api/jobs?state=dead');
  assert.deepEqual(
    (body['jobs'] as Shown[]).map((each) => each.id),
    [id],
  );
  assert.equal(await started(`/api/jobs/${id}/retry`), id);
  const again = await shown(id);
  assert.notEqual(again.state, 'dead');
  const { body: log } = await browser.send('GET', '/api/identity/actions?name=jobs.collect&text=gone');
  const line = (log['actions'] as { outcome: string; subject: Record<string, string> }[]).at(-1);
  assert.deepEqual(
    [line?.outcome, line?.subject],
    ['asked', { source: 'gone' }],
    'it is not done yet, and never will be',
  );
});

test('a file that cannot come in as it is fails at its first try, with every reason, and is counted', async () => {
  const bytes = btoa(
    'id,title,detectedAt\ni-1,Login was down,03.02.2026\ni-2,Mail was late,2026-02-30\ni-3,Well,2026-02-01',
  );
  const { body } = await browser.send('POST', '/api/sources/uploads', { body: { name: 'incidents.csv', bytes } });
  const fields = {
    id: { column: 'id' },
    detectedAt: { column: 'detectedAt', dates: { format: 'iso', zone: 'Europe/Berlin' } },
  };
  const settings = { path: body['path'], mapping: { population: 'incident', fields } };
  const added = await browser.send('POST', '/api/sources', { body: { id: 'bad', collector: 'file', settings } });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  const id = await started('/api/jobs/collect', { source: 'bad' });
  const job = await ended(id);
  assert.deepEqual([job.state, job.tries], ['dead', 1]);
  const [sentence, ...reasons] = (job.error ?? '').split('\n');
  assert.match(sentence ?? '', /^Nothing new of the source bad came in.* 2 of its 3 rows cannot be\.$/);
  assert.deepEqual(reasons.length, 2, job.error ?? '');
  assert.match(reasons[0] ?? '', /^row 2, column "detectedAt" .*; it is one of the form dd\.MM\.yyyy: give that/);
  const { body: read } = await browser.send('GET', '/api/sources/bad/runs');
  const runs = read['runs'] as { state: string; rejected: number }[];
  assert.deepEqual(
    runs.map(({ state, rejected }) => [state, rejected]),
    [['failed', 2]],
  );
  assert.equal(await started(`/api/jobs/${id}/retry`), id);
  assert.equal((await ended(id)).state, 'dead', 'a person has it tried again, once');
  assert.equal(await causeOf('bad'), 'rows_rejected');
  const mended = { path: body['path'], bytes: btoa('id,title,detectedAt\ni-1,Login was down,2026-02-03T10:00:00Z') };
  const again = await browser.send('PUT', '/api/sources/uploads', { body: mended });
  assert.equal(again.status, 200, JSON.stringify(again.body));
  assert.equal(await causeOf('bad'), null, 'nothing stands in the way of the next reading, also by the clock');
});

const causeOf = async (source: string) => {
  const { body } = await browser.send('GET', '/api/sources');
  const all = body['sources'] as { id: string; lastRun: { cause: string | null } | null }[];
  return all.find(({ id }) => id === source)?.lastRun?.cause;
};

test('a token that is refused fails at the first try, and the job says where to give a new one', async () => {
  const github = await hub({ name: 'acme', repositories: [{ name: 'acme/app' }] });
  const settings = { organization: 'acme', baseUrl: github.url, reads: ['account'] };
  const source = { id: 'github', collector: 'github', settings, secrets: { token: 'ghp_first' } };
  assert.equal((await browser.send('POST', '/api/sources', { body: source })).status, 200);
  github.faults = () => refusal(401, 'Bad credentials');
  const job = await ended(await started('/api/jobs/collect', { source: 'github' }));
  assert.deepEqual([job.state, job.tries], ['dead', 1]);
  assert.match(job.error ?? '', /^The source github cannot be read, .*Bad credentials.* Give it a new secret/);
  assert.ok(!JSON.stringify(job).includes('ghp_first'));
});

test('an operator sees how much waits and runs, by kind, and of whom it is nobody', async () => {
  const text = await (await fetch(`${installation.url}/metrics`)).text();
  for (const kind of ['collect', 'check', 'mail', 'webhook'])
    for (const state of ['waiting', 'running'])
      assert.match(text, new RegExp(`^attestry_jobs\\{kind="${kind}",state="${state}"\\} \\d+$`, 'm'));
  assert.equal(text.match(/^# TYPE attestry_jobs gauge$/gm)?.length, 1);
  assert.ok(!text.includes('acme') && !text.includes(org));
});

test('what somebody may not ask for they do not have tried again either', async () => {
  const { browser: contributor } = await personIn(installation, { org, role: 'contributor', email: 'bo@acme.example' });
  for (const [kind, isTheirs] of [
    ['fsck', false],
    ['package', false],
    ['verify', true],
  ] as const) {
    const asked = { kind, subject: crypto.randomUUID(), queue: { send: () => Promise.resolve() } };
    const { attestry } = installation;
    const caller = { org, person: 'ada@acme.example' };
    const id = (await attestry.db.transaction(org, (tx) => addJob(attestry, tx, caller, asked))) ?? assert.fail(kind);
    await stop(id);
    const { status, body } = await contributor.send('POST', `/api/jobs/${id}/retry`, { body: {} });
    assert.equal(status, isTheirs ? 200 : 403, `${kind} ${JSON.stringify(body)}`);
    const { state } = await shown(id);
    assert.equal(state === 'cancelled', !isTheirs, kind);
  }
});

/** A job that is not in the queue, so that the test does its work. */
async function waiting(of = { kind: 'verify', subject: crypto.randomUUID() as string }): Promise<string> {
  const asked = { ...of, queue: { send: () => Promise.resolve() } };
  const caller = { org, person: 'ada@acme.example' };
  const { attestry } = installation;
  return (await attestry.db.transaction(org, (tx) => addJob(attestry, tx, caller, asked))) ?? assert.fail('it is open');
}
const tried = (id: string, work: (work: Work) => Promise<unknown>, signal = new AbortController().signal) =>
  runJob(installation.attestry, { org, id, signal, tries: 0, isLast: false }, work);
const stop = (id: string): Promise<string> => started(`/api/jobs/${id}/cancel`);

test('a job that is done when the stop comes is done, and until then it is being stopped', async () => {
  const id = await waiting();
  await tried(id, async ({ progress }) => {
    progress('members', 1, 1);
    await stop(id);
    const { state, finished } = await shown(id);
    assert.deepEqual([state, finished], ['cancelled', null]);
    for (const route of ['cancel', 'retry'])
      assert.equal((await browser.send('POST', `/api/jobs/${id}/${route}`, { body: {} })).status, 409, route);
    return { file: 'there' };
  });
  const { state, finished, result } = await shown(id);
  assert.deepEqual([state, finished === null, result], ['done', false, { file: 'there' }]);
});

test('a job that waits for something sees that somebody stopped it, and what they stopped can be tried again', async () => {
  const id = await waiting();
  await tried(id, async ({ signal, progress }) => {
    await stop(id);
    await once(signal, 'abort');
    assert.throws(() => progress('members', 1, 2), { code: 'stopped' });
    signal.throwIfAborted();
  });
  const { state, finished } = await shown(id);
  assert.deepEqual([state, finished === null], ['cancelled', false]);
  await started(`/api/jobs/${id}/retry`);
  assert.equal((await ended(id)).state, 'done');
});

test('what somebody stopped is not tried again because it failed, the server stopped, or its worker was killed', async () => {
  const server = new AbortController();
  const failing = await waiting();
  await tried(failing, async () => {
    await stop(failing);
    throw new Error('something else');
  });
  const leaving = await waiting();
  const leave = async ({ signal }: Work): Promise<void> => {
    await stop(leaving);
    server.abort();
    signal.throwIfAborted();
  };
  await tried(leaving, leave, server.signal);
  const killed = await waiting();
  await installation.db.admin.query(`update job set state = 'running' where id = $1`, [killed]);
  await stop(killed);
  await tried(killed, () => assert.fail('nobody is at work on it'));
  for (const id of [failing, leaving, killed]) {
    const { state, finished } = await shown(id);
    assert.deepEqual([state, finished === null], ['cancelled', false]);
  }
});

test('of what may be done once at a time nobody has another one tried again while one is open', async () => {
  const subject = crypto.randomUUID();
  const stoppedOne = await waiting({ kind: 'check', subject });
  await stop(stoppedOne);
  await waiting({ kind: 'check', subject });
  const { status, body } = await browser.send('POST', `/api/jobs/${stoppedOne}/retry`, { body: {} });
  assert.deepEqual([status, (body['error'] as { code: string }).code], [409, 'busy']);
  assert.equal((await shown(stoppedOne)).state, 'cancelled');
});

test('what another try has done is done, and what no try is left for does not say that it goes on', async () => {
  const twice = await waiting();
  const failing = tried(twice, async () => {
    await tried(twice, () => Promise.resolve({ file: 'there' }));
    throw new Error('its draft is gone');
  });
  await assert.rejects(failing);
  const { state, result } = await shown(twice);
  assert.deepEqual([state, result], ['done', { file: 'there' }]);
  const left = await waiting();
  const turn = { org, id: left, signal: AbortSignal.abort(), tries: 1, isLast: true };
  await assert.rejects(
    runJob(installation.attestry, turn, ({ progress }) => Promise.resolve(progress('entries', 1, 2))),
  );
  const { state: last, error } = await shown(left);
  assert.deepEqual([last, error], ['dead', 'the server stopped, or it took too long']);
});

test('of a job that somebody has tried again, the ticket that waited before is of nothing', async () => {
  const { attestry } = installation;
  const sent: Ticket[] = [];
  const send: Queue['send'] = (_tx, _kind, ticket) => Promise.resolve(void sent.push(ticket));
  const { retry } = jobs({ ...attestry, queue: () => Promise.resolve({ send }) });
  const id = await waiting();
  const before = { org, id, signal: new AbortController().signal, tries: 1, isLast: false };
  await assert.rejects(tried(id, () => Promise.reject(new Error('at first'))));
  await retry({ org, person: 'ada@acme.example' }, { id });
  const [ticket = assert.fail('nothing was sent')] = sent;
  await runJob(attestry, before, () => assert.fail('the other ticket does it'));
  await markDead(attestry, before);
  assert.equal((await shown(id)).state, 'waiting');
  await runJob(attestry, { ...before, ...ticket }, async () => {
    await runJob(attestry, before, () => assert.fail('somebody is at work on it'));
    assert.equal((await shown(id)).state, 'running');
    return { file: 'there' };
  });
  assert.deepEqual((await shown(id)).result, { file: 'there' });
});

test('a try of whose worker the queue did not hear says nothing of the round after it', async () => {
  const { attestry } = installation;
  const { retry } = jobs({ ...attestry, queue: () => Promise.resolve({ send: () => Promise.resolve() }) });
  const id = await waiting();
  await tried(id, async ({ signal }) => {
    await markDead(attestry, { org, id });
    await retry({ org, person: 'ada@acme.example' }, { id });
    await once(signal, 'abort');
    signal.throwIfAborted();
  });
  assert.equal((await shown(id)).state, 'waiting');
});

test('jobs of one organization are told to nobody of another', async () => {
  const other = await organizationIn(installation, 'other');
  const stranger = await personIn(installation, { org: other, role: 'owner', email: 'eve@other.example' });
  assert.deepEqual((await stranger.browser.send('GET', '/api/jobs')).body['jobs'], []);
});

test('the queue holds ids and a count, and nothing of any organization besides', async () => {
  const { rows } = await installation.db.admin.query<{ name: string; keys: string[] }>(
    `select distinct name, array(select jsonb_object_keys(coalesce(data, '{}')::jsonb) order by 1) as keys
       from attestry_queue.job`,
  );
  const kinds = new Set(rows.map(({ name }) => name));
  assert.ok(kinds.has('collect') && kinds.has('check'), [...kinds].join(' '));
  for (const { name, keys } of rows)
    assert.deepEqual(
      keys.filter((key) => !['id', 'org', 'round', 'traceparent'].includes(key)),
      [],
      name,
    );
});
