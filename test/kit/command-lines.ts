import { createInterface } from 'node:readline';
import { runCommandLine } from '#/app/cli/run.ts';

/**
 * Runs one command line after another, each a line of JSON with its words, and answers each with a line of how it ended:
 * as a process of each would, in the time of one.
 */
const say = process.stdout.write.bind(process.stdout);
let [out, err] = ['', ''];
process.stdout.write = (text: string | Uint8Array) => ((out += String(text)), true);
process.stderr.write = (text: string | Uint8Array) => ((err += String(text)), true);
process.stdout.setMaxListeners(0); // each command line listens to it
for await (const line of createInterface({ input: process.stdin })) {
  [out, err] = ['', ''];
  const code = await runCommandLine(JSON.parse(line) as string[]);
  say(`${JSON.stringify({ code, out, err })}\n`);
}
