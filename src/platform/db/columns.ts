import type { ColumnType } from 'kysely';

/** A `timestamptz`: read as milliseconds since 1970, written as RFC 3339 text. */
export type InstantColumn = ColumnType<number, string, string>;

/** A `jsonb`: read as what it says, written as JSON text. */
export type JsonColumn = ColumnType<unknown, string, string>;

/** A `bytea`. */
export type BytesColumn = ColumnType<Uint8Array, Uint8Array, Uint8Array>;
