import { CountsBy } from '#/core/counts-by.ts';
import { DomainError } from '#/core/errors.ts';

/** So many looks and trials of one organization go on at once: more would only keep those of others waiting. */
const MOST = 3;
/** Of most files a look takes less. In seconds. */
const SOON = 5;

export class AtOnce {
  readonly #open = new CountsBy<string>();

  /** Throws `too_many_requests` where the organization has as many open as it may. */
  async within<T>(org: string, work: () => Promise<T>): Promise<T> {
    if (this.#open.of(org) >= MOST) throw new DomainError('too_many_requests', { seconds: SOON });
    this.#open.add(org);
    try {
      return await work();
    } finally {
      this.#open.remove(org);
    }
  }
}
