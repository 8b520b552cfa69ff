import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import type { Caller } from '#/contract/endpoint.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { evidence } from '#/features/evidence/index.ts';
import { mailContract } from '#/features/mail/contract.ts';
import { mail } from '#/features/mail/index.ts';
import { testAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { workContract } from './contract.ts';
import { remindOfTasks, work } from './index.ts';
import { stageOf } from './reminding.ts';

const db = await testDatabase();

/** A company that begins, whose first tasks are somebody's. */
async function begun() {
  const made = await testAttestry(db);
  const { attestry, organization, chance, caller } = made;
  const { org } = organization;
  const clientFor = (who: Caller) =>
    localClient(workContract, work({ ...attestry, attach: evidence(attestry).add }), who);
  const api = clientFor(caller);
  await api.refresh({});
  const { tasks } = await api.list({});
  const account = randomUUID();
  const join = async (email: string, id = account): Promise<void> => {
    await db.admin.query(
      `insert into member (org, account, email, name, role, added) values ($1, $2, $3, 'A', 'member', now())`,
      [org, id, email],
    );
  };
  const outbox = localClient(mailContract, mail(attestry), caller);
  const letters = async () => {
    const { messages } = await outbox.list({ limit: 200 });
    return Promise.all(messages.map(async ({ id, recipient }) => ({ recipient, ...(await outbox.open({ id })) })));
  };
  const onDay = (day: string, hour = 9): Promise<number> => {
    chance.at = Date.parse(`${day}T00:00:00Z`) + hour * HOUR;
    return remindOfTasks(attestry, organization);
  };
  return { made, api, clientFor, tasks, join, account, letters, onDay, org };
}

const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

test('what is said of a task: soon, today, and each week that it is late', () => {
  const cases: readonly (readonly [number, ReturnType<typeof stageOf>])[] = [
    [14, null],
    [13, 'soon'],
    [11, 'soon'],
    [10, 'due'],
    [9, 'late:0'],
    [4, 'late:0'],
    [3, 'late:1'],
    [-4, 'late:2'],
  ];
  for (const [due, stage] of cases) assert.equal(stageOf(due, 10, 3), stage, `due ${due}`);
});

test('a person is told once of each thing, in one message a day, and never twice on a day', async () => {
  const { api, tasks, join, letters, onDay } = await begun();
  await join('ada@acme.example');
  assert.equal(tasks.length, 3);
  for (const { key } of tasks) await api.assign({ key, assignee: 'Ada@acme.example' });
  const [first] = tasks.map(({ due }) => due).sort();
  const due = first ?? '';
  assert.equal(await onDay(later(due, -5)), 0, 'too early');
  assert.equal(await onDay(later(due, -3), 6), 0, 'before the day begins');
  assert.equal(await onDay(later(due, -3)), 1);
  assert.equal(await onDay(later(due, -3), 23), 0);
  assert.equal(await onDay(later(due, -2)), 0, 'it was said');
  assert.equal(await onDay(due), 1);
  assert.equal(await onDay(later(due, 30)), 1, 'what ran too late says it then');
  assert.equal(await onDay(later(due, 31)), 0);
  const found = (await letters()).filter(({ recipient }) => recipient === 'ada@acme.example');
  assert.equal(found.length, 3);
  const [latest, today, soon] = found;
  assert.match(soon?.subject ?? '', /due soon/);
  assert.match(today?.text ?? '', /Due today:\n- /);
  assert.match(latest?.text ?? '', /Late:\n- /);
  assert.match(latest?.link ?? '', /\/work\?mine=true&organization=acme/);
});

test('two servers that remind at once write once', async () => {
  const { made, api, tasks, join, letters } = await begun();
  await join('ada@acme.example');
  const [task] = tasks;
  await api.assign({ key: task?.key ?? '', assignee: 'ada@acme.example' });
  made.chance.at = Date.parse(`${task?.due ?? ''}T09:00:00Z`);
  const { attestry, organization } = made;
  const written = await Promise.all([1, 2, 3].map(() => remindOfTasks(attestry, organization)));
  assert.equal(
    written.reduce((sum, each) => sum + each, 0),
    1,
  );
  assert.equal((await letters()).length, 1);
});

test('nobody hears of what is done, of what is another’s, or against their wish; what nobody hears is counted', async () => {
  const { made, api, clientFor, tasks, join, account, letters, onDay, org } = await begun();
  const [one, two, three] = tasks.map(({ key }) => key);
  await join('ada@acme.example');
  await join('bo@acme.example', randomUUID());
  await api.assign({ key: one ?? '', assignee: 'ada@acme.example' });
  await api.assign({ key: two ?? '', assignee: 'bo@acme.example' });
  await api.assign({ key: three ?? '', assignee: 'gone@acme.example' });
  await api.drop({ key: two ?? '', reason: 'It is not done this year.' });
  const own = clientFor({
    org,
    person: 'ada@acme.example',
    standing: { role: 'member', may: [], account, strong: true, engagements: null },
  });
  await own.setOwnReminders({ wanted: false });
  assert.equal((await own.reminders({})).own, false);
  const day =
    tasks
      .map(({ due }) => due)
      .toSorted()
      .at(-1) ?? '';
  assert.equal(await onDay(day), 0);
  assert.equal((await api.reminders({})).unheard, 2);
  await own.setOwnReminders({ wanted: true });
  await api.setReminders({ enabled: false, before: 3 });
  assert.equal(await onDay(day), 0);
  await api.setReminders({ enabled: true, before: 0 });
  assert.equal(await onDay(day), 1);
  assert.deepEqual(
    (await letters()).map(({ recipient }) => recipient),
    ['ada@acme.example'],
  );
  assert.deepEqual((await api.reminders({})).last, { day, people: 1 });
  await assert.rejects(api.setOwnReminders({ wanted: true }), { code: 'input_invalid' });
  assert.deepEqual((await made.attestry.ledger.verify(org))?.damages, []);
});
