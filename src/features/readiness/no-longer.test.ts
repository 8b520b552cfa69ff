import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY } from '#/core/time/instant.ts';
import { testDatabase } from '#test/kit/database.ts';
import { CONTROL, fixed, scan, START, weakCompany, weakness } from '#test/kit/weak-company.ts';

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
    assert.match(because, /^vulnerabilities\.fixed-in-time said until its run of 2026-\d\d-\d\d: /);
  assert.deepEqual(await gone('change-peer-review'), []);
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
