import { type Kysely, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { DomainError } from '#/core/errors.ts';
import { type Connections, isGone, poolAs, queryBuilder, reviving, SENT } from './connect.ts';
import { embeddedDatabase } from './embedded/database.ts';
import { migrate, migrations } from './migrate.ts';
import { ROLES, SCHEMA } from './roles.ts';
import { NO_TRACES, type Traces } from '#/platform/traces/traces.ts';
import type { DB as Tables } from './tables.ts';

/** A transaction that sees one organization. Every query of a store takes one. */
export type Tx = Transaction<Tables>;

export interface Organization {
  readonly org: string;
  readonly slug: string;
  readonly name: string;
  readonly demo: boolean;
  readonly zone: string;
}

export interface Database {
  /** Where it is, with its login: for what needs connections of its own. */
  readonly url: string;
  /** Runs `work` in one transaction that sees `org` only; commits when it is done, rolls back when it throws. */
  transaction<T>(org: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work`, which only reads, in one transaction that sees `org` as it is when it first looks. */
  snapshot<T>(org: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Reads one small thing of `org` in a single turn to the server and back, where beginning and ending a transaction
   * would take longer than the reading. The statement is written here in the code, and nothing is put into it.
   */
  glance<Row>(org: string, statement: string): Promise<readonly Row[]>;
  /** Runs `work`, which asks one thing that is of no organization, without a transaction. */
  outside<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work` unless somebody, in any process, does what has the same name; then it throws `busy`. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** All organizations of this installation. */
  organizations(): Promise<readonly Organization[]>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A server; null: the embedded one. */
  readonly url: string | null;
  /** The folder of the embedded one. */
  readonly folder: string;
  /** Connections at most. */
  readonly connections?: number;
  readonly traces?: Traces;
}

/**
 * Opens the database, and brings it up to date first if it is not. An embedded server that was joined in the moment in
 * which it began to stop, because the last who used it had just gone, is followed by another.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  try {
    return await opened(options);
  } catch (error) {
    if (options.url !== null || !(error instanceof Error && isGone(error.cause))) throw error;
    return opened(options);
  }
}

async function opened({ url, folder, connections = 10, traces = NO_TRACES }: DatabaseOptions): Promise<Database> {
  const server = url === null ? await embeddedDatabase(folder) : { url, release: () => undefined, revive: null };
  const pool = poolAs('app', server.url, connections);
  const reached = server.revive === null ? pool : reviving(pool, server.revive);
  try {
    if (!(await isCurrent(pool))) await migrate(server.url);
    await mustBeBound(pool);
  } catch (error) {
    await pool.end();
    server.release();
    throw unreachable(error);
  }
  const app = queryBuilder<Tables>(reached);
  return {
    url: server.url,
    transaction: (org, work) => traces.part('transaction', TRACED, () => within(app, { begin: 'begin', org }, work)),
    snapshot: (org, work) =>
      traces.part('snapshot', TRACED, () =>
        within(app, { begin: 'begin isolation level repeatable read read only', org }, work),
      ),
    glance: (org, statement) => traces.part('glance', TRACED, () => glanced(reached, org, statement)),
    // A statement by itself is a transaction of its own, in which no organization was named.
    outside: (work) => work(app as Tx),
    alone: (name, work) => alone(reached, name, work),
    organizations: async () =>
      (await sql<Organization>`select org, slug, name, demo, zone from organizations()`.execute(app)).rows,
    close: async () => {
      await app.destroy();
      server.release();
    },
  };
}

const TRACED = { kind: 'client', attributes: { 'db.system.name': 'postgresql' } } as const;

/** Begins, and says whose the transaction is, in the turn to the server and back of what is asked first. */
const within = <T>(
  app: Kysely<Tables>,
  { begin, org }: { readonly begin: string; readonly org: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> =>
  app.transaction().execute(async (tx) => {
    await sql.raw(`${SENT} ${begin}; select set_config('app.org', ${pg.escapeLiteral(org)}, true)`).execute(tx);
    return work(tx);
  });

/** Statements that are sent as one text are one transaction, which ends with them, however they end. */
async function glanced<Row>(pool: Connections, org: string, statement: string): Promise<readonly Row[]> {
  const client = await pool.connect();
  try {
    const text = `select set_config('app.org', ${pg.escapeLiteral(org)}, true); ${statement}`;
    const results = (await client.query(text)) as unknown as readonly { readonly rows: readonly Row[] }[];
    return results.at(-1)?.rows ?? [];
  } finally {
    client.release();
  }
}

/**
 * Runs `work`, within a transaction, as the role that may destroy what must be forgotten, and nothing else; so that what
 * is destroyed and the entry that says so are one transaction.
 */
export async function asEraser<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`set local role ${sql.id(ROLES.eraser)}`.execute(tx);
  const result = await work();
  await sql`set local role ${sql.id(ROLES.app)}`.execute(tx);
  return result;
}

/** A lock of the session, so that it ends with the process, however that ends. */
async function alone<T>(pool: Connections, name: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
      [name],
    );
    if (rows[0]?.taken !== true) throw new DomainError('busy', { what: name });
    try {
      return await work();
    } finally {
      const unlock = client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]);
      await unlock.catch(() => undefined); // a connection that broke has let go of it
    }
  } finally {
    client.release();
  }
}

/** Does the database hold exactly the migrations of this version? Later ones than these mean a newer version. */
async function isCurrent(pool: pg.Pool): Promise<boolean> {
  let rows: readonly { readonly name: string; readonly sha256: string }[];
  try {
    ({ rows } = await pool.query<{ name: string; sha256: string }>(
      `select name, sha256 from ${SCHEMA}.migration order by name`,
    ));
  } catch (error) {
    if (isNotYetMade(error)) return false;
    throw error;
  }
  const known = migrations();
  if (rows.length > known.length) throw new DomainError('database_newer', { migration: rows.at(-1)?.name ?? '' });
  return rows.length === known.length && rows.every(({ sha256 }, place) => sha256 === known[place]?.sha256);
}

/** Row-level security binds neither a superuser nor who may bypass it: the product does not run as such. */
async function mustBeBound(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ role: string; free: boolean }>(
    'select rolname as role, rolsuper or rolbypassrls as free from pg_roles where rolname = current_user',
  );
  const [current] = rows;
  if (current?.role !== ROLES.app || current.free)
    throw new DomainError('database_role', { role: current?.role ?? 'nobody', app: ROLES.app });
}

const NOT_YET: ReadonlySet<string | undefined> = new Set(['22023', '42P01', '42501', '3F000']); // no such role, table, right or schema

const isNotYetMade = (error: unknown): boolean => error instanceof pg.DatabaseError && NOT_YET.has(error.code);

function unreachable(error: unknown): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error;
  return new DomainError('database_unavailable', { because: error.message || String(error) }, { cause: error });
}
