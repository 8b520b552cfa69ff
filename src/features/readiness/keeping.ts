import type { Json } from '#/ledger/canonical.ts';

/** What a derived thing is called, and a digest of all that it was made from. */
export interface DerivedKey {
  readonly subject: string;
  readonly key: string;
}

export interface DerivedRow extends DerivedKey {
  readonly value: Json;
}

export interface Made {
  /** The log position as of which it was made. */
  readonly position: number;
  /** The position of the last erasure that was known then; -1 when there was none. */
  readonly erased: number;
}

/** One kept thing, whole but for its pages. */
export interface KeptRow extends DerivedRow, Made {
  readonly what: string;
  /** What the next one begins with, where it need not begin anew. */
  readonly basis: Uint8Array | null;
}

export interface PageKey extends DerivedKey {
  readonly what: string;
}

export interface KeptPage {
  readonly page: number;
  readonly entries: readonly Json[];
}

/** Where a reading looks for what was worked out before, and leaves what it works out. */
export interface Keeping {
  /** Those of one kind that were made already. */
  readonly rows: (what: string, wanted: readonly DerivedKey[]) => Promise<readonly DerivedRow[]>;
  /** What was made last of one subject, whatever it was made from, if the next one can begin with it. */
  readonly lastBasis: (
    what: string,
    subject: string,
  ) => Promise<Pick<KeptRow, 'value' | 'basis' | 'erased'> | undefined>;
  /** Says which are new: somebody else may have made one meanwhile, and then theirs says the same. */
  readonly insert: (rows: readonly KeptRow[]) => Promise<ReadonlySet<string>>;
  readonly insertPages: (key: PageKey, pages: readonly KeptPage[]) => Promise<void>;
  /** Pages `first` to `last` of a list, in their order. */
  readonly pages: (
    key: PageKey,
    range: { readonly first: number; readonly last: number },
  ) => Promise<readonly KeptPage[]>;
}

/**
 * Keeps for as long as one reading lasts, and begins with nothing: who reads with it believes nothing that was kept.
 * A package is made so, and so is what `fsck` compares with what is kept.
 */
export class Anew implements Keeping {
  readonly made = new Map<string, KeptRow>();
  readonly #pages = new Map<string, KeptPage[]>();

  rows = (what: string, wanted: readonly DerivedKey[]): Promise<readonly DerivedRow[]> =>
    Promise.resolve(wanted.flatMap((key) => this.made.get(nameOfKept({ what, ...key })) ?? []));

  lastBasis = (): Promise<undefined> => Promise.resolve(undefined);

  insert = (rows: readonly KeptRow[]): Promise<ReadonlySet<string>> => {
    const added = rows.filter((row) => !this.made.has(nameOfKept(row)));
    for (const row of added) this.made.set(nameOfKept(row), row);
    return Promise.resolve(new Set(added.map(({ subject }) => subject)));
  };

  insertPages = (key: PageKey, pages: readonly KeptPage[]): Promise<void> => {
    this.#pages.set(nameOfKept(key), [...this.pagesOf(key), ...pages]);
    return Promise.resolve();
  };

  pages = (key: PageKey, { first, last }: { readonly first: number; readonly last: number }) =>
    Promise.resolve(this.pagesOf(key).filter(({ page }) => page >= first && page <= last));

  pagesOf(key: PageKey): readonly KeptPage[] {
    return this.#pages.get(nameOfKept(key)) ?? [];
  }
}

/**
 * Finds what is kept, and leaves nothing: what comes of rows that are not as they were sealed must not be found by a
 * reading once they are.
 */
export function leavingNothing(kept: Keeping): Keeping {
  const own = new Anew();
  return {
    rows: async (what, wanted) => [...(await own.rows(what, wanted)), ...(await kept.rows(what, wanted))],
    lastBasis: (what, subject) => kept.lastBasis(what, subject),
    insert: own.insert,
    insertPages: own.insertPages,
    pages: (key, range) => (own.made.has(nameOfKept(key)) ? own.pages(key, range) : kept.pages(key, range)),
  };
}

export const nameOfKept = ({ what, subject, key }: PageKey): string => JSON.stringify([what, subject, key]);
