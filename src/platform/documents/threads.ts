import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '#/core/errors.ts';
import type { Order, Reply } from './worker.ts';

/** Orders that wait at most; more are refused, so that nobody waits for what will not come in time. */
const MOST_WAITING = 32;
/** In milliseconds: how long an order may take, and how long a thread without one stays. */
const LONGEST = 30_000;
const IDLE = 60_000;
/** How much more memory the process may need while an order is carried out. In bytes. */
const MOST_MEMORY = 1.5 * 2 ** 30;
const LOOK = 200;
const HEAP = { maxOldGenerationSizeMb: 768, stackSizeMb: 4 };

interface Waiting {
  readonly order: Order;
  readonly resolve: (reply: Reply) => void;
}

/**
 * One thread, made when something is first asked of it, that carries out one order after the other and goes when nothing
 * is asked for a while. What takes too long or too much memory is ended with its thread.
 */
export class Thread {
  readonly #waiting: Waiting[] = [];
  #worker: Worker | null = null;
  #settle: (reply: Reply) => void = () => undefined;
  #busy = false;
  #leaving: NodeJS.Timeout | null = null;

  get load(): number {
    return this.#waiting.length + (this.#busy ? 1 : 0);
  }

  ask(order: Order): Promise<Reply> {
    if (this.#waiting.length >= MOST_WAITING) throw new DomainError('overloaded');
    return new Promise((resolve) => {
      this.#waiting.push({ order, resolve });
      if (!this.#busy) void this.#work();
    });
  }

  async close(): Promise<void> {
    if (this.#leaving !== null) clearTimeout(this.#leaving);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    if (this.#leaving !== null) clearTimeout(this.#leaving);
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      next.resolve(await this.#carriedOut(next.order));
    this.#busy = false;
    this.#leaving = setTimeout(() => void this.close(), IDLE).unref();
  }

  async #carriedOut(order: Order): Promise<Reply> {
    const worker = (this.#worker ??= this.#made());
    const before = process.memoryUsage.rss();
    const { promise, resolve } = Promise.withResolvers<Reply>();
    this.#settle = resolve;
    const late = setTimeout(() => resolve(failed('it takes too long')), LONGEST);
    const looking = setInterval(() => {
      if (process.memoryUsage.rss() - before > MOST_MEMORY) resolve(failed('it takes too much memory'));
    }, LOOK);
    worker.postMessage(order); // oxlint-disable-line require-post-message-target-origin -- a thread has no origin
    const reply = await promise;
    clearTimeout(late);
    clearInterval(looking);
    if (reply.kind === 'failed') await this.close(); // what it was at may have left it in any state
    return reply;
  }

  #made(): Worker {
    const worker = new Worker(path.join(import.meta.dirname, 'worker.ts'), { resourceLimits: HEAP });
    const settle = (reply: Reply): void => {
      if (this.#worker === worker) this.#settle(reply); // else it is on its way out, and another one works
    };
    worker.on('message', settle);
    worker.on('error', (error: unknown) =>
      settle(failed(error instanceof Error ? error.message : 'its thread failed')),
    );
    worker.on('exit', () => settle(failed('its thread ended')));
    worker.unref(); // listening holds it
    return worker;
  }
}

const failed = (because: string): Reply => ({ kind: 'failed', because });
