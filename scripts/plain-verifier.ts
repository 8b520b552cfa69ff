/**
 * Writes the verifier as plain JavaScript, for a Node that does not read TypeScript: `node scripts/plain-verifier.ts
 * FOLDER`. Types are taken away and nothing else is changed, so that what runs can be compared with its source.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';

const SOURCE = path.join(import.meta.dirname, '../src');
/** Re-performing needs the checks, and so the whole of Attestry. */
const isVerifier = (name: string): boolean =>
  name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('reperform');

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: node scripts/plain-verifier.ts FOLDER\n');
  process.exitCode = 2;
} else {
  for (const part of ['ledger', 'package']) {
    mkdirSync(path.join(folder, part), { recursive: true });
    for (const name of readdirSync(path.join(SOURCE, part)).filter(isVerifier)) {
      const plain = stripTypeScriptTypes(readFileSync(path.join(SOURCE, part, name), 'utf8'));
      const linked = plain.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'");
      writeFileSync(path.join(folder, part, name.replace(/\.ts$/, '.js')), linked);
    }
  }
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n');
}
