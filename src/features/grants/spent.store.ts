import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

/** A link that somebody outside was written, and when. */
interface Written {
  readonly id: string;
  readonly recipient: string;
  readonly made: Instant;
}

/**
 * Of messages with links that sign somebody outside in, those whose link was used. A link and its message are made
 * together, so the message is of the last that was made until then.
 */
export async function usedAmong(tx: Tx, written: readonly Written[]): Promise<ReadonlySet<string>> {
  if (written.length === 0) return new Set();
  const [ids, recipients] = [written.map(({ id }) => id), written.map(({ recipient }) => recipient)];
  const { rows } = await sql<{ readonly id: string }>`
    select w.id
    from unnest(${ids}::text[], ${recipients}::text[], ${written.map(({ made }) => formatInstant(made))}::timestamptz[])
      as w (id, recipient, made)
    cross join lateral (
      select l.used from visitor_link l join visitor v on v.org = l.org and v.id = l.visitor
      where v.email = w.recipient and l.made <= w.made
      order by l.made desc limit 1
    ) as latest
    where latest.used is not null`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}
