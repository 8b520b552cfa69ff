/**
 * The verifier by itself: `node src/package/main.ts FILE --key KEY`, with this folder, `src/ledger`, and nothing else.
 */
import { readFileSync } from 'node:fs';
import { parseVerifierKey } from '../ledger/note.ts';
import { isFine, reportOf } from './report.ts';
import { verifyPackage } from './verify.ts';

const FOUND = 1;
const MISUSED = 2;

const values = new Map<string, string[]>();
const files: string[] = [];
const words = process.argv.slice(2);
for (let at = 0; at < words.length; at += 1) {
  const word = words[at] ?? '';
  if (word.startsWith('--')) values.set(word, [...(values.get(word) ?? []), words[(at += 1)] ?? '']);
  else files.push(word);
}
const [file] = files;
if (file === undefined) {
  process.stderr.write(
    'usage: node main.ts FILE [--key KEY] [--since CHECKPOINT-FILE] [--anchors PEM-FILE] [--witness KEY]\n',
  );
  process.exitCode = MISUSED;
} else {
  const read = (option: string): string | null => {
    const name = values.get(option)?.at(-1);
    return name === undefined ? null : readFileSync(name, 'utf8');
  };
  const believed = {
    anchors: read('--anchors') ?? '',
    witnesses: (values.get('--witness') ?? []).map(parseVerifierKey),
  };
  const verified = verifyPackage(file, { key: values.get('--key')?.at(-1) ?? null, since: read('--since'), believed });
  process.stdout.write(`${reportOf(file, verified).join('\n')}\n`);
  process.exitCode = isFine(verified) ? 0 : FOUND;
}
