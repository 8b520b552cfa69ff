import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { parseDay } from '#/core/time/zone.ts';
import { mailContract } from '#/features/mail/contract.ts';
import { mail } from '#/features/mail/index.ts';
import { trustDeps } from '#/app/trust.ts';
import { trustContract } from '#/features/trust/contract.ts';
import { trust } from '#/features/trust/index.ts';
import { testAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { analyticsContract } from './contract.ts';
import { analytics, noteCounts, PAGE, summarize } from './index.ts';
import { mondayOf } from './summary.service.ts';

const db = await testDatabase();

/** A company with a public page, and two people of whom one wants the summary. */
async function begun(role = 'contributor') {
  const made = await testAttestry(db);
  const { attestry, organization, chance, caller } = made;
  const { org } = organization;
  const account = randomUUID();
  for (const [id, email, as] of [
    [account, 'bo@acme.example', role],
    [randomUUID(), 'cy@acme.example', 'owner'],
  ] as const)
    await db.admin.query(
      `insert into member (org, account, email, name, role, added) values ($1, $2, $3, 'A', $4, now())`,
      [org, id, email, as],
    );
  const page = localClient(trustContract, trust(trustDeps(attestry)), caller);
  await page.publish({ revision: 0 });
  const standing = { role, may: [], account, strong: true, engagements: null };
  const own = localClient(analyticsContract, analytics(attestry), { org, person: 'bo@acme.example', standing });
  const at = (day: string, hour: number): void => {
    chance.at = (parseDay(day) ?? 0) * DAY + hour * HOUR;
  };
  const counted = (people: number): Promise<void> =>
    noteCounts(attestry, org, { counts: new Map([[PAGE.people, people]]), searches: new Map([['bug bounty', 2]]) });
  const outbox = localClient(mailContract, mail(attestry), caller);
  const letters = async () =>
    Promise.all(
      (await outbox.list({ limit: 50 })).messages.map(async ({ id, recipient }) => ({
        recipient,
        ...(await outbox.open({ id })),
      })),
    );
  return { attestry, organization, own, at, counted, letters };
}

test('a week begins on Monday', () => {
  for (const [day, monday] of [
    ['2026-11-23', '2026-11-23'],
    ['2026-11-29', '2026-11-23'],
    ['2026-11-30', '2026-11-30'],
  ] as const)
    assert.equal(mondayOf(parseDay(day) ?? 0), parseDay(monday), day);
});

test('whoever wishes it is told on Monday of the week before, once, however often somebody looks', async () => {
  const { attestry, organization, own, at, counted, letters } = await begun();
  at('2030-01-02', 12); // a Wednesday
  await counted(7);
  at('2030-01-09', 12);
  await counted(12);
  at('2030-01-14', 9); // the Monday after
  assert.equal(await summarize(attestry, organization), 0, 'nobody wishes it');
  await own.setSummary({ wanted: true });
  at('2030-01-14', 6);
  assert.equal(await summarize(attestry, organization), 0, 'too early');
  at('2030-01-15', 9);
  const written = await Promise.all([1, 2, 3].map(() => summarize(attestry, organization)));
  assert.equal(
    written.reduce((sum, each) => sum + each, 0),
    1,
    'a Monday that was missed is made good, once',
  );
  at('2030-01-20', 23);
  assert.equal(await summarize(attestry, organization), 0);
  const [letter, ...more] = await letters();
  assert.deepEqual(more, []);
  assert.equal(letter?.recipient, 'bo@acme.example');
  assert.match(letter.subject, /2030-01-07 to 2030-01-13$/);
  assert.match(letter.text, /looked at 12 times, the week before 7 times/);
  assert.match(letter.text, /- bug bounty \(4 times\)/);
  assert.deepEqual((await own.summary({})).last, { week: '2030-01-14', people: 1 });
});

test('a quiet week is not told, and who may not see the trust center hears nothing', async () => {
  const quiet = await begun();
  await quiet.own.setSummary({ wanted: true });
  quiet.at('2030-02-04', 9);
  assert.equal(await summarize(quiet.attestry, quiet.organization), 0);
  assert.deepEqual((await quiet.own.summary({})).last, { week: '2030-02-04', people: 0 });
  const member = await begun('member');
  await member.own.setSummary({ wanted: true });
  member.at('2030-02-06', 9);
  await member.counted(3);
  member.at('2030-02-11', 9);
  assert.equal(await summarize(member.attestry, member.organization), 0);
  assert.deepEqual(await member.letters(), []);
});
