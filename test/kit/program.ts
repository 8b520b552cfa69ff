import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Another process, which says and is told lines. */
export interface Program {
  readonly pid: number;
  /** The next line that it says; throws, with what it complained of, when it ends before. */
  line(): Promise<string>;
  say(line: string): void;
  kill(): void;
  /** Resolves with the code or the signal by which it ended. */
  readonly ended: Promise<number | string | null>;
}

export interface ProgramOptions {
  /** Put before the command, such as `setpriv`. */
  readonly prefix?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it runs. */
  readonly folder?: string;
}

/** Runs a TypeScript file of this repository in a process of its own. */
export function program(
  file: string,
  args: readonly string[],
  { prefix = [], environment = {}, folder }: ProgramOptions = {},
): Program {
  const [command = '', ...rest] = [...prefix, process.execPath, file, ...args];
  const child: ChildProcess = spawn(command, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd: folder,
    env: { ...process.env, ...environment }, // oxlint-disable-line node/no-process-env -- what every program is given
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  child.stdin?.on('error', () => undefined); // it ended while it was being told something
  const ended = new Promise<number | string | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  const said = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? 0,
    line: async () => {
      const { done, value } = await said.next();
      if (done !== true) return value;
      throw new Error(`it ended with ${await ended}: ${complaint}`);
    },
    say: (line) => void child.stdin?.write(`${line}\n`),
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}
