import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { type Ledger, ledger } from '#/features/ledger/index.ts';
import type { Database } from '#/platform/db/database.ts';
import { openVault } from '#/platform/keys.ts';
import { signingKeys } from '#/platform/signing-keys.ts';
import { type TestChance, testChance } from './chance.ts';

/** A folder that is gone after the tests of the file. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'attestry-test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestLedger {
  readonly ledger: Ledger;
  readonly chance: TestChance;
  readonly org: string;
}

/** A new organization with a log of one entry. */
export async function testLedger(db: Database): Promise<TestLedger> {
  const folder = testFolder();
  const chance = testChance();
  const log = ledger({ db, keys: signingKeys(path.join(folder, 'keys'), openVault(folder, null)), chance });
  const org = randomUUID();
  await db.transaction(org, (tx) => log.create(tx, org, { origin: `attestry.test/${org}` }));
  return { ledger: log, chance, org };
}
