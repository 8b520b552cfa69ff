import { hash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { type Database, openDatabase } from '#/platform/db/database.ts';
import { embeddedServer } from '#/platform/db/embedded/server.ts';
import { migrate, migrations } from '#/platform/db/migrate.ts';

const FOLDER = path.join(import.meta.dirname, '../../.cache/test-postgres/cluster');
const TEMPLATE = `template_${hash(
  'sha256',
  migrations()
    .map(({ sha256 }) => sha256)
    .join(''),
).slice(0, 12)}`;

export interface TestDatabase extends Database {
  /** For the superuser, who sees and may break everything. */
  readonly admin: pg.Client;
  readonly url: string;
}

/** A migrated database of its own, gone after the tests of the file. All files share one server. */
export async function testDatabase(): Promise<TestDatabase> {
  mkdirSync(path.dirname(FOLDER), { recursive: true });
  const server = await embeddedServer(FOLDER);
  const superuser = await connected(server.url);
  await ensureTemplate(superuser, server.url);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await superuser.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  const url = urlOf(server.url, name);
  const db = await openDatabase({ url, folder: FOLDER });
  const admin = await connected(url);
  await admin.query('set search_path = attestry');
  after(async () => {
    await db.close();
    await admin.end();
    await superuser.query(`drop database ${name} with (force)`);
    await superuser.end();
    server.release();
  });
  return { ...db, admin, url };
}

/** Made once for each state of the migrations; nobody stays connected to it, so that it can be copied. */
async function ensureTemplate(superuser: pg.Client, url: string): Promise<void> {
  await superuser.query('select pg_advisory_lock(7)');
  try {
    const { rowCount } = await superuser.query('select from pg_database where datname = $1', [TEMPLATE]);
    if (rowCount !== 0) return;
    // nobody reads it after a crash: what kills a server has one of its own
    for (const name of ['fsync', 'full_page_writes']) await superuser.query(`alter system set ${name} = off`);
    await superuser.query('select pg_reload_conf()');
    await superuser.query(`drop database if exists ${TEMPLATE}_draft with (force)`);
    await superuser.query(`create database ${TEMPLATE}_draft`);
    await migrate(urlOf(url, `${TEMPLATE}_draft`));
    await superuser.query(`alter database ${TEMPLATE}_draft rename to ${TEMPLATE}`);
  } finally {
    await superuser.query('select pg_advisory_unlock(7)');
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
