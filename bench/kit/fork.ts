import { fork } from 'node:child_process';
import path from 'node:path';

const CHILD = path.join(import.meta.dirname, '../child.ts');

/** Runs a part of the bench in a process of its own; what it sends back, or undefined when it sends nothing. */
export const forked = (args: readonly (string | number)[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const child = fork(CHILD, args.map(String), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let sent: unknown;
    child.on('message', (message) => {
      sent = message;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      code === 0 ? resolve(sent) : reject(new Error(`bench ${args.join(' ')} ended with ${code ?? signal}`)),
    );
  });
