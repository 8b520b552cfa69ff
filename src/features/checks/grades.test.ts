import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eraseArtifact } from '#/features/evidence/index.ts';
import { populationsService } from '#/features/populations/index.ts';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import { changeKey, changeOn, pageOf, PEOPLE, testCompany } from '#test/kit/packaged-company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const BY_ANOTHER = 'changes.approved-by-another';
const OWNED = 'access.no-orphan-account';

/** A change that nobody reviewed, and an account that nobody owns, each read from a source of its own. */
async function company() {
  const acme = await testCompany(db);
  const controls = ['change-peer-review', 'authentication-standards'].map((id) => ({ id, owner: 'Ada' }));
  await acme.controls.adopt(acme.caller, { controls });
  await acme.connect('hr', 'git', 'okta');
  acme.chance.at = Date.UTC(2026, 3, 1, 12);
  await acme.collect('hr', pageOf('person', PEOPLE));
  await acme.collect('git', pageOf('change', [changeOn(3, { approvals: [] })]));
  await acme.collect('okta', {
    ...pageOf('account', [{ system: 'okta', login: 'x', status: 'active', kind: 'person' }]),
    looks: [{ population: 'account', scope: '' }],
  });
  await acme.runChecks();
  const show = async (id: string) => {
    const asked = {
      id,
      outcomes: ['deviation' as const, 'unknown' as const],
      by: 'view' as const,
      counted: false,
      limit: 100,
    };
    return (await acme.checks.show(acme.caller, asked)).findings;
  };
  return { acme, show };
}

test('an item that needs eyes says its grade, and of a state that a look saw, that it is inferred since', async () => {
  const { acme, show } = await company();
  const told = (await show(BY_ANOTHER)).map(({ item, grade, look, inferred }) => ({ item, grade, look, inferred }));
  assert.deepEqual(told, [{ item: changeKey(3), grade: 'source', look: null, inferred: false }]);
  const [account, more] = await show(OWNED);
  assert.equal(more, undefined);
  assert.deepEqual([account?.grade, account?.look, account?.inferred], ['source', acme.chance.at, true]);
  const populations = populationsService({ ...acme, aliasesOf: async () => new Map() });
  const shown = async (population: 'account' | 'change') =>
    (await populations.records(acme.caller, { population, limit: 10 })).records.map(({ inferred, collected }) => [
      inferred,
      formatInstant(collected),
    ]);
  assert.deepEqual(await shown('account'), [[true, formatInstant(acme.chance.at)]]);
  assert.deepEqual(await shown('change'), [[false, formatInstant(acme.chance.at)]]);
});

test('an item whose bytes were erased has no grade, and others of other bytes keep theirs', async () => {
  const { acme, show } = await company();
  acme.chance.at += DAY;
  await acme.collect('git', pageOf('change', [changeOn(5, { approvals: [] })], 'later'));
  await acme.runChecks();
  const { rows } = await db.admin.query<{ sha256: string }>(
    `select sha256 from artifact where org = $1 and name = 'change'`,
    [acme.org],
  );
  const ground = { reason: 'it named a customer', basis: 'GDPR art. 17', successor: null };
  await eraseArtifact(acme, acme.caller, rows[0]?.sha256 ?? '', ground);
  assert.deepEqual(
    new Map((await show(BY_ANOTHER)).map(({ item, grade }) => [item, grade])),
    new Map([
      [changeKey(3), null],
      [changeKey(5), 'source'],
    ]),
  );
});
