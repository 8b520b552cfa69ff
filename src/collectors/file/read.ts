import type { Json } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { atPointer, memberOf, parsedJson } from '#/collectors/formats/json.ts';
import { LIMITS, type NamedBytes, within } from '#/collectors/formats/limits.ts';
import { columnNames, faultOfShape } from '#/collectors/formats/row-fault.ts';
import type { Cell, Row, RowFault, Rows } from '#/collectors/formats/rows.ts';
import { separatedRows, separatorOf } from '#/collectors/formats/separated.ts';
import { textOf } from '#/collectors/formats/text.ts';
import { columnLetters, sheetRows } from '#/collectors/formats/workbook.ts';
import { wordOf } from './cell.ts';
import type { Format, Mapping } from './mapping.ts';

/** What must be known of a file to find its rows. */
export type Layout = Pick<Mapping, 'format' | 'separator' | 'sheet' | 'headerRow' | 'items'>;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLE = [0xd0, 0xcf, 0x11, 0xe0]; // old .xls, and anything that is saved with a password

/** What a file is by its bytes. */
export function formatOf(
  { name: file, bytes }: NamedBytes,
  { format, items }: Pick<Layout, 'format' | 'items'>,
): Format {
  const begins = (signature: readonly number[]): boolean => signature.every((byte, at) => bytes[at] === byte);
  const wrong = (found: string, expected: string): DomainError =>
    new DomainError('file_kind', { file, found, expected });
  if (begins(OLE)) throw wrong('an old .xls workbook, or one with a password', 'an .xlsx workbook without one');
  if (begins(ZIP) !== (format === 'xlsx') && format !== undefined)
    throw begins(ZIP) ? wrong('an archive, perhaps a workbook', format) : wrong('no archive', 'an .xlsx workbook');
  if (format !== undefined) return format;
  if (begins(ZIP)) return 'xlsx';
  const text = textOf({ name: file, bytes }).trimStart();
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return 'csv';
  return items === '' && isObject(text.split('\n', 1)[0] ?? '') ? 'ndjson' : 'json';
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The rows of a file with their places. Rows that are not whole are kept, with the reason; a broken file throws. */
export async function readRows(file: NamedBytes, layout: Layout): Promise<Rows> {
  within('bytes', file.bytes.length, file.name);
  const format = formatOf(file, layout);
  switch (format) {
    case 'csv':
    case 'tsv': {
      const text = textOf(file);
      const separator = layout.separator ?? (format === 'tsv' ? '\t' : separatorOf(file.name, text, layout.headerRow));
      return tableOf(file.name, separatedRows(file.name, text, separator), { ...layout, ragged: true });
    }
    case 'xlsx':
      return tableOf(file.name, await sheetRows(file, layout), { ...layout, ragged: false });
    case 'json':
      return listOf(file.name, parsedJson(file.name, textOf(file)), layout.items);
    case 'ndjson':
      return linesOf(file.name, textOf(file));
  }
}

interface Shape {
  readonly headerRow: number;
  /** Whether a row can have more or fewer cells than the header; a sheet's rows are filled up. */
  readonly ragged: boolean;
}

function tableOf(file: string, cells: readonly (readonly Cell[])[], { headerRow, ragged }: Shape): Rows {
  const names = cells[headerRow - 1];
  if (names === undefined) {
    const because = 'there is no such row to be the header';
    throw new DomainError('file_malformed', { file, format: 'a table', place: `row ${headerRow}`, because });
  }
  const header = names.map(wordOf);
  const columns = new Map(header.map((name, at) => [name, at]));
  const rows: Row[] = [];
  let blank = 0;
  for (let at = headerRow; at < cells.length; at += 1) {
    const row = cells[at] ?? [];
    if (row.every((cell) => wordOf(cell) === '')) {
      blank += 1;
      continue;
    }
    const fault = (ragged ? faultOfShape(row, header) : null) ?? (repeats(header, row) ? againIn(header) : null);
    rows.push({ place: `row ${at + 1}`, fault, cell: (column) => row[columns.get(column) ?? -1] });
  }
  return { header, rows, blank };
}

/** Of files that were put one behind the other the header comes again, and would else be an item. */
const againIn = (header: readonly string[]): RowFault => ({
  reason: 'repeats the header; take the row out',
  columns: columnNames(header),
});
const repeats = (header: readonly string[], row: readonly Cell[]): boolean =>
  row.length === header.length && row.every((cell, at) => wordOf(cell) === header[at]);

function listOf(file: string, root: Json, items: string): Rows {
  const list = items === '' ? root : atPointer(root, items);
  if (!Array.isArray(list)) {
    const because =
      items === ''
        ? 'it is no list; say where it is at "Where the list stands" (items of the mapping)'
        : 'there is no list';
    throw new DomainError('file_malformed', { file, format: 'JSON', place: items === '' ? 'its top' : items, because });
  }
  within('rows', list.length, file);
  return objectsOf((list as readonly Json[]).map((value, at) => ({ place: `${items}/${at}`, value })));
}

function linesOf(file: string, text: string): Rows {
  const lines = text.split(/\r\n|\n|\r/);
  within('rows', lines.length - 1, file);
  const numbered = lines.map((line, at) => ({ line: line.trim(), place: `line ${at + 1}` }));
  const written = numbered.filter(({ line }) => line !== '');
  const last = numbered.at(-1)?.line === '' ? 1 : 0; // what ends with a line end has no further line
  const { header, rows } = objectsOf(
    written.map(({ line, place }) => {
      try {
        return { place, value: parsedJson(file, line) };
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return {
          place,
          value: undefined,
          fault: `is not JSON at ${whereIn(error)}: ${String(error.facts['because'])}`,
        };
      }
    }),
  );
  return { header, rows, blank: numbered.length - written.length - last };
}

/** The line is known already. */
const whereIn = ({ facts }: DomainError): string => String(facts['place']).replace(/^line 1, /, '');

function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

interface Item {
  readonly place: string;
  readonly value: Json | undefined;
  readonly fault?: string;
}

function objectsOf(items: readonly Item[]): Rows {
  const names = new Set<string>();
  const rows = items.map(({ place, value, fault = null }): Row => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const reason = fault ?? `is ${kindOf(value)}, and no object with members`;
      return { place, fault: { reason, columns: [] }, cell: () => undefined };
    }
    for (const name of Object.keys(value)) {
      if (names.size >= LIMITS.columns) break; // one item may have a million of them
      names.add(name);
    }
    const cell = (column: string): Cell =>
      column.startsWith('/') ? atPointer(value, column) : memberOf(value, column);
    return { place, fault: null, cell };
  });
  return { header: [...names], rows, blank: 0 };
}

/** Throws where a table lacks a column that is used, or has it more than once. JSON items may each leave members out. */
export function columnsFound(
  file: string,
  { header }: Pick<Rows, 'header'>,
  { used, headerRow }: { readonly used: readonly string[]; readonly headerRow: number },
): void {
  const places = (name: string): readonly number[] => header.flatMap((each, at) => (each === name ? [at] : []));
  const missing = used.filter((name) => places(name).length === 0);
  if (missing.length > 0) {
    const shown = header.length > 60 ? [...header.slice(0, 60), '…'] : header;
    throw new DomainError('columns_missing', {
      file,
      columns: missing.map((name) => JSON.stringify(name)).join(', '),
      row: headerRow,
      header: shown.map((name) => JSON.stringify(name.slice(0, 100))).join(', '),
    });
  }
  const repeated = used.filter((name) => places(name).length > 1);
  if (repeated.length === 0) return;
  const columns = repeated.map((name) => `${JSON.stringify(name)} (${places(name).map(columnLetters).join(', ')})`);
  throw new DomainError('columns_repeated', { file, columns: columns.join('; ') });
}
