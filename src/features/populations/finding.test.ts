import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import type { Fact } from '#/core/populations/index.ts';
import { QUARTER, testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { populationsContract } from './contract.ts';
import { MOST_LOOKED_THROUGH } from './finding.service.ts';
import { populationsService } from './index.ts';

const db = await testDatabase();

const person = (employee: string, name: string): Fact<'person'> => ({
  employee,
  name,
  email: `${employee}@acme.example`,
  title: 'Engineer',
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
});
const change = (revision: string, title: string, mergedAt: string): Fact<'change'> => ({
  repository: 'acme/app',
  revision,
  title,
  mergedAt,
  author: 'employee:anna',
});

async function company(): Promise<TestCompany> {
  const made = await testCompany(db, { at: Date.UTC(2026, 3, 1, 9) });
  await made.bring({ source: 'hr', population: 'person', facts: [person('anna', 'Anna Weber'), person('bo', 'Bo')] });
  const facts = [
    change('618e678aa', 'Round prices up', '2026-01-20T12:00:00Z'),
    change('77f0aabb1', 'Ask for a second factor', '2025-06-01T12:00:00Z'),
  ];
  await made.bring({ source: 'git', population: 'change', facts });
  return made;
}

const called = async (api: TestCompany['populations'], text: string) =>
  (await api.find({ text })).items.map((each) => `${each.population} ${each.called}`);

test('people are found by name and e-mail, and records by a part of their key, or of their title', async () => {
  const { populations: api } = await company();
  for (const text of ['weber', 'anna@acme', 'WEBER anna', 'Ann'])
    assert.deepEqual(await called(api, text), ['person Anna Weber'], text);
  for (const text of ['618e678', 'round pri', 'prices round acme'])
    assert.deepEqual(await called(api, text), ['change Round prices up'], text);
  assert.deepEqual(await called(api, 'engineer'), [], 'what somebody does is not what they are called');
  assert.deepEqual(await called(api, 'no such words'), []);
  assert.equal((await api.find({ text: 'acme', limit: 2 })).items.length, 2);
});

test('nobody finds what another organization has', async () => {
  await company();
  const other = await testCompany(db, { at: Date.UTC(2026, 3, 1, 9) });
  await other.bring({ source: 'hr', population: 'person', facts: [person('kim', 'Kim')] });
  assert.deepEqual(await called(other.populations, 'weber'), []);
  assert.deepEqual(await called(other.populations, 'kim@acme'), ['person Kim']);
});

test('whoever examines finds what is of their days, and nothing of other days', async () => {
  const made = await company();
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', ...QUARTER });
  const standing = { role: 'auditor', may: ['populations:read'], account: 'kim', strong: true, engagements: ['soc2'] };
  const api = localClient(populationsContract, populationsService(made.deps), {
    ...made.caller,
    standing: standing as never,
  });
  assert.deepEqual(await called(api, 'round prices'), ['change Round prices up']);
  assert.deepEqual(await called(api, 'second factor'), []);
});

test('what is longer than can be looked through is named, and not looked through', async () => {
  const made = await company();
  const facts = Array.from({ length: MOST_LOOKED_THROUGH }, (_, each) =>
    change(`${each}abcdef`, `Number ${each}`, '2026-01-20T12:00:00Z'),
  );
  await made.bring({ source: 'git', population: 'change', facts });
  const { items, beyond } = await made.populations.find({ text: 'weber' });
  assert.deepEqual(
    items.map((each) => each.called),
    ['Anna Weber'],
  );
  assert.deepEqual(beyond, [{ population: 'change', many: 'changes', items: MOST_LOOKED_THROUGH + 2 }]);
  assert.deepEqual((await made.populations.find({ text: 'Number 7' })).items, []);
});
