import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { formatDay } from '#/core/time/zone.ts';
import { randomOf } from '#/demo/random.ts';
import { testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { account, incident, meeting, person } from '#test/kit/happenings.ts';
import { compareKept, workOutLists } from './index.ts';

const db = await testDatabase();
const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
const END = Date.UTC(2026, 2, 31, 22);
const CONTROLS = ['access-termination', 'security-steering-meeting', 'status-communication', 'incident-handling'];

async function company(): Promise<TestCompany> {
  const made = await testCompany(db, { at: START + 9 * HOUR });
  await made.controls.adopt({ controls: CONTROLS.map((id) => ({ id, owner: 'cto@acme.example' })) });
  await made.controls.edit({ id: 'security-steering-meeting', frequency: 'monthly' });
  const engagement = { name: 'SOC 2 Type II', type: 'type-2', first: '2026-01-01', last: '2026-03-31' } as const;
  await made.engagements.create({ id: 'soc2', ...engagement });
  return made;
}

/** Everything that a reader is shown of an engagement. */
async function shownOf(asked: Pick<TestCompany, 'readiness'>, asOf?: string) {
  const wanted = asOf === undefined ? {} : { asOf };
  const explained = [];
  for (const subject of CONTROLS) explained.push(await asked.readiness.explain({ subject, items: 3, ...wanted }));
  return {
    status: await asked.readiness.status(wanted),
    explained,
    movie: await asked.readiness.movie(wanted),
    lint: await asked.readiness.lint(wanted),
    outlook: await asked.readiness.outlook(wanted),
  };
}

/** The same company after a restart that found nothing kept. */
const forget = (made: TestCompany): Promise<void> =>
  db.transaction(made.org, async (tx) => {
    await tx.deleteFrom('derived_page').execute();
    await tx.deleteFrom('derived').execute();
  });

const seen = { deviations: 0, due: 0, performed: 0, attached: 0 };

for (const seed of [1, 2]) {
  test(`what is kept shows the same as what is read anew, whatever happens (seed ${seed})`, async () => {
    const random = randomOf(seed, 'kept facts');
    const made = await company();
    const now = (): number => made.chance.at;
    const around = (): number => now() - random.int(0, 60) * DAY + random.pick([0, 0, 0, 75]) * DAY;
    const ended = (): number | null => random.pick([null, around(), now() + random.int(0, 3) * DAY]);
    const steps: readonly (() => Promise<unknown>)[] = [
      () => made.bring({ source: 'hr', population: 'person', facts: [person(random.int(1, 9), ended())] }),
      () => made.bring({ source: 'okta', population: 'account', facts: [account(random.int(1, 9))] }),
      () =>
        made.bring({
          source: 'cal',
          population: 'meeting',
          facts: [meeting(random.int(1, 9), around())],
          accounted: {},
        }),
      () =>
        made.bring({
          source: 'pager',
          population: 'incident',
          facts: [incident(random.int(1, 9), around())],
          unreadable: random.chance(0.2) ? [{ key: 'i99', note: 'it was cut off' }] : [],
          accounted: {},
        }),
      () =>
        made.evidence.add({
          control: 'status-communication',
          occurred: formatDay(Math.floor(now() / DAY)),
          ...(now() % (2 * HOUR) === 0 ? { item: `pager/i${(Math.floor(now() / HOUR) % 9) + 1}` } : {}),
          name: 'notice.txt',
          bytes: new TextEncoder().encode('a notice'),
        }),
      () => made.people.declare({ aliases: [{ handle: `okta:${random.int(1, 9)}`, is: random.pick(['bot', null]) }] }),
      () => made.controls.edit({ id: 'security-steering-meeting', frequency: random.pick(['monthly', 'quarterly']) }),
      () => made.engagements.change({ id: 'soc2', last: formatDay(Math.floor(END / DAY) - random.int(0, 20)) }),
      () => made.run(),
      () => made.run(),
    ];
    await made.bring({ source: 'hr', population: 'person', facts: [1, 2, 3].map((each) => person(each, ended())) });
    await made.bring({ source: 'okta', population: 'account', facts: [1, 2, 3].map(account) });
    const incidents = [2, 4, 6].map((each) => incident(each, START + each * DAY));
    made.chance.at += 25 * DAY;
    await made.bring({ source: 'pager', population: 'incident', facts: incidents, accounted: {} });
    await made.run();
    for (let step = 0; step < 12; step += 1) {
      made.chance.at += random.int(1, 120) * HOUR;
      await random.pick(steps)();
      const past = step % 4 === 0 ? formatDay(Math.floor(now() / DAY) - random.int(1, 40)) : undefined;
      const askPast = async () => (past === undefined || past < '2026-01-02' ? null : shownOf(made, past));
      if (random.chance(0.5)) await workOutLists(made.deps, made.org);
      const keptPast = await askPast();
      await shownOf(made);
      const kept = await shownOf(made);
      if (step % 4 === 0) {
        const { rows, ...compared } = await compareKept(made.deps, made.org, now());
        assert.deepEqual(compared, { differing: [], unasked: 0 }, `step ${step}: of ${rows} rows`);
      }
      await forget(made);
      assert.deepEqual(kept, await shownOf(made), `step ${step}`);
      await forget(made);
      assert.deepEqual(keptPast, await askPast(), `as of ${past}, step ${step}`);
      for (const { reasons, occurrences, checks } of kept.status.controls) {
        seen.deviations += checks.reduce((sum, { shown }) => sum + (shown?.deviation ?? 0), 0);
        if (/came due/.test(reasons.join(' '))) seen.due += 1;
        if (/\d of \d+ attached/.test(reasons.join(' '))) seen.attached += 1;
        seen.performed += occurrences.filter(({ kind }) => kind === 'performed').length;
      }
    }
  });
}

test('each kind of reason was seen in some step', () => {
  for (const [what, count] of Object.entries(seen)) assert.ok(count > 0, `no ${what} in any step`);
});
