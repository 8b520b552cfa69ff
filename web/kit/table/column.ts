import type { ReactNode } from 'react';
import type { OwnState, StateName } from '#web/kit/states.ts';
import { termIn, type TermName } from '#web/kit/terms.ts';
import { showDay, withDays } from '#web/kit/when.ts';
import { type Said, wordsOf } from './said.ts';

export interface Column<T> {
  readonly head: string;
  /** Its name in a file, where that is another: one by which it is read again. */
  readonly inFile?: string;
  readonly cell: (row: T) => ReactNode;
  /** What the cell says, where its words are not in what it shows, or are no good order. */
  readonly value?: (row: T) => Said;
  readonly number?: true;
  /** Shown when somebody asks for it. */
  readonly extra?: true;
  /** The word of the vocabulary that its head is about, where that is not the head itself; null: the head only reads like one. */
  readonly term?: TermName | null;
  /** The words of states that its cells show; its head explains them once for all rows. */
  readonly states?: readonly (StateName | OwnState)[];
  /** What a row is called: on a phone the row begins with it, wherever it stands else. The first column, if none is. */
  readonly name?: true;
  /** It says nothing: it only holds what can be done with a row. Where that is nothing in any row, it is not shown. */
  readonly acts?: true;
}

/** The word that the head of a column explains; null: none. */
export const termOf = ({ head, term }: { readonly head: string; readonly term?: TermName | null }): TermName | null =>
  term === undefined ? termIn(head) : term;

/** Whether the head of a column explains something. */
export const explains = (column: Pick<Column<never>, 'head' | 'term' | 'states'>): boolean =>
  termOf(column) !== null || (column.states ?? []).length > 0;

/** The name of a column in the address bar. */
export const idOf = ({ head }: { readonly head: string }): string => head.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** What a column says of a row: numbers as numbers, so that 9 comes before 10. */
export function saidBy<T>({ cell, value, number }: Column<T>, row: T, apart?: string): string | number {
  if (value !== undefined) {
    const said = value(row) ?? '';
    return typeof said === 'string' ? plain(said) : said;
  }
  const words = plain(wordsOf(cell(row), apart).trim());
  if (number !== true || words === '') return words;
  const amount = Number(words.replaceAll(',', ''));
  return Number.isNaN(amount) ? words : amount;
}

const INSTANT = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;

/** A row for those who hear it: what each column is about, and what it says, with days as people say them. */
export const toldBy = <T>(columns: readonly Column<T>[], row: T, zone: string): string =>
  columns
    .filter(({ acts }) => acts !== true)
    .map((column) => [column.head, String(saidBy(column, row, ', ')).replace(/^(, )+/, '')] as const)
    .filter(([, said]) => said !== '')
    .map(([head, said]) => `${head}: ${said.replaceAll(INSTANT, (at) => showDay(Date.parse(at), zone))}`)
    .map((said) => plain(withDays(said)))
    .join('; ');

/** A day is shown so that no line ends within it; it is found, and saved, by the spaces that people type. */
const plain = (said: string): string => said.replaceAll('\u{a0}', ' ');

/** Nothing comes last, whichever way the order goes; text as people order it. */
export function order(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true, sensitivity: 'base' });
}

/** Whether all words of a text are somewhere in what a row says. */
export function fits<T>(columns: readonly Column<T>[], row: T, find: string): boolean {
  const wanted = find.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return true;
  const said = columns
    .map((column) => saidBy(column, row))
    .join('\n')
    .toLowerCase();
  return wanted.every((word) => said.includes(word));
}

/** The same columns for rows that hold what they are of. */
export const columnsOf = <T, R>(columns: readonly Column<T>[], of: (row: R) => T): readonly Column<R>[] =>
  columns.map(({ cell, value, ...column }) => ({
    ...column,
    cell: (row) => cell(of(row)),
    ...(value === undefined ? {} : { value: (row: R) => value(of(row)) }),
  }));

/** Whether a cell shows nothing at all. */
export function isNothing(shown: ReactNode): boolean {
  if (Array.isArray(shown)) return shown.every(isNothing);
  return shown === null || shown === undefined || typeof shown === 'boolean' || shown === '';
}

/** Those in which some row shows something. */
export const tellingOf = <T>(columns: readonly Column<T>[], rows: readonly T[]): readonly Column<T>[] =>
  rows.length === 0 ? columns : columns.filter(({ cell }) => rows.some((row) => !isNothing(cell(row))));

/** What a row is called by on a phone. */
export const nameOf = <T>(columns: readonly Column<T>[]): Column<T> | undefined =>
  columns.find(({ name }) => name === true) ?? columns[0];

/** Those that were chosen, in the order of the table; what can be done with a row stays. Of none it has, its own. */
export function shownOf<T>(columns: readonly Column<T>[], chosen: readonly string[] | null): readonly Column<T>[] {
  const known = chosen?.some((id) => columns.some((column) => column.acts !== true && idOf(column) === id)) === true;
  return columns.filter((column) =>
    known ? column.acts === true || chosen.includes(idOf(column)) : column.extra !== true,
  );
}
