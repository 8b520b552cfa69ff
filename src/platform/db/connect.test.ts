import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '#test/kit/database.ts';
import { plainPool } from './connect.ts';

const db = await testDatabase();

test('a connection that breaks while it is used fails what uses it, and nothing else', {
  timeout: 10_000,
}, async () => {
  const pool = plainPool({ url: db.url, schema: 'attestry', size: 1 });
  after(() => void pool.end());
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const client = await pool.connect();
  const ended = new Promise((resolve) => client.once('end', resolve));
  await db.admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await ended;
  await assert.rejects(client.query('select 1'));
  client.release(true);
  assert.equal((await pool.query('select 1')).rowCount, 1);
});
