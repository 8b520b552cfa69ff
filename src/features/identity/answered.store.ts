import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Answered, AnswerKey, Kept, SealedAnew } from '#/platform/answers.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

/** Claims a key; undefined: it is the asker's first request with it. */
export async function claimAnswer(
  tx: Tx,
  row: AnswerKey & { readonly org: string; readonly request: Uint8Array; readonly begun: Instant },
): Promise<Answered | undefined> {
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

export async function keepAnswer(
  tx: Tx,
  { asker, key }: AnswerKey,
  answer: { readonly status: number; readonly answer: Uint8Array },
): Promise<void> {
  await tx.updateTable('answered').set(answer).where('asker', '=', asker).where('key', '=', key).execute();
}

export const keptAnswers = (tx: Tx): Promise<readonly Kept[]> =>
  tx.selectFrom('answered').select(['asker', 'key', 'request', 'answer']).forUpdate().execute();

export async function replaceAnswer(tx: Tx, { asker, key }: AnswerKey, anew: SealedAnew): Promise<void> {
  await tx.updateTable('answered').set(anew).where('asker', '=', asker).where('key', '=', key).execute();
}

export async function releaseKey(tx: Tx, { asker, key }: AnswerKey): Promise<void> {
  await tx.deleteFrom('answered').where('asker', '=', asker).where('key', '=', key).execute();
}

export async function forgetAnswers(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('answered').where('begun', '<', instant(before)).execute();
}
