/** Writes the table of the environment into docs/guides/operations.md: `npm run pages`. A test compares it. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { VARIABLES } from '#/platform/config.ts';

export const PAGE = path.join(import.meta.dirname, '../docs/guides/operations.md');
const TABLE = /(<!-- environment -->\n)[\s\S]*?(<!-- end -->)/;

export const withTable = (page: string): string => page.replace(TABLE, `$1${table()}\n$2`);

function table(): string {
  const rows = Object.entries(VARIABLES).map(([name, doc]) => `| \`${name}\` | ${doc} |`);
  return ['| variable | meaning |', '|---|---|', ...rows].join('\n');
}

if (import.meta.main) writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8')));
