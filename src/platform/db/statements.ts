import { type RawBuilder, sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';

/** An instant, as a statement compares it with a column. */
export const instant = (at: Instant): RawBuilder<number> => sql`${formatInstant(at)}::timestamptz`;

/** When the log took what stands at a position, which a column holds. */
export const receivedAt = (position: string): RawBuilder<Instant> =>
  sql`(select received from ledger_batch where first <= ${sql.ref(position)} order by first desc limit 1)`;

/** The last row of a page of rows that are listed by `made` and `id`, the newest first. */
export interface LastShown {
  readonly made: Instant;
  readonly id: string;
}

/** Which rows the next page is of; of the first page, where nothing was shown, all. */
export const isAfter = (last: LastShown | null): RawBuilder<boolean> =>
  last === null ? sql`true` : sql`(made, id) < (${instant(last.made)}, ${last.id}::uuid)`;
