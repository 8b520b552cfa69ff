import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { engagementsContract } from '#/features/engagements/contract.ts';
import { workContract } from '#/features/work/contract.ts';
import { work } from '#/features/work/index.ts';
import { testAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { examinations } from './examinations.ts';

const db = await testDatabase();

test('what is to be done is worked out as soon as an examination is open, and nobody has to ask for it', async () => {
  const { attestry, caller } = await testAttestry(db);
  const tasks = () => localClient(workContract, work({ ...attestry, attach: () => assert.fail() }), caller).list({});
  assert.equal((await tasks()).looked, null);
  const days = { first: '2026-01-01', last: '2026-12-31' };
  await localClient(engagementsContract, examinations(attestry), caller).create({
    id: 'soc2',
    name: 'SOC 2',
    type: 'type-2',
    ...days,
  });
  const { looked, tasks: open } = await tasks();
  assert.deepEqual([looked?.behind, open.length > 0], [false, true]);
});
