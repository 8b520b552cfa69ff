import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '#test/kit/database.ts';
import { KEPT, SENT } from './connect.ts';
import type { Tx } from './database.ts';
import { ROLES } from './roles.ts';

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

test('a glance is of one organization, and leaves nothing behind on its connection, also when it fails', async () => {
  const whose = `select current_setting('app.org', true) as org, current_user as role`;
  for (const each of [org, "it's \\ nobody"])
    assert.deepEqual(await db.glance(each, whose), [{ org: each, role: ROLES.app }]);
  await assert.rejects(db.glance(org, 'select 1 / 0'), /division by zero/u);
  for (let turn = 0; turn < 12; turn += 1) {
    const left = await db.outside((tx) =>
      sql<{ org: string | null }>`select current_setting('app.org', true) as org`.execute(tx),
    );
    assert.ok(['', null].includes(left.rows[0]?.org ?? null));
  }
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

const send = (tx: Tx, statement: string): Promise<{ readonly rows: readonly unknown[] }> =>
  sql.raw(`${SENT} ${statement}`).execute(tx);

test('what is only sent is waited for by what asks next, in its order', async () => {
  const rows = await db.transaction(org, async (tx) => {
    assert.deepEqual((await send(tx, 'create temporary table sent (n integer) on commit drop')).rows, []);
    await send(tx, 'insert into sent values (1)');
    await send(tx, 'update sent set n = n + 1');
    return (await sql<{ n: number }>`select n from sent`.execute(tx)).rows;
  });
  assert.deepEqual(rows, [{ n: 2 }]);
});

test('what is only sent and fails is why the next question fails, or the commit, and undoes everything', async () => {
  await db.admin.query('create table attestry.sending (n integer primary key)');
  await db.admin.query(`grant select, insert on attestry.sending to ${ROLES.app}`);
  const twice = async (tx: Tx): Promise<unknown> => {
    await send(tx, 'insert into sending values (1)');
    return send(tx, 'insert into sending values (1)');
  };
  await assert.rejects(db.transaction(org, twice), { code: '23505' });
  const asked = db.transaction(org, async (tx) => {
    await twice(tx);
    await sql`select 1`.execute(tx);
  });
  await assert.rejects(asked, { code: '23505' });
  const given = db.transaction(org, async (tx) => {
    await twice(tx);
    throw new RangeError('it failed by itself');
  });
  await assert.rejects(given, RangeError);
  const { rows } = await db.transaction(org, (tx) => sql`select n from sending`.execute(tx));
  assert.deepEqual(rows, []);
  await db.admin.query('drop table attestry.sending');
});

test('what could not even be sent commits nothing of what was sent before it', async () => {
  await db.admin.query('create table attestry.sending (n integer primary key)');
  await db.admin.query(`grant select, insert on attestry.sending to ${ROLES.app}`);
  const toPostgres = (): never => {
    throw new RangeError('it has no form');
  };
  const half = db.transaction(org, async (tx) => {
    await send(tx, 'insert into sending values (1)');
    await sql`${sql.raw(SENT)} insert into sending values (${{ toPostgres }})`.execute(tx);
  });
  await assert.rejects(half, RangeError);
  for (let turn = 0; turn < 12; turn += 1) {
    const { rows } = await db.transaction(org, (tx) => sql`select n from sending`.execute(tx));
    assert.deepEqual(rows, []);
  }
  await db.admin.query('drop table attestry.sending');
});

const keptBy = async (tx: Tx): Promise<readonly string[]> =>
  (
    await sql<{ statement: string }>`select statement from pg_prepared_statements where name <> '' order by 1`.execute(
      tx,
    )
  ).rows.map(({ statement }) => statement);

test('a connection keeps what it is asked again, and at once what asks for it', async () => {
  await db.transaction(org, async (tx) => {
    const asked = async (value: number): Promise<unknown> =>
      (await sql`select ${value}::integer as asked_again`.execute(tx)).rows;
    await sql`${sql.raw(KEPT)} select ${1}::integer as n`.execute(tx);
    assert.deepEqual(await asked(1), [{ asked_again: 1 }]);
    const before = await keptBy(tx);
    assert.ok(before.includes(`${KEPT} select $1::integer as n`));
    assert.ok(!before.includes('select $1::integer as asked_again'));
    for (const value of [2, 3]) assert.deepEqual(await asked(value), [{ asked_again: value }]);
    assert.ok((await keptBy(tx)).includes('select $1::integer as asked_again'));
  });
});

test('a statement whose table was changed is kept anew after it failed once', async () => {
  await db.admin.query('create table attestry.changing (n integer)');
  await db.admin.query(`grant select on attestry.changing to ${ROLES.app}`);
  const everything = (): Promise<unknown> =>
    db.outside(async (app) => (await sql`select * from changing where n > ${0}`.execute(app)).rows);
  for (let time = 0; time < 3; time += 1) assert.deepEqual(await everything(), []);
  await db.admin.query('alter table attestry.changing add column later text');
  await db.admin.query('insert into attestry.changing values (1)');
  await assert.rejects(everything(), /cached plan/);
  assert.deepEqual(await everything(), [{ n: 1, later: null }]);
  await db.admin.query('drop table attestry.changing');
});

test('a statement whose values could not be sent is kept anew, in the same transaction and in later ones', async () => {
  const toPostgres = (): never => {
    throw new RangeError('it has no form');
  };
  await db.transaction(org, async (tx) => {
    const asked = async (value: unknown): Promise<unknown> =>
      (await sql`${sql.raw(KEPT)} select ${value}::integer as sent_whole`.execute(tx)).rows;
    const unsent = { toPostgres };
    await assert.rejects(asked(unsent), RangeError, 'the first time');
    assert.deepEqual(await asked(1), [{ sent_whole: 1 }]);
    await assert.rejects(asked(unsent), RangeError, 'while it is kept');
    for (const value of [2, 3]) assert.deepEqual(await asked(value), [{ sent_whole: value }]);
    const kept = (await keptBy(tx)).filter((statement) => statement.includes('sent_whole'));
    assert.equal(kept.length, 1, 'what was lost is let go of');
  });
});

test('of many statements a connection keeps the ones that are asked again', async () => {
  await db.transaction(org, async (tx) => {
    for (let n = 0; n < 450; n += 1) {
      await sql`select ${n}::integer as ${sql.ref(`once_${n}`)}`.execute(tx);
      await sql`select ${n}::integer as often`.execute(tx);
    }
    const kept = await keptBy(tx);
    assert.ok(kept.includes('select $1::integer as often'));
    assert.ok(kept.length < 200, `${kept.length} statements are kept`);
  });
});
