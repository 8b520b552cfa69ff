import type { Standing } from '#/contract/endpoint.ts';
import type { Instant } from '#/core/time/instant.ts';
import { usedAmong } from '#/features/grants/index.ts';
import { roleOfAddress, type Sent, spentLinks } from '#/features/identity/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { LastShown } from '#/platform/db/statements.ts';
import { whyNotOpened } from './opening.ts';
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

interface Handing {
  /** Of whoever is to hand them over; undefined: they have the data folder. */
  readonly standing: Standing | undefined;
  readonly now: Instant;
  readonly limit: number;
}

/**
 * Links that somebody asked for, and that wait for whoever hands them over and may open them, because no mail left the
 * server: the newest first, of no more than `limit`. An invitation is none of them: whoever invited was shown its link.
 */
export async function linksToHandOver(tx: Tx, { standing, now, limit }: Handing): Promise<readonly MailRow[]> {
  const links: MailRow[] = [];
  let after: LastShown | null = null;
  do {
    const rows: readonly MailRow[] = await keptLinks(tx, { now, after, limit });
    const spent = await spentAmong(tx, rows);
    for (const row of rows) if (!spent.has(row.id) && (await whyKept(tx, standing, row)) === null) links.push(row);
    after = rows.length === limit ? (rows.at(-1) ?? null) : null;
  } while (after !== null && links.length < limit);
  return links.slice(0, limit);
}

/** Why somebody may not open a link that waits; null: they may. Of one to documents nobody's role is looked up. */
async function whyKept(tx: Tx, standing: Standing | undefined, row: MailRow): Promise<string | null> {
  const { kind, role: invited, recipient: email } = row;
  const nobody = { role: null, isScoped: false, mayGive: false, isElsewhere: false };
  const found = kind === 'access' ? nobody : await roleOfAddress(tx, { email, invited, giver: standing?.role ?? null });
  return whyNotOpened(standing, { kind, isKept: true, isInviter: false, ...found });
}
