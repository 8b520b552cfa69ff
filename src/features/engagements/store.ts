import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

export interface EngagementRow {
  readonly id: string;
  readonly position: number;
  readonly received: Instant;
  readonly definition: unknown;
  readonly person: string;
}

/** All versions of all engagements that were sealed before a position, oldest first. */
export const engagementRows = (tx: Tx, asOf: number): Promise<readonly EngagementRow[]> =>
  tx
    .selectFrom('engagement as g')
    .select(['g.id', 'g.position', receivedAt('g.position').as('received'), 'g.definition', 'g.person'])
    .where('g.position', '<', asOf)
    .orderBy('g.position')
    .execute();

export async function insertEngagement(
  tx: Tx,
  row: {
    readonly org: string;
    readonly id: string;
    readonly position: number;
    readonly definition: unknown;
    readonly person: string;
  },
): Promise<void> {
  await tx
    .insertInto('engagement')
    .values({ ...row, definition: JSON.stringify(row.definition) })
    .execute();
}
