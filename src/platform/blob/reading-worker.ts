import { parentPort } from 'node:worker_threads';
import { type HashedPart, hashedPart, type Part } from './hashed-part.ts';

/** Null where it could not be read: whoever asked finds out why. */
export type Reply = HashedPart | null;

function replyTo(part: Part): Reply {
  try {
    return hashedPart(part);
  } catch {
    return null;
  }
}

parentPort?.on('message', (part: Part) => {
  const reply = replyTo(part);
  parentPort?.postMessage(reply, reply === null ? [] : [reply.bytes.buffer]);
});
