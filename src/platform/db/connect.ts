import { Kysely, PostgresDialect } from 'kysely';
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
    connectionString: url,
    max: size,
    options: `-c role=${ROLES[role]} -c search_path=${SCHEMA} -c timezone=UTC -c datestyle=ISO`,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        (format === undefined || format === 'text' ? PARSERS.get(oid) : undefined) ??
        getTypeParser(oid, format)) as typeof getTypeParser,
    },
    idleTimeoutMillis: 30_000,
  });
  pool.on('error', () => undefined); // an idle connection that breaks is replaced by the next query
  return pool;
}

export const queryBuilder = <Tables>(pool: pg.Pool): Kysely<Tables> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
