import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

/** In the place of a role: whoever has the data folder made it, and has no role to lose. */
export const ON_TERMINAL = 'terminal';

export interface ConnectionRow {
  readonly id: string;
  readonly name: string;
  readonly madeAs: string;
  readonly person: string;
  readonly created: Instant;
  readonly expires: Instant;
  readonly used: Instant | null;
  readonly revoked: Instant | null;
}

const CONNECTION = ['id', 'name', 'made_as as madeAs', 'person', 'created', 'expires', 'used', 'revoked'] as const;
/** More than anybody keeps; the newest are shown. */
const MOST = 100;

export const connectionRows = (tx: Tx): Promise<readonly ConnectionRow[]> =>
  tx.selectFrom('directory_connection').select(CONNECTION).orderBy('created', 'desc').limit(MOST).execute();

export const connectionWithHash = (tx: Tx, hash: Uint8Array): Promise<ConnectionRow | undefined> =>
  tx.selectFrom('directory_connection').select(CONNECTION).where('hash', '=', hash).executeTakeFirst();

export async function insertConnection(
  tx: Tx,
  org: string,
  { madeAs, created, expires, ...row }: Omit<ConnectionRow, 'used' | 'revoked'> & { readonly hash: Uint8Array },
): Promise<void> {
  const times = { created: formatInstant(created), expires: formatInstant(expires) };
  await tx
    .insertInto('directory_connection')
    .values({ org, ...row, made_as: madeAs, ...times })
    .execute();
}

export async function markConnectionUsed(tx: Tx, id: string, now: Instant): Promise<void> {
  await tx
    .updateTable('directory_connection')
    .set({ used: formatInstant(now) })
    .where('id', '=', id)
    .execute();
}

export async function markConnectionRevoked(tx: Tx, id: string, now: Instant): Promise<bigint> {
  const { numUpdatedRows } = await tx
    .updateTable('directory_connection')
    .set({ revoked: formatInstant(now) })
    .where('id', '=', id)
    .where('revoked', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows;
}
