import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SOURCE = path.join(import.meta.dirname, '..');
const IMPORT = /^\s*(?:import|export)\b[^'"]*?from\s+'([^']+)'/gmu;

const digests = new Map<string, string>();

/**
 * SHA-256 over a file of the source and everything of ours that it imports, by path: two runs with the same digest
 * judged by the same rule. Packages are pinned by the lock file and not looked at.
 */
export function sourceClosure(file: string): string {
  const known = digests.get(file);
  if (known !== undefined) return known;
  const files = new Map<string, string>();
  follow(file, files);
  const lines = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, digest]) => `${digest}  ${name}\n`);
  const digest = hash('sha256', lines.join(''));
  digests.set(file, digest);
  return digest;
}

function follow(file: string, files: Map<string, string>): void {
  if (files.has(file)) return;
  const absolute = path.join(SOURCE, file);
  if (!existsSync(absolute)) return;
  const text = readFileSync(absolute, 'utf8');
  files.set(file, hash('sha256', text));
  for (const [, specifier = ''] of text.matchAll(IMPORT)) {
    if (specifier.startsWith('#/')) follow(specifier.slice(2), files);
    else if (specifier.startsWith('.')) follow(path.join(path.dirname(file), specifier), files);
  }
}
