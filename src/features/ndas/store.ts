import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

export interface NdaText {
  readonly version: number;
  readonly position: number;
  readonly title: string;
  /** Markdown. Of a file, what is added to it. */
  readonly body: string;
  /** The company's own file, which is the text; null: it is the body. */
  readonly file: NdaFile | null;
  readonly material: boolean;
  readonly person: string;
}

export interface NdaFile {
  readonly artifact: string;
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
  readonly pages: number;
}

/** Every version of the text, the newest first. */
export const ndaTexts = (tx: Tx): Promise<readonly (NdaText & { readonly received: Instant })[]> =>
  tx
    .selectFrom('nda_text as t')
    .select(['t.version', 't.position', 't.title', 't.body', 't.material', 't.person'])
    .select(sql<NdaFile | null>`t.file`.as('file'))
    .select(receivedAt('t.position').as('received'))
    .orderBy('t.version', 'desc')
    .limit(500)
    .execute();

export async function insertNdaText(tx: Tx, org: string, { file, ...row }: NdaText): Promise<void> {
  await tx
    .insertInto('nda_text')
    .values({ org, ...row, file: file === null ? null : JSON.stringify(file) })
    .execute();
}

export interface NdaRow {
  readonly id: string;
  readonly position: number;
  readonly how: 'signed' | 'elsewhere';
  readonly version: number;
  readonly artifact: string;
  readonly sha256: string;
  readonly person: string;
}

export interface NdaParty {
  readonly party: string;
  readonly company: string;
  readonly signer: string;
  readonly title: string;
  readonly email: string;
  readonly address: string;
  readonly agent: string;
  readonly signed: Instant;
}

export async function insertNda(tx: Tx, org: string, row: NdaRow, { signed, ...party }: NdaParty): Promise<void> {
  await tx
    .insertInto('nda')
    .values({ org, ...row })
    .execute();
  await tx
    .insertInto('nda_party')
    .values({ org, nda: row.id, ...party, signed: formatInstant(signed) })
    .execute();
}

export async function insertNdaEnd(
  tx: Tx,
  org: string,
  row: { readonly nda: string; readonly position: number; readonly because: string; readonly person: string },
): Promise<void> {
  await tx
    .insertInto('nda_end')
    .values({ org, ...row })
    .execute();
}

export type Agreement = NdaRow & Omit<NdaParty, 'address' | 'agent'> & { readonly ended: string | null };

const agreements = (tx: Tx) =>
  tx
    .selectFrom('nda as n')
    .innerJoin('nda_party as p', (join) => join.onRef('p.org', '=', 'n.org').onRef('p.nda', '=', 'n.id'))
    .leftJoin('nda_end as e', (join) => join.onRef('e.org', '=', 'n.org').onRef('e.nda', '=', 'n.id'))
    .select(['n.id', 'n.position', 'n.version', 'n.artifact', 'n.sha256', 'n.person'])
    .select(sql<NdaRow['how']>`n.how`.as('how'))
    .select(['p.party', 'p.company', 'p.signer', 'p.title', 'p.email', 'p.signed'])
    .select('e.because as ended');

/** The agreements before a position, the newest first. */
export const ndaRows = (tx: Tx, before: number, limit: number): Promise<readonly Agreement[]> =>
  agreements(tx).where('n.position', '<', before).orderBy('n.position', 'desc').limit(limit).execute();

export const ndaWithId = (tx: Tx, id: string): Promise<Agreement | undefined> =>
  agreements(tx).where('n.id', '=', id).executeTakeFirst();

/** The agreements of one party, the newest first. */
export const ndasOfParty = (tx: Tx, party: string): Promise<readonly Agreement[]> =>
  agreements(tx).where('p.party', '=', party).orderBy('n.position', 'desc').limit(50).execute();
