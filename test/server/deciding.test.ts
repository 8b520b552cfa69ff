import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { QUEUE } from '#/platform/db/roles.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testInstallation } from '#test/kit/running.ts';

const installation = await testInstallation();
const { attestry, db } = installation;
const org = await organizationIn(installation, 'acme');
const { browser } = await personIn(installation, { org, role: 'owner', email: 'ada@acme.example' });

const CHECK = 'changes.approved-by-another';
const UNCHANGED = 'changes.ticket-linked';

async function ask(address: string, body: object, method = 'POST'): Promise<void> {
  const { status, body: answer } = await browser.send(method, address, { body });
  assert.equal(status, 200, JSON.stringify(answer));
}

interface Job {
  readonly kind: string;
  readonly subject: string;
  readonly state: string;
  readonly person: string;
}
const jobs = async (): Promise<readonly Job[]> => (await browser.send('GET', '/api/jobs')).body['jobs'] as Job[];
const ofClock = async (): Promise<readonly (readonly [string, string])[]> =>
  (await jobs()).flatMap(({ kind, subject, state, person }) =>
    kind === 'check' && person === 'schedule' ? [[subject, state]] : [],
  );

/** The clock strikes, and everything that it asked for is done. */
async function tick(): Promise<void> {
  const queue = await attestry.queue();
  const ticks = async (): Promise<number> => {
    const { rows } = await db.admin.query(
      `select count(*)::int as count from ${QUEUE}.job where name = 'tick' and state = 'completed'`,
    );
    return (rows as { readonly count: number }[])[0]?.count ?? 0;
  };
  const before = await ticks();
  await queue.sendAlone('tick', { org: null, id: 'tick' });
  await until(async () => (await ticks()) > before);
  await until(async () => (await jobs()).every(({ state }) => state === 'done' || state === 'dead'));
}

async function until(is: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 240; look += 1) {
    if (await is()) return;
    await sleep(250);
  }
  assert.fail(JSON.stringify(await jobs()));
}

interface Shown {
  readonly run: { readonly position: number; readonly counts: { readonly excluded: number } } | null;
}
const shown = async (id: string): Promise<Shown['run']> =>
  ((await browser.send('GET', `/api/checks/${id}`)).body as unknown as Shown).run;

test('what people decided counts without anybody asking for a run, once, and nothing else is judged anew', async () => {
  const { folder, git, commit } = testRepository(testFolder());
  git(['init', '-q', '-b', 'main', '.']);
  const revision = commit('mend it on a Friday');
  await ask('/api/controls', { controls: [{ id: 'change-peer-review' }, { id: 'sdlc-policy' }] });
  await ask('/api/sources', { id: 'code', collector: 'git', settings: { repository: folder } });
  await ask('/api/jobs/collect', { source: 'code' });
  await until(async () => (await shown(CHECK)) !== null);
  await tick();
  assert.deepEqual(await ofClock(), [], 'all is judged');
  const { body } = await browser.send('GET', `/api/checks/${CHECK}?outcomes=deviation`);
  const [{ item } = { item: revision }] = body['findings'] as readonly { readonly item: string }[];
  const others = await shown(UNCHANGED);

  await ask(`/api/checks/${CHECK}/exclusions`, { item, reason: 'It is a repository of nobody.' });
  await tick();
  assert.deepEqual(await ofClock(), [[CHECK, 'done']]);
  assert.equal((await shown(CHECK))?.counts.excluded, 1);
  assert.deepEqual(await shown(UNCHANGED), others);
  await tick();
  assert.equal((await ofClock()).length, 1, 'nothing was decided since');
});

test('a run that was given up is tried again by a person alone, and of a check that is turned off there is none', async () => {
  const { body } = await browser.send('GET', `/api/checks/${CHECK}?outcomes=excluded`);
  const [{ item } = { item: '' }] = body['findings'] as readonly { readonly item: string }[];
  const ended = new URLSearchParams({ item, reason: 'It is of somebody, after all.' });
  assert.equal((await browser.send('DELETE', `/api/checks/${CHECK}/exclusions?${ended}`)).status, 200);
  await db.admin.query(`update job set state = 'dead' where kind = 'check' and person = 'schedule'`);
  await tick();
  assert.deepEqual(await ofClock(), [[CHECK, 'dead']]);
  await db.admin.query(`update job set state = 'done' where kind = 'check' and person = 'schedule'`);
  await ask(`/api/checks/${CHECK}/enabled`, { enabled: false, reason: 'We do not work like this any more.' }, 'PUT');
  await tick();
  assert.deepEqual(await ofClock(), [[CHECK, 'done']]);
  await ask(`/api/checks/${CHECK}/enabled`, { enabled: true, reason: 'We do work like this after all.' }, 'PUT');
  await tick();
  assert.deepEqual(await ofClock(), [
    [CHECK, 'done'],
    [CHECK, 'done'],
  ]);
  assert.equal((await shown(CHECK))?.counts.excluded, 0);
});
