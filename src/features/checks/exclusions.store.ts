import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

export interface ExclusionRow {
  readonly position: number;
  readonly checkId: string;
  readonly item: string;
  readonly reason: string;
  readonly person: string;
  readonly expires: Instant | null;
  readonly knownOutcome: string | null;
}

/** Exclusions that nobody ended before a position; some may have expired. */
export const exclusionRows = (tx: Tx, asOf: number): Promise<readonly ExclusionRow[]> =>
  tx
    .selectFrom('exclusion as x')
    .leftJoin('exclusion_end as e', (join) =>
      join.onRef('e.org', '=', 'x.org').onRef('e.exclusion', '=', 'x.position').on('e.position', '<', asOf),
    )
    .select([
      'x.position',
      'x.check_id as checkId',
      'x.item',
      'x.reason',
      'x.person',
      'x.expires',
      'x.known_outcome as knownOutcome',
    ])
    .where('x.position', '<', asOf)
    .where('e.position', 'is', null)
    .orderBy('x.position')
    .execute();

export async function insertExclusion(
  tx: Tx,
  org: string,
  { checkId, expires, knownOutcome, ...row }: ExclusionRow,
): Promise<void> {
  await tx
    .insertInto('exclusion')
    .values({
      org,
      ...row,
      check_id: checkId,
      expires: expires === null ? null : formatInstant(expires),
      known_outcome: knownOutcome,
    })
    .execute();
}

export async function insertExclusionEnd(
  tx: Tx,
  row: {
    readonly org: string;
    readonly exclusion: number;
    readonly position: number;
    readonly reason: string;
    readonly person: string;
  },
): Promise<void> {
  await tx.insertInto('exclusion_end').values(row).execute();
}
