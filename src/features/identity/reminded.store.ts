import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

/** A member who is reminded of their tasks. */
export interface Reminded {
  readonly account: string;
  readonly email: string;
}

/** Members whose access has not ended and who did not say that they want no reminders. */
export const remindedMembers = (tx: Tx, now: Instant): Promise<readonly Reminded[]> =>
  tx
    .selectFrom('member')
    .select(['account', 'email'])
    .where('reminders', '=', true)
    .where(sql<boolean>`expires is null or expires > ${formatInstant(now)}::timestamptz`)
    .orderBy('email')
    .limit(2_000)
    .execute();

/** Whether an account is reminded here; undefined: it is no member. */
export const isReminded = async (tx: Tx, account: string): Promise<boolean | undefined> =>
  (await tx.selectFrom('member').select('reminders').where('account', '=', account).executeTakeFirst())?.reminders;

export async function setReminded(tx: Tx, account: string, reminders: boolean): Promise<void> {
  await tx.updateTable('member').set({ reminders }).where('account', '=', account).execute();
}
