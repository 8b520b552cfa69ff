import { strToU8, zipSync } from 'fflate';

/** What a cell of an export may hold; `null` is an empty one. */
export type Cell = string | number | boolean | null;
export type Line = Readonly<Record<string, Cell>>;

/** A column of an export, by its header. */
export type Columns = readonly string[];

const table = (columns: Columns, lines: readonly Line[], cell: (value: Cell | undefined) => string, by: string) =>
  strToU8(
    [columns.map(cell).join(by), ...lines.map((line) => columns.map((column) => cell(line[column])).join(by)), ''].join(
      '\r\n',
    ),
  );

const plain = (value: Cell | undefined): string => (value === null || value === undefined ? '' : String(value));

/** RFC 4180; `separator` is what the spreadsheets of some countries write instead of a comma. */
export const csvOf = (columns: Columns, lines: readonly Line[], separator = ','): Uint8Array =>
  table(
    columns,
    lines,
    (value) => {
      const text = plain(value);
      return /["\r\n,;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    },
    separator,
  );

/** Tabs between, so that no value may hold one. */
export const tsvOf = (columns: Columns, lines: readonly Line[]): Uint8Array =>
  table(columns, lines, (value) => plain(value).replaceAll(/[\t\r\n]/g, ' '), '\t');

export const jsonOf = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 1)}\n`);

export const ndjsonOf = (values: readonly unknown[]): Uint8Array =>
  strToU8(values.map((value) => `${JSON.stringify(value)}\n`).join(''));

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook with one sheet (ECMA-376), the same bytes wherever and whenever it is made. */
export function xlsxOf(sheet: string, columns: Columns, lines: readonly Line[]): Uint8Array {
  const rows = [columns, ...lines.map((line) => columns.map((column) => line[column] ?? null))];
  const data = rows.map(
    (cells, at) => `<row r="${at + 1}">${cells.map((cell, to) => cellOf(cell, to, at)).join('')}</row>`,
  );
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${data.join('')}</sheetData></worksheet>`,
  };
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)] as const);
  // A zip keeps the time of its parts by the clock on the wall, so that one is given that is the same on any.
  return zipSync(Object.fromEntries(files), { mtime: '2020-01-01T00:00:00' });
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function cellOf(cell: Cell, column: number, row: number): string {
  const address = `${String.fromCodePoint(65 + column)}${row + 1}`;
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${address}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${address}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
}
