import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Review } from './review.ts';

/** Whose it is, and of which document. */
export interface ReviewOf {
  readonly visitor: string;
  readonly document: string;
}

export interface SavedReview {
  readonly review: Review;
  readonly saved: Instant;
  /** The SHA-256 of the file that they had before them; null: it was saved before that was kept. */
  readonly original: string | null;
}

/** What one reader wrote down of one document. There is no way here to ask for those of others. */
export async function reviewRow(tx: Tx, { visitor, document }: ReviewOf): Promise<SavedReview | undefined> {
  const row = await tx
    .selectFrom('report_review')
    .select(['review', 'saved'])
    .where('visitor', '=', visitor)
    .where('document', '=', document)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { original = null, ...review } = row.review as Review & { readonly original?: string };
  return { review, saved: row.saved, original };
}

export async function saveReview(
  tx: Tx,
  org: string,
  of: ReviewOf,
  { review, saved, original }: SavedReview,
): Promise<void> {
  const row = { review: JSON.stringify({ ...review, original }), saved: formatInstant(saved) };
  await tx
    .insertInto('report_review')
    .values({ org, ...of, ...row })
    .onConflict((conflict) => conflict.columns(['org', 'visitor', 'document']).doUpdateSet(row))
    .execute();
}

/** Nothing of what a reader wrote down stays. */
export async function deleteReviews(tx: Tx, visitor: string): Promise<void> {
  await tx.deleteFrom('report_review').where('visitor', '=', visitor).execute();
}
