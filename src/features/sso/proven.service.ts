import { memberRows } from '#/features/identity/index.ts';
import { waysOf } from '#/platform/auth/ways.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { ProviderRow } from './store.ts';

/** Does nobody else share the installation? Then a domain is nobody else's. */
export const isAlone = async (db: Database): Promise<boolean> =>
  (await db.organizations()).filter(({ demo }) => !demo).length < 2;

/** Was it shown that the domain is the organization's: when it was set, or by mail to one of its owners since? */
export async function isShown(tx: Tx, { domain, proven }: Pick<ProviderRow, 'domain' | 'proven'>): Promise<boolean> {
  if (proven) return true;
  const owners = (await memberRows(tx)).filter(({ role, email }) => role === 'owner' && email.endsWith(`@${domain}`));
  for (const { account } of owners) if ((await waysOf(tx, account)).verified) return true;
  return false;
}
