import assert from 'node:assert/strict';
import { fsck } from '#/app/fsck.ts';
import { leafHash } from '#/ledger/hash.ts';
import { parseCheckpoint, type SignedCheckpoint } from '#/ledger/checkpoint.ts';
import { verifyConsistency, verifyInclusion } from '#/ledger/proof.ts';

export type Observed = Parameters<typeof fsck>[0];

/**
 * Re-verifies every invariant of an organization's log after every step: entries, tiles, checkpoints and signatures
 * computed again, every row and file compared with what was sealed, the log only ever longer, `received` never less,
 * and the first and the last new entry proven in the tree.
 */
export class Oracle {
  readonly #attestry: Observed;
  readonly #org: string;
  #last: (SignedCheckpoint & { readonly received: number }) | null = null;

  constructor(attestry: Observed, org: string) {
    this.#attestry = attestry;
    this.#org = org;
  }

  /** How long the log was at the last look. */
  get size(): number {
    return this.#last?.size ?? 0;
  }

  async look(after: string): Promise<void> {
    const { db, ledger } = this.#attestry;
    const { checkpoint, size, received } = await ledger.status(this.#org);
    const now = { ...parseCheckpoint(checkpoint), received };
    assert.equal(now.size, size, `${after}: the checkpoint is of the head`);
    const { damages, entries } = await fsck(this.#attestry, this.#org);
    assert.deepEqual(damages, [], after);
    assert.equal(entries, size, `${after}: every entry was read`);
    const last = this.#last;
    if (last !== null) {
      assert.ok(size >= last.size, `${after}: the log became shorter`);
      assert.ok(received >= last.received, `${after}: the log became older`);
      const proof = await db.transaction(this.#org, (tx) => ledger.consistencyProof(tx, last.size, size));
      assert.ok(verifyConsistency(last, now, proof), `${after}: the log is not the continuation of what it was`);
    }
    for (const position of new Set([last?.size ?? 0, size - 1])) {
      if (position >= size) continue;
      const { entry, proof } = await ledger.entry(this.#org, position);
      assert.ok(verifyInclusion(leafHash(entry), { index: position, size }, proof, now.root), `${after}: ${position}`);
    }
    this.#last = now;
  }
}
