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

const deviates = 'access.no-dormant-account: 1 deviation among 1 item';

async function loosened({ lastSeen, editedOn }: { readonly lastSeen: number; readonly editedOn: number }) {
  const made = await testCompany(db, { at: START + 9 * HOUR });
  await made.controls.adopt({ controls: [{ id: CONTROL, owner: 'cto@acme.example' }] });
  await made.engagements.create({ id: 'soc2', type: 'type-2', first: '2026-01-01', last: '2026-03-31' });
  await made.bring({ source: 'hr', population: 'person', facts: [person(2, null)], accounted: {} });
  const lastUsedAt = formatInstant(START - 60 * DAY);
  const see = async (day: number, used = lastUsedAt) => {
    made.chance.at = START + day * DAY;
    await made.bring({
      source: 'okta',
      population: 'account',
      facts: [{ ...account(2), createdAt: formatInstant(START - 90 * DAY), lastUsedAt: used, mfa: true }],
      accounted: {},
    });
  };
  for (const day of [1, 31, 61, 91, 121].filter((each) => each <= lastSeen)) await see(day);
  const reasonsAsOf = async (asOf?: string) => {
    const { controls } = await made.readiness.status({ engagement: 'soc2', ...(asOf === undefined ? {} : { asOf }) });
    return (controls.find(({ id }) => id === CONTROL)?.reasons ?? []).filter((each) => /dormant/.test(each));
  };
  await made.run();
  assert.deepEqual(await reasonsAsOf(), [deviates]);

  made.chance.at = START + editedOn * DAY;
  await made.controls.edit({ id: CONTROL, limits: { unusedMonths: 12 } });
  made.chance.at += HOUR;
  await made.run();
  const again = async () => {
    const file = path.join(testFolder(), 'package.tar');
    const progress = () => undefined;
    await createPackage({ ...made.deps, software: 'test' }, made.caller, { engagement: 'soc2', out: file, progress });
    return reperformPackage(file, RULES).controls.map(({ kind }) => kind);
  };
  return { made, see, reasonsAsOf, again };
}

test('limits that are loosened after a window make nothing of it clean, in the status and in its package', async () => {
  const { reasonsAsOf, again } = await loosened({ lastSeen: 121, editedOn: 125 });
  const later =
    'access.no-dormant-account: 1 item that lasts was judged by limits in force from 2026-05-06, after the window; the status as of its last day shows what those of then say';
  assert.deepEqual(await reasonsAsOf(), [later]);
  assert.deepEqual(await reasonsAsOf(formatInstant(START + 122 * DAY)), [deviates]);
  assert.deepEqual(await again(), ['same']);
});

test('limits that are loosened in a window make nothing of its first part clean', async () => {
  const { reasonsAsOf, again } = await loosened({ lastSeen: 61, editedOn: 89 });
  const within =
    'access.no-dormant-account: 1 item that lasts was judged by limits in force from 2026-03-31, looser than those before; the status as of the day before shows what those say';
  assert.deepEqual(await reasonsAsOf(), [within]);
  assert.deepEqual(await reasonsAsOf(formatInstant(START + 62 * DAY)), [deviates]);
  assert.deepEqual(await again(), ['same']);
});

test('limits that are made as strict again, once what was amiss has ended, make nothing of before clean', async () => {
  const { made, see, reasonsAsOf, again } = await loosened({ lastSeen: 61, editedOn: 70 });
  await see(80, formatInstant(START + 79 * DAY));
  made.chance.at = START + 85 * DAY;
  await made.controls.edit({ id: CONTROL, limits: { unusedMonths: 3 } });
  made.chance.at += HOUR;
  await made.run();
  const ended =
    'access.no-dormant-account: 1 item that lasts was judged by limits in force from 2026-03-12, looser than those before; the status as of the day before shows what those say';
  assert.deepEqual(await reasonsAsOf(), [ended]);
  assert.deepEqual(await again(), ['same']);
});
