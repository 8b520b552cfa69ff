import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { DomainError } from '#/core/errors.ts';
import { postmasterOf } from './postmaster.ts';
import { type EmbeddedServer, embeddedServer } from './server.ts';

const DATABASE = 'attestry';
const LOGIN = 'attestry';

/** A database on this machine that is there again after its server was killed. */
export interface EmbeddedDatabase extends EmbeddedServer {
  /** Resolves when a server runs, started anew where it was gone. Throws `database_unavailable`. */
  readonly revive: () => Promise<void>;
}

/** How often it is looked whether the server still runs: what only waits for work would never notice. */
const LOOK = 5_000;

/** The embedded server's own database, reached by a login that is no superuser. */
export async function embeddedDatabase(folder: string): Promise<EmbeddedDatabase> {
  const server = await embeddedServer(folder);
  const file = `${folder}.password`;
  try {
    if (!existsSync(file)) await makeLogin(server.url, file);
  } catch (error) {
    server.release();
    throw error;
  }
  const url = new URL(server.url);
  url.username = LOGIN;
  url.password = readFileSync(file, 'utf8');
  url.pathname = `/${DATABASE}`;
  return { url: url.href, ...kept(folder, server) };
}

/** Holds a server, and the one that follows it when it was killed. */
function kept(folder: string, first: EmbeddedServer): Pick<EmbeddedDatabase, 'release' | 'revive'> {
  const { port } = new URL(first.url);
  let server: EmbeddedServer | null = first;
  let reviving: Promise<void> | null = null;
  const again = async (): Promise<void> => {
    const next = await embeddedServer(folder);
    const released = server === null;
    server?.release();
    server = released ? null : next;
    if (released) next.release();
    if (new URL(next.url).port !== port)
      throw new DomainError('database_unavailable', {
        because: `PostgreSQL was killed, and another program took its port ${port}: start this process again`,
      });
  };
  const revive = (): Promise<void> =>
    (reviving ??= again().finally(() => {
      reviving = null;
    }));
  const looking = setInterval(() => {
    if (postmasterOf(folder) === null) revive().catch(() => undefined); // whoever needs it is told why
  }, LOOK).unref();
  return {
    revive,
    release: () => {
      clearInterval(looking);
      server?.release();
      server = null;
    },
  };
}

/** The login may make roles, so that it can migrate; it owns the database and nothing of the server. */
async function makeLogin(superuserUrl: string, file: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)');
    if (existsSync(file)) return;
    const password = randomBytes(24).toString('hex');
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [LOGIN]);
    await client.query(
      `${rowCount === 0 ? 'create' : 'alter'} role ${LOGIN} login createrole nosuperuser password '${password}'`,
    );
    const made = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (made.rowCount === 0) await client.query(`create database ${DATABASE} owner ${LOGIN}`);
    writeFileSync(`${file}.draft`, password, { mode: 0o600 });
    renameSync(`${file}.draft`, file);
  } finally {
    await client.end();
  }
}
