import { strFromU8, strToU8, zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import { DomainError } from '#/core/errors.ts';
import { type Entries, unpacked } from './archive.ts';
import { faultOfText } from './json.ts';
import { LIMITS, type NamedBytes, within } from './limits.ts';
import { screened } from './sheet-screen.ts';

/** A date that a spreadsheet holds: as a person reads it there, without any zone. */
export type Civil = Temporal.PlainDate | Temporal.PlainDateTime;
export type SheetCell = string | number | boolean | null | Civil;

/** Which sheet, and from which row on its cells are read. */
export interface SheetChoice {
  /** Its name, or its place from 1; may be left out where there is only one. */
  readonly sheet?: string | number | undefined;
  readonly headerRow: number;
}

/**
 * The rows of one sheet of an XLSX workbook, from row 1 on. Formulas give the value that was stored with them, errors
 * their own text (`#N/A`), which no field takes; what leaves open which row a value is for is refused.
 */
export async function sheetRows(file: NamedBytes, choice: SheetChoice): Promise<readonly (readonly SheetCell[])[]> {
  within('bytes', file.bytes.length, file.name);
  const entries = unpacked(file, (name) => name.endsWith('.xml') || name.endsWith('.rels'));
  for (const [name, entry] of Object.entries(entries)) {
    if (BROKEN_TAG.test(strFromU8(entry))) throw malformed(file.name, name, 'a tag is not closed, or very long');
  }
  const sheets = sheetsOf(file.name, entries);
  const chosen = chosenSheet(file.name, sheets, choice.sheet);
  const part = sheets[chosen]?.part ?? '';
  const content = entries[part];
  if (content === undefined) throw malformed(file.name, 'its directory', `the sheet is said to be in ${part}`);
  const sheet = screened(file.name, strFromU8(content), choice.headerRow);
  const archive = zipSync({ ...entries, [part]: strToU8(sheet) }, { level: 0 });
  const rows = await readSheet(new Blob([archive]), chosen + 1, { trim: false }).catch((error: unknown) => {
    throw malformed(file.name, 'its sheet', 'it is not written as a workbook is', error);
  });
  return rows.map((row, at) => row.map((cell, column) => cellOf(file.name, cell, { row: at, column })));
}

const malformed = (file: string, place: string, because: string, cause?: unknown): DomainError =>
  new DomainError('file_malformed', { file, format: 'XLSX', place, because }, { cause });

interface SheetPart {
  readonly name: string;
  readonly part: string;
}

/** In XML `<` stands nowhere but at the beginning of a tag. Over such tags, and very long ones, a reader takes hours. */
const BROKEN_TAG = /<[^<>]*(?:<|$)|<[^<>]{4001}/;
const SHEET = /<(?:\w+:)?sheet\s[^<>]*>/g;
const RELATION = /<(?:\w+:)?Relationship\s[^<>]*>/g;

/** The sheets in the order of the workbook, and the parts of the archive that hold them. */
function sheetsOf(file: string, entries: Entries): readonly SheetPart[] {
  const workbook = entries['xl/workbook.xml'];
  const relations = entries['xl/_rels/workbook.xml.rels'];
  if (workbook === undefined || relations === undefined)
    throw malformed(file, 'its directory', 'it is a ZIP archive, but not of a workbook');
  const targets = new Map(
    [...strFromU8(relations).matchAll(RELATION)].map(([tag]) => [attribute(tag, 'Id'), attribute(tag, 'Target')]),
  );
  return [...strFromU8(workbook).matchAll(SHEET)].map(([tag]) => {
    const target = targets.get(attribute(tag, '\\w+:id')) ?? '';
    return { name: attribute(tag, 'name'), part: target.startsWith('/') ? target.slice(1) : `xl/${target}` };
  });
}

function attribute(tag: string, name: string): string {
  const [, , value = ''] = new RegExp(`\\s${name}\\s*=\\s*(["'])(.*?)\\1`, 's').exec(tag) ?? [];
  return value.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => ENTITIES[entity] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function chosenSheet(file: string, sheets: readonly SheetPart[], wanted: string | number | undefined): number {
  const unclear = (because: string): DomainError =>
    new DomainError('sheet_unclear', { file, because, sheets: sheets.map(({ name }) => `"${name}"`).join(', ') });
  if (wanted === undefined) {
    if (sheets.length === 1) return 0;
    throw unclear(sheets.length === 0 ? 'it has none' : 'it has several');
  }
  const at = typeof wanted === 'number' ? wanted - 1 : sheets.findIndex(({ name }) => name === wanted);
  if (sheets[at] === undefined) throw unclear(`it has no sheet ${JSON.stringify(wanted)}`);
  return at;
}

const DATES_BEGIN = 1901; // a time of day without its day is stored as one of the last days of 1899

function cellOf(file: string, cell: unknown, at: { readonly row: number; readonly column: number }): SheetCell {
  const place = `row ${at.row + 1}, column ${columnLetters(at.column)}`;
  if (typeof cell === 'string') {
    const because = cell.length > LIMITS.cell ? `it is longer than ${LIMITS.cell} characters` : faultOfText(cell);
    if (because !== null) throw malformed(file, place, because);
    return cell;
  }
  if (typeof cell === 'number' || typeof cell === 'boolean') return cell;
  return cell === null || cell === undefined ? null : civilOf(cell as { getTime(): number });
}

/** The library gives the date of a cell as if its clock showed UTC, up to a millisecond early. */
function civilOf(date: { getTime(): number }): Civil | string {
  const shown = date.getTime();
  const second = Math.round(shown / 1000) * 1000;
  const instant = Temporal.Instant.fromEpochMilliseconds(Math.abs(shown - second) <= 2 ? second : shown);
  const civil = instant.toZonedDateTimeISO('UTC').toPlainDateTime();
  if (civil.year < DATES_BEGIN) return civil.toPlainTime().toString();
  return civil.toPlainTime().equals(Temporal.PlainTime.from('00:00')) ? civil.toPlainDate() : civil;
}

/** How spreadsheets name a column: A is 0, AA is 26. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1)
    letters = String.fromCharCode(65 + (left % 26)) + letters;
  return letters;
}
