import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import { QUARTER, testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
const NOTICE = 'status-communication';

const incident = (id: string, day: number, customersAffected = true): Fact<'incident'> => ({
  id,
  kind: 'security',
  severity: 'high',
  customersAffected,
  detectedAt: formatInstant(START + day * DAY),
});

async function company(): Promise<TestCompany> {
  const made = await testCompany(db, { at: START + DAY });
  await made.controls.adopt({
    controls: [NOTICE, 'tenant-isolation'].map((id) => ({ id, owner: 'cto@acme.example' })),
  });
  await made.engagements.create({ ...QUARTER, id: 'soc2', name: 'SOC 2' });
  made.chance.at = START + 60 * DAY;
  const facts = [
    incident('a', 10),
    incident('b', 20),
    incident('c', 30),
    incident('d', 40),
    incident('quiet', 25, false),
  ];
  await made.bring({ source: 'pager', population: 'incident', facts, accounted: { from: 0 } });
  await add(made, { purpose: 'design' });
  return made;
}

type Added = Partial<Parameters<TestCompany['evidence']['add']>[0]>;
const add = (made: TestCompany, given: Added) =>
  made.evidence.add({
    control: NOTICE,
    occurred: '2026-02-20',
    name: 'notice.txt',
    bytes: new TextEncoder().encode('a notice'),
    ...given,
  });
const reasonsOf = async (made: TestCompany): Promise<string> => {
  const { controls } = await made.readiness.status({});
  return (controls.find(({ id }) => id === NOTICE)?.reasons ?? []).join('\n');
};

test('what is attached for an item counts for that item alone, and once', async () => {
  const made = await company();
  await add(made, { item: 'pager/a' });
  await add(made, { item: 'pager/a' });
  assert.match(await reasonsOf(made), /1 of 4 attached: 1 for the item that called for it/);
  await add(made, { item: 'pager/quiet' });
  await add(made, { item: 'pager/nobody-knows-it' });
  assert.match(await reasonsOf(made), /1 of 4 attached/, 'neither calls for it');
  await add(made, { occurred: '2026-02-01' });
  assert.match(await reasonsOf(made), /2 of 4 attached: 1 for the item that called for it, 1 by its day alone/);
  await add(made, { item: 'pager/b', occurred: '2025-12-30' });
  assert.match(await reasonsOf(made), /3 of 4 attached: 2 for the items that called for it, 1 by its day alone/);
  const { evidence } = await made.evidence.list({ control: NOTICE });
  assert.equal(evidence.filter(({ item }) => item === 'pager/a').length, 2);
});

test('an item is named where items call for a control, and with nothing else that says what it was for', async () => {
  const made = await company();
  const refusals: readonly Added[] = [
    { control: 'tenant-isolation', item: 'pager/a' },
    { purpose: 'design', item: 'pager/a' },
    { period: '2026-01-02', item: 'pager/a' },
  ];
  for (const given of refusals)
    await assert.rejects(
      add(made, given),
      (error: unknown) => error instanceof DomainError && error.code === 'input_invalid',
    );
});
