import { CsvError, parse } from 'csv-parse/sync';
import { DomainError } from '#/core/errors.ts';
import { type Separator, SEPARATORS } from '#/core/separators.ts';
import { LIMITS, within } from './limits.ts';

/** As much of a file as is looked at to tell its separator. In characters. */
const HEAD = 1_000_000;

/**
 * The rows of a file of separated values, empty ones included, so that they count as a person sees them.
 * Quoted cells hold separators, line ends and doubled quotation marks; throws `file_malformed` naming the row.
 */
export function separatedRows(file: string, text: string, separator: Separator): readonly (readonly string[])[] {
  const rows = parsed(file, text, { separator, most: LIMITS.rows + 1 });
  within('rows', rows.length, file);
  for (const row of rows) within('columns', row.length, file);
  return rows;
}

/** The separator that the header is written with. */
export function separatorOf(file: string, text: string, headerRow: number): Separator {
  const counts = SEPARATORS.map((separator) => cellsOf(text.slice(0, HEAD), separator, headerRow));
  const most = Math.max(...counts);
  const [first, ...more] = SEPARATORS.filter((_, at) => counts[at] === most);
  if (most <= 1 || first === undefined) return ',';
  if (more.length === 0) return first;
  throw new DomainError('file_malformed', {
    file,
    format: 'separated values',
    place: `row ${headerRow}`,
    because:
      'more than one sign may separate its cells; say which at "Cells are separated by" (separator of the mapping)',
  });
}

function cellsOf(text: string, separator: Separator, headerRow: number): number {
  try {
    return split(text, { separator, most: headerRow })[headerRow - 1]?.length ?? 0;
  } catch (error) {
    if (error instanceof CsvError) return 0; // what does not parse with a separator is not separated by it
    throw error;
  }
}

interface How {
  readonly separator: Separator;
  readonly most: number;
}

const split = (text: string, { separator, most }: How): string[][] =>
  parse(text, {
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: LIMITS.row,
    to: most,
  });

function parsed(file: string, text: string, how: How): string[][] {
  try {
    return split(text, how);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const place = `row ${Number(error['records'] ?? 0) + 1}`;
    const because = BECAUSE[error.code] ?? 'its cells cannot be told apart';
    throw new DomainError('file_malformed', { file, format: 'separated values', place, because }, { cause: error });
  }
}

const BECAUSE: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark opens there and never closes',
  CSV_INVALID_CLOSING_QUOTE: 'something follows the quotation mark that closes a cell',
  INVALID_OPENING_QUOTE: 'a quotation mark stands in the middle of a cell',
  CSV_MAX_RECORD_SIZE: `it is longer than ${LIMITS.row} characters; perhaps a quotation mark never closes`,
};
