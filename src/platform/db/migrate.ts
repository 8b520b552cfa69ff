import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { DomainError } from '#/core/errors.ts';
import { ACCOUNTS, QUEUE, ROLES, SCHEMA } from './roles.ts';

const FOLDER = path.join(import.meta.dirname, 'migrations');
/** Held while migrating, so that of several processes one migrates and the others wait. */
const LOCK = 0x5a77e577;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** All migrations, in the order of their numbers. */
export function migrations(): readonly Migration[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(FOLDER, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Makes roles, schema and tables, whatever of them is missing. `url` is for a login that may do so; `most` migrations
 * are applied, so that a backup can be put back into tables as they were.
 */
export async function migrate(url: string, most = Number.POSITIVE_INFINITY): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await makeRoles(client);
    await client.query(`set role ${ROLES.owner}; set search_path = ${SCHEMA}`);
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, applied timestamptz not null default now())',
    );
    await client.query(`grant select on migration to ${ROLES.app}`);
    const { rows } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from migration order by name',
    );
    const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
    for (const migration of migrations().slice(0, most)) await apply(client, migration, applied.get(migration.name));
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration, applied: string | undefined): Promise<void> {
  if (applied === sha256) return;
  if (applied !== undefined) throw new DomainError('migration_changed', { name });
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** The roles are of the whole server, and the lock of one database: two installations on one server can meet here. */
async function makeRoles(client: pg.Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(rolesSql());
      return;
    } catch (error) {
      const met = error instanceof pg.DatabaseError && MADE_MEANWHILE.has(error.code);
      if (!met || attempt === ATTEMPTS) throw error;
    }
  }
}

const ATTEMPTS = 10;
const MADE_MEANWHILE: ReadonlySet<string | undefined> = new Set(['42710', '23505', 'XX000']); // there already, or being changed

/** Idempotent. The roles are of the whole server; the schemas are of one database. */
function rolesSql(): string {
  const make = Object.values(ROLES).map(
    (
      role,
    ) => `if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin nosuperuser nobypassrls; end if;
    if not pg_has_role(session_user, '${role}', 'set') then execute format('grant ${role} to %I', session_user); end if;`,
  );
  const schemas = [SCHEMA, ACCOUNTS, QUEUE].map(
    (schema) =>
      `if not exists (select from pg_namespace where nspname = '${schema}') then create schema ${schema} authorization ${ROLES.owner}; end if;`,
  );
  return `do $$ begin ${[...make, ...schemas].join('\n')} end $$;
    grant usage on schema ${SCHEMA} to ${ROLES.app}, ${ROLES.eraser};
    grant usage on schema ${ACCOUNTS}, ${QUEUE} to ${ROLES.app};`;
}
