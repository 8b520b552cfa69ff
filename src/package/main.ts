/**
 * The verifier by itself: `node src/package/main.ts FILE --key KEY`, with this folder, `src/ledger`, and nothing else.
 */
import { readFileSync } from 'node:fs';
import { parseVerifierKey } from '../ledger/note.ts';
import { messageOf } from './fault.ts';
import { isFine, reportOf, threeSentences } from './report.ts';
import { parseGiven } from './signer.ts';
import { type Trust, verifyPackage } from './verify.ts';

const EXIT = { fine: 0, found: 1, misused: 2, failed: 3 } as const;
const USAGE = 'usage: node main.ts FILE [--key KEY] [--since FILE] [--anchors FILE] [--witness KEY]… [--json]';
const OPTIONS = ['--key', '--since', '--anchors', '--witness'];

class Misused extends Error {}

interface Words {
  readonly file: string;
  readonly json: boolean;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

function parse(words: readonly string[]): Words {
  const values = new Map<string, readonly string[]>();
  const files: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const value = words[at + 1];
    if (!word.startsWith('--')) files.push(word);
    else if (OPTIONS.includes(word) && value !== undefined)
      values.set(word, [...(values.get(word) ?? []), words[(at += 1)] ?? '']);
    else if (word !== '--json') throw new Misused(`${word} is no option, or lacks its value`);
  }
  const [file, another] = files;
  if (file === undefined || another !== undefined) throw new Misused('give one file');
  return { file, json: words.includes('--json'), values };
}

function trustOf({ values }: Words): Trust {
  const last = (option: string): string | null => values.get(option)?.at(-1) ?? null;
  const read = (option: string): string | null => {
    const name = last(option);
    return name === null ? null : readFileSync(name, 'utf8');
  };
  const [key, since, anchors] = [last('--key'), read('--since'), read('--anchors') ?? ''];
  try {
    return {
      ...parseGiven({ key, since }),
      believed: { anchors, witnesses: (values.get('--witness') ?? []).map(parseVerifierKey) },
    };
  } catch (error) {
    throw new Misused(messageOf(error), { cause: error });
  }
}

try {
  const words = parse(process.argv.slice(2));
  const verified = verifyPackage(words.file, trustOf(words));
  const document = { ...verified, fine: isFine(verified), sentences: threeSentences(verified) };
  const text = words.json ? JSON.stringify(document, null, 2) : reportOf(words.file, verified).join('\n');
  process.stdout.write(`${text}\n`);
  process.exitCode = isFine(verified) ? EXIT.fine : EXIT.found;
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n${error instanceof Misused ? `${USAGE}\n` : ''}`);
  process.exitCode = error instanceof Misused ? EXIT.misused : EXIT.failed;
}
