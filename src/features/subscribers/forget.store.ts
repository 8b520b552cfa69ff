import type { Tx } from '#/platform/db/database.ts';
import { deleteSubscriber, subscriberWithEmail } from './store.ts';

/** Forgets an address: it is told of nothing, and what it objected to stays without who it was. False: it is unknown. */
export async function forgetSubscriber(tx: Tx, email: string): Promise<boolean> {
  const found = await subscriberWithEmail(tx, email);
  if (found !== undefined) await deleteSubscriber(tx, found.id);
  const { numUpdatedRows } = await tx
    .updateTable('objection_party')
    .set({ email: '', company: 'Erased', reason: 'Erased.' })
    .where('email', '=', email)
    .executeTakeFirst();
  return found !== undefined || numUpdatedRows > 0n;
}
