import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant, receivedAt } from '#/platform/db/statements.ts';

export interface Objection {
  readonly id: string;
  readonly position: number;
  readonly news: string;
  readonly subprocessor: string;
  readonly person: string;
}

/** Who it was, and what they said. */
export interface Objector {
  readonly email: string;
  readonly company: string;
  readonly reason: string;
}

export async function insertObjection(tx: Tx, org: string, row: Objection, objector: Objector): Promise<void> {
  await tx
    .insertInto('objection')
    .values({ org, ...row })
    .execute();
  await tx
    .insertInto('objection_party')
    .values({ org, objection: row.id, ...objector })
    .execute();
}

/** Who spoke up about a subprocessor in one of the news. */
export async function hasObjected(
  tx: Tx,
  { news, subprocessor, email }: Pick<Objection, 'news' | 'subprocessor'> & Pick<Objector, 'email'>,
): Promise<boolean> {
  const found = await tx
    .selectFrom('objection as o')
    .innerJoin('objection_party as p', (join) => join.onRef('p.org', '=', 'o.org').onRef('p.objection', '=', 'o.id'))
    .select('o.id')
    .where('o.news', '=', news)
    .where('o.subprocessor', '=', subprocessor)
    .where('p.email', '=', email)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** How many objections were made in a time. */
export async function objectionsBetween(
  tx: Tx,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<number> {
  const made = receivedAt('o.position');
  const { count } = await tx
    .selectFrom('objection as o')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(made, '>=', instant(from))
    .where(made, '<', instant(to))
    .executeTakeFirstOrThrow();
  return count;
}

export interface ShownObjection extends Objection, Objector {
  readonly made: Instant;
}

/** The latest first. */
export const objectionRows = (tx: Tx, limit: number): Promise<readonly ShownObjection[]> =>
  tx
    .selectFrom('objection as o')
    .innerJoin('objection_party as p', (join) => join.onRef('p.org', '=', 'o.org').onRef('p.objection', '=', 'o.id'))
    .select(['o.id', 'o.position', 'o.news', 'o.subprocessor', 'o.person', 'p.email', 'p.company', 'p.reason'])
    .select(receivedAt('o.position').as('made'))
    .orderBy('o.position', 'desc')
    .orderBy(sql`o.id`)
    .limit(limit)
    .execute();
