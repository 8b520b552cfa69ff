import { createHash, hash } from 'node:crypto';
import { readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { SHARE_ENV, Worker } from 'node:worker_threads';

/** So many bytes of a file, from one of them on. */
export interface Part {
  readonly offset: number;
  readonly length: number;
}

/** What is read at once: so little that it is still in the processor's cache when it is hashed. */
const WINDOW = 2 ** 18;
/** A thread costs as much as hashing 100 MB: below so many bytes it would save nothing. */
const WORTH_A_THREAD = 2 ** 28;

/**
 * Hashes parts of an open file: this thread when it wants to know, and until then another one beside it, where the
 * machine has a processor for it. That one can only save time. Whatever keeps it from working, this thread does.
 */
export class Hashing {
  readonly #handle: number;
  readonly #tools: Tools = { readSync, createHash, hash, window: Buffer.allocUnsafeSlow(WINDOW) };
  readonly #helper: Worker | null;

  /** `bytes` says how much there is to hash, about. */
  constructor(handle: number, bytes: number) {
    this.#handle = handle;
    this.#helper = bytes >= WORTH_A_THREAD && availableParallelism() > 1 ? helper() : null;
  }

  /** Nobody helps. */
  get alone(): boolean {
    return this.#helper === null;
  }

  /** Begins to hash these parts. */
  begin(parts: readonly Part[]): Digests {
    const digests = new Digests(this.#handle, parts, this.#tools);
    this.#helper?.postMessage(digests.batch);
    return digests;
  }

  close(): void {
    void this.#helper?.terminate();
  }
}

/** What the threads share: memory in which each sees what the other one has done. */
interface Batch {
  readonly handle: number;
  /** Offset and length of each part. */
  readonly parts: Float64Array<SharedArrayBuffer>;
  /** 32 bytes for each part. */
  readonly digests: Uint8Array<SharedArrayBuffer>;
  /** How many parts were taken, and then of each whether it is done: 1, or 2 where it could not be read. */
  readonly states: Int32Array<SharedArrayBuffer>;
}

interface Tools {
  readonly readSync: typeof readSync;
  readonly createHash: typeof createHash;
  readonly hash: typeof hash;
  readonly window: Buffer;
}

const DIGEST_BYTES = 32;
const DONE = 1;
/** When the other thread has not done for so long what it took, in milliseconds, this one does it. */
const PATIENCE = 3_000;

/** Digests of parts of a file, some of which may not be known yet. */
export class Digests {
  readonly batch: Batch;
  readonly #tools: Tools;

  constructor(handle: number, parts: readonly Part[], tools: Tools) {
    this.#tools = tools;
    this.batch = {
      handle,
      parts: new Float64Array(new SharedArrayBuffer(parts.length * 2 * Float64Array.BYTES_PER_ELEMENT)),
      digests: new Uint8Array(new SharedArrayBuffer(parts.length * DIGEST_BYTES)),
      states: new Int32Array(new SharedArrayBuffer((1 + parts.length) * Int32Array.BYTES_PER_ELEMENT)),
    };
    for (const [at, { offset, length }] of parts.entries()) this.batch.parts.set([offset, length], 2 * at);
  }

  /** SHA-256 of a part, 64 hexadecimal digits. Throws what the file system says, and RangeError where the file ends before. */
  of(part: number): string {
    const { states, digests } = this.batch;
    const isOpen = (): boolean => Atomics.load(states, 1 + part) === 0;
    while (isOpen() && Atomics.load(states, 0) < states.length - 1) hashPart(this.batch, this.#tools);
    if (isOpen()) Atomics.wait(states, 1 + part, 0, PATIENCE);
    if (Atomics.load(states, 1 + part) !== DONE) hashPart(this.batch, this.#tools, part);
    return Buffer.from(digests.buffer, part * DIGEST_BYTES, DIGEST_BYTES).toString('hex');
  }
}

/**
 * Hashes the next part that nobody took, if there is one, or the one that is named. It also runs from its own text on
 * the other thread: it can use nothing but what it is given.
 */
function hashPart({ handle, parts, digests, states }: Batch, tools: Tools, named?: number): void {
  const { readSync, createHash, hash, window } = tools;
  const read = (offset: number, length: number): Uint8Array => {
    for (let done = 0; done < length; ) {
      const count = readSync(handle, window, done, length - done, offset + done);
      if (count === 0) throw new RangeError(`the file ends at byte ${offset + done}, in the middle of something`);
      done += count;
    }
    return window.subarray(0, length);
  };
  const digest = (offset: number, length: number): string => {
    if (length <= window.length) return hash('sha256', read(offset, length), 'latin1');
    const whole = createHash('sha256');
    for (let at = 0; at < length; at += window.length)
      whole.update(read(offset + at, Math.min(window.length, length - at)));
    return whole.digest('latin1');
  };
  const part = named ?? Atomics.add(states, 0, 1);
  if (part >= states.length - 1) return;
  let state = 2;
  try {
    const bytes = digest(parts[2 * part] ?? 0, parts[2 * part + 1] ?? 0);
    for (let at = 0; at < bytes.length; at += 1) digests[part * bytes.length + at] = bytes.charCodeAt(at);
    state = 1;
  } finally {
    Atomics.store(states, 1 + part, state);
    Atomics.notify(states, 1 + part);
  }
}

const HELPING = `
  const { parentPort } = require('node:worker_threads');
  const { readSync } = require('node:fs');
  const { createHash, hash } = require('node:crypto');
  const tools = { readSync, createHash, hash, window: Buffer.allocUnsafeSlow(${WINDOW}) };
  const hashPart = ${hashPart.toString()};
  parentPort.on('message', (batch) => {
    while (Atomics.load(batch.states, 0) < batch.states.length - 1) hashPart(batch, tools);
  });`;

/** Another thread; null where none may be made. */
function helper(): Worker | null {
  try {
    const made = new Worker(HELPING, { eval: true, execArgv: [], env: SHARE_ENV });
    made.on('error', () => undefined); // what it took and has not done is done by this thread
    made.unref();
    return made;
  } catch {
    return null;
  }
}
