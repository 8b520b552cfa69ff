import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';

/** A name so short stands in too many subjects. */
const LEAST = 4;

/** Deletes messages to an address, and those to others whose subject names it or whoever has it. How many. */
export async function forgetMailTo(
  tx: Tx,
  { address, name }: { readonly address: string; readonly name: string },
): Promise<number> {
  const named = name.length < LEAST ? sql<boolean>`false` : sql<boolean>`position(${name} in subject) > 0`;
  const { numDeletedRows } = await tx
    .deleteFrom('mail')
    .where((is) => is.or([is('recipient', '=', address), named, sql<boolean>`position(${address} in subject) > 0`]))
    .executeTakeFirst();
  return Number(numDeletedRows);
}
