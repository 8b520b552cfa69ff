import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';

/**
 * A table that says the same as what the log sealed: so that a row that was changed, lost or added behind the
 * product's back is found and named.
 */
export interface Mirror {
  readonly table: string;
  /** Kinds of entries whose payloads it mirrors. */
  readonly kinds: readonly string[];
  /** What its rows say, at least those from a position on, by the position of the entry that sealed each, in a fixed order within one position. */
  readonly rows: (tx: Tx, from: number) => Promise<readonly { readonly position: number; readonly says: Json }[]>;
  /** What the rows of an entry must say, from its payload and its kind. */
  readonly sealed: (payload: Readonly<Record<string, Json>>, kind: string) => readonly Json[];
}

/** The same for a table whose rows are known by something else than the entry that sealed them. */
export interface KeyedMirror {
  readonly table: string;
  readonly kind: string;
  readonly rows: (tx: Tx) => Promise<readonly Keyed[]>;
  readonly sealed: (payload: Readonly<Record<string, Json>>) => Keyed;
}

export interface Keyed {
  readonly key: string;
  readonly says: Json;
}
