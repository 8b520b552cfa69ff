import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { ledger } from '#/features/ledger/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { openVault } from '#/platform/keys.ts';
import { signingKeys } from '#/platform/signing-keys.ts';
import { testChance } from '#test/kit/chance.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testFolder } from '#test/kit/ledger.ts';

const db = await testDatabase();
const folder = testFolder();
const chance = testChance();
const deps = {
  db,
  chance,
  ledger: ledger({ db, keys: signingKeys(path.join(folder, 'keys'), openVault(folder, null)), chance }),
};

test('every organization of the installation is listed, and none twice', async () => {
  assert.deepEqual(await db.organizations(), []);
  const acme = { slug: 'acme', name: 'Acme Inc', zone: 'Europe/Berlin', demo: false };
  const bolt = { slug: 'bolt', name: 'Bolt Ltd', zone: 'UTC', demo: true };
  for (const each of [acme, bolt]) await createOrganization(deps, each, 'ada');
  assert.deepEqual(
    (await db.organizations()).map(({ org: _, ...rest }) => rest),
    [acme, bolt],
  );
  await assert.rejects(createOrganization(deps, acme, 'ada'), { code: 'organization_exists' });
  assert.equal((await db.organizations()).length, 2);
});
