import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

/** What a firm offers, as a person recorded it. */
export interface Offer {
  readonly firm: string;
  readonly licence: string;
  readonly licenceLookup: string;
  readonly peerReviewed: string | null;
  readonly feeLow: number | null;
  readonly feeHigh: number | null;
  readonly currency: string;
  readonly includes: readonly string[];
  readonly start: string | null;
  readonly notes: string;
}

interface Recorded {
  readonly recorded: Instant;
  readonly person: string;
}

/** What firms offer for an examination, in the order in which it was first recorded. */
export async function quoteRows(tx: Tx, engagement: string) {
  const rows = await tx
    .selectFrom('audit_quote')
    .select(['id', 'engagement', 'offer', 'recorded', 'person'])
    .where('engagement', '=', engagement)
    .orderBy('made')
    .orderBy('id')
    .execute();
  return rows.map(({ offer, ...row }) => ({ ...row, offer: offer as Offer }));
}

export async function insertQuote(
  tx: Tx,
  row: Recorded & { readonly org: string; readonly id: string; readonly engagement: string; readonly offer: Offer },
): Promise<void> {
  const recorded = formatInstant(row.recorded);
  await tx
    .insertInto('audit_quote')
    .values({ ...row, offer: JSON.stringify(row.offer), made: recorded, recorded })
    .execute();
}

/** Whether there was such an offer. */
export async function replaceQuote(
  tx: Tx,
  { id, offer, recorded, person }: Recorded & { readonly id: string; readonly offer: Offer },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('audit_quote')
    .set({ offer: JSON.stringify(offer), recorded: formatInstant(recorded), person })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whether there was such an offer. */
export async function deleteQuote(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('audit_quote').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The engagement letters of an examination with what is left of each file, oldest first. */
export const letterRows = (tx: Tx, engagement: string) =>
  tx
    .selectFrom('audit_letter as l')
    .leftJoin('artifact as a', (join) => join.onRef('a.org', '=', 'l.org').onRef('a.id', '=', 'l.artifact'))
    .select([
      'l.engagement',
      'l.firm',
      'l.licence',
      'l.licence_lookup as licenceLookup',
      'l.signed',
      'l.person',
      'l.position',
      'l.artifact',
      receivedAt('l.position').as('received'),
      'a.name',
      'a.sha256',
      'a.bytes',
    ])
    .where('l.engagement', '=', engagement)
    .orderBy('l.position')
    .execute();

export async function insertLetter(
  tx: Tx,
  {
    licenceLookup,
    ...row
  }: {
    readonly org: string;
    readonly position: number;
    readonly engagement: string;
    readonly firm: string;
    readonly licence: string;
    readonly licenceLookup: string;
    readonly signed: string;
    readonly artifact: string;
    readonly person: string;
  },
): Promise<void> {
  await tx
    .insertInto('audit_letter')
    .values({ ...row, licence_lookup: licenceLookup })
    .execute();
}
