import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { DAY } from '#/core/time/instant.ts';
import { formatDay } from '#/core/time/zone.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { controlVersions } from './versions.service.ts';

const db = await testDatabase();
const NOW = Date.UTC(2026, 2, 2, 9);
const ID = 'security-steering-meeting';

test('what is kept of the versions is what there is, also when a transaction saw more and failed', async () => {
  const { org, controls } = await testCompany(db, { at: NOW });
  const own = (id: string) => ({ id, title: id, statement: `Somebody does ${id} every week.`, criteria: ['CC6.1'] });
  const known = () =>
    db.transaction(org, async (tx) => [...(await controlVersions(tx, Number.MAX_SAFE_INTEGER)).keys()]);
  assert.deepEqual(await known(), []);
  await controls.adopt({ controls: [{ id: ID, owner: 'ada' }] });
  assert.deepEqual(await known(), [ID]);
  const failed = db.transaction(org, async (tx) => {
    await sql`insert into control (org, id, position, effective_from, definition, person)
      select org, 'never-was', position + 1, effective_from, definition, person from control`.execute(tx);
    assert.deepEqual([...(await controlVersions(tx, Number.MAX_SAFE_INTEGER)).keys()], [ID, 'never-was']);
    throw new Error('it fails');
  });
  await assert.rejects(failed, { message: 'it fails' });
  assert.deepEqual(await known(), [ID]);
  await controls.add({ ...own('was-added'), ownerFunction: 'security', frequency: 'weekly' });
  assert.deepEqual(await known(), [ID, 'was-added']);
  const other = await testCompany(db, { at: NOW });
  assert.equal(await db.transaction(other.org, async (tx) => (await controlVersions(tx, 1e9)).size), 0);
});

test('before a position there is what the log had then, and nobody can change what others are shown', async () => {
  const { org, controls } = await testCompany(db, { at: NOW });
  await controls.adopt({ controls: [{ id: ID, owner: 'ada' }] });
  const { position } = await controls.edit({ id: ID, frequency: 'monthly' });
  const at = (asOf: number) =>
    db.transaction(org, async (tx) => (await controlVersions(tx, asOf)).get(ID)?.map(({ definition }) => definition));
  assert.deepEqual(
    (await at(position + 1))?.map(({ frequency }) => frequency),
    ['quarterly', 'monthly'],
  );
  assert.equal((await at(position))?.length, 1);
  assert.equal(await at(0), undefined);
  const [definition] = (await at(position)) ?? [];
  assert.throws(() => definition?.criteria.push('CC1.1'), TypeError);
});

test('a list changes on the day on which a version comes into force, and back with the clock', async () => {
  const { controls, chance } = await testCompany(db, { at: NOW });
  await controls.adopt({ controls: [{ id: ID, owner: 'ada' }] });
  await controls.edit({ id: ID, owner: 'bo', effectiveFrom: formatDay(Math.floor(NOW / DAY) + 7) });
  const owners = async () => (await controls.list({})).controls.map(({ owner }) => owner);
  assert.deepEqual(await owners(), ['ada']);
  assert.deepEqual(await owners(), ['ada']);
  chance.at += 8 * DAY;
  assert.deepEqual(await owners(), ['bo']);
  chance.at -= 8 * DAY;
  assert.deepEqual(await owners(), ['ada']);
  assert.deepEqual((await controls.list({ state: 'retired' })).controls, []);
});
