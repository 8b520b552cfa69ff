import type { Instant } from '#/core/time/instant.ts';
import { usedAmong } from '#/features/grants/index.ts';
import { type Sent, spentLinks } from '#/features/identity/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { keptLinks, type MailRow } from './store.ts';

type Spent = ReadonlyMap<string, 'used' | 'withdrawn'>;

const isOfAccount = (row: MailRow): row is MailRow & Sent => ['invitation', 'password', 'address'].includes(row.kind);

/** Which messages hold a link that opens nothing any more, though their time is not over. */
export async function spentAmong(tx: Tx, rows: readonly MailRow[]): Promise<Spent> {
  const used = await usedAmong(
    tx,
    rows.filter(({ kind }) => kind === 'access'),
  );
  return new Map([
    ...(await spentLinks(tx, rows.filter(isOfAccount))),
    ...[...used].map((id) => [id, 'used'] as const),
  ]);
}

/**
 * Links that somebody asked for, and that wait for whoever hands them over, because no mail left the server: the newest
 * first, of no more than `limit`. An invitation is none of them: whoever invited was shown its link.
 */
export async function linksToHandOver(
  tx: Tx,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly MailRow[]> {
  const rows = await keptLinks(tx, { now, limit });
  const spent = await spentAmong(tx, rows);
  return rows.filter(({ id }) => !spent.has(id));
}
