import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import { type EmbeddedServer, embeddedServer } from './server.ts';

const DATABASE = 'attestry';
const LOGIN = 'attestry';

/** The embedded server's own database, reached by a login that is no superuser. */
export async function embeddedDatabase(folder: string): Promise<EmbeddedServer> {
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
  return { url: url.href, release: () => server.release() };
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
