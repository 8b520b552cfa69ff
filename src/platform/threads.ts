import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { DomainError } from '#/core/errors.ts';

/** In milliseconds: how long a thread without an order stays, and how often it is looked how much memory one takes. */
const IDLE = 60_000;
const LOOK = 200;
/** How much more memory the process may need while an order is carried out. In bytes. */
const MOST_MEMORY = 1.5 * 2 ** 30;
const STACK = 4;
const MOST_THREADS = 2;

export interface ThreadsSetup {
  /** The program of each thread, which answers every order by one message. */
  readonly program: string;
  /** Orders that wait at most, of each thread; more are refused, so that nobody waits for what will not come in time. */
  readonly waiting: number;
  /** How long an order may take, in milliseconds. */
  readonly longest: number;
  /** What it may keep in memory at once, in megabytes. */
  readonly heap: number;
}

/** What became of an order that its thread has not answered. */
export interface Failed {
  readonly kind: 'failed';
  readonly because: string;
}

const failed = (because: string): Failed => ({ kind: 'failed', because });

export interface Asking<Order> {
  /** In milliseconds, in place of what holds for all. */
  readonly longest?: number;
  readonly signal?: AbortSignal;
  /** What of the order is given away to the thread, and not copied: nobody here has it any more. */
  readonly given?: (order: Order) => readonly ArrayBuffer[];
}

/**
 * What takes long is done here, beside whatever else goes on: in a few threads that are made when something is first
 * asked of them, carry out one order after the other, and go when nothing is asked for a while. What takes too long or
 * too much memory is ended with its thread.
 */
export class Threads<Order, Reply extends { readonly kind: string }> {
  readonly #threads: readonly Thread<Order, Reply>[];

  constructor(setup: ThreadsSetup, threads = Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1))) {
    this.#threads = Array.from({ length: threads }, () => new Thread(setup));
  }

  /** The order is made when its turn comes: until then nothing of it is held. Throws `overloaded` where too many wait. */
  ask(order: () => Order | Promise<Order>, asking: Asking<Order> = {}): Promise<Reply | Failed> {
    const [idlest] = this.#threads.toSorted((a, b) => a.load - b.load);
    if (idlest === undefined) throw new DomainError('overloaded');
    return idlest.ask({ order, asking });
  }

  /** What is under way, waits, or is asked from then on fails with `stopped`. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

interface Asked<Order> {
  readonly order: () => Order | Promise<Order>;
  readonly asking: Asking<Order>;
}

interface Waiting<Order, Reply> extends Asked<Order> {
  readonly resolve: (reply: Reply | Failed) => void;
  readonly reject: (error: unknown) => void;
}

class Thread<Order, Reply extends { readonly kind: string }> {
  readonly #setup: ThreadsSetup;
  readonly #waiting: Waiting<Order, Reply>[] = [];
  #worker: Worker | null = null;
  #settle: (reply: Reply | Failed) => void = () => undefined;
  #busy = false;
  #closed = false;
  #leaving: NodeJS.Timeout | null = null;

  constructor(setup: ThreadsSetup) {
    this.#setup = setup;
  }

  get load(): number {
    return this.#waiting.length + (this.#busy ? 1 : 0);
  }

  ask(asked: Asked<Order>): Promise<Reply | Failed> {
    if (this.#waiting.length >= this.#setup.waiting) throw new DomainError('overloaded');
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...asked, resolve, reject });
      if (!this.#busy) void this.#work();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#settle(failed('its thread ended'));
    await this.#end();
  }

  #mustGoOn(): void {
    if (this.#closed) throw new DomainError('stopped');
  }

  async #end(): Promise<void> {
    if (this.#leaving !== null) clearTimeout(this.#leaving);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    if (this.#leaving !== null) clearTimeout(this.#leaving);
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift())
      await this.#carriedOut(next).then(next.resolve, next.reject);
    this.#busy = false;
    this.#leaving = setTimeout(() => void this.#end(), IDLE).unref();
  }

  async #carriedOut({ order, asking }: Asked<Order>): Promise<Reply | Failed> {
    const { longest = this.#setup.longest, signal } = asking;
    const isOver = (): boolean => signal?.aborted === true;
    this.#mustGoOn();
    if (isOver()) return failed(TOO_LONG);
    const made = await order();
    this.#mustGoOn();
    if (isOver()) return failed(TOO_LONG);
    const worker = (this.#worker ??= this.#made());
    const before = process.memoryUsage.rss();
    const { promise, resolve } = Promise.withResolvers<Reply | Failed>();
    this.#settle = resolve;
    const leave = (): void => resolve(failed(TOO_LONG));
    const late = setTimeout(leave, longest);
    signal?.addEventListener('abort', leave);
    const looking = setInterval(() => {
      if (process.memoryUsage.rss() - before > MOST_MEMORY) resolve(failed(TOO_MUCH));
    }, LOOK);
    worker.postMessage(made, [...(asking.given?.(made) ?? [])]); // oxlint-disable-line require-post-message-target-origin -- a thread has no origin
    const reply = await promise;
    clearTimeout(late);
    clearInterval(looking);
    signal?.removeEventListener('abort', leave);
    this.#mustGoOn();
    if (reply.kind === 'failed') await this.#end(); // what it was at may have left it in any state
    return reply;
  }

  #made(): Worker {
    const { program, heap } = this.#setup;
    const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: heap, stackSizeMb: STACK } });
    const settle = (reply: Reply | Failed): void => {
      if (this.#worker === worker) this.#settle(reply); // else it is on its way out, and another one works
    };
    worker.on('message', settle);
    worker.on('error', (error: unknown) => settle(failed(becauseOf(error))));
    worker.on('exit', () => settle(failed('its thread ended')));
    worker.unref(); // listening holds it
    return worker;
  }
}

const TOO_LONG = 'it takes too long';
const TOO_MUCH = 'it takes too much memory';

function becauseOf(error: unknown): string {
  if (!(error instanceof Error)) return 'its thread failed';
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? TOO_MUCH : error.message;
}
