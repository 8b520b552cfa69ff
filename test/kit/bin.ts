import { spawn } from 'node:child_process';
import path from 'node:path';
import { after } from 'node:test';
import { embeddedServer } from '#/platform/db/embedded/server.ts';
import { program } from './program.ts';

export const PROGRAM = path.join(import.meta.dirname, '../../bin/attestry');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface How {
  readonly folder: string;
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called as soon as it has written something. */
  readonly begun?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Called as soon as it has written something to standard error. */
  readonly noted?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the program as a person would, in a folder. */
export function attestry(
  words: readonly string[],
  { folder, data = path.join(folder, 'data'), env, begun, noted }: How,
): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const child = spawn(PROGRAM, [...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...here(folder, data), ...env },
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  child.stdout.once('data', () => begun?.((signal) => child.kill(signal)));
  child.stderr.once('data', () => noted?.((signal) => child.kill(signal)));
  child.on('error', reject);
  child.on('close', (code) =>
    resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
  );
  return promise;
}

/** Runs command lines in a folder, one after another, in one process: for many of which each would take longer to begin. */
export function commandLines(folder: string): (words: readonly string[]) => Promise<Ended> {
  const lines = program(path.join(import.meta.dirname, 'command-lines.ts'), [], {
    folder,
    environment: { ...here(folder), NO_COLOR: '1' },
  });
  after(() => lines.kill());
  let last: Promise<unknown> = Promise.resolve();
  return (words) => {
    const ended = last.then(async () => {
      lines.say(JSON.stringify(words));
      return JSON.parse(await lines.line()) as Ended;
    });
    last = ended.catch(() => undefined);
    return ended;
  };
}

const here = (folder: string, data = path.join(folder, 'data')) => ({
  HOME: folder,
  ATTESTRY_DATA: data,
  ATTESTRY_PERSON: 'lead@acme.example',
});

/**
 * The server of a data folder, kept running between commands, as it is on a machine where several are used: until the
 * test or the suite ends that calls this.
 */
export async function keptRunning(data: string): Promise<void> {
  const server = await embeddedServer(path.join(data, 'postgres'));
  after(() => server.release());
}
