import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crashes } from '#test/kit/crash.ts';
import { testFolder } from '#test/kit/ledger.ts';

test('kill -9 of the process and of PostgreSQL while they collect, seal and check loses nothing that was acknowledged', async () => {
  const { killed, acknowledged } = await crashes({ folder: testFolder(), instants: 3, random: Math.random });
  assert.deepEqual(killed, { process: 1, postgres: 1, both: 1 });
  assert.ok(acknowledged >= 9, `${acknowledged} were acknowledged`);
});
