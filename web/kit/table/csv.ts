import { csvOf } from '#/core/csv.ts';
import { count } from '#web/kit/when.ts';
import { type Column, saidBy } from './column.ts';

/** What a spreadsheet still opens; a package has all of them. */
export const MOST_ROWS = 100_000;

/** Rows for a spreadsheet, with every column that says something, shown or not. */
export function tableCsv<T>(columns: readonly Column<T>[], rows: readonly T[], hasMore: boolean): string {
  const saying = columns.filter(({ acts }) => acts !== true);
  const more = hasMore ? [[`There are more than these ${count(rows.length)}; a package has all of them.`]] : [];
  return csvOf(
    saying.map(({ head, inFile }) => inFile ?? head),
    [...rows.map((row) => saying.map((column) => saidBy(column, row))), ...more],
  );
}
