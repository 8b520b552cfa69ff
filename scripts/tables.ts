/** Writes src/platform/db/tables.ts from the migrated database: `node scripts/tables.ts`, with `--verify` only compares. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { embeddedDatabase } from '#/platform/db/embedded/database.ts';
import { serverGone } from '#/platform/db/embedded/server.ts';
import { migrate } from '#/platform/db/migrate.ts';

const folder = path.join(mkdtempSync(path.join(tmpdir(), 'attestry-tables-')), 'postgres');
const server = await embeddedDatabase(folder);
await migrate(server.url);
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
  server.url,
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
  execFileSync(process.execPath, [generator, ...options, ...process.argv.slice(2)], { stdio: 'inherit' });
} finally {
  server.release();
  await serverGone(folder);
  rmSync(path.dirname(folder), { recursive: true, force: true });
}
