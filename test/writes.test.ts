import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fsck } from '#/app/fsck.ts';
import { DomainError } from '#/core/errors.ts';
import { verifyPackage } from '#/package/verify.ts';
import type { TestAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { InjectedFault } from '#test/kit/faults.ts';
import { Oracle } from '#test/kit/oracle.ts';
import { company, packageFile, type Write, WRITES } from '#test/kit/writes.ts';

const db = await testDatabase();

/** Tries a write once more, as a person would who was not told whether it was done. */
async function again(write: Write, made: TestAttestry, n: number): Promise<void> {
  await write.run(made, n).catch((error: unknown) => {
    const code = error instanceof DomainError ? error.code : null;
    if (code === null || !(write.known ?? []).includes(code)) throw error;
  });
}

for (const [what, write] of Object.entries(WRITES)) {
  test(`${what}: whichever effect fails, before it or after it, state and seal agree`, async () => {
    const made = await company(db);
    const oracle = new Oracle(made.attestry, made.caller.org);
    await oracle.look('the beginning');
    let n = 0;
    let effects: readonly string[] = [];
    // each look also sees what the try before it left, and the last one what the last left
    for (const when of ['before', 'after'] as const) {
      for (let at = 0; ; at += 1) {
        // after a statement, and before the next one, the transaction ends in the same way
        if (when === 'after' && /Node|insert|update|delete/.test(effects[at] ?? '')) continue;
        n += 1;
        made.chance.at += 60_000;
        await write.prepare?.(made, n);
        made.faults.strike(at, when);
        const error = await write.run(made, n).then(
          () => null,
          (thrown: unknown) => thrown,
        );
        made.faults.rest();
        const where = `${when} ${made.faults.seen[at]}, effect ${at}`;
        if (!made.faults.struck) {
          assert.equal(error, null, `${what}: ${String(error)}`);
          assert.ok(at >= 2, `${what} has ${at} effects only: ${made.faults.seen.join(', ')}`);
          effects = made.faults.seen;
          break;
        }
        if (error !== null && !(error instanceof InjectedFault || hasFault(error))) throw error;
        await oracle.look(where);
        made.chance.at += 60_000;
        if (write.once !== true) await again(write, made, n);
      }
    }
    await oracle.look('the end');
    assert.deepEqual((await fsck(made.attestry, made.caller.org)).unfinished, []);
    for (let each = 1; each <= n; each += 1) {
      const file = packageFile(made, each);
      if (existsSync(file)) assert.deepEqual(verifyPackage(file, NOBODY).faults, []);
    }
  });
}

const NOBODY = { key: null, since: null, believed: { anchors: '', witnesses: [] } };

const hasFault = (error: unknown): boolean =>
  error instanceof Error && (error.cause instanceof InjectedFault || error.message.includes('effect'));
