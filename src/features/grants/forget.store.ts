import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

/** What stands where somebody's name stood. */
const NOBODY = 'Erased';
/** What stands where an address stood; the number keeps it apart from others. */
const addressOf = (id: string): string => `erased:${id}`;

/**
 * Takes name, address, company and reasons of a visitor out of everything that is kept of them. What they were given
 * and read stays, of somebody whom nobody can name. Gives how many requests of theirs were there.
 */
export async function eraseVisitor(tx: Tx, id: string, now: Instant): Promise<number> {
  await tx.deleteFrom('visitor_session').where('visitor', '=', id).execute();
  await tx.deleteFrom('visitor_link').where('visitor', '=', id).execute();
  await sql`update access_request set state = 'denied', decided = ${instant(now)}, decider = 'erased'
    where visitor = ${id}::uuid and state in ('waiting', 'unconfirmed')`.execute(tx);
  const { numUpdatedRows } = await tx
    .updateTable('access_request')
    .set({ name: NOBODY, company: NOBODY, reason: '', because: '' })
    .where('visitor', '=', id)
    .executeTakeFirst();
  await tx
    .updateTable('visitor')
    .set({ email: addressOf(id), party: addressOf(id), name: NOBODY, company: NOBODY })
    .where('id', '=', id)
    .execute();
  return Number(numUpdatedRows);
}

export interface StaleVisitor {
  readonly id: string;
  readonly email: string;
}

/**
 * Visitors who have been able to read nothing since an instant and for whom nothing waits. A grant counts until it
 * ended; of one that was taken back, the day on which it would have.
 */
export async function staleVisitors(tx: Tx, before: Instant): Promise<readonly StaleVisitor[]> {
  const at = instant(before);
  const { rows } = await sql<StaleVisitor>`
    select v.id, v.email from visitor v
    where v.made < ${at} and v.email not like 'erased:%'
      and not exists (select from access_grant g where g.org = v.org and g.visitor = v.id and g.expires >= ${at})
      and not exists (select from access_request r where r.org = v.org and r.visitor = v.id
        and (r.state = 'waiting' or r.made >= ${at}))
      and not exists (select from visitor_session s where s.org = v.org and s.visitor = v.id and s.made >= ${at})
    order by v.made limit 100`.execute(tx);
  return rows;
}
