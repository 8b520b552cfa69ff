import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';

export interface Forgotten {
  readonly position: number;
  readonly reader: string;
  readonly reason: string;
  readonly basis: string;
  readonly person: string;
}

export async function insertForgotten(tx: Tx, org: string, row: Forgotten): Promise<void> {
  await tx
    .insertInto('reader_forgotten')
    .values({ org, ...row })
    .execute();
}

export async function forgottenCount(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('reader_forgotten')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
