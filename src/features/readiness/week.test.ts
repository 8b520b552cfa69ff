import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { OUTCOMES } from '#/core/verdict.ts';
import { testDatabase } from '#test/kit/database.ts';
import { fixed, START, weakCompany, weakness } from '#test/kit/weak-company.ts';

const db = await testDatabase();
const zone = zoneNamed('Europe/Berlin');

test('a cell of the movie, the checks of its week and the items of each check count the same things', async () => {
  const made = await weakCompany(db, [weakness('one', START + 2 * DAY, fixed(START + 3 * DAY))], START + 20 * DAY);
  const look = async (at: number, patchDueAt: string | null): Promise<void> => {
    made.chance.at = at;
    const facts = [{ id: 'laptop', kind: 'laptop' as const, patchDueAt }];
    await made.bring({ source: 'mdm', population: 'device', facts, look: true, accounted: { from: at, to: at } });
  };
  await look(START + 29 * DAY + HOUR, '2025-11-01T12:00:00Z');
  await look(START + 30 * DAY + HOUR, null); // within the same week: two states of one thing
  await made.run();
  const { series, weeks } = await made.readiness.movie({});
  let things = 0;
  for (const { id, cells } of series)
    for (const [place, { state, ...cell }] of cells.entries()) {
      const week = await made.readiness.week({ series: id, week: weeks[place]?.last ?? '' });
      assert.deepEqual([week.first, week.last], [weeks[place]?.first, weeks[place]?.last]);
      assert.deepEqual(week.cell, { state, ...cell });
      const sums = { deviations: 0, unknown: 0, items: 0 };
      sums.deviations += week.performances.filter(({ kind }) => kind === 'missed' || kind === 'late').length;
      const days = { from: zone.startOf(parseDay(week.first) ?? 0), to: zone.startOf((parseDay(week.last) ?? 0) + 1) };
      for (const { id: check, counts } of week.checks)
        for (const outcome of OUTCOMES) {
          const { findings } = await made.checks.show({ id: check, outcomes: [outcome], counted: true, ...days });
          assert.equal(findings.length, counts?.[outcome] ?? 0, `${id} ${week.first} ${check} ${outcome}`);
          sums.items += findings.length;
          if (outcome === 'deviation') sums.deviations += findings.length;
          if (outcome === 'unknown') sums.unknown += findings.length;
        }
      assert.deepEqual(sums, cell, `${id} ${week.first}`);
      things += sums.items;
    }
  assert.ok(things > 0);
  const of = await made.readiness.week({ series: 'CC7', week: '2026-01-30' });
  assert.equal(of.checks.find(({ id }) => id === 'devices.patched')?.counts?.deviation, 1);
  assert.equal(of.checks.find(({ id }) => id === 'devices.patched')?.counts?.pass, 0, 'one device, not two states');
});

test('what is no series, or no week of the window, is not found', async () => {
  const made = await weakCompany(db, [], START + 2 * DAY);
  for (const wanted of [
    { series: 'CC7', week: '2027-01-01' },
    { series: 'banana', week: '2026-01-01' },
  ])
    await assert.rejects(made.readiness.week(wanted), { code: 'not_found' });
});
