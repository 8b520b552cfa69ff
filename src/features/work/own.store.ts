import type { OwnerFunction } from '#/core/controls.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';
import type { Made } from './own.ts';

const MADE = ['position', 'title', 'note', 'function', 'control', 'assignee', 'due', 'person', 'explanation'] as const;

export async function insertMade(tx: Tx, org: string, made: Made): Promise<void> {
  await tx
    .insertInto('task_made')
    .values({ org, ...made })
    .execute();
}

/** A task that a person made, and when the log received it; undefined for one of another kind. */
export async function madeRow(tx: Tx, key: string): Promise<(Made & { readonly received: Instant }) | undefined> {
  const [, position] = /^own:(\d{1,15})$/u.exec(key) ?? [];
  if (position === undefined) return undefined;
  const row = await tx
    .selectFrom('task_made as m')
    .select([...MADE, receivedAt('m.position').as('received')])
    .where('m.position', '=', Number(position))
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, function: row.function as OwnerFunction };
}

/** What people had made before a position of the log, oldest first. */
export async function madeBefore(tx: Tx, position: number): Promise<readonly Made[]> {
  const rows = await tx
    .selectFrom('task_made')
    .select(MADE)
    .where('position', '<', position)
    .orderBy('position')
    .limit(100_000)
    .execute();
  return rows.map((row) => ({ ...row, function: row.function as OwnerFunction }));
}
