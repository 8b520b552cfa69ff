import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

/** Somebody outside. */
export interface Visitor {
  readonly id: string;
  readonly email: string;
  readonly party: string;
  readonly name: string;
  readonly company: string;
  readonly verified: Instant | null;
  /** Null: the address was not shown to be theirs. */
  readonly mailed: boolean | null;
}

const VISITOR = ['v.id', 'v.email', 'v.party', 'v.name', 'v.company', 'v.verified', 'v.mailed'] as const;

/** The visitor with an address, who is made where there is none; locked, so that of two at once the second waits. */
export async function ensuredVisitor(
  tx: Tx,
  org: string,
  { made, ...visitor }: Pick<Visitor, 'id' | 'email' | 'party' | 'name' | 'company'> & { readonly made: Instant },
): Promise<Visitor> {
  await tx
    .insertInto('visitor')
    .values({ org, ...visitor, made: formatInstant(made) })
    .onConflict((conflict) => conflict.columns(['org', 'email']).doNothing())
    .execute();
  return tx
    .selectFrom('visitor as v')
    .select(VISITOR)
    .where('v.email', '=', visitor.email)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export const visitorWithEmail = (tx: Tx, email: string): Promise<Visitor | undefined> =>
  tx.selectFrom('visitor as v').select(VISITOR).where('v.email', '=', email).executeTakeFirst();

export async function updateVisitor(
  tx: Tx,
  id: string,
  {
    verified,
    ...change
  }: { readonly name?: string; readonly company?: string; readonly verified?: Instant; readonly mailed?: boolean },
): Promise<void> {
  await tx
    .updateTable('visitor')
    .set({ ...change, ...(verified === undefined ? {} : { verified: formatInstant(verified) }) })
    .where('id', '=', id)
    .execute();
}

export interface Link {
  readonly visitor: string;
  readonly request: string | null;
  readonly expires: Instant;
  readonly used: Instant | null;
  readonly mailed: boolean;
}

export async function insertLink(
  tx: Tx,
  org: string,
  { made, expires, ...row }: Omit<Link, 'used'> & { readonly digest: Uint8Array; readonly made: Instant },
): Promise<void> {
  await tx
    .insertInto('visitor_link')
    .values({ org, ...row, made: formatInstant(made), expires: formatInstant(expires) })
    .execute();
}

const linkBy = (tx: Tx, digest: Uint8Array) =>
  tx
    .selectFrom('visitor_link')
    .select(['visitor', 'request', 'expires', 'used', 'mailed'])
    .where('digest', '=', digest);

export const linkWith = (tx: Tx, digest: Uint8Array): Promise<Link | undefined> =>
  linkBy(tx, digest).executeTakeFirst();

/** Of two who use it at once, the second sees that it was used. */
export const linkForUpdate = (tx: Tx, digest: Uint8Array): Promise<Link | undefined> =>
  linkBy(tx, digest).forUpdate().executeTakeFirst();

export async function useLink(tx: Tx, digest: Uint8Array, used: Instant): Promise<void> {
  await tx
    .updateTable('visitor_link')
    .set({ used: formatInstant(used) })
    .where('digest', '=', digest)
    .execute();
}

/** How many links were made for a visitor since an instant. */
export async function linksSince(tx: Tx, visitor: string, since: Instant): Promise<number> {
  const { count } = await tx
    .selectFrom('visitor_link')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('visitor', '=', visitor)
    .where('made', '>', instant(since))
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertSession(
  tx: Tx,
  org: string,
  {
    made,
    expires,
    ...row
  }: { readonly digest: Uint8Array; readonly visitor: string; readonly made: Instant; readonly expires: Instant },
): Promise<void> {
  await tx
    .insertInto('visitor_session')
    .values({ org, ...row, made: formatInstant(made), expires: formatInstant(expires) })
    .execute();
}

export const visitorInSession = (tx: Tx, digest: Uint8Array, now: Instant): Promise<Visitor | undefined> =>
  tx
    .selectFrom('visitor_session as s')
    .innerJoin('visitor as v', (join) => join.onRef('v.org', '=', 's.org').onRef('v.id', '=', 's.visitor'))
    .select(VISITOR)
    .where('s.digest', '=', digest)
    .where('s.expires', '>', instant(now))
    .executeTakeFirst();

export async function deleteSession(tx: Tx, digest: Uint8Array): Promise<void> {
  await tx.deleteFrom('visitor_session').where('digest', '=', digest).execute();
}

/** What nobody can use any more; and people who asked once, never confirmed, and have nothing here. */
export async function forgetVisits(tx: Tx, now: Instant, since: Instant): Promise<void> {
  await tx.deleteFrom('visitor_session').where('expires', '<=', instant(now)).execute();
  await tx.deleteFrom('visitor_link').where('expires', '<=', instant(since)).execute();
  await tx
    .deleteFrom('access_request')
    .where('state', '=', 'unconfirmed')
    .where('made', '<=', instant(since))
    .execute();
  await sql`delete from visitor v where verified is null and made <= ${formatInstant(since)}::timestamptz
    and not exists (select from access_request r where r.org = v.org and r.visitor = v.id)
    and not exists (select from access_grant g where g.org = v.org and g.visitor = v.id)`.execute(tx);
}
