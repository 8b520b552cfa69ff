import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';
import type { FirmAddress } from './firm-account.contract.ts';
import { type Decided, factsIn, type Recorded, type ReportFacts, type SealedByFirm } from './standing.ts';

const recorded = (tx: Tx) =>
  tx
    .selectFrom('report_facts as f')
    .select(['f.document', 'f.version', 'f.original', 'f.facts', 'f.person', 'f.position'])
    .select(receivedAt('f.position').as('received'))
    .orderBy('f.position');

const decided = (tx: Tx) =>
  tx
    .selectFrom('report_decision as d')
    .select(['d.document', 'd.version', 'd.decision', 'd.reason', 'd.person', 'd.position'])
    .select(receivedAt('d.position').as('received'))
    .orderBy('d.position');

/** Those of one document, or of all; the oldest first. */
export async function recordedRows(tx: Tx, document?: string): Promise<readonly Recorded[]> {
  const rows = await recorded(tx)
    .$if(document !== undefined, (query) => query.where('f.document', '=', document ?? ''))
    .execute();
  return rows.map((row) => ({ ...row, facts: factsIn(row) }));
}

/** Those of one document, or of all; the oldest first. */
export async function decidedRows(tx: Tx, document?: string): Promise<readonly Decided[]> {
  const rows = await decided(tx)
    .$if(document !== undefined, (query) => query.where('d.document', '=', document ?? ''))
    .execute();
  return rows.map((row) => ({ ...row, decision: row.decision as Decided['decision'] }));
}

/** The latest facts of each document, where nobody decided of them yet. */
export async function factsToConfirm(tx: Tx): Promise<
  readonly {
    readonly document: string;
    readonly version: number;
    readonly recordedBy: string;
    readonly received: Instant;
  }[]
> {
  const { rows } = await sql<{ document: string; version: number; recordedBy: string; received: Instant }>`
    select f.document, f.version, f.person as "recordedBy", ${receivedAt('f.position')} as received
      from (select distinct on (document) document, version, person, position from report_facts
             order by document, position desc) f
     where not exists (select from report_decision d where d.document = f.document and d.position > f.position)
     order by f.position desc limit 50`.execute(tx);
  return rows;
}

export async function insertRecorded(
  tx: Tx,
  org: string,
  { facts, ...row }: Omit<Recorded, 'received'>,
): Promise<void> {
  await tx
    .insertInto('report_facts')
    .values({ org, ...row, facts: JSON.stringify(facts) })
    .execute();
}

export async function insertDecided(tx: Tx, org: string, row: Omit<Decided, 'received'>): Promise<void> {
  await tx
    .insertInto('report_decision')
    .values({ org, ...row })
    .execute();
}

const seals = (tx: Tx) =>
  tx
    .selectFrom('report_seal as s')
    .select(['s.engagement', 's.sha256', 's.firm', 's.person', 's.address', 's.position'])
    .select(receivedAt('s.position').as('received'))
    .orderBy('s.position');

const sealedByFirm = <R extends { readonly address: string | null }>(row: R) => ({
  ...row,
  address: row.address as FirmAddress,
});

/** By which the firm's account said that it issued a file; the oldest first. */
const sealsOf = async (tx: Tx, sha256: string): Promise<readonly SealedByFirm[]> =>
  (await seals(tx).where('s.sha256', '=', sha256).execute()).map(sealedByFirm);

/** The one by which to go: of an account whose link was mailed, where there is such a one. */
export async function firmSealOf(tx: Tx, sha256: string): Promise<SealedByFirm | undefined> {
  const all = await sealsOf(tx, sha256);
  return all.find(({ address }) => address === 'mailed') ?? all[0];
}

export const sealsIn = async (tx: Tx, engagement: string): Promise<readonly SealedByFirm[]> =>
  (await seals(tx).where('s.engagement', '=', engagement).execute()).map(sealedByFirm);

export async function insertSeal(tx: Tx, org: string, row: Omit<SealedByFirm, 'received'>): Promise<void> {
  await tx
    .insertInto('report_seal')
    .values({ org, ...row })
    .execute();
}

export interface ReportDraft {
  readonly facts: ReportFacts;
  readonly revision: number;
  readonly person: string;
  readonly saved: Instant;
}

export async function draftRow(tx: Tx, document: string): Promise<ReportDraft | undefined> {
  const row = await tx
    .selectFrom('report_draft')
    .select(['facts', 'revision', 'person', 'saved'])
    .where('document', '=', document)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, facts: factsIn(row) };
}

export async function saveDraft(
  tx: Tx,
  org: string,
  { document, facts, saved, ...about }: ReportDraft & { readonly document: string },
): Promise<void> {
  const row = { ...about, facts: JSON.stringify(facts), saved: formatInstant(saved) };
  await tx
    .insertInto('report_draft')
    .values({ org, document, ...row })
    .onConflict((conflict) => conflict.columns(['org', 'document']).doUpdateSet(row))
    .execute();
}

export async function forgetDraft(tx: Tx, document: string): Promise<void> {
  await tx.deleteFrom('report_draft').where('document', '=', document).execute();
}
