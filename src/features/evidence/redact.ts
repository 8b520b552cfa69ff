import type { Row } from '#/core/segment/row.ts';
import { canonicalBytes } from '#/ledger/canonical.ts';
import { sha256 } from '#/ledger/hash.ts';

/** A version of which nothing is left but that it was there, when it was collected, and why it is gone. */
export const redactedRow = ({ collected, previous }: Row, key: string, reason: string): Row => ({
  key,
  presence: 'erased',
  fact: null,
  digest: sha256(canonicalBytes({ erased: reason })),
  artifact: null,
  place: '',
  collected,
  previous,
  note: reason,
});
