import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

/** Begins a program of `world/`; with it, the first thing that it says. */
export function begun<T>(file: string, args: readonly string[]): Promise<readonly [ChildProcess, T]> {
  const child = fork(path.join(import.meta.dirname, '../world', file), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (said) => resolve([child, said as T]));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
}

/** Lets go of it, and waits until it is gone. */
export const over = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.disconnect();
  });
