import type { Tx } from '#/platform/db/database.ts';

/** The accounts of members who want the weekly summary of the trust center. */
export const summaryAccounts = async (tx: Tx): Promise<ReadonlySet<string>> =>
  new Set(
    (await tx.selectFrom('member').select('account').where('summary', '=', true).limit(2_000).execute()).map(
      ({ account }) => account,
    ),
  );

/** Whether an account wants it; undefined: it is no member. */
export const wantsSummary = async (tx: Tx, account: string): Promise<boolean | undefined> =>
  (await tx.selectFrom('member').select('summary').where('account', '=', account).executeTakeFirst())?.summary;

export async function setSummary(tx: Tx, account: string, summary: boolean): Promise<void> {
  await tx.updateTable('member').set({ summary }).where('account', '=', account).execute();
}
