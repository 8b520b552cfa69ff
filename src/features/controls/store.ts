import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

export interface ControlRow {
  readonly id: string;
  readonly position: number;
  readonly effectiveFrom: Instant;
  readonly received: Instant;
  readonly person: string;
  readonly definition: unknown;
}

/** The version that was sealed last, with the number of the transaction that wrote it. */
export const lastControl = (
  tx: Tx,
): Promise<{ readonly org: string; readonly position: number; readonly written: string } | undefined> =>
  tx
    .selectFrom('control')
    .select(['org', 'position', sql<string>`xmin::text`.as('written')])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();

/** All versions of all controls, oldest first. */
export const controlRows = (tx: Tx): Promise<readonly ControlRow[]> =>
  tx
    .selectFrom('control as c')
    .select([
      'c.id',
      'c.position',
      'c.effective_from as effectiveFrom',
      receivedAt('c.position').as('received'),
      'c.person',
      'c.definition',
    ])
    .orderBy('c.position')
    .execute();

export async function insertControls(
  tx: Tx,
  org: string,
  rows: readonly {
    readonly id: string;
    readonly position: number;
    readonly effectiveFrom: Instant;
    readonly person: string;
    readonly definition: unknown;
  }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto('control')
    .values(
      rows.map(({ id, position, effectiveFrom, person, definition }) => ({
        org,
        id,
        position,
        person,
        effective_from: formatInstant(effectiveFrom),
        definition: JSON.stringify(definition),
      })),
    )
    .execute();
}
