import { sql } from 'kysely';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Marks, Parts } from '#/platform/marks.ts';
import type { DerivedKey, DerivedRow, Keeping, KeptPage, KeptRow, PageKey } from './keeping.ts';
import { KeptChanged, type Unbelieved } from './marked.ts';

/** What the marks of kept things are about. */
export const KEPT = 'what is kept for readings';

interface Where {
  readonly org: string;
  readonly marks: Marks;
}

/**
 * Keeps in the database, from one reading to the next. What is read is held against its mark; throws `KeptChanged`
 * where it is not as it was written.
 */
export const derivedIn = (tx: Tx, org: string, marks: Marks): Keeping => {
  const where = { org, marks };
  return {
    rows: (what, wanted) => derivedRows(tx, where, what, wanted),
    lastBasis: (what, subject) => lastBasis(tx, where, what, subject),
    insert: (rows) => insertDerived(tx, where, rows),
    insertPages: (key, pages) => insertPages(tx, where, key, pages),
    pages: (key, range) => pageRows(tx, where, key, range),
  };
};

interface Marked extends DerivedKey {
  readonly value: string;
  readonly position: number;
  readonly erased: number;
  readonly mark: Uint8Array;
}

type Named = PageKey & Pick<Marked, 'position' | 'erased'>;

const rowParts = (org: string, { what, subject, key, position, erased }: Named, value: string): Parts => [
  org,
  what,
  subject,
  key,
  String(position),
  String(erased),
  value,
];
const basisParts = (org: string, { what, subject, key }: PageKey, basis: Uint8Array): Parts => [
  org,
  what,
  subject,
  key,
  basis,
];
const pageParts = (org: string, { what, subject, key }: PageKey, page: number, entries: string): Parts => [
  org,
  what,
  subject,
  key,
  String(page),
  entries,
];

/** What of a row does not stand, as it is thrown. */
const unbelieved = (key: PageKey, looks: readonly ReturnType<Marks['look']>[]): readonly Unbelieved[] => {
  const { what, subject, key: of } = key;
  const changed = looks.includes('changed');
  return changed || looks.includes('gone') ? [{ what, subject, key: of, changed }] : [];
};

const mustStand = (found: readonly Unbelieved[]): void => {
  if (found.length > 0) throw new KeptChanged(found);
};

async function derivedRows(
  tx: Tx,
  { org, marks }: Where,
  what: string,
  wanted: readonly DerivedKey[],
): Promise<readonly DerivedRow[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<Marked>`
    select d.subject, d.key, d.value, d.position, d.erased, d.mark from derived d
      join unnest(${wanted.map(({ subject }) => subject)}::text[], ${wanted.map(({ key }) => key)}::text[]) as w (subject, key)
        on w.subject = d.subject and w.key = d.key
     where d.what = ${what}`.execute(tx);
  mustStand(
    rows.flatMap((row) => {
      const named = { what, ...row };
      return unbelieved(named, [marks.look(rowParts(org, named, row.value), row.mark)]);
    }),
  );
  return rows.map(({ subject, key, value }) => ({ subject, key, value: JSON.parse(value) as Json }));
}

async function lastBasis(tx: Tx, { org, marks }: Where, what: string, subject: string) {
  const row = await tx
    .selectFrom('derived')
    .select(['key', 'value', 'basis', 'position', 'erased', 'mark', 'basis_mark'])
    .where('what', '=', what)
    .where('subject', '=', subject)
    .where('basis', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const named = { what, subject, ...row };
  const basis = row.basis ?? new Uint8Array(0);
  mustStand(
    unbelieved(named, [
      marks.look(rowParts(org, named, row.value), row.mark),
      marks.look(basisParts(org, named, basis), row.basis_mark ?? new Uint8Array(0)),
    ]),
  );
  return { value: JSON.parse(row.value) as Json, basis: row.basis, erased: row.erased };
}

async function insertDerived(tx: Tx, { org, marks }: Where, rows: readonly KeptRow[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const values = rows.map(({ value, ...row }) => {
    const text = JSON.stringify(value);
    const mark = marks.mark(rowParts(org, row, text));
    const basis_mark = row.basis === null ? null : marks.mark(basisParts(org, row, row.basis));
    return { org, ...row, value: text, mark, basis_mark };
  });
  const inserted = await tx
    .insertInto('derived')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .returning('subject')
    .execute();
  return new Set(inserted.map(({ subject }) => subject));
}

async function insertPages(tx: Tx, { org, marks }: Where, key: PageKey, pages: readonly KeptPage[]): Promise<void> {
  if (pages.length === 0) return;
  const { what, subject, key: of } = key;
  const rows = pages.map(({ page, entries: list }) => {
    const entries = JSON.stringify(list);
    return { org, what, subject, key: of, page, entries, mark: marks.mark(pageParts(org, key, page, entries)) };
  });
  await tx.insertInto('derived_page').values(rows).execute();
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/** Whoever asks for pages knows that they are there: one that is gone was taken away, unless its list was, too. */
async function pageRows(tx: Tx, { org, marks }: Where, key: PageKey, range: Range): Promise<readonly KeptPage[]> {
  const rows = await pagesOf(tx, key, range);
  const looks = rows.map(({ page, entries, mark }) => marks.look(pageParts(org, key, page, entries), mark));
  if (rows.length <= range.last - range.first) looks.push((await isKept(tx, key, range)) ? 'changed' : 'gone');
  mustStand(unbelieved(key, looks));
  return rows.map(parsed);
}

/** Is a list still kept, and without these pages? Another process may have forgotten it meanwhile, or made it again. */
async function isKept(tx: Tx, key: PageKey, range: Range): Promise<boolean> {
  const row = await tx
    .selectFrom('derived')
    .select('key')
    .where('what', '=', key.what)
    .where('subject', '=', key.subject)
    .where('key', '=', key.key)
    .executeTakeFirst();
  return row !== undefined && (await pagesOf(tx, key, range)).length <= range.last - range.first;
}

const parsed = ({ page, entries }: { readonly page: number; readonly entries: string }): KeptPage => ({
  page,
  entries: JSON.parse(entries) as readonly Json[],
});

const pagesOf = (tx: Tx, { what, subject, key }: PageKey, { first, last }: Range) =>
  tx
    .selectFrom('derived_page')
    .select(['page', 'entries', 'mark'])
    .where('what', '=', what)
    .where('subject', '=', subject)
    .where('key', '=', key)
    .where('page', '>=', first)
    .where('page', '<=', last)
    .orderBy('page')
    .execute();

/** Forgets one kept thing with all of its pages; false when somebody else did before. */
export async function forgetKept(tx: Tx, { what, subject, key }: PageKey): Promise<boolean> {
  for (const table of ['derived_page', 'derived'] as const) {
    const gone = await tx
      .deleteFrom(table)
      .where('what', '=', what)
      .where('subject', '=', subject)
      .where('key', '=', key)
      .executeTakeFirst();
    if (table === 'derived') return gone.numDeletedRows > 0n;
  }
  return false;
}

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

/** One kept thing with all its pages, as the database has it, and whether all of it is as it was written. */
export async function keptWhole(
  tx: Tx,
  { org, marks }: Where,
  key: PageKey,
): Promise<
  Pick<KeptRow, 'value' | 'basis' | 'erased'> & { readonly pages: readonly KeptPage[]; readonly stands: boolean }
> {
  const row = await tx
    .selectFrom('derived')
    .select(['value', 'basis', 'position', 'erased', 'mark', 'basis_mark'])
    .where('what', '=', key.what)
    .where('subject', '=', key.subject)
    .where('key', '=', key.key)
    .executeTakeFirstOrThrow();
  const pages = await pagesOf(tx, key, { first: -(2 ** 31), last: 2 ** 31 - 1 });
  const looks = [
    marks.look(rowParts(org, { ...key, ...row }, row.value), row.mark),
    ...(row.basis === null ? [] : [marks.look(basisParts(org, key, row.basis), row.basis_mark ?? new Uint8Array(0))]),
    ...pages.map(({ page, entries, mark }) => marks.look(pageParts(org, key, page, entries), mark)),
  ];
  const { basis, erased } = row;
  if (looks.includes('changed')) return { value: null, basis, erased, pages: [], stands: false };
  return { value: JSON.parse(row.value) as Json, basis, erased, pages: pages.map(parsed), stands: true };
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
