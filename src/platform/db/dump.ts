import pg from 'pg';
import { ACCOUNTS, QUEUE, ROLES, SCHEMA } from './roles.ts';

/** Rows of one table, each as PostgreSQL writes a row as text; of one organization, where the table has them. */
export interface DumpedRows {
  readonly org: string | null;
  readonly schema: string;
  readonly table: string;
  readonly rows: readonly string[];
}

export interface DumpedLog {
  readonly org: string;
  readonly slug: string;
  readonly origin: string;
  readonly size: number;
  readonly checkpoint: string;
}

/** The whole database as it is at one moment. */
export interface Snapshot {
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[];
  readonly logs: readonly DumpedLog[];
  readonly rows: () => AsyncIterable<DumpedRows>;
}

/** At once, so that memory does not grow with a table. */
const ROWS = 200;

/** Sessions and codes that were sent end with the installation: one that was revoked since must not come back. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  `${SCHEMA}.migration`,
  `${ACCOUNTS}.session`,
  `${ACCOUNTS}.verification`,
]);
/** What is waited for; the rest of the queue is about processes that no longer run. */
const WAITING: ReadonlySet<string> = new Set(['queue', 'schedule', 'subscription', 'job', 'job_dependency']);

/** Runs `work` on one moment of the database, as the product, so that rows are read one organization at a time. */
export async function withSnapshot<T>(url: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return connected(url, async (client) => {
    await client.query(`set role ${ROLES.app}; set search_path = ${SCHEMA}; ${EXACT}`);
    await client.query('begin isolation level repeatable read, read only');
    const migrations = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from migration order by name',
    );
    const { rows: organizations } = await client.query<{ org: string; slug: string }>(
      'select org, slug from organizations()',
    );
    const logs: DumpedLog[] = [];
    for (const { org, slug } of organizations) logs.push(await logOf(client, org, slug));
    return work({ migrations: migrations.rows, logs, rows: () => everyRow(client, organizations) });
  });
}

/** So that what is written as text is read as the same. */
const EXACT = 'set timezone = UTC; set datestyle = ISO; set intervalstyle = postgres; set extra_float_digits = 3';

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the query that it breaks says so
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const asOrganization = (client: pg.Client, org: string): Promise<unknown> =>
  client.query(`select set_config('app.org', $1, true)`, [org]);

async function logOf(client: pg.Client, org: string, slug: string): Promise<DumpedLog> {
  await asOrganization(client, org);
  const { rows } = await client.query<{ origin: string; size: string; checkpoint: string | null }>(
    `select origin, size, (select note from ledger_checkpoint c where c.org = l.org and c.size <= l.size
      order by c.size desc limit 1) as checkpoint from ledger_log l`,
  );
  const [log] = rows;
  return {
    org,
    slug,
    origin: log?.origin ?? '',
    size: Number(log?.size ?? 0),
    checkpoint: log?.checkpoint ?? '',
  };
}

interface Table {
  readonly schema: string;
  readonly name: string;
}

async function tablesIn(client: pg.Client): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition order by 1, 2`,
    [[SCHEMA, ACCOUNTS, QUEUE]],
  );
  return rows.filter(
    ({ schema, name }) => !LEFT_OUT.has(`${schema}.${name}`) && (schema !== QUEUE || WAITING.has(name)),
  );
}

async function* everyRow(
  client: pg.Client,
  organizations: readonly { readonly org: string }[],
): AsyncGenerator<DumpedRows> {
  for (const { schema, name } of await tablesIn(client)) {
    for (const org of schema === SCHEMA ? organizations.map((each) => each.org) : [null]) {
      if (org !== null) await asOrganization(client, org);
      await client.query(`declare dumped no scroll cursor for select t::text as row from ${tableOf(schema, name)} t`);
      for (;;) {
        const { rows } = await client.query<{ row: string }>(`fetch ${ROWS} from dumped`);
        if (rows.length === 0) break;
        yield { org, schema, table: name, rows: rows.map(({ row }) => row) };
      }
      await client.query('close dumped');
    }
  }
}

const tableOf = (schema: string, name: string): string => `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;

/** Whether anybody has an account or an organization here; false too where nothing was made yet. */
export async function isOccupied(url: string): Promise<boolean> {
  return connected(url, async (client) => {
    const made = await client.query(`select to_regclass('${SCHEMA}.migration') is not null as made`);
    if ((made.rows as readonly { made: boolean }[])[0]?.made !== true) return false;
    await client.query(`set role ${ROLES.owner}`);
    const { rows } = await client.query<{ occupied: boolean }>(
      `select exists (select from ${SCHEMA}.organization) or exists (select from ${ACCOUNTS}."user") as occupied`,
    );
    return rows[0]?.occupied === true;
  });
}

/** Puts rows back in one transaction, into tables that hold none: all of them, or nothing. */
export async function load(url: string, dumped: AsyncIterable<DumpedRows> | Iterable<DumpedRows>): Promise<void> {
  await connected(url, async (client) => {
    await client.query(`set role ${ROLES.owner}; set search_path = ${SCHEMA}; ${EXACT}`);
    await client.query('begin');
    const references = await strictReferences(client);
    for (const each of references) await client.query(`${each} deferrable initially deferred`);
    for await (const rows of dumped) await insert(client, rows);
    await client.query('set constraints all immediate');
    for (const each of references) await client.query(`${each} not deferrable`);
    await client.query('commit');
  });
}

/** References that are compared row by row; while rows come in any order, they wait until all are there. */
async function strictReferences(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ schema: string; name: string; reference: string }>(
    `select n.nspname as schema, c.relname as name, r.conname as reference
      from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_namespace n on n.oid = c.relnamespace
      where r.contype = 'f' and not r.condeferrable and r.conparentid = 0 and n.nspname = any($1)`,
    [[SCHEMA, ACCOUNTS, QUEUE]],
  );
  return rows.map(
    ({ schema, name, reference }) =>
      `alter table ${tableOf(schema, name)} alter constraint ${pg.escapeIdentifier(reference)}`,
  );
}

async function insert(client: pg.Client, { org, schema, table, rows }: DumpedRows): Promise<void> {
  if (org !== null) await asOrganization(client, org);
  const name = tableOf(schema, table);
  const { rows: columns } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
      and attgenerated = '' order by attnum`,
    [name],
  );
  const named = columns.map((column) => pg.escapeIdentifier(column.name));
  const known = schema === QUEUE ? 'on conflict do nothing' : ''; // a server that ran on it made its queues
  await client.query(
    `insert into ${name} (${named.join(', ')}) overriding system value
      select ${named.map((column) => `(given.r).${column}`).join(', ')}
      from (select line::${name} as r from unnest($1::text[]) line offset 0) given ${known}`,
    [rows],
  );
}

/** Takes away what a restore that failed has made. */
export async function dropAll(url: string): Promise<void> {
  await connected(url, async (client) => {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [ROLES.owner]);
    if (rowCount === 0) return; // a server on which nothing was ever made
    await client.query(`set role ${ROLES.owner}; drop schema if exists ${SCHEMA}, ${ACCOUNTS}, ${QUEUE} cascade`);
  });
}
