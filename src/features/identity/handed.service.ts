import type { Database, Tx } from '#/platform/db/database.ts';
import { forgetAddressShown, waysOf } from '#/platform/auth/ways.ts';
import { isScopedRole } from './roles.ts';
import { markHanded, type MemberRow, membershipRows } from './store.ts';

/**
 * Notes that whoever runs the server can open the account of an auditor: what it says from now on says so, until its
 * firm joins again by a link that was mailed. Its address has to be shown anew as well.
 */
export async function noteHandedOver(db: Database, account: string): Promise<void> {
  const memberships = await db.outside((tx) => membershipRows(tx, account));
  for (const { org, role } of memberships)
    if (isScopedRole(role))
      await db.transaction(org, async (tx) => {
        await markHanded(tx, account);
        await forgetAddressShown(tx, account);
      });
}

/** Whether an account was opened by nobody of the company: its link was mailed, and its address shown by that. */
export const isMailed = async (tx: Tx, { account, handed }: Pick<MemberRow, 'account' | 'handed'>): Promise<boolean> =>
  !handed && (await waysOf(tx, account)).verified;
