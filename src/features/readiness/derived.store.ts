import { sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';
import type { DerivedKey, DerivedRow, Keeping, KeptPage, KeptRow, PageKey } from './keeping.ts';

/** Keeps in the database, from one reading to the next. */
export const derivedIn = (tx: Tx, org: string): Keeping => ({
  rows: (what, wanted) => derivedRows(tx, what, wanted),
  lastBasis: (what, subject) => lastBasis(tx, what, subject),
  insert: (rows) => insertDerived(tx, org, rows),
  insertPages: (key, pages) => insertPages(tx, org, key, pages),
  pages: (key, range) => pageRows(tx, key, range),
});

const derivedRows = async (tx: Tx, what: string, wanted: readonly DerivedKey[]): Promise<readonly DerivedRow[]> =>
  wanted.length === 0
    ? []
    : (
        await sql<DerivedRow>`
          select d.subject, d.key, d.value from derived d
            join unnest(${wanted.map(({ subject }) => subject)}::text[], ${wanted.map(({ key }) => key)}::text[]) as w (subject, key)
              on w.subject = d.subject and w.key = d.key
           where d.what = ${what}`.execute(tx)
      ).rows;

const lastBasis = async (tx: Tx, what: string, subject: string) => {
  const row = await tx
    .selectFrom('derived')
    .select(['value', 'basis', 'erased'])
    .where('what', '=', what)
    .where('subject', '=', subject)
    .where('basis', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as Pick<KeptRow, 'value' | 'basis' | 'erased'> | undefined;
};

async function insertDerived(tx: Tx, org: string, rows: readonly KeptRow[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const inserted = await tx
    .insertInto('derived')
    .values(rows.map(({ value, ...row }) => ({ org, ...row, value: JSON.stringify(value) })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('subject')
    .execute();
  return new Set(inserted.map(({ subject }) => subject));
}

async function insertPages(
  tx: Tx,
  org: string,
  { what, subject, key }: PageKey,
  pages: readonly KeptPage[],
): Promise<void> {
  if (pages.length === 0) return;
  const rows = pages.map(({ page, entries }) => ({ org, what, subject, key, page, entries: JSON.stringify(entries) }));
  await tx.insertInto('derived_page').values(rows).execute();
}

const pageRows = async (
  tx: Tx,
  { what, subject, key }: PageKey,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<readonly KeptPage[]> => {
  const rows = await tx
    .selectFrom('derived_page')
    .select(['page', 'entries'])
    .where('what', '=', what)
    .where('subject', '=', subject)
    .where('key', '=', key)
    .where('page', '>=', first)
    .where('page', '<=', last)
    .orderBy('page')
    .execute();
  return rows as unknown as readonly KeptPage[];
};

/** What every kept thing is called, and as of which position of the log it was made; the newest first. */
export const keptKeys = (tx: Tx): Promise<readonly (PageKey & { readonly position: number })[]> =>
  tx
    .selectFrom('derived')
    .select(['what', 'subject', 'key', 'position'])
    .orderBy('position', 'desc')
    .orderBy('what')
    .orderBy('subject')
    .orderBy('key')
    .execute();

/** One kept thing with all its pages, as the database has it. */
export async function keptWhole(
  tx: Tx,
  { what, subject, key }: PageKey,
): Promise<Pick<KeptRow, 'value' | 'basis' | 'erased'> & { readonly pages: readonly KeptPage[] }> {
  const row = await tx
    .selectFrom('derived')
    .select(['value', 'basis', 'erased'])
    .where('what', '=', what)
    .where('subject', '=', subject)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  const pages = await pageRows(tx, { what, subject, key }, { first: -(2 ** 31), last: 2 ** 31 - 1 });
  return { ...(row as Pick<KeptRow, 'value' | 'basis' | 'erased'>), pages };
}

/** Pages of things that are not kept. */
export const pagesOfNothing = (tx: Tx): Promise<readonly PageKey[]> =>
  tx
    .selectFrom('derived_page as p')
    .leftJoin('derived as d', (join) =>
      join
        .onRef('d.org', '=', 'p.org')
        .onRef('d.what', '=', 'p.what')
        .onRef('d.subject', '=', 'p.subject')
        .onRef('d.key', '=', 'p.key'),
    )
    .where('d.key', 'is', null)
    .select(['p.what', 'p.subject', 'p.key'])
    .distinct()
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
