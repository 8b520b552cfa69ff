import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkWithId } from '#/checks/index.ts';
import { DAY } from '#/core/time/instant.ts';
import { zoneNamed } from '#/core/time/zone.ts';
import { testDatabase } from '#test/kit/database.ts';
import { CONTROL, fixed, scan, START, weakCompany, weakness } from '#test/kit/weak-company.ts';

import { becauseOf } from './no-longer.service.ts';

const db = await testDatabase();
const CHECK = 'vulnerabilities.fixed-in-time';
const LATE = fixed(START + 45 * DAY);

test('what an earlier run said deviates in the window, and the last does not, is listed apart with what was said', async () => {
  const kept = weakness('kept', START + DAY, LATE);
  const made = await weakCompany(
    db,
    [
      kept,
      weakness('mended', START + DAY, LATE),
      weakness('moved', START + DAY, LATE),
      weakness('excluded', START + DAY, LATE),
    ],
    START + 50 * DAY,
  );
  const gone = async (control?: string) =>
    (await made.readiness.apart({ list: 'no-longer-deviating', ...(control === undefined ? {} : { control }) })).items;
  assert.deepEqual(await gone(), [], 'after one run there is no earlier one');

  made.chance.at += DAY;
  await made.checks.exclude({ id: CHECK, item: 'trivy/excluded', reason: 'nobody can reach it' });
  await scan(made, [
    kept,
    weakness('mended', START + DAY, fixed(START + 2 * DAY)),
    weakness('moved', START - 90 * DAY, fixed(START - 80 * DAY)),
    weakness('excluded', START + DAY, LATE),
  ]);
  await made.run();
  const items = await gone(CONTROL);
  assert.deepEqual(
    items.map(({ item, controls, outcome }) => [item, controls, outcome]),
    [
      ['trivy/mended', [CONTROL], 'pass'],
      ['trivy/moved', [CONTROL], 'pass'],
    ],
  );
  for (const { because } of items)
    assert.match(because, /^vulnerabilities\.fixed-in-time said in its run of 2026-\d\d-\d\d: /);
  assert.deepEqual(await gone('change-peer-review'), []);
  const told = async (subject: string) =>
    (await made.readiness.explain({ subject, items: 0 })).controls.map(({ noLongerDeviating }) => noLongerDeviating);
  assert.deepEqual(await told(CONTROL), [2], 'whoever follows its control down is told of them');
  const { apart } = await made.readiness.status({});
  assert.deepEqual([apart.noLongerDeviating.count, apart.noLongerDeviating.items.length], [2, 2]);

  await scan(made, [
    kept,
    weakness('mended', START + DAY, LATE),
    weakness('moved', START - 90 * DAY, fixed(START - 80 * DAY)),
  ]);
  await made.run();
  assert.deepEqual(
    (await gone()).map(({ item }) => item),
    ['trivy/moved'],
    'what deviates again is told of by its check',
  );
});

test('what a version of a check said that judged something else is said so: it may still be told of there', () => {
  const check = checkWithId('people.mover-access-adjusted') ?? assert.fail();
  const said = { said: 'it was not done in time', received: START, outcome: null };
  const zone = zoneNamed('Europe/Berlin');
  const before = 'people.mover-access-adjusted said in its run of 2026-01-01: it was not done in time';
  assert.equal(becauseOf(said, check, zone), before);
  assert.equal(
    becauseOf({ ...said, population: 'person' }, check, zone),
    `${before}; that version of it judged people, and this one judges changes of role, of which one may deviate in its place`,
  );
});
