import { sql } from 'kysely';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';

/** What a derived thing is called, and a digest of all that it was made from. */
export interface DerivedKey {
  readonly subject: string;
  readonly key: string;
}

export interface DerivedRow extends DerivedKey {
  readonly value: Json;
}

export interface Made {
  /** The log position as of which it was made. */
  readonly position: number;
  /** The position of the last erasure that was known then; -1 when there was none. */
  readonly erased: number;
}

/** Those of one kind that were made already. */
export const derivedRows = async (
  tx: Tx,
  what: string,
  wanted: readonly DerivedKey[],
): Promise<readonly DerivedRow[]> =>
  wanted.length === 0
    ? []
    : (
        await sql<DerivedRow>`
          select d.subject, d.key, d.value from derived d
            join unnest(${wanted.map(({ subject }) => subject)}::text[], ${wanted.map(({ key }) => key)}::text[]) as w (subject, key)
              on w.subject = d.subject and w.key = d.key
           where d.what = ${what}`.execute(tx)
      ).rows;

/** What was made last of one subject, whatever it was made from, if the next one can begin with it. */
export const lastBasis = (tx: Tx, what: string, subject: string) =>
  tx
    .selectFrom('derived')
    .select(['value', 'basis', 'erased'])
    .where('what', '=', what)
    .where('subject', '=', subject)
    .where('basis', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Says whether it is new: somebody else may have made it meanwhile, and then theirs says the same. */
export async function insertDerived(
  tx: Tx,
  org: string,
  { value, ...row }: DerivedRow & Made & { readonly what: string; readonly basis: Uint8Array | null },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('derived')
    .values({ org, ...row, value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The same for many without a basis; says which subjects are new. */
export async function insertAllDerived(
  tx: Tx,
  org: string,
  rows: readonly (DerivedRow & Made & { readonly what: string })[],
): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const inserted = await tx
    .insertInto('derived')
    .values(rows.map(({ value, ...row }) => ({ org, ...row, value: JSON.stringify(value), basis: null })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('subject')
    .execute();
  return inserted.map(({ subject }) => subject);
}

export interface PageKey extends DerivedKey {
  readonly what: string;
}

export async function insertPages(
  tx: Tx,
  org: string,
  { what, subject, key }: PageKey,
  pages: readonly { readonly page: number; readonly entries: readonly Json[] }[],
): Promise<void> {
  if (pages.length === 0) return;
  const rows = pages.map(({ page, entries }) => ({ org, what, subject, key, page, entries: JSON.stringify(entries) }));
  await tx.insertInto('derived_page').values(rows).execute();
}

/** Pages `first` to `last` of a list, in their order. */
export const pageRows = async (
  tx: Tx,
  { what, subject, key }: PageKey,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<readonly { readonly page: number; readonly entries: unknown }[]> =>
  tx
    .selectFrom('derived_page')
    .select(['page', 'entries'])
    .where('what', '=', what)
    .where('subject', '=', subject)
    .where('key', '=', key)
    .where('page', '>=', first)
    .where('page', '<=', last)
    .orderBy('page')
    .execute();

/** Forgets all but the `kept` newest of each subject, and whatever was made before an erasure: it may hold what was erased. */
export const forgetDerived = (tx: Tx, { kept, erased }: { readonly kept: number; readonly erased: number }) =>
  sql`
    with ranked as (
      select what, subject, key, erased,
             row_number() over (partition by what, subject order by position desc, key) as place
        from derived
    ), gone as (
      delete from derived d using ranked r
       where d.what = r.what and d.subject = r.subject and d.key = r.key
         and (r.place > ${kept} or r.erased < ${erased})
      returning d.what, d.subject, d.key)
    delete from derived_page p using gone g
     where p.what = g.what and p.subject = g.subject and p.key = g.key`.execute(tx);
