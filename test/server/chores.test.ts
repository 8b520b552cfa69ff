import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '#/core/errors.ts';
import { attend } from '#/features/jobs/index.ts';
import { QUEUE } from '#/platform/db/roles.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation({ isTimed: true });
const { attestry, db } = installation;
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });

interface Shown {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly error: string | null;
  readonly finished: number | null;
}

const UNFORESEEN = 'something went wrong that nobody foresaw';

const listed = async (kind: string): Promise<readonly Shown[]> =>
  (await browser.send('GET', `/api/jobs?kind=${kind}`)).body['jobs'] as Shown[];

/** Looks until there is a job of a kind in a state. */
async function becomes(kind: string, state: string): Promise<Shown> {
  for (let look = 0; look < 240; look += 1) {
    const job = (await listed(kind)).find((each) => each.state === state);
    if (job !== undefined) return job;
    await sleep(250);
  }
  return assert.fail(`no job ${kind} became ${state}: ${JSON.stringify(await listed(kind))}`);
}

const ticks = async (): Promise<void> => (await attestry.queue()).sendAlone('tick', { org: null, id: 'tick' });

test('the clock asks every quarter of an hour', async () => {
  const { rows } = await db.admin.query(`select name, cron from ${QUEUE}.schedule`);
  assert.deepEqual(rows, [{ name: 'tick', cron: '*/15 * * * *' }]);
  await db.admin.query(`delete from ${QUEUE}.schedule`); // here it is asked when these tests say
});

test('what the clock asks for and cannot be done becomes a job, and keeps nothing else from being done', async () => {
  await db.admin.query('alter table webhook rename to webhook_away');
  await ticks();
  const job = await becomes('tell', 'failed');
  assert.equal(job.error, UNFORESEEN);
  for (const kind of ['seal', 'refresh', 'remind', 'tidy', 'judge', 'read'])
    assert.deepEqual(await listed(kind), [], kind);
  await db.admin.query('alter table webhook_away rename to webhook');
  assert.equal((await browser.send('POST', `/api/jobs/${job.id}/retry`, { body: {} })).status, 200);
  assert.equal((await becomes('tell', 'done')).id, job.id);
});

test('where what people decided cannot be looked at, sources are read all the same', async () => {
  await db.admin.query('alter table exclusion rename to exclusion_away');
  await ticks();
  const job = await becomes('judge', 'failed');
  assert.equal(job.error, UNFORESEEN);
  assert.deepEqual(await listed('read'), []);
  await db.admin.query('alter table exclusion_away rename to exclusion');
  assert.equal((await browser.send('POST', `/api/jobs/${job.id}/retry`, { body: {} })).status, 200);
  assert.equal((await becomes('judge', 'done')).id, job.id);
});

test('what is given up is told to whoever may try it again, and is done where the clock comes through later', async () => {
  const caller = { org, person: 'schedule' };
  const { signal } = new AbortController();
  const sent: string[] = [];
  const queue = () => Promise.resolve({ send: async (_tx: unknown, kind: string) => void sent.push(kind) });
  const attended = (work: () => Promise<unknown>) =>
    attend({ ...attestry, queue }, caller, { kind: 'remind', signal, work });
  const failing = () => Promise.reject(new Error('its words are gone'));
  await attended(failing);
  assert.deepEqual(sent, ['remind']);
  await attended(() => assert.fail('the job does it'));
  await db.admin.query(
    `update job set state = 'dead', error = 'its words are gone', finished = now() where kind = 'remind'`,
  );
  const { body } = await browser.send('GET', '/api/notifications');
  const notices = body['notices'] as { kind: string; title: string; link: unknown }[];
  assert.deepEqual(
    notices.filter(({ kind }) => kind === 'job').map(({ title, link }) => [title, link]),
    [['Reminders could not be written', { to: '/settings', search: { part: 'jobs' } }]],
  );
  await attended(failing);
  assert.deepEqual(sent, ['remind'], 'one that is given up is not beside another');
  const given = async () => (await listed('remind')).map(({ state, error, finished }) => [state, error, finished]);
  const [[state, error, finished] = []] = await given();
  assert.deepEqual([state, error], ['dead', UNFORESEEN], 'it says what came of the last try');
  await attended(failing);
  assert.deepEqual(await given(), [['dead', UNFORESEEN, finished]], 'and the same is no news');
  await attended(() => Promise.reject(new DomainError('busy', { what: 'the mail' })));
  const [[, told = '', later = 0] = []] = await given();
  assert.match(String(told), /^Somebody else is doing this already: the mail\./);
  assert.ok(Number(later) > Number(finished));
  await attended(() => Promise.resolve());
  assert.deepEqual(
    (await listed('remind')).map(({ state, error }) => [state, error]),
    [['done', null]],
  );
});

test('a server that stops leaves no job behind of what it was at', async () => {
  const server = new AbortController();
  const work = async () => {
    server.abort(new Error('the server stops'));
    server.signal.throwIfAborted();
  };
  const stopping = attend(attestry, { org, person: 'schedule' }, { kind: 'tidy', signal: server.signal, work });
  await assert.rejects(stopping, /the server stops/);
  assert.deepEqual(await listed('tidy'), []);
});
