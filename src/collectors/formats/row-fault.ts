import { counted } from '#/core/grouped.ts';
import { LIMITS } from './limits.ts';
import type { Cell, RowFault } from './rows.ts';
import { columnLetters } from './workbook.ts';

/** Why a row of a table does not fit under its header, or null; it names the cells that are missing or too many. */
export function faultOfShape(row: readonly Cell[], header: readonly string[]): RowFault | null {
  const counts = `has ${counted(row.length, 'cell')}, and the header has ${header.length}`;
  if (row.length < header.length) {
    const columns = columnNames(header).slice(row.length);
    return { reason: `${counts}: ${columns.length === 1 ? 'that column is' : 'those columns are'} missing`, columns };
  }
  if (row.length > header.length) {
    const columns = row.map((_, at) => columnLetters(at)).slice(header.length);
    return { reason: `${counts}: no name stands over ${columns.length === 1 ? 'that cell' : 'those cells'}`, columns };
  }
  const long = row.findIndex((cell) => typeof cell === 'string' && cell.length > LIMITS.cell);
  const columns = columnNames(header).slice(long, long + 1);
  return long === -1 ? null : { reason: `has more than ${LIMITS.cell} characters`, columns };
}

/** What columns are called; one without a name, as spreadsheets call it. */
export const columnNames = (header: readonly string[]): readonly string[] =>
  header.map((name, at) => (name === '' ? columnLetters(at) : name));

const MOST_NAMED = 10;

/** Columns in words. */
export function columnsInWords(columns: readonly string[]): string {
  const named = columns.slice(0, MOST_NAMED).map((name) => JSON.stringify(name.slice(0, 100)));
  const more = columns.length > MOST_NAMED ? ` and ${columns.length - MOST_NAMED} more` : '';
  return `${columns.length === 1 ? 'column' : 'columns'} ${named.join(', ')}${more}`;
}
