import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { DAY } from '#/core/time/instant.ts';
import { createPackage } from '#/features/packages/index.ts';
import { Archive } from '#/package/archive.ts';
import { Faults } from '#/package/fault.ts';
import { reperformPackage } from '#/package/reperform.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { RULES } from '#test/kit/package-rules.ts';
import { BEFORE, CONTROL, START, weakCompany, weakness } from '#test/kit/weak-company.ts';

const db = await testDatabase();

test('a package has what was open when the window began, and gives the same status again from what it holds', async () => {
  const made = await weakCompany(db, [...BEFORE, weakness('never', START - 90 * DAY)], START + 50 * DAY);
  const file = path.join(testFolder(), 'package.tar');
  await createPackage({ ...made.deps, software: 'test' }, made.caller, { out: file, progress: () => undefined });
  const { controls } = reperformPackage(file, RULES);
  assert.deepEqual(
    controls.map((each) => [each.control, each.kind === 'same' ? each.status : each]),
    [[CONTROL, 'deviations found']],
  );
  const archive = Archive.open(file, new Faults());
  const member = archive.find('status.json') ?? assert.fail();
  const { apart } = JSON.parse(Buffer.from(archive.readAt(member.offset, member.size)).toString());
  archive.close();
  assert.equal(apart.openBeforeWindow.count, 5);
});
