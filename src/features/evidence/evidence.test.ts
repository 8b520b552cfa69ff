import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { DomainError } from '#/core/errors.ts';
import type { GradeByHand } from '#/core/grades.ts';
import { workContract } from '#/features/work/contract.ts';
import { work } from '#/features/work/index.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { evidence } from './index.ts';

const db = await testDatabase();
const isRefused = (error: unknown) =>
  error instanceof DomainError && error.code === 'input_invalid' && error.message.includes('grade');

test('nobody hands in what only a collector can say: that it was read from the source', async () => {
  const made = await testCompany(db);
  const control = 'security-steering-meeting';
  await made.controls.adopt({ controls: [{ id: control, owner: 'ada@acme.example' }] });
  const file = { occurred: '2025-12-30', name: 'minutes.pdf', bytes: Buffer.from('made up') };
  const claimed = { ...file, grade: 'source' as GradeByHand };
  await assert.rejects(made.evidence.add({ control, ...claimed }), isRefused);
  const tasks = localClient(workContract, work({ ...made.deps, attach: evidence(made.deps).add }), made.caller);
  await assert.rejects(tasks.attach({ key: 'first:source', purpose: 'performance', ...claimed }), isRefused);
  for (const grade of ['export', 'screenshot', 'stated'] as const) await made.evidence.add({ control, ...file, grade });
  assert.deepEqual(
    (await made.evidence.list({ control })).evidence.map(({ artifact }) => artifact?.grade),
    ['export', 'screenshot', 'stated'],
  );
});
