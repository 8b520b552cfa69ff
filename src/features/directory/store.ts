import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Given } from './person.ts';

export interface PersonRow extends Given {
  readonly id: string;
  /** The member who it is, once that was looked up. */
  readonly account: string | null;
  readonly created: Instant;
  readonly changed: Instant;
}

const PERSON = [
  'id',
  'user_name as userName',
  'external_id as externalId',
  'email',
  'given',
  'family',
  'formatted',
  'active',
  'account',
  'created',
  'changed',
] as const;

export const keyOf = (userName: string): string => userName.toLowerCase();

export const personForUpdate = (tx: Tx, id: string): Promise<PersonRow | undefined> =>
  tx.selectFrom('directory_person').select(PERSON).where('id', '=', id).forUpdate().executeTakeFirst();

export type PersonColumn = 'id' | 'userName' | 'externalId' | 'email';

interface Asking<Column extends string> {
  /** Null: all of them. */
  readonly by: { readonly attribute: Column; readonly value: string } | null;
  readonly from: number;
  readonly limit: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const peopleBy = (tx: Tx, by: Asking<PersonColumn>['by']) => {
  const all = tx.selectFrom('directory_person');
  if (by === null) return all;
  const { attribute, value } = by;
  switch (attribute) {
    case 'id':
      return UUID.test(value) ? all.where('id', '=', value) : all.where(sql<boolean>`false`);
    case 'userName':
      return all.where('user_key', '=', keyOf(value));
    case 'externalId':
      return all.where('external_id', '=', value);
    case 'email':
      return all.where('email', '=', value.toLowerCase());
  }
};

export async function peopleAt(
  tx: Tx,
  { by, from, limit }: Asking<PersonColumn>,
): Promise<{ readonly total: number; readonly rows: readonly PersonRow[] }> {
  const { total } = await peopleBy(tx, by)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows =
    limit === 0
      ? []
      : await peopleBy(tx, by).select(PERSON).orderBy('created').orderBy('id').offset(from).limit(limit).execute();
  return { total, rows };
}

/** False: another has that name or that address. */
export async function insertPerson(tx: Tx, org: string, row: PersonRow): Promise<boolean> {
  const { userName, externalId, created, ...rest } = row;
  const { numInsertedOrUpdatedRows: inserted } = await tx
    .insertInto('directory_person')
    .values({
      org,
      ...rest,
      user_name: userName,
      user_key: keyOf(userName),
      external_id: externalId,
      created: formatInstant(created),
      changed: formatInstant(row.changed),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted === 1n;
}

/** Another who has that name or that address. */
export const isTaken = async (tx: Tx, { id, userName, email }: PersonRow): Promise<boolean> =>
  (await tx
    .selectFrom('directory_person')
    .select('id')
    .where('id', '<>', id)
    .where((where) => where.or([where('user_key', '=', keyOf(userName)), where('email', '=', email)]))
    .executeTakeFirst()) !== undefined;

export async function updatePerson(
  tx: Tx,
  { id, userName, externalId, changed, created: _, ...row }: PersonRow,
): Promise<void> {
  await tx
    .updateTable('directory_person')
    .set({
      ...row,
      user_name: userName,
      user_key: keyOf(userName),
      external_id: externalId,
      changed: formatInstant(changed),
    })
    .where('id', '=', id)
    .execute();
}

export async function deletePerson(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('directory_group_person').where('person', '=', id).execute();
  await tx.deleteFrom('directory_person').where('id', '=', id).execute();
}

export interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly created: Instant;
  readonly changed: Instant;
}

const GROUP = ['id', 'name', 'external_id as externalId', 'created', 'changed'] as const;

export const groupForUpdate = (tx: Tx, id: string): Promise<GroupRow | undefined> =>
  tx.selectFrom('directory_group').select(GROUP).where('id', '=', id).forUpdate().executeTakeFirst();

export type GroupColumn = 'id' | 'name' | 'externalId';

const groupsBy = (tx: Tx, by: Asking<GroupColumn>['by']) => {
  const all = tx.selectFrom('directory_group');
  if (by === null) return all;
  const { attribute, value } = by;
  switch (attribute) {
    case 'id':
      return UUID.test(value) ? all.where('id', '=', value) : all.where(sql<boolean>`false`);
    case 'name':
      return all.where('name', '=', value);
    case 'externalId':
      return all.where('external_id', '=', value);
  }
};

export async function groupsAt(
  tx: Tx,
  { by, from, limit }: Asking<GroupColumn>,
): Promise<{ readonly total: number; readonly rows: readonly GroupRow[] }> {
  const { total } = await groupsBy(tx, by)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows =
    limit === 0
      ? []
      : await groupsBy(tx, by).select(GROUP).orderBy('created').orderBy('id').offset(from).limit(limit).execute();
  return { total, rows };
}

/** False: another has that name. */
export async function insertGroup(
  tx: Tx,
  org: string,
  { externalId, created, changed, ...row }: GroupRow,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows: inserted } = await tx
    .insertInto('directory_group')
    .values({ org, ...row, external_id: externalId, created: formatInstant(created), changed: formatInstant(changed) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return inserted === 1n;
}

export async function updateGroup(tx: Tx, { id, name, externalId, changed }: GroupRow): Promise<void> {
  await tx
    .updateTable('directory_group')
    .set({ name, external_id: externalId, changed: formatInstant(changed) })
    .where('id', '=', id)
    .execute();
}

export async function deleteGroup(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('directory_group_person').where('group', '=', id).execute();
  await tx.deleteFrom('directory_group').where('id', '=', id).execute();
}

export interface InGroup {
  readonly group: string;
  readonly groupName: string;
  readonly person: string;
  readonly userName: string;
}

/** These groups, or these people. */
type Which = { readonly groups: readonly string[] } | { readonly people: readonly string[] };

const chosen = (which: Which) =>
  'groups' in which ? (['group', which.groups] as const) : (['person', which.people] as const);

/**
 * Who is in which of these groups, or in which groups these people are, by the names of both. Each table is read by
 * itself: a join of tables that nobody analyzed since they were filled may be one row against all, over and over.
 */
export const inGroups = async (tx: Tx, which: Which): Promise<readonly InGroup[]> => {
  const [column, ids] = chosen(which);
  if (ids.length === 0) return [];
  const pairs = await tx
    .selectFrom('directory_group_person')
    .select(['group', 'person'])
    .where(sql.ref(column), '=', sql`any(${ids}::uuid[])`)
    .execute();
  const groupNames = await namesOf(tx, 'directory_group', 'name', new Set(pairs.map(({ group }) => group)));
  const userNames = await namesOf(tx, 'directory_person', 'user_name', new Set(pairs.map(({ person }) => person)));
  return pairs
    .map(({ group, person }) => ({
      group,
      person,
      groupName: groupNames.get(group) ?? '',
      userName: userNames.get(person) ?? '',
    }))
    .toSorted((one, other) => order(one.groupName, other.groupName) || order(one.userName, other.userName));
};

const order = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

async function namesOf(
  tx: Tx,
  table: 'directory_group' | 'directory_person',
  column: 'name' | 'user_name',
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, ${sql.ref(column)} as name from ${sql.table(table)} where id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** How many people are in each of these groups that has any, or in how many groups each of these people is. */
export const sizesOf = async (tx: Tx, which: Which): Promise<ReadonlyMap<string, number>> => {
  const [column, ids] = chosen(which);
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('directory_group_person')
    .select([`${column} as of`, ({ fn }) => fn.countAll<number>().as('many')])
    .where(sql.ref(column), '=', sql`any(${ids}::uuid[])`)
    .groupBy(column)
    .execute();
  return new Map(rows.map(({ of, many }) => [of, many]));
};

/** As many of these, one at least, as carry no more than `most` of the other kind between them. */
export async function upTo<R extends { readonly id: string }>(
  tx: Tx,
  { kind, rows, most }: { readonly kind: 'groups' | 'people'; readonly rows: readonly R[]; readonly most: number },
): Promise<readonly R[]> {
  const ids = rows.map(({ id }) => id);
  const sizes = await sizesOf(tx, kind === 'groups' ? { groups: ids } : { people: ids });
  let carried = 0;
  const end = rows.findIndex(({ id }, index) => {
    carried += sizes.get(id) ?? 0;
    return index > 0 && carried > most;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

/** Puts these, and nobody else, into a group; how many of them there are. */
export async function setPeopleOf(tx: Tx, org: string, group: string, people: readonly string[]): Promise<number> {
  await tx.deleteFrom('directory_group_person').where('group', '=', group).execute();
  const { numAffectedRows } = await sql`
    insert into directory_group_person (org, "group", person)
    select ${org}::uuid, ${group}::uuid, id from directory_person where id = any(${people}::uuid[])`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Groups, and how many people are in them. */
export const groupSizes = (tx: Tx): Promise<readonly { readonly name: string; readonly people: number }[]> =>
  tx
    .selectFrom('directory_group as g')
    .leftJoin('directory_group_person as i', 'i.group', 'g.id')
    .select(['g.name', ({ fn }) => fn.count<number>('i.person').as('people')])
    .groupBy(['g.id', 'g.name'])
    .orderBy('g.name')
    .limit(500)
    .execute();
