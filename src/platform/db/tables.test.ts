import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '#test/kit/database.ts';
import { asEraser, type Tx } from './database.ts';

const db = await testDatabase();

/** Tables that belong to no organization. They hold nothing of any, or ids only. */
const GLOBAL: ReadonlySet<string> = new Set(['migration']);
/** Tables of an organization whose rows the product may change and delete. All others are append-only. */
const FREE: ReadonlySet<string> = new Set([
  'organization',
  'ledger_log',
  'source',
  'source_secret',
  'source_cursor',
  'source_look',
  'source_upload',
  'run',
  'erased_file',
  'member',
  'invitation',
  'api_key',
  'answered',
  'job',
  'mail',
  'audit_quote',
  'webhook',
  'webhook_delivery',
  'task',
  'task_look',
  'reminder',
  'reminder_task',
  'notice_read',
  'saved_view',
  'derived',
  'derived_page',
  'single_sign_on',
  'report_draft',
  'report_review',
  'trust_draft',
  'trust_domain',
  'visitor',
  'visitor_link',
  'visitor_session',
  'party_list',
  'access_request',
  'nda_party',
  'analytics_day',
  'analytics_search',
  'analytics_week',
  'subscriber',
  'subscriber_link',
  'subscriber_news',
  'subscriber_place',
  'mirror_mark',
  'objection_party',
  'access_tally',
  'directory_connection',
  'directory_person',
  'directory_group',
  'directory_group_person',
  'saml_assertion',
]);
/** Append-only tables from which the eraser, and nobody else, may delete. */
const ERASABLE: ReadonlySet<string> = new Set([
  'ledger_payload',
  'artifact',
  'merged_segment',
  'finding',
  'deviation_explanation',
  'task_made',
  'exclusion',
  'exclusion_end',
  'action',
  'evidence',
]);
/** Names that are unique beyond one organization, so that nobody can take another's. */
const UNIQUE_EVERYWHERE: readonly string[] = [
  'ledger_log(origin)',
  'organization(slug)',
  'single_sign_on(domain)',
  'trust_domain(domain)',
];

interface Table {
  readonly name: string;
  readonly owner: string;
  readonly secured: boolean;
  readonly forced: boolean;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly policies: readonly string[];
  readonly triggers: readonly string[];
  readonly grants: readonly string[];
  readonly uniques: readonly (readonly string[])[];
}

const { rows: tables } = await db.admin.query<Table>(`
  select c.relname as name, c.relowner::regrole::text as owner, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
         (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
            from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
         (select coalesce(json_agg(concat_ws(' ', p.polpermissive, p.polcmd, (select string_agg(case r when 0 then 'all' else r::regrole::text end, ',') from unnest(p.polroles) r), pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)) order by p.polname), '[]')
            from pg_policy p where p.polrelid = c.oid) as policies,
         (select coalesce(json_agg(concat_ws(' ', t.tgname, t.tgenabled, t.tgtype) order by t.tgname), '[]')
            from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
         (select coalesce(json_agg(concat_ws(' ', case g.grantee when 0 then 'public' else g.grantee::regrole::text end, lower(g.privilege_type))
                          order by 1), '[]')
            from aclexplode(c.relacl) g where g.grantee <> c.relowner) as grants,
         (select json_agg((select json_agg(a.attname order by k.n) from unnest(i.indkey) with ordinality k (attnum, n)
                             join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum) order by not i.indisprimary)
            from pg_index i where i.indrelid = c.oid and i.indisunique) as uniques
    from pg_class c where c.relnamespace = 'attestry'::regnamespace and c.relkind in ('r', 'p', 'm', 'v', 'f') order by c.relname`);
const own = tables.filter(({ name }) => !GLOBAL.has(name));

test('the tables that are described are those that there are', () => {
  assert.ok(own.length >= 30, `${own.length} tables were seen`);
  for (const name of [...GLOBAL, ...FREE, ...ERASABLE])
    assert.ok(
      tables.some((table) => table.name === name),
      name,
    );
  const script = path.join(import.meta.dirname, '../../../scripts/tables.ts');
  execFileSync(process.execPath, [script, '--verify', '--url', db.url], { stdio: 'pipe' });
});

const ORGANIZATION = `(org = ( SELECT (NULLIF(current_setting('app.org'::text, true), ''::text))::uuid AS "nullif"))`;

/**
 * For the functions that say, as the owner, which organizations there are, in which an account is, whose provider
 * vouches for a domain, and where trust centers are published.
 */
const OWNER_LISTS: Readonly<Record<string, string>> = {
  organization: 't r attestry_owner true',
  member: 't r attestry_owner true',
  setting: `t r attestry_owner (key = 'security'::text)`,
  single_sign_on: 't r attestry_owner true',
  trust_publication: 't r attestry_owner true',
  trust_domain: 't r attestry_owner true',
};

test('every table of an organization is isolated by the database, forced, and has the organization first in every key', () => {
  const everywhere: string[] = [];
  for (const { name, owner, secured, forced, policies, uniques } of own) {
    assert.ok(secured && forced, `${name} has no forced row-level security`);
    assert.equal(owner, 'attestry_owner', name);
    const listed = OWNER_LISTS[name] === undefined ? [] : [OWNER_LISTS[name]];
    assert.deepEqual([...policies].sort(), [`t * all ${ORGANIZATION} ${ORGANIZATION}`, ...listed].sort(), name);
    assert.equal(uniques[0]?.[0], 'org', `the primary key of ${name}`);
    for (const columns of uniques.slice(1)) if (columns[0] !== 'org') everywhere.push(`${name}(${columns.join(', ')})`);
  }
  assert.deepEqual(everywhere, UNIQUE_EVERYWHERE);
});

/** What refuses a row that must not be there. tgtype: 7 is before insert, for each row. */
const REFUSING: Readonly<Record<string, readonly string[]>> = { report_decision: ['second_person O 7'] };
/** What tells that something was added, and changes nothing. tgtype: 5 and 17 are after insert and after update, for each row. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  ledger_log: ['tell_log O 17', 'tell_trust O 17'],
  trust_publication: ['tell_trust O 5'],
};

test('each role may do what its tables are for, and nothing else', () => {
  for (const { name, grants, triggers } of tables) {
    const may = (role: string): readonly string[] =>
      grants.flatMap((grant) => (grant.startsWith(`attestry_${role} `) ? [grant.split(' ')[1] ?? ''] : [])).sort();
    const app = GLOBAL.has(name)
      ? ['select']
      : FREE.has(name)
        ? ['delete', 'insert', 'select', 'update']
        : ['insert', 'select'];
    assert.deepEqual(may('app'), app, name);
    assert.deepEqual(may('eraser'), ERASABLE.has(name) ? ['delete', 'select'] : [], name);
    assert.deepEqual(
      grants.filter((grant) => !/^attestry_(app|eraser) /.test(grant)),
      [],
      name,
    );
    const guarded = !GLOBAL.has(name) && !FREE.has(name);
    // tgtype: 27 is before update or delete, for each row; 34 is before truncate
    const guards = guarded ? ['append_only O 27', 'no_truncate O 34'] : [];
    assert.deepEqual(triggers, [...guards, ...(REFUSING[name] ?? []), ...(TELLING[name] ?? [])], name);
  }
});

test('no role is above the isolation, and nothing lends one role the rights of another', async () => {
  const { rows: roles } = await db.admin.query(
    `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname like 'attestry\\_%' order by 1`,
  );
  const none = {
    rolsuper: false,
    rolbypassrls: false,
    rolcanlogin: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
  };
  assert.deepEqual(
    roles,
    ['attestry_app', 'attestry_eraser', 'attestry_owner'].map((rolname) => ({ rolname, ...none })),
  );
  const { rows: members } = await db.admin.query(
    `select member::regrole::text from pg_auth_members where member::regrole::text in ('attestry_app', 'attestry_eraser', 'attestry_owner')`,
  );
  assert.deepEqual(members, []);
  const { rows: definers } = await db.admin.query(
    `select proname from pg_proc where pronamespace = 'attestry'::regnamespace and prosecdef order by 1`,
  );
  assert.deepEqual(
    definers,
    ['memberships', 'organization_of_domain', 'organizations', 'trust_places'].map((proname) => ({ proname })),
  );
  const { rows: makes } = await db.admin.query(
    `select has_schema_privilege('attestry_app', 'attestry', 'create') as app, has_schema_privilege('attestry_eraser', 'attestry', 'create') as eraser`,
  );
  assert.deepEqual(makes, [{ app: false, eraser: false }]);
});

/** A value of a column, as SQL. */
function valueOf(org: string, { name, type }: Table['columns'][number]): string {
  if (name === 'org') return `'${org}'::uuid`;
  const values: Readonly<Record<string, string>> = {
    uuid: `'${randomUUID()}'`,
    text: `'${randomUUID()}'`,
    bigint: '7',
    integer: '7',
    smallint: '7',
    boolean: 'false',
    bytea: `'\\x07'`,
    jsonb: `'{}'`,
    'text[]': `'{}'`,
    'integer[]': `'{}'`,
    'timestamp with time zone': `'2026-01-01Z'`,
    date: `'2026-01-01'`,
  };
  return values[type] ?? assert.fail(`the test knows no value of ${type}, for ${name}`);
}

/** A row has these or others. */
const LEFT_OUT: ReadonlySet<string> = new Set(['single_sign_on.address', 'single_sign_on.certificates']);

function insertOf(org: string, { name, columns: all }: Table): string {
  const columns = all.filter((column) => !LEFT_OUT.has(`${name}.${column.name}`));
  return `insert into "${name}" (${columns.map((column) => `"${column.name}"`).join(', ')}) values (${columns.map((column) => valueOf(org, column)).join(', ')})`;
}

const as = (org: string, statement: string): Promise<number> =>
  db.transaction(org, async (tx) => affected(tx, statement));

async function affected(tx: Tx, statement: string): Promise<number> {
  const { rows, numAffectedRows } = await sql.raw(statement).execute(tx);
  return Number(numAffectedRows ?? rows.length);
}

const REFUSED = /row-level security|permission denied|append-only/;

for (const table of own) {
  const { name } = table;
  test(`${name}: one organization neither sees nor touches the rows of another`, async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    assert.equal(await as(theirs, insertOf(theirs, table)), 1);
    assert.equal(await as(theirs, `select from "${name}"`), 1);
    assert.equal(await as(mine, `select from "${name}"`), 0);
    await assert.rejects(as(mine, insertOf(theirs, table)), REFUSED);
    await assert.rejects(as('', insertOf(theirs, table)), REFUSED);
    assert.equal(await as('', `select from "${name}"`), 0);
    if (FREE.has(name)) {
      assert.equal(await as(mine, `update "${name}" set org = org`), 0);
      assert.equal(await as(mine, `delete from "${name}"`), 0);
      await assert.rejects(as(theirs, `update "${name}" set org = '${mine}'`), REFUSED);
    } else {
      for (const statement of [`update "${name}" set org = org`, `delete from "${name}"`])
        for (const org of [mine, theirs]) await assert.rejects(as(org, statement), REFUSED, statement);
      const { rowCount } = await db.admin.query(`select from "${name}" where org = $1`, [theirs]);
      assert.equal(rowCount, 1);
      await assert.rejects(db.admin.query(`update "${name}" set org = org where org = '${theirs}'`), /append-only/);
      await assert.rejects(db.admin.query(`delete from "${name}" where org = '${theirs}'`), /append-only/);
      await assert.rejects(db.admin.query(`truncate "${name}"`), /append-only/);
    }
    await assert.rejects(as(theirs, `truncate "${name}"`), REFUSED);
    const erase = (org: string): Promise<number> =>
      db.transaction(org, (tx) => asEraser(tx, () => affected(tx, `delete from "${name}"`)));
    if (ERASABLE.has(name)) {
      assert.equal(await erase(mine), 0);
      await assert.rejects(
        db.transaction(theirs, (tx) => asEraser(tx, () => affected(tx, `update "${name}" set org = org`))),
        REFUSED,
      );
      assert.equal(await erase(theirs), 1);
    } else await assert.rejects(erase(theirs), REFUSED);
  });
}

const words = (text: string): readonly string[] => text.split(' ');

/**
 * What belongs to people or to the installation and to no organization: accounts with what signs them in and
 * what they were answered, and the queue, whose payloads carry ids only. A table that is not here belongs into the schema of organizations.
 */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  attestry_auth: words(
    'account account_mail answered attempt passkey secret session setup_link twoFactor used_code user verification',
  ),
  attestry_queue: words('bam instance job job_dependency queue queue_stats schedule subscription version warning'),
};

test('the tables that belong to no organization are these', async () => {
  const { rows } = await db.admin.query<{ schema: string; names: string[] }>(
    `select n.nspname as schema, array_agg(c.relname::text order by c.relname) as names
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname not in ('attestry', 'information_schema') and n.nspname !~ '^pg_' group by 1`,
  );
  const found = Object.fromEntries(rows.map(({ schema, names }) => [schema, names]));
  for (const [schema, names] of Object.entries(ELSEWHERE))
    assert.deepEqual([...(found[schema] ?? [])].sort(), [...names].sort(), schema);
  assert.deepEqual(Object.keys(found).sort(), Object.keys(ELSEWHERE).sort());
});
