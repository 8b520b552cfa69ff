import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';

/** Agreements that somebody with an address signed, whatever became of them. */
export const ndasSignedBy = async (tx: Tx, email: string) =>
  tx
    .selectFrom('nda as n')
    .innerJoin('nda_party as p', (join) => join.onRef('p.org', '=', 'n.org').onRef('p.nda', '=', 'n.id'))
    .select(['n.id', 'n.artifact', 'p.party', 'p.company'])
    .where('p.email', '=', email)
    .orderBy('n.position')
    .limit(200)
    .execute();

/** A company is known by its domain; who has an address of free mail is known by that. */
const NOT_AN_ADDRESS = sql<string>`case when position('@' in party) > 0 then 'erased:' || nda else party end`;

/** Takes whoever signed out of what is kept beside an agreement. */
export async function eraseSigner(tx: Tx, nda: string): Promise<void> {
  await tx
    .updateTable('nda_party')
    .set({ signer: 'Erased', title: '', email: '', address: '', agent: '', party: NOT_AN_ADDRESS })
    .where('nda', '=', nda)
    .execute();
}
