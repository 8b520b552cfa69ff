import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '#test/kit/database.ts';
import { KEPT } from './connect.ts';
import type { Tx } from './database.ts';

const db = await testDatabase();
const org = randomUUID();

interface Terms {
  readonly org: string;
  readonly isolation: string;
  readonly readOnly: string;
  /** The same in two statements of one transaction, and in no two transactions. */
  readonly began: string;
}

const terms = async (tx: Tx): Promise<Terms> => {
  const { rows } = await sql<Terms>`
    select current_setting('app.org') as org, current_setting('transaction_isolation') as isolation,
           current_setting('transaction_read_only') as "readOnly", now()::text as began`.execute(tx);
  return rows[0] ?? assert.fail();
};

test('what a transaction does is one transaction, of one organization, however it begins', async () => {
  for (const whose of [org, "it's \\ nobody"]) {
    const [first, second] = await db.transaction(whose, async (tx) => [await terms(tx), await terms(tx)]);
    assert.deepEqual({ ...first, began: '' }, { org: whose, isolation: 'read committed', readOnly: 'off', began: '' });
    assert.equal(second?.began, first?.began);
  }
});

test('a snapshot sees one state, and writes nothing', async () => {
  const { isolation, readOnly, org: whose } = await db.snapshot(org, terms);
  assert.deepEqual([whose, isolation, readOnly], [org, 'repeatable read', 'on']);
});

test('what fails is undone, and its connection serves the next one', async () => {
  const failing = db.transaction(org, async (tx) => {
    await sql`create temporary table made_in_vain (n integer)`.execute(tx);
    throw new RangeError('it failed');
  });
  await assert.rejects(failing, RangeError);
  const { rows } = await db.transaction(org, (tx) =>
    sql<{ made: string | null }>`select to_regclass('made_in_vain')::text as made`.execute(tx),
  );
  assert.deepEqual(rows, [{ made: null }]);
});

test('a connection keeps the plan of a statement that asks for it, and of no other', async () => {
  const kept = await db.transaction(org, async (tx) => {
    for (const value of [1, 2]) {
      const { rows } = await sql<{ n: number }>`${sql.raw(KEPT)} select ${value}::integer as n`.execute(tx);
      assert.deepEqual(rows, [{ n: value }]);
      await sql`select ${value}::integer as other`.execute(tx);
    }
    return sql<{ statement: string }>`select statement from pg_prepared_statements where name <> ''`.execute(tx);
  });
  assert.deepEqual(
    kept.rows.map(({ statement }) => statement),
    [`${KEPT} select $1::integer as n`],
  );
});
