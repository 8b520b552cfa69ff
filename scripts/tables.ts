/**
 * Writes src/platform/db/tables.ts from the migrated database: `node scripts/tables.ts`, with `--verify` only compares.
 * With `--url URL` it reads that database, which is migrated already, and starts none.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { embeddedDatabase } from '#/platform/db/embedded/database.ts';
import { serverGone } from '#/platform/db/embedded/server.ts';
import { migrate } from '#/platform/db/migrate.ts';

const { values } = parseArgs({ options: { verify: { type: 'boolean' }, url: { type: 'string' } } });
const temporary = values.url === undefined ? await migrated() : null;

/** A database that is there for as long as this runs. */
async function migrated() {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'attestry-tables-')), 'postgres');
  const server = await embeddedDatabase(folder);
  await migrate(server.url);
  return { folder, server };
}

const generator = path.join(import.meta.dirname, '../node_modules/kysely-codegen/dist/cli/bin.js');
const column = (type: string): string => `import('./columns.ts').${type}`;
const mapping = {
  timestamptz: column('InstantColumn'),
  int8: 'number',
  jsonb: column('JsonColumn'),
  bytea: column('BytesColumn'),
};
const options = [
  '--dialect',
  'postgres',
  '--url',
  values.url ?? temporary?.server.url ?? '',
  '--default-schema',
  'attestry',
  '--include-pattern',
  'attestry.*',
  '--type-mapping',
  JSON.stringify(mapping),
  '--out-file',
  path.join(import.meta.dirname, '../src/platform/db/tables.ts'),
];
try {
  execFileSync(process.execPath, [generator, ...options, ...(values.verify === true ? ['--verify'] : [])], {
    stdio: 'inherit',
  });
} finally {
  if (temporary !== null) {
    temporary.server.release();
    await serverGone(temporary.folder);
    rmSync(path.dirname(temporary.folder), { recursive: true, force: true });
  }
}
