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
    pipeline: true,
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
  const pool = new pg.Pool({ ...connectionTo(url, schema), max: size, Client: Keeping, idleTimeoutMillis: 30_000 });
  pool.on('error', () => undefined); // as above
  pool.on('connect', (client) => client.on('error', () => undefined));
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

/** Stands at the head of a statement that is large to plan: a connection keeps it from the first time on. */
export const KEPT = '/* kept */';

/**
 * Stands at the head of a statement of a transaction whose answer nobody needs: it is sent, and what comes after it
 * does not wait. Did it fail, then what is asked next fails with its error, at the latest the commit, which undoes all.
 */
export const SENT = '/* sent */';
const NOTHING_YET = { command: '', rowCount: 0, rows: [] };

/** The first that failed is why the others did. */
async function after<Answer>(before: readonly Promise<unknown>[], answer: Promise<Answer>): Promise<Answer> {
  for (const each of before) await each;
  return answer;
}

/** Names by which connections keep statements. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `kept_${names.size}`;
  names.set(text, name);
  return name;
}

/** So many statements a connection keeps, or waits for the second time of, and none that is longer. */
const MOST_KEPT = 200;
const LONGEST_KEPT = 20_000;
/** A statement gives other columns than when it was kept: the tables were changed under a connection. */
const OUTDATED = '0A000';
/** A statement that was not kept, whatever the driver takes for kept. */
const NOT_KEPT = '26000';

/**
 * A connection that keeps what it is asked a second time. Planning takes longer than most of our statements themselves;
 * of one that is kept, the server compares what planning it anew would gain, and plans it once if that is nothing.
 */
class Keeping extends pg.Client {
  readonly #asked = new Map<string, number>();
  readonly #sent: Promise<unknown>[] = [];
  /** Of what this transaction only sent, what is known to have failed. */
  #failed: unknown[] = [];
  #generation = 0;
  /** How often a statement was lost that the driver takes for kept; its name is of no use on this connection. */
  readonly #lost = new Map<string, number>();

  // one of many forms of `query`, and the only one that the query builder uses
  override query(...given: unknown[]): never {
    const [text, values, callback] = given;
    // a pool that is asked itself asks with a callback
    if (callback !== undefined || typeof text !== 'string' || !Array.isArray(values))
      return super.query(...(given as Parameters<pg.Client['query']>)) as never;
    // what never reached the server failed nothing there, and it would commit the rest
    const [failed] = text === 'commit' ? this.#failed : [];
    const answer = failed === undefined ? this.#ask(text, values) : Promise.reject(failed);
    answer.catch(() => undefined); // whoever waits for it hears of it, or whoever asks next
    if (text.startsWith(SENT)) {
      this.#sent.push(answer);
      const ofThisTransaction = this.#failed;
      answer.catch((error: unknown) => ofThisTransaction.push(error));
      return Promise.resolve(NOTHING_YET) as never;
    }
    const before = this.#sent.splice(0);
    const isTheWayOut = text === 'rollback';
    if (isTheWayOut) this.#failed = [];
    return (before.length === 0 || isTheWayOut ? answer : after(before, answer)) as never;
  }

  #ask(text: string, values: unknown[]): Promise<pg.QueryResult> {
    if (!this.#keeps(text)) return super.query(text, values);
    const [generation, lost] = [this.#generation, this.#lost.get(text) ?? 0];
    const answer = super.query({ name: `${nameOf(text)}_${generation}_${lost}`, text, values });
    return answer.catch((error: unknown) => {
      // what the server does not say itself is a value without a form: then the driver lets go of the statement there
      const code = error instanceof pg.DatabaseError ? error.code : NOT_KEPT;
      if (code === OUTDATED) this.#generation = generation + 1;
      if (code === NOT_KEPT) this.#lost.set(text, lost + 1);
      throw error;
    });
  }

  #keeps(text: string): boolean {
    if (text.startsWith(KEPT)) return true;
    const times = (this.#asked.get(text) ?? 0) + 1;
    if (times > 2) return true;
    const severalAtOnce = text.includes(';');
    if (severalAtOnce || text.length > LONGEST_KEPT) return false;
    if (times === 1 && this.#asked.size >= MOST_KEPT && !this.#forgetOnce()) return false;
    this.#asked.set(text, times);
    return times === 2;
  }

  /** Makes room by what was asked a single time. */
  #forgetOnce(): boolean {
    for (const [text, times] of this.#asked) if (times === 1) this.#asked.delete(text);
    return this.#asked.size < MOST_KEPT;
  }
}
