import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { DAY, formatInstant, HOUR } from '#/core/time/instant.ts';
import { createPackage } from '#/features/packages/index.ts';
import { reperformPackage } from '#/package/reperform.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { account, person } from '#test/kit/happenings.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { RULES } from '#test/kit/package-rules.ts';

const db = await testDatabase();
const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
const CONTROL = 'authentication-standards';

test('limits that are loosened after a window make nothing of it clean, in the status and in its package', async () => {
  const made = await testCompany(db, { at: START + 9 * HOUR });
  await made.controls.adopt({ controls: [{ id: CONTROL, owner: 'cto@acme.example' }] });
  await made.engagements.create({ id: 'soc2', type: 'type-2', first: '2026-01-01', last: '2026-03-31' });
  await made.bring({ source: 'hr', population: 'person', facts: [person(2, null)], accounted: {} });
  const lastUsedAt = formatInstant(START - 20 * DAY);
  for (const day of [1, 31, 61, 91, 121]) {
    made.chance.at = START + day * DAY;
    await made.bring({
      source: 'okta',
      population: 'account',
      facts: [{ ...account(2), createdAt: formatInstant(START - 90 * DAY), lastUsedAt, mfa: true }],
      accounted: {},
    });
  }
  const reasonsAsOf = async (asOf?: string) => {
    const { controls } = await made.readiness.status({ engagement: 'soc2', ...(asOf === undefined ? {} : { asOf }) });
    return (controls.find(({ id }) => id === CONTROL)?.reasons ?? []).filter((each) => /dormant/.test(each));
  };
  await made.run();
  const deviates = 'access.no-dormant-account: 1 deviation among 1 item';
  assert.deepEqual(await reasonsAsOf(), [deviates]);

  made.chance.at = START + 125 * DAY;
  await made.controls.edit({ id: CONTROL, limits: { unusedMonths: 12 } });
  made.chance.at += HOUR;
  await made.run();
  const later =
    'access.no-dormant-account: 1 item that goes on was judged by limits in force from 2026-05-06, after the window; the status as of its last day shows what those of then say';
  assert.deepEqual(await reasonsAsOf(), [later]);
  assert.deepEqual(await reasonsAsOf(formatInstant(START + 122 * DAY)), [deviates]);

  const file = path.join(testFolder(), 'package.tar');
  const progress = () => undefined;
  await createPackage({ ...made.deps, software: 'test' }, made.caller, { engagement: 'soc2', out: file, progress });
  const { controls } = reperformPackage(file, RULES);
  assert.deepEqual(
    controls.map(({ kind }) => kind),
    ['same'],
  );
});
