import { auditMirrors } from '#/features/audit/index.ts';
import { checksMirrors, countFindings, everyRun, FindingsDigest, findingsOfRun } from '#/features/checks/index.ts';
import { controlsMirrors } from '#/features/controls/index.ts';
import { documentsMirrors } from '#/features/documents/index.ts';
import { engagementsMirrors } from '#/features/engagements/index.ts';
import { evidenceMirrors } from '#/features/evidence/index.ts';
import { grantsMirrors } from '#/features/grants/index.ts';
import type { KeyedMirror, Mirror } from '#/features/ledger/index.ts';
import { ndasMirrors } from '#/features/ndas/index.ts';
import { organizationKeyedMirrors, organizationMirrors } from '#/features/organization/index.ts';
import { identityMirrors } from '#/features/identity/index.ts';
import { peopleMirrors } from '#/features/people/index.ts';
import { policiesMirrors } from '#/features/policies/index.ts';
import { mergedMirror, populationsMirrors } from '#/features/populations/index.ts';
import { reportsMirrors } from '#/features/reports/index.ts';
import { sourcesKeyedMirrors, sourcesMirrors } from '#/features/sources/index.ts';
import { readersMirrors } from '#/features/readers/index.ts';
import { subscribersMirrors } from '#/features/subscribers/index.ts';
import { trustMirrors } from '#/features/trust/index.ts';
import { workMirrors } from '#/features/work/index.ts';
import { canonicalJson, type Json } from '#/ledger/canonical.ts';
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

/** Something in the database or among the files that is not as it was written. */
export interface Found {
  readonly where: string;
  readonly what: string;
}

type Payload = Readonly<Record<string, Json>>;

/** What the log seals, kept while it is read. */
export interface SealedThings {
  readonly byKind: Map<string, Map<number, Payload>>;
  readonly erased: Set<number>;
}

/** Compares every row that says the same as the log, and returns how many there were. */
export async function compareTables(tx: Tx, sealed: SealedThings, damages: Found[]): Promise<number> {
  let rows = 0;
  for (const mirror of [...MIRRORS, mergedMirror]) rows += await compareMirror(tx, mirror, sealed, damages);
  for (const mirror of KEYED_MIRRORS) rows += await compareKeyed(tx, mirror, sealed, damages);
  return rows + (await compareFindings(tx, sealed, damages));
}

async function compareMirror(
  tx: Tx,
  mirror: Mirror,
  { byKind, erased }: SealedThings,
  damages: Found[],
): Promise<number> {
  const rows = await mirror.rows(tx);
  const found = Map.groupBy(rows, ({ position }) => position);
  for (const kind of mirror.kinds) {
    for (const [position, payload] of byKind.get(kind) ?? []) {
      const said = (found.get(position) ?? []).map(({ says }) => canonicalJson(says));
      const expected = mirror.sealed(payload, kind).map((says) => canonicalJson(says));
      found.delete(position);
      if (said.length === 0 && mirror === mergedMirror) continue;
      if (said.join('\n') !== expected.join('\n'))
        damages.push({
          where: `table ${mirror.table}, position ${position}`,
          what: said.length === 0 ? 'the row is missing' : 'the row does not say what was sealed',
        });
    }
  }
  for (const position of found.keys()) {
    const what = erased.has(position)
      ? 'the row is there, though what it says was erased'
      : 'the log seals no such row';
    damages.push({ where: `table ${mirror.table}, position ${position}`, what });
  }
  return rows.length;
}

async function compareKeyed(
  tx: Tx,
  { table, kind, rows: read, sealed: sealedBy }: KeyedMirror,
  { byKind }: SealedThings,
  damages: Found[],
): Promise<number> {
  const rows = await read(tx);
  const found = new Map(rows.map(({ key, says }) => [key, canonicalJson(says)]));
  for (const payload of byKind.get(kind)?.values() ?? []) {
    const { key, says } = sealedBy(payload);
    const said = found.get(key);
    found.delete(key);
    if (said !== canonicalJson(says))
      damages.push({
        where: `table ${table}, ${key}`.replace(/, $/, ''),
        what: said === undefined ? 'the row is missing' : 'the row does not say what was sealed',
      });
  }
  for (const key of found.keys()) damages.push({ where: `table ${table}, ${key}`, what: 'the log seals no such row' });
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
