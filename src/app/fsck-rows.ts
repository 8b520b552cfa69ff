import { auditMirrors } from '#/features/audit/index.ts';
import { checksMirrors, countFindings, everyRun, FindingsDigest, findingsOfRun } from '#/features/checks/index.ts';
import { deviationsMirrors } from '#/features/deviations/index.ts';
import { controlsMirrors } from '#/features/controls/index.ts';
import { documentsMirrors } from '#/features/documents/index.ts';
import { engagementsMirrors } from '#/features/engagements/index.ts';
import { evidenceMirrors } from '#/features/evidence/index.ts';
import { grantsMirrors } from '#/features/grants/index.ts';
import {
  type Found,
  keyedFaults,
  type KeyedMirror,
  type Mirror,
  mirrorFaults,
  type SealedThings,
} from '#/features/ledger/index.ts';
import { ndasMirrors } from '#/features/ndas/index.ts';
import { organizationKeyedMirrors, organizationMirrors } from '#/features/organization/index.ts';
import { identityMirrors } from '#/features/identity/index.ts';
import { peopleMirrors } from '#/features/people/index.ts';
import { policiesMirrors } from '#/features/policies/index.ts';
import { mergedMirror, mergedThere, populationsMirrors } from '#/features/populations/index.ts';
import { reportsMirrors } from '#/features/reports/index.ts';
import { sourcesKeyedMirrors, sourcesMirrors } from '#/features/sources/index.ts';
import { readersMirrors } from '#/features/readers/index.ts';
import { subscribersMirrors } from '#/features/subscribers/index.ts';
import { trustMirrors } from '#/features/trust/index.ts';
import { workMirrors } from '#/features/work/index.ts';
import type { Tx } from '#/platform/db/database.ts';

const MIRRORS: readonly Mirror[] = [
  ...organizationMirrors,
  ...peopleMirrors,
  ...identityMirrors,
  ...controlsMirrors,
  ...engagementsMirrors,
  ...auditMirrors,
  ...sourcesMirrors,
  ...populationsMirrors,
  ...evidenceMirrors,
  ...checksMirrors,
  ...deviationsMirrors,
  ...workMirrors,
  ...policiesMirrors,
  ...documentsMirrors,
  ...reportsMirrors,
  ...trustMirrors,
  ...ndasMirrors,
  ...grantsMirrors,
  ...subscribersMirrors,
  ...readersMirrors,
];

const KEYED_MIRRORS: readonly KeyedMirror[] = [...organizationKeyedMirrors, ...sourcesKeyedMirrors];

/** Compares every row that says the same as the log, and returns how many there were. */
export async function compareTables(tx: Tx, sealed: SealedThings, damages: Found[]): Promise<number> {
  let rows = 0;
  for (const mirror of MIRRORS) rows += await compareMirror(tx, mirror, sealed, damages);
  rows += await compareMerged(tx, sealed, damages);
  for (const mirror of KEYED_MIRRORS) rows += await compareKeyed(tx, mirror, sealed, damages);
  return rows + (await compareFindings(tx, sealed, damages));
}

async function compareMirror(tx: Tx, mirror: Mirror, sealed: SealedThings, damages: Found[]): Promise<number> {
  const rows = await mirror.rows(tx, 0);
  for (const fault of mirrorFaults(mirror, rows, sealed)) damages.push(fault);
  return rows.length;
}

const MEND = 'no record is lost by it; "attestry ledger fsck --mend" puts right what the log says of it';

/** Of merged segments the last ones must be there; what took their place since the log was read is in the table already. */
async function compareMerged(tx: Tx, sealed: SealedThings, damages: Found[]): Promise<number> {
  const rows = await mergedMirror.rows(tx, 0);
  const there = new Set(mergedThere(sealed).map(({ position }) => position));
  const faults = mirrorFaults(mergedMirror, rows, sealed, (position) => !there.has(position));
  for (const { where, what } of faults) damages.push({ where, what: `${what}; ${MEND}` });
  return rows.length;
}

async function compareKeyed(tx: Tx, mirror: KeyedMirror, sealed: SealedThings, damages: Found[]): Promise<number> {
  const rows = await mirror.rows(tx);
  for (const fault of keyedFaults(mirror, rows, sealed)) damages.push(fault);
  return rows.length;
}

interface Findings {
  readonly rows: number;
  readonly sha256: string;
}

/** What each run wrote is what it sealed; or what the last erasure that took of it sealed as left. */
async function compareFindings(tx: Tx, sealed: SealedThings, damages: Found[]): Promise<number> {
  const left = leftByErasures(sealed);
  let count = 0;
  for (const { checkId, number, findings } of await everyRun(tx)) {
    const digest = new FindingsDigest();
    const rows = await findingsOfRun(tx, checkId, number);
    count += rows.length;
    for (const row of rows) digest.add(row);
    const expected = left.get(`${checkId} ${number}`) ?? (findings as Findings);
    if (digest.sealed().sha256 !== expected.sha256)
      damages.push({
        where: `table finding, ${checkId} run ${number}`,
        what: `its ${rows.length} rows are not the ${expected.rows} that were sealed`,
      });
  }
  const all = await countFindings(tx);
  if (all !== count)
    damages.push({ where: 'table finding', what: `${all - count} rows are of no run that was sealed` });
  return count;
}

/** By check and number of the run. Later erasures come later in the log. */
function leftByErasures({ byKind }: SealedThings): ReadonlyMap<string, Findings> {
  const left = new Map<string, Findings>();
  for (const { findings } of byKind.get('erasure')?.values() ?? []) {
    for (const each of (findings ?? []) as unknown as readonly (Findings & { check: string; number: number })[])
      left.set(`${each.check} ${each.number}`, each);
  }
  return left;
}
