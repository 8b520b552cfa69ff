import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Json } from '#/ledger/canonical.ts';

/** A run as it is sealed, version 1, from its row. */
export const sealedRun = ({ asOf, ...row }: { readonly asOf: Instant } & Readonly<Record<string, unknown>>): Json => ({
  v: 1,
  ...(row as Readonly<Record<string, Json>>),
  asOf: formatInstant(asOf),
});
