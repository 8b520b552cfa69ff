import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';
import type { View } from './view.ts';

const views = (tx: Tx) =>
  tx
    .selectFrom('access_view as w')
    .select(['w.id', 'w.grant_id as grant', 'w.document', 'w.original', 'w.copy', 'w.download', 'w.at'])
    .select(sql<View['part']>`w.part`.as('part'));

export async function insertView(tx: Tx, org: string, { grant, at, ...row }: View): Promise<void> {
  await tx
    .insertInto('access_view')
    .values({ org, ...row, grant_id: grant, at: formatInstant(at) })
    .execute();
  await tx
    .updateTable('access_tally')
    .set((expression) => ({
      [row.download ? 'downloads' : 'views']: expression(row.download ? 'downloads' : 'views', '+', 1),
      last: formatInstant(at),
    }))
    .where('grant_id', '=', grant)
    .execute();
}

/** What was read under a grant, the latest first. */
export const viewsOfGrant = (tx: Tx, grant: string): Promise<readonly View[]> =>
  views(tx).where('w.grant_id', '=', grant).orderBy('w.at', 'desc').limit(200).execute();

export const viewWithCopy = (tx: Tx, copy: string): Promise<View | undefined> =>
  views(tx).where('w.copy', '=', copy).limit(1).executeTakeFirst();

/** When something was first read at or after an instant; null: never. */
export async function firstViewSince(tx: Tx, since: Instant): Promise<Instant | null> {
  const row = await tx
    .selectFrom('access_view')
    .select('at')
    .where('at', '>=', instant(since))
    .orderBy('at')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

export const viewsBetween = (tx: Tx, from: Instant, to: Instant): Promise<readonly View[]> =>
  views(tx)
    .where('w.at', '>=', instant(from))
    .where('w.at', '<', instant(to))
    .orderBy('w.at')
    .orderBy('w.id')
    .execute();

export async function lastDay(tx: Tx): Promise<string | null> {
  const row = await tx.selectFrom('access_view_day').select('day').orderBy('day', 'desc').limit(1).executeTakeFirst();
  return row?.day ?? null;
}

export interface ViewDay {
  readonly day: string;
  readonly position: number;
  readonly views: number;
  readonly sha256: string;
}

export async function insertDay(tx: Tx, org: string, row: ViewDay): Promise<void> {
  await tx
    .insertInto('access_view_day')
    .values({ org, ...row })
    .execute();
}

export const viewDays = (tx: Tx): Promise<readonly ViewDay[]> =>
  tx.selectFrom('access_view_day').select(['day', 'position', 'views', 'sha256']).orderBy('position').execute();
