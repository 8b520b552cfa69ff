import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const SOURCE = path.join(import.meta.dirname, '..');
const IMPORT = /^\s*(?:import|export)\b[^'"]*?from\s+'([^']+)'/gmu;

const digests = new Map<string, string>();

/**
 * SHA-256 over files of the source and everything of ours that they import, by path: two runs with the same digest
 * judged by the same rule. Packages are pinned by the lock file and not looked at. Throws for a file that is not there:
 * nothing would be covered by its digest.
 */
export function sourceClosure(roots: readonly string[]): string {
  const name = roots.join(' ');
  const known = digests.get(name);
  if (known !== undefined) return known;
  const files = new Map<string, string>();
  for (const root of roots) follow(root, files);
  const lines = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, digest]) => `${digest}  ${file}\n`);
  const digest = hash('sha256', lines.join(''));
  digests.set(name, digest);
  return digest;
}

function follow(file: string, files: Map<string, string>): void {
  if (files.has(file)) return;
  const { digest, imports } = sourceOf(file);
  files.set(file, digest);
  for (const each of imports) follow(each, files);
}

interface Source {
  readonly digest: string;
  readonly imports: readonly string[];
}

const sources = new Map<string, Source>();

/** Most rules share most of their files, so each is read once. */
function sourceOf(file: string): Source {
  const known = sources.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(path.join(SOURCE, file), 'utf8');
  const imports = [...text.matchAll(IMPORT)].flatMap(([, specifier = '']) => {
    if (specifier.startsWith('#/')) return [specifier.slice(2)];
    return specifier.startsWith('.') ? [path.join(path.dirname(file), specifier)] : [];
  });
  const source = { digest: hash('sha256', text), imports };
  sources.set(file, source);
  return source;
}
