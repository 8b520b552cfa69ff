import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const [first, second] = [randomUUID(), randomUUID()];
for (const [place, org] of [first, second].entries())
  await db.admin.query(
    'insert into organization (org, slug, name, demo, zone, created) values ($1, $2, $2, false, $3, $4)',
    [org, `org-${place}`, 'UTC', `2026-01-0${place + 1}`],
  );

test('all organizations of an installation are listed, to one who works for none of them', async () => {
  assert.deepEqual(
    (await db.organizations()).map(({ org, slug }) => [org, slug]),
    [
      [first, 'org-0'],
      [second, 'org-1'],
    ],
  );
});

test('who works for one organization reads no row of another', async () => {
  const seen = await db.transaction(first, (tx) => tx.selectFrom('organization').select('slug').execute());
  assert.deepEqual(seen, [{ slug: 'org-0' }]);
});

test('the list is all that the product may see beyond one organization', async () => {
  const { rows } = await db.transaction(first, (tx) =>
    sql<{ names: string[] }>`
      select array_agg(proname::text order by proname) as names from pg_proc
       where pronamespace = 'attestry'::regnamespace and prosecdef and has_function_privilege(oid, 'execute')`.execute(
      tx,
    ),
  );
  assert.deepEqual(rows[0]?.names, ['memberships', 'organization_of_domain', 'organizations', 'trust_places']);
});
