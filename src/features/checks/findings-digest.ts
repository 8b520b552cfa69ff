import { canonicalBytes } from '#/ledger/canonical.ts';
import { sha256, sha256Hex } from '#/ledger/hash.ts';
import type { FindingRow } from './finding.ts';

/** What a run seals of the findings that it wrote: how many, and the SHA-256 of their digests in ascending order. */
export interface SealedFindings {
  readonly rows: number;
  readonly sha256: string;
}

type Digested = Omit<FindingRow, 'checkId' | 'number'>;

/** Takes findings in any order. */
export class FindingsDigest {
  readonly #digests: Uint8Array[] = [];

  add({ item, look, shown, rule, fromMinute, toMinute, reason }: Digested): void {
    this.#digests.push(sha256(canonicalBytes([item, look, shown, rule, fromMinute, toMinute, reason])));
  }

  sealed(): SealedFindings {
    const sorted = this.#digests.toSorted((a, b) => Buffer.compare(a, b));
    return { rows: sorted.length, sha256: sha256Hex(Buffer.concat(sorted)) };
  }
}
