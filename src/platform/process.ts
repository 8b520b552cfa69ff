import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { DomainError } from '#/core/errors.ts';

/** A program that is run once: never through a shell, with nothing but the environment that it is given. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** How errors name it: the program and its subcommand, without values that a person gave. */
  readonly name: string;
}

export interface Limits {
  /** From its start to its end, waiting for the reader of its output included. */
  readonly milliseconds: number;
  /** Of standard output. */
  readonly bytes: number;
}

/** As much of standard error as an error repeats. */
const TAIL = 2_000;
/** How long it may take to clean up when it is told to stop. In milliseconds. */
const GRACE = 2_000;
/** How long standard error may stay open after the end; something that it left behind may hold it. In milliseconds. */
const LINGER = 500;

/**
 * Yields standard output as it comes, and returns when the program has ended well. Throws `program_missing` or
 * `program_failed` with the end of its standard error, and the signal's reason when it is stopped. When the reader
 * stops reading, the program and all that it started are ended before this returns.
 */
export async function* run({ program, args, environment, limits, signal, name }: Command): AsyncGenerator<Uint8Array> {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, so that what it starts can be ended with it
  });
  await started(child, program);
  const ended = endOf(child);
  const because = tailOf(child.stderr);
  let stopped: string | null = null;
  const stop = (reason: string): void => {
    stopped ??= reason;
    end(child);
  };
  const timer = setTimeout(
    () => stop(`it took longer than ${limits.milliseconds / 1000} seconds`),
    limits.milliseconds,
  );
  const abort = (): void => stop('it was told to stop');
  signal.addEventListener('abort', abort, { once: true });
  try {
    let bytes = 0;
    for await (const chunk of child.stdout as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > limits.bytes) stop(`it wrote more than ${limits.bytes} bytes`);
      if (stopped !== null) break;
      yield chunk;
    }
    const code = await ended;
    signal.throwIfAborted();
    if (stopped !== null)
      throw new DomainError('program_failed', { program: name, end: 'no answer', because: stopped });
    if (code !== 0) throw new DomainError('program_failed', { program: name, end: code, because: because() });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    if (isRunning(child)) end(child);
    await ended;
  }
}

const started = (child: ChildProcess, program: string): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once('spawn', () => resolve());
    child.once('error', (error) =>
      reject(new DomainError('program_missing', { program, because: error.message }, { cause: error })),
    );
  });

const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** Its exit code, or the name of the signal that ended it. */
const endOf = (child: ChildProcess): Promise<number | string> =>
  new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const done = (): void => {
      clearTimeout(timer);
      resolve(child.exitCode ?? child.signalCode ?? 'no exit code');
    };
    child.once('exit', () => {
      timer = setTimeout(done, LINGER);
    });
    child.once('close', done);
  });

/** Asks the whole group to end, and ends it where it does not. */
function end(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE);
  child.once('exit', () => clearTimeout(timer));
}

function signalGroup({ pid }: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM');
    if (!gone) throw error; // EPERM is what macOS says of a group that has just ended
  }
}

/** The end of what it wrote, as one line without control characters, which a remote may have sent. */
function tailOf(stream: Readable): () => string {
  let tail = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-TAIL);
  });
  return () => {
    const line = tail
      .toString('utf8')
      .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
      .trim();
    return line === '' ? 'it said nothing' : line;
  };
}
