/**
 * A process that collects, attaches evidence and runs checks, again and again, and says what it is about to do and what
 * was acknowledged; until it is killed. It is one end of `crash.ts`.
 */
import { openWorker, round } from './crash-round.ts';

const [folder = '', start = '0'] = process.argv.slice(2);
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const worker = await openWorker(folder);
for (let n = Number(start); ; n += 1) await round(worker, n, say);
