import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { Fact } from '#/core/populations/index.ts';
import { createPackage } from '#/features/packages/index.ts';
import { reperformPackage } from '#/package/reperform.ts';
import { QUARTER, testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { RULES } from '#test/kit/package-rules.ts';

const db = await testDatabase();
const CHECK = 'people.trained-on-hire';
const day = (text: string): number => Date.parse(`${text}T12:00:00Z`);

const joined = (employee: string, startedOn: string): Fact<'person'> => ({
  employee,
  name: `Person ${employee}`,
  email: `p${employee}@acme.example`,
  kind: 'employee',
  startedOn: `${startedOn}[Europe/Berlin]`,
  endedOn: null,
});
const PEOPLE = [joined('1', '2026-02-02'), joined('2', '2026-07-06'), joined('3', '2026-05-04')];
const OTHER: Fact<'training'> = {
  id: 't1',
  person: 'employee:9',
  kind: 'security-awareness',
  completedAt: '2026-05-04T09:00:00Z',
};

test('who joined in a time that no list of trainings accounts for is unknown until one does, and a package says the same', async () => {
  const made = await testCompany(db, { at: day('2026-01-05') });
  await made.controls.adopt({ controls: [{ id: 'security-training-onboarding', owner: 'cto@acme.example' }] });
  await made.engagements.create({ ...QUARTER, id: 'soc2', name: 'SOC 2', last: '2026-12-31' });
  const shown = async (): Promise<readonly string[]> =>
    (await made.checks.show({ id: CHECK })).findings
      .map(({ item, outcome, reason }) => `${item.slice(3, 4)} ${outcome}: ${reason}`)
      .sort();
  const reperformed = async (): Promise<readonly string[]> => {
    const file = path.join(testFolder(), 'package.tar');
    await createPackage({ ...made.deps, software: 'test' }, made.caller, { out: file, progress: () => undefined });
    const { runs, items } = reperformPackage(file, RULES, CHECK);
    assert.deepEqual(
      runs.map(({ kind }) => kind),
      ['same'],
    );
    return items.map(({ key, shown: outcome, reason }) => `${key.slice(3, 4)} ${outcome}: ${reason}`).sort();
  };
  const read = (from: string, to: string, facts: readonly Fact<'training'>[] = [OTHER]) =>
    made.bring({
      source: 'lms',
      population: 'training',
      facts,
      accounted: { kind: 'declared', from: day(from), to: day(to), sourceCount: null },
    });

  made.chance.at = day('2026-07-01');
  await made.bring({ source: 'hr', population: 'person', facts: PEOPLE, look: true });
  await read('2026-04-20', '2026-07-01');
  made.chance.at = day('2026-10-01');
  await made.run();
  const never = 'security awareness training was not done in time';
  const unread = (from: string, to: string) => `what was read does not account for trainings from ${from} to ${to}`;
  const half = [
    `1 unknown: ${unread('2026-02-02', '2026-03-04')}`,
    `2 unknown: ${unread('2026-07-06', '2026-08-05')}`,
    `3 deviation: ${never}`,
  ];
  assert.deepEqual(await shown(), half);
  assert.deepEqual(await reperformed(), half);

  await read('2026-01-01', '2026-10-01');
  const [again] = await made.run();
  assert.deepEqual(await shown(), [`1 deviation: ${never}`, `2 deviation: ${never}`, `3 deviation: ${never}`]);
  assert.equal(again?.judged, 2, 'what was no deviation for want of a reading alone is judged again');
  assert.deepEqual(await reperformed(), await shown());

  await made.bring({ source: 'academy', population: 'training', facts: [], accounted: { from: day('2026-06-01') } });
  const [less] = await made.run();
  const other = (to: string) => `unknown: ${unread('2026-05-04', to)}`;
  assert.deepEqual(await shown(), [
    `1 unknown: ${unread('2026-02-02', '2026-03-04')}`,
    `2 deviation: ${never}`,
    `3 ${other('2026-06-01')}`,
  ]);
  assert.equal(less?.judged, 3, 'another source may have what the first one has not');
  assert.deepEqual(await reperformed(), await shown());
});
