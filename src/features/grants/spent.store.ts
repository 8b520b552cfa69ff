import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

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
  const used = new Set<string>();
  for (const { id, recipient, made } of written) {
    const link = await tx
      .selectFrom('visitor_link as l')
      .innerJoin('visitor as v', (join) => join.onRef('v.org', '=', 'l.org').onRef('v.id', '=', 'l.visitor'))
      .select('l.used')
      .where('v.email', '=', recipient)
      .where('l.made', '<=', instant(made))
      .orderBy('l.made', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (link !== undefined && link.used !== null) used.add(id);
  }
  return used;
}
