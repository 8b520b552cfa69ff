import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

/** Somebody of the directory who is a member here. */
export interface Linked {
  readonly id: string;
  readonly active: boolean;
  readonly account: string;
  readonly role: string;
}

/**
 * Members among these people, or among all of them. Whose member somebody is: known by the account, or else by the
 * address, unless that account is another one's there; an auditor is nobody's. Each way is a join of its own, which an
 * index answers; both in one condition would be every person against every member.
 */
export const linkedMembers = async (tx: Tx, people: readonly string[] | null): Promise<readonly Linked[]> => {
  const among = people === null ? sql`true` : sql`p.id = any(${people}::uuid[])`;
  const { rows } = await sql<Linked>`
    select p.id, p.active, m.account, m.role
      from (select p.id, p.active, m.account from directory_person p join member m on m.account = p.account
             where ${among}
             union all
            select p.id, p.active, m.account from directory_person p join member m on m.email = p.email
             where p.account is null and ${among}
               and not exists (select from directory_person o where o.account = m.account)) p
      join member m on m.account = p.account
     where m.role <> 'auditor'
     order by p.id for update of m`.execute(tx);
  return rows;
};

/** An auditor's address is nobody's whom a directory names. */
export const isAuditor = async (tx: Tx, email: string): Promise<boolean> =>
  (await tx
    .selectFrom('member')
    .select('account')
    .where('email', '=', email)
    .where('role', '=', 'auditor')
    .executeTakeFirst()) !== undefined ||
  (await tx
    .selectFrom('invitation')
    .select('id')
    .where('email', '=', email)
    .where('role', '=', 'auditor')
    .where('state', '=', 'open')
    .executeTakeFirst()) !== undefined;

export interface Expected {
  readonly id: string;
  readonly active: boolean;
}

/** What the directory says of whoever has an account or an address. */
export const expectedFor = async (
  tx: Tx,
  { account, email }: { readonly account: string | null; readonly email: string },
): Promise<Expected | undefined> =>
  tx
    .selectFrom('directory_person')
    .select(['id', 'active'])
    .where((where) =>
      where.or([
        ...(account === null ? [] : [where('account', '=', account)]),
        where('email', '=', email).and(where('account', 'is', null)),
      ]),
    )
    .orderBy(sql`account is null`)
    .executeTakeFirst();

export interface ListedRow {
  readonly key: string;
  readonly id: string;
  readonly userName: string;
  readonly email: string;
  readonly given: string | null;
  readonly family: string | null;
  readonly formatted: string | null;
  readonly active: boolean;
  readonly role: string | null;
  readonly changed: Instant;
}

export const listedPeople = async (
  tx: Tx,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly ListedRow[]> =>
  (
    await sql<ListedRow>`
      select p.user_key as key, p.id, p.user_name as "userName", p.email, p.given, p.family, p.formatted, p.active,
        p.changed, (select m.role from member m where m.role <> 'auditor' and (m.account = p.account
          or (p.account is null and m.email = p.email)) limit 1) as role
      from directory_person p where p.user_key > ${after} order by p.user_key limit ${limit}`.execute(tx)
  ).rows;

/** How many there are, and how many of those are members, are expected, and were let go. */
export async function counted(
  tx: Tx,
): Promise<{ readonly members: number; readonly expected: number; readonly letGo: number }> {
  const { rows } = await sql<{ active: boolean; member: boolean; many: number }>`
    select p.active, exists (select from member m where m.role <> 'auditor' and (m.account = p.account
        or (p.account is null and m.email = p.email))) as member, count(*) as many
    from directory_person p group by 1, 2`.execute(tx);
  const sum = (which: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(which).reduce((all, { many }) => all + many, 0);
  return {
    members: sum(({ active, member }) => active && member),
    expected: sum(({ active, member }) => active && !member),
    letGo: sum(({ active }) => !active),
  };
}
