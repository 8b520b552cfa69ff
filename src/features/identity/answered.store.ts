import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

export interface AnsweredRow {
  /** A hash of the request. */
  readonly request: Uint8Array;
  /** Null: it is being answered. */
  readonly status: number | null;
  readonly answer: Uint8Array | null;
}

/** Claims a key; undefined: it is the asker's first request with it. */
export async function claimAnswer(
  tx: Tx,
  row: {
    readonly org: string;
    readonly asker: string;
    readonly key: string;
    readonly request: Uint8Array;
    readonly begun: Instant;
  },
): Promise<AnsweredRow | undefined> {
  const inserted = await tx
    .insertInto('answered')
    .values({ ...row, begun: formatInstant(row.begun) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 1n) return undefined;
  return tx
    .selectFrom('answered')
    .select(['request', 'status', 'answer'])
    .where('asker', '=', row.asker)
    .where('key', '=', row.key)
    .executeTakeFirst();
}

export interface AnswerKey {
  readonly asker: string;
  readonly key: string;
}

export async function keepAnswer(
  tx: Tx,
  { asker, key }: AnswerKey,
  answer: { readonly status: number; readonly answer: Uint8Array },
): Promise<void> {
  await tx.updateTable('answered').set(answer).where('asker', '=', asker).where('key', '=', key).execute();
}

export const keptAnswers = (
  tx: Tx,
): Promise<readonly { readonly asker: string; readonly key: string; readonly answer: Uint8Array | null }[]> =>
  tx.selectFrom('answered').select(['asker', 'key', 'answer']).where('answer', 'is not', null).forUpdate().execute();

export async function replaceAnswer(tx: Tx, { asker, key }: AnswerKey, answer: Uint8Array): Promise<void> {
  await tx.updateTable('answered').set({ answer }).where('asker', '=', asker).where('key', '=', key).execute();
}

/** After something that nobody foresaw, the same key may try again. */
export async function releaseKey(tx: Tx, { asker, key }: AnswerKey): Promise<void> {
  await tx.deleteFrom('answered').where('asker', '=', asker).where('key', '=', key).execute();
}

export async function forgetAnswers(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('answered').where('begun', '<', instant(before)).execute();
}
