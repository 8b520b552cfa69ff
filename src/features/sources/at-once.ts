import { DomainError } from '#/core/errors.ts';

/** So many looks and trials of one organization go on at once: more would only keep those of others waiting. */
const MOST = 3;
/** Of most files a look takes less. In seconds. */
const SOON = 5;

export class AtOnce {
  readonly #open = new Map<string, number>();

  /** Throws `too_many_requests` where the organization has as many open as it may. */
  async within<T>(org: string, work: () => Promise<T>): Promise<T> {
    const open = this.#open.get(org) ?? 0;
    if (open >= MOST) throw new DomainError('too_many_requests', { seconds: SOON });
    this.#open.set(org, open + 1);
    try {
      return await work();
    } finally {
      const left = (this.#open.get(org) ?? 1) - 1;
      if (left === 0) this.#open.delete(org);
      else this.#open.set(org, left);
    }
  }
}
