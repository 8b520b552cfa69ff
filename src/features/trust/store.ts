import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

export interface Draft {
  readonly content: unknown;
  readonly revision: number;
  readonly person: string;
  readonly saved: Instant;
}

export const draftRow = (tx: Tx): Promise<Draft | undefined> =>
  tx.selectFrom('trust_draft').select(['content', 'revision', 'person', 'saved']).executeTakeFirst();

export async function saveDraft(tx: Tx, org: string, { content, saved, ...row }: Draft): Promise<void> {
  const values = { ...row, content: JSON.stringify(content), saved: formatInstant(saved) };
  await tx
    .insertInto('trust_draft')
    .values({ org, ...values })
    .onConflict((conflict) => conflict.column('org').doUpdateSet(values))
    .execute();
}

/** Something that was published, or that it was taken down. */
export interface Publication {
  readonly position: number;
  readonly state: 'published' | 'withdrawn';
  readonly says: unknown;
  readonly person: string;
  readonly received: Instant;
}

const publications = (tx: Tx) =>
  tx
    .selectFrom('trust_publication as p')
    .select(['p.position', 'p.state', 'p.says', 'p.person'])
    .select(receivedAt('p.position').as('received'));

/** All of them, oldest first. */
export async function publicationRows(tx: Tx): Promise<readonly Publication[]> {
  const rows = await publications(tx).orderBy('p.position').execute();
  return rows.map((row) => ({ ...row, state: row.state as Publication['state'] }));
}

/** How often it was published. */
export async function countEditions(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('trust_publication')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('state', '=', 'published')
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** What is public now; undefined: nothing, because nothing was published or it was taken down. */
export async function publicRow(tx: Tx): Promise<Publication | undefined> {
  const row = await publications(tx).orderBy('p.position', 'desc').limit(1).executeTakeFirst();
  return row?.state === 'published' ? { ...row, state: 'published' } : undefined;
}

/** How an organization stands to those outside: its trust center is `open`, it was once and is `closed`, or it `never` was. */
export async function standingOutside(tx: Tx): Promise<'open' | 'closed' | 'never'> {
  const row = await tx
    .selectFrom('trust_publication')
    .select('state')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? 'never' : row.state === 'published' ? 'open' : 'closed';
}

/** Days of notice that each edition promised, and when the next one took its place; null: none did. */
export async function noticeRows(
  tx: Tx,
): Promise<readonly { readonly days: number | null; readonly until: Instant | null }[]> {
  const rows = await tx
    .selectFrom('trust_publication as p')
    .select(sql<number | null>`(p.says -> 'subprocessors' ->> 'noticeDays')::int`.as('days'))
    .select(receivedAt('p.position').as('received'))
    .where('p.state', '=', 'published')
    .orderBy('p.position')
    .execute();
  return rows.map(({ days }, at) => ({ days, until: rows[at + 1]?.received ?? null }));
}

/** So many editions after a position, the oldest first. */
export const editionsAfter = async (tx: Tx, position: number, most: number): Promise<readonly Publication[]> =>
  (
    await publications(tx)
      .where('p.state', '=', 'published')
      .where('p.position', '>', position)
      .orderBy('p.position')
      .limit(most)
      .execute()
  ).map((row) => ({ ...row, state: 'published' }));

/** The last edition before a position, whether or not it was taken down since. */
export async function editionBefore(tx: Tx, position: number): Promise<Publication | undefined> {
  const row = await publications(tx)
    .where('p.state', '=', 'published')
    .where('p.position', '<', position)
    .orderBy('p.position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, state: 'published' };
}

/** The ids of every update that an edition before a position had. */
export async function updatesBefore(tx: Tx, position: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct u ->> 'id' as id
    from trust_publication p, jsonb_array_elements(p.says -> 'updates') u
    where p.state = 'published' and p.position < ${position}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Where the first edition stands in the log; undefined: there was none. */
export async function firstEdition(tx: Tx): Promise<number | undefined> {
  const row = await tx
    .selectFrom('trust_publication')
    .select('position')
    .where('state', '=', 'published')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return row?.position;
}

export async function insertPublication(
  tx: Tx,
  org: string,
  { says, ...row }: Omit<Publication, 'received'>,
): Promise<void> {
  await tx
    .insertInto('trust_publication')
    .values({ org, ...row, says: JSON.stringify(says) })
    .execute();
}

/** Makes a domain, or none, that of this organization. False: it is another’s. */
export async function takeDomain(tx: Tx, org: string, domain: string): Promise<boolean> {
  if (domain === '') {
    await tx.deleteFrom('trust_domain').execute();
    return true;
  }
  const own = await tx.selectFrom('trust_domain').select('domain').executeTakeFirst();
  if (own?.domain === domain) return true;
  await tx.deleteFrom('trust_domain').execute();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('trust_domain')
    .values({ org, domain })
    .onConflict((conflict) => conflict.column('domain').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Where a published trust center is. */
export interface TrustPlace {
  readonly org: string;
  readonly slug: string;
  readonly domain: string | null;
}

/** Those of all organizations: the only thing of this slice that is asked beyond one, and all of it is public. */
export async function placesRows(tx: Tx): Promise<readonly TrustPlace[]> {
  const { rows } = await sql<TrustPlace>`select org, slug, domain from trust_places()`.execute(tx);
  return rows;
}
