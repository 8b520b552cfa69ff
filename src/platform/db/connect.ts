import { type Driver, Kysely, PostgresDialect, type PostgresDialectConfig, PostgresDriver } from 'kysely';
import pg from 'pg';
import { ROLES, type Role, SCHEMA } from './roles.ts';

const { builtins, getTypeParser } = pg.types;

/** Values as this code has them: counts are numbers, instants are milliseconds since 1970, days are text. */
const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [builtins.INT8, safeInteger],
  [builtins.TIMESTAMPTZ, (text) => Date.parse(text)],
  [builtins.DATE, (text) => text],
]);

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond what a number holds exactly`);
  return value;
}

/** A pool of connections that all have taken on one role. */
export function poolAs(role: Role, url: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    ...withOptions(url, `-c role=${ROLES[role]} -c search_path=${SCHEMA} -c timezone=UTC -c datestyle=ISO`),
    max: size,
    Client: Keeping,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        (format === undefined || format === 'text' ? PARSERS.get(oid) : undefined) ??
        getTypeParser(oid, format)) as typeof getTypeParser,
    },
    idleTimeoutMillis: 30_000,
  });
  pool.on('error', () => undefined); // an idle connection that breaks is replaced by the next query
  pool.on('connect', (client) => client.on('error', () => undefined)); // one in use fails the query that uses it
  return pool;
}

/** What a pool does for a query builder, and for whoever needs a connection of their own. */
export type Connections = Pick<pg.Pool, 'end' | 'options'> & { connect(): Promise<pg.PoolClient> };

/** What says that no server answers: refused, reset, cut off, or not yet ready. */
const GONE: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '57P02']);
export const isGone = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && GONE.has(String(error.code))) || error.message.startsWith('Connection terminated'));

/** The same connections; where the server is gone, it is brought back before another try. */
export const reviving = (pool: pg.Pool, revive: () => Promise<void>): Connections => ({
  connect: () =>
    pool.connect().catch(async (error: unknown) => {
      if (!isGone(error)) throw error;
      await revive();
      return pool.connect();
    }),
  end: () => pool.end(),
  options: pool.options,
});

/** Options of the address stay, and ours come after them, where they count: an address cannot take the role away. */
function withOptions(url: string, ours: string): { readonly connectionString: string; readonly options: string } {
  const address = URL.parse(url);
  if (address === null) return { connectionString: url, options: ours };
  const given = address.searchParams.get('options');
  address.searchParams.delete('options');
  return { connectionString: address.href, options: given === null ? ours : `${given} ${ours}` };
}

/**
 * A pool for a library that has a schema of its own and expects the driver's own types.
 * Its user may see all of that schema, and nothing of an organization without naming it.
 */
export function plainPool({
  url,
  schema,
  size,
}: {
  readonly url: string;
  readonly schema: string;
  readonly size: number;
}): pg.Pool {
  const pool = new pg.Pool({ ...connectionTo(url, schema), max: size, idleTimeoutMillis: 30_000 });
  pool.on('error', () => undefined); // as above
  return pool;
}

/** How a library that brings its own driver's pool connects: as the product, in one schema. */
export const connectionTo = (url: string, schema: string) =>
  withOptions(url, `-c role=${ROLES.app} -c search_path=${schema} -c timezone=UTC -c datestyle=ISO`);

/** A query builder whose transactions begin with the first statement of their own: it says how, and whose they are. */
export const queryBuilder = <Tables>(pool: Connections): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new Dialect({ pool }) });

class Dialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new BegunByItsWork(this.#config);
  }
}

class BegunByItsWork extends PostgresDriver {
  override async beginTransaction(): Promise<void> {}
}

/** Stands at the head of a statement that is sent often and is large to plan: a connection keeps its plan. */
export const KEPT = '/* kept */';

/** Names by which connections keep statements; there are as many as places in the code that ask for it. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `kept_${names.size}`;
  names.set(text, name);
  return name;
}

class Keeping extends pg.Client {
  // one of many forms of `query`, and the only one that the query builder uses
  override query(...given: unknown[]): never {
    const [text, values] = given;
    const named = typeof text === 'string' && text.startsWith(KEPT) ? [{ name: nameOf(text), text, values }] : given;
    return super.query(...(named as Parameters<pg.Client['query']>)) as never;
  }
}
