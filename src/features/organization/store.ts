import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Organization, Tx } from '#/platform/db/database.ts';

/** False: another has the short name already. */
export async function insertOrganization(
  tx: Tx,
  { created, ...organization }: Organization & { readonly created: Instant },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('organization')
    .values({ ...organization, created: formatInstant(created) })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

export const organizationRow = (tx: Tx): Promise<Organization | undefined> =>
  tx.selectFrom('organization').select(['org', 'slug', 'name', 'demo', 'zone']).executeTakeFirst();

export async function insertCalendar(
  tx: Tx,
  org: string,
  row: { readonly position: number; readonly spec: unknown; readonly person: string },
): Promise<void> {
  await tx
    .insertInto('calendar')
    .values({ org, ...row, spec: JSON.stringify(row.spec) })
    .execute();
}

/** The calendar in force before a position of the log; undefined when none was set. */
export async function calendarRow(tx: Tx, asOf: number): Promise<unknown> {
  const row = await tx
    .selectFrom('calendar')
    .select('spec')
    .where('position', '<', asOf)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.spec;
}

/** The last value of a setting before a position; undefined when it was never set. */
export async function settingRow(tx: Tx, key: string, asOf = Number.MAX_SAFE_INTEGER): Promise<unknown> {
  const row = await tx
    .selectFrom('setting')
    .select('value')
    .where('key', '=', key)
    .where('position', '<', asOf)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.value;
}

export async function insertSetting(
  tx: Tx,
  org: string,
  {
    value,
    ...row
  }: { readonly key: string; readonly position: number; readonly value: unknown; readonly person: string },
): Promise<void> {
  await tx
    .insertInto('setting')
    .values({ org, ...row, value: JSON.stringify(value) })
    .execute();
}
