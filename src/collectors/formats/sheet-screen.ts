import { DomainError } from '#/core/errors.ts';
import { within } from './limits.ts';

// `[^<>]` keeps every search within one tag, so that no sheet makes it slow.
const TAG = (name: string): string => `<(?:[\\w.-]+:)?${name}`;
const ROWS = new RegExp(`${TAG('row')}[\\s/>]`, 'g');
const ADDRESS = /\sr\s*=\s*(["'])([^"']*)\1/g;
const CELL_OR_ROW = /^([A-Z]{0,3})(\d{1,7})$/;
const MERGED = new RegExp(`${TAG('mergeCell')}\\s[^<>]*?ref\\s*=\\s*["']([A-Z]+)(\\d+):([A-Z]+)(\\d+)["']`, 'g');
const ERROR_CELL = new RegExp(`(${TAG('c')}\\s[^<>]*?\\bt\\s*=\\s*["'])e(["'])`, 'g');
const FORMULA = `${TAG('f')}\\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:[\\w.-]+:)?f>)`;
const NOT_COMPUTED = new RegExp(`(${TAG('c')}\\s[^<>]*>)\\s*${FORMULA}\\s*</(?:[\\w.-]+:)?c>`);

/**
 * The XML of a sheet, made safe to be read: it is refused where its addresses would make a reader allocate more than
 * the limits allow, where a merged cell leaves open which row its value is for, and where a formula has no stored
 * value. Cells that hold an error become texts, because a reader takes an error for an empty cell.
 */
export function screened(file: string, xml: string, headerRow: number): string {
  withinLimits(file, xml);
  for (const [, left, top, right, bottom] of xml.matchAll(MERGED)) {
    if (Number(bottom) > headerRow)
      throw malformed(
        file,
        `${left}${top}:${right}${bottom}`,
        'cells are merged, so that it is open whose value it is',
      );
  }
  const [, cell] = NOT_COMPUTED.exec(xml) ?? [];
  if (cell !== undefined) {
    const place = /\sr\s*=\s*["'](\w+)["']/.exec(cell)?.[1] ?? 'a cell';
    throw malformed(file, place, 'the value of its formula is not stored; open and save it in a spreadsheet program');
  }
  return xml.replaceAll(ERROR_CELL, '$1str$2');
}

function withinLimits(file: string, xml: string): void {
  let rows = 0;
  for (const _ of xml.matchAll(ROWS)) rows += 1;
  let columns = 0;
  for (const [, , address = ''] of xml.matchAll(ADDRESS)) {
    const [, letters, number] = CELL_OR_ROW.exec(address) ?? [];
    if (letters === undefined) throw malformed(file, 'its sheet', `"${address.slice(0, 20)}" is no address of a cell`);
    rows = Math.max(rows, Number(number));
    columns = Math.max(columns, columnNumber(letters));
  }
  within('rows', rows, file);
  within('columns', columns, file);
  within('cells', rows * columns, file);
}

function columnNumber(letters: string): number {
  let number = 0;
  for (let at = 0; at < letters.length; at += 1) number = number * 26 + letters.charCodeAt(at) - 64;
  return number;
}

const malformed = (file: string, place: string, because: string): DomainError =>
  new DomainError('file_malformed', { file, format: 'XLSX', place, because });
