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

/** All versions of all controls that were sealed before a position, oldest first. */
export const controlRows = (tx: Tx, asOf: number): Promise<readonly ControlRow[]> =>
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
    .where('c.position', '<', asOf)
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
