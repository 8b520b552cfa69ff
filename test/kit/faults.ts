import type { KyselyPlugin, RootOperationNode } from 'kysely';
import { AREAS, type Area, type BlobStore } from '#/platform/blob/blob-store.ts';
import type { Database } from '#/platform/db/database.ts';

export class InjectedFault extends Error {}

/**
 * Makes one effect fail: before it happens, or after it happened, when it cannot be told from one that did not. Effects
 * are every statement that writes, every commit, and every file that is put or removed.
 */
export class Faults {
  /** Effects since the plan was made, in order. */
  seen: string[] = [];
  struck = false;
  #plan: { readonly at: number; readonly when: 'before' | 'after' } | null = null;

  /** From now on the effect with this number fails, counted from 0. */
  strike(at: number, when: 'before' | 'after'): void {
    this.#plan = { at, when };
    this.seen = [];
    this.struck = false;
  }

  rest(): void {
    this.#plan = null;
  }

  async around<T>(what: string, effect: () => Promise<T>): Promise<T> {
    this.before(what);
    const at = this.seen.length - 1;
    const result = await effect();
    this.after(at);
    return result;
  }

  before(what: string): void {
    this.seen.push(what);
    if (this.#plan?.when === 'before' && this.#plan.at === this.seen.length - 1) this.#fail(what);
  }

  after(at: number): void {
    if (this.#plan?.when === 'after' && this.#plan.at === at) this.#fail(this.seen[at] ?? '');
  }

  #fail(what: string): never {
    this.struck = true;
    throw new InjectedFault(`${this.#plan?.when} ${what}`);
  }
}

/** Does a statement change anything? `set_config` and `set role` end with the transaction. */
function written(node: RootOperationNode): string | null {
  if (node.kind === 'SelectQueryNode') return null;
  if (node.kind !== 'RawNode') return node.kind;
  const words = node.sqlFragments
    .join('?')
    .replace(/^\?\s+/, '') // a word to whoever runs it, at its head
    .trim()
    .toLowerCase();
  const [, writing] = /^(?:with .*?\b)?((?:insert into|update|delete from) \w+)/s.exec(words) ?? [];
  return writing ?? null;
}

const failing = (faults: Faults): KyselyPlugin => ({
  transformQuery: ({ node }) => {
    const what = written(node);
    if (what !== null) faults.before(what);
    return node;
  },
  transformResult: async ({ result }) => result, // what fails after it ends like what fails before the next
});

export const faultyDatabase = (db: Database, faults: Faults): Database => ({
  ...db,
  transaction: (org, work) =>
    faults.around('commit', () => db.transaction(org, (tx) => work(tx.withPlugin(failing(faults))))),
});

export function faultyBlobs(blobs: BlobStore, faults: Faults): BlobStore {
  const named = (what: string, area: Area): string => `${what} ${AREAS.find((each) => each === area)}`;
  return {
    ...blobs,
    put: (area, address, bytes) => faults.around(named('put', area), () => blobs.put(area, address, bytes)),
    remove: (area, address) => faults.around(named('remove', area), () => blobs.remove(area, address)),
  };
}
