import type { FastifyRequest } from 'fastify';
import { CountsBy } from '#/core/counts-by.ts';
import { subnetOf } from '#/core/subnet.ts';

/** How many requests there are from each address. */
export class Tally {
  readonly #counts = new CountsBy<string>();
  /** In the order in which they came. */
  readonly #addresses = new Map<FastifyRequest, string>();

  add(request: FastifyRequest): void {
    const address = subnetOf(request.ip);
    this.#addresses.set(request, address);
    this.#counts.add(address);
  }

  /** False: it is not among them, or no longer. */
  remove(request: FastifyRequest): boolean {
    const address = this.#addresses.get(request);
    if (address === undefined) return false;
    this.#counts.remove(address);
    return this.#addresses.delete(request);
  }

  of({ ip }: FastifyRequest): number {
    return this.#counts.of(subnetOf(ip));
  }

  all(): number {
    return this.#addresses.size;
  }

  /** Of the addresses that have most of them, the one that came first; undefined: there is none. */
  firstOfMost(): FastifyRequest | undefined {
    const counts = [...this.#addresses].map(([request, address]) => ({ request, count: this.#counts.of(address) }));
    const most = Math.max(...counts.map(({ count }) => count));
    return counts.find(({ count }) => count === most)?.request;
  }
}
