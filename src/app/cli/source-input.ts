import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { handedIn } from '#/core/handed-in.ts';
import type { Context, Given, Option } from './command.ts';
import { objectIn, textIn } from './input.ts';
import { misused } from './parse.ts';

export const SETTINGS: readonly Option[] = [
  {
    name: 'set',
    value: 'NAME=VALUE',
    many: true,
    doc: 'A setting. The value is taken as JSON where it is JSON, else as text. A path is one on the machine of the server.',
  },
  { name: 'settings', value: 'FILE', doc: 'All settings as a JSON file.' },
];

export const SECRETS: readonly Option[] = [
  { name: 'secret', value: 'NAME=VALUE', many: true, doc: 'A secret; it may be seen in the history of your shell.' },
  { name: 'secret-file', value: 'NAME=FILE', many: true, doc: 'A secret, read from a file.' },
];

/** A line whose settings or secrets are read, and where its command works. */
export interface Line {
  readonly command: string;
  readonly given: Given;
  readonly context: Pick<Context, 'remote'>;
}

/** Throws `usage` where a path cannot be meant. */
export async function settingsIn(line: Line): Promise<Record<string, unknown>> {
  const file = line.given.text('settings');
  const fromFile = file === undefined ? {} : await objectIn(file);
  const single = Object.fromEntries(
    line.given.texts('set').map((pair) => {
      const at = splitAt(line, 'set', pair);
      return [pair.slice(0, at), valueOf(line, pair.slice(0, at), pair.slice(at + 1))];
    }),
  );
  return { ...fromFile, ...single };
}

export async function secretsIn(line: Line): Promise<Record<string, string>> {
  const [direct, files] = ['secret', 'secret-file'].map((option) =>
    line.given.texts(option).map((pair) => {
      const at = splitAt(line, option, pair);
      return [pair.slice(0, at), pair.slice(at + 1)] as const;
    }),
  );
  const read = (files ?? []).map(async ([name, file]) => [name, (await textIn(file)).trim()] as const);
  return Object.fromEntries([...(direct ?? []), ...(await Promise.all(read))]);
}

/** What is given for a secret is not said again. */
function splitAt({ command }: Line, option: string, pair: string): number {
  const at = pair.indexOf('=');
  if (at > 0) return at;
  const not = option === 'set' ? `, not "${pair}"` : '';
  return misused(command, `--${option} reads NAME=${option === 'secret-file' ? 'FILE' : 'VALUE'}${not}`);
}

function valueOf(line: Line, name: string, value: string): unknown {
  if (PLACES.has(name) && isPath(name, value)) return wholePath(line, value);
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Settings that name a file or folder of the machine that reads it. */
const PLACES: ReadonlySet<string> = new Set(['path', 'repository']);

/** A repository may have an address instead, and a file may have been handed in. */
const isPath = (name: string, value: string): boolean =>
  name === 'path' ? handedIn(value) === null : /^[.~/]/u.test(value) || existsSync(value);

/** A relative path is kept as a whole one, so that a later reading, which begins in another folder, finds it. */
function wholePath({ command, context }: Line, value: string): string {
  if (context.remote === null) return path.resolve(value.replace(/^~(?=\/|$)/u, homedir()));
  if (path.isAbsolute(value)) return value;
  return misused(
    command,
    `The server reads it, not this machine: "${value}" must be a full path there, such as /srv/${path.basename(value)}.`,
  );
}
