import type { FastifyRequest } from 'fastify';
import { endCrowded, endSlow } from './failures.ts';
import { Tally } from './tally.ts';

export interface ArrivalsOptions {
  /** So many bodies arrive at once. */
  readonly most: number;
  /** So often it is looked whether one comes on, in milliseconds. */
  readonly every: number;
}

/** What a body has to bring from one look to the next, if it has not come to its end: 1 kB a second, where one looks every quarter of a minute. */
const BETWEEN_LOOKS = 15_000;

/**
 * Requests whose bodies are still on their way. Where there is no room for one more, nobody new is turned away: of the
 * addresses that have most of them, the one that has been arriving for the longest is ended. So whoever stalls meets
 * those who stall, and a body that comes at once, or the only one of an address, stays.
 */
export class Arrivals {
  readonly #tally = new Tally();
  readonly #looks = new WeakMap<FastifyRequest, NodeJS.Timeout>();
  readonly #options: ArrivalsOptions;

  constructor(options: ArrivalsOptions) {
    this.#options = options;
  }

  add(request: FastifyRequest): void {
    const crowded = this.#tally.all() >= this.#options.most ? this.#tally.firstOfMost() : undefined;
    if (crowded !== undefined) {
      this.remove(crowded);
      endCrowded(crowded.raw.socket, crowded.id);
    }
    this.#tally.add(request);
    this.#looks.set(request, this.#lookAt(request));
  }

  /** False: it was ended, or is not among them any more. */
  remove(request: FastifyRequest): boolean {
    clearInterval(this.#looks.get(request));
    return this.#tally.remove(request);
  }

  of(request: FastifyRequest): number {
    return this.#tally.of(request);
  }

  all(): number {
    return this.#tally.all();
  }

  /** What was brought before counts, so that a large file may pause; how long it may take in all, the server says. */
  #lookAt(request: FastifyRequest): NodeJS.Timeout {
    const { socket } = request.raw;
    let owed = socket.bytesRead;
    return setInterval(() => {
      owed += BETWEEN_LOOKS;
      if (socket.bytesRead >= owed) return;
      this.remove(request);
      endSlow(socket, request.id);
    }, this.#options.every);
  }
}
