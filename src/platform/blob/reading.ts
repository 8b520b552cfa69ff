import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type HashedPart, hashedPart, type Part } from './hashed-part.ts';
import type { Reply } from './reading-worker.ts';

/** A thread without anything to read stays so long, in milliseconds. */
const IDLE = 10_000;
const MOST_THREADS = 2;
/** Of less the asking takes longer than the reading. */
const LONG_BYTES = 2 ** 20;

/**
 * Reads and hashes parts of files beside whatever goes on meanwhile, in threads that are made when there is something
 * long to read and go soon after. They can only save time: what keeps one from reading, the thread that asked meets too.
 */
export class Reading {
  readonly #threads: readonly Thread[];

  constructor(threads = Math.min(MOST_THREADS, availableParallelism())) {
    this.#threads = Array.from({ length: threads }, () => new Thread());
  }

  /** Throws RangeError where the file ends before, and what the file system says. The file must stay open until then. */
  async read(part: Part): Promise<HashedPart> {
    if (part.length < LONG_BYTES) return hashedPart(part);
    const [thread] = this.#threads.toSorted((a, b) => a.bytes - b.bytes);
    return (await thread?.read(part)) ?? hashedPart(part);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

interface Asked {
  readonly length: number;
  readonly resolve: (reply: Reply) => void;
}

class Thread {
  #worker: Worker | null = null;
  #leaving: NodeJS.Timeout | undefined;
  /** What it was asked and has not answered, the first at the beginning: it answers in order. */
  #asked: Asked[] = [];

  /** That it has still to read. */
  get bytes(): number {
    return this.#asked.reduce((sum, { length }) => sum + length, 0);
  }

  read(part: Part): Promise<Reply> {
    clearTimeout(this.#leaving);
    const worker = (this.#worker ??= this.#made());
    worker.ref();
    return new Promise((resolve) => {
      this.#asked.push({ length: part.length, resolve });
      worker.postMessage(part); // oxlint-disable-line require-post-message-target-origin -- a thread has no origin
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#leaving);
    await this.#worker?.terminate();
  }

  #made(): Worker {
    const worker = new Worker(path.join(import.meta.dirname, 'reading-worker.ts'));
    worker.on('message', (reply: Reply) => {
      this.#asked.shift()?.resolve(reply);
      if (this.#asked.length > 0) return;
      worker.unref();
      this.#leaving = setTimeout(() => void worker.terminate(), IDLE).unref();
    });
    worker.on('error', () => undefined); // it ends, too
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      for (const { resolve } of this.#asked.splice(0)) resolve(null);
    });
    return worker;
  }
}
