import { type Outcomes, rangeBytes } from '#/checks/engine/outcomes.ts';
import { RANGES } from '#/core/segment/table.ts';
import { leafHash } from '#/ledger/hash.ts';
import { EMPTY, extend, rootOf } from '#/ledger/tree.ts';

/**
 * What a run seals of its outcomes: the RFC 6962 root over the 256 equal parts of the key order, so that the outcomes
 * of one part can be proven without the others. 64 hexadecimal digits.
 */
export function outcomesRoot(outcomes: Outcomes): string {
  const leaves = Array.from({ length: RANGES }, (_, range) => leafHash(rangeBytes(outcomes, range)));
  return Buffer.from(rootOf(extend(EMPTY, leaves))).toString('hex');
}
