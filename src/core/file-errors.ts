import { placeOf } from './place.ts';
import type { Told } from './told-error.ts';

/** What can go wrong with files that somebody exported; a part of the list in errors.ts. */
export const FILE_ERRORS = {
  file_unreadable: {
    text: 'The file {file} cannot be read: {because}.',
    fix: 'Check the path, and that Attestry may read it.',
    fields: ['path', '{setting}'],
  },
  file_unwritable: {
    text: 'The file or folder {file} cannot be made or used: {because}.',
    fix: 'Choose another place, or make it possible there.',
  },
  file_too_large: {
    text: 'The file {file} has {found} {what}; at most {most} are read.',
    fix: 'Split it into several files, each a source of its own.',
    lasting: true,
  },
  file_encoding: {
    text: 'The file {file} is not UTF-8 text: {because}.',
    fix: 'Save it as UTF-8; in Excel that is "CSV UTF-8 (Comma delimited)".',
    lasting: true,
  },
  file_malformed: {
    text: 'The file {file} cannot be read as {format} at {place}: {because}.',
    fix: 'Export it again, or mend it at that place.',
    lasting: true,
  },
  file_kind: {
    text: 'The file {file} is {found}, and not {expected}.',
    fix: 'Export it in one of the formats that are read: CSV, TSV, JSON, NDJSON, XLSX.',
    lasting: true,
  },
  sheet_unclear: {
    text: 'The workbook {file} does not tell which sheet to read: {because}. Its sheets: {sheets}.',
    fix: 'Name it at "Sheet" (sheet of the mapping).',
    lasting: true,
  },
  columns_missing: {
    text: 'The file {file} has no column {columns}. The header in row {row} names: {header}.',
    fix: 'Correct the name in the mapping, or the number of the header row; names count letter by letter.',
    lasting: true,
  },
  columns_repeated: {
    text: 'The header of {file} has more than one column named {columns}.',
    fix: 'Give each column that the mapping uses a name of its own.',
    lasting: true,
  },
  file_empty: {
    text: 'The file {file} is empty, or holds nothing but white space: it shows nothing.',
    fix: 'Choose the one that was meant; where there is none, nothing is evidenced yet.',
    lasting: true,
  },
  artifact_erased: {
    text: 'The artifact {id} was erased already: {reason} ({basis}).',
    fix: 'Nothing of its bytes is left; see what was sealed of that.',
    at: placeOf('ledger-entry', '{position}'),
  },
  file_too_heavy: {
    text: 'The file {file} was not read to its end: {because}. Nothing of it was taken in.',
    fix: 'Take out the columns and rows that nothing is read from, or split it into several files, each a source of its own. If it was a small one, the server had too much else to do: try it again.',
    lasting: true,
  },
  upload_too_large: {
    text: 'The file {file} has {found} bytes; a server takes at most {most} that are handed in.',
    fix: 'Split it into several, each a source of its own; or put it into a folder that ATTESTRY_SOURCE_FOLDERS of the server names, and connect it by its path there.',
    at: placeOf('source-add'),
  },
  rows_rejected: {
    text: 'Nothing of {file} was imported: {rejected} of its {rows} rows cannot be.\n{list}',
    fix: 'Correct them; or set "Import the good rows without the others" (acceptRejected), and each counts as a hole. Testing the source shows what stands there.',
    at: placeOf('list', 'source'),
    lasting: true,
  },
  report_unknown: {
    text: 'The report {file} is of no known kind: {because}.',
    fix: 'Known are OCSF, Prowler CSV, Trivy JSON, SARIF 2.1.0, CycloneDX JSON from 1.4, npm audit JSON and GitHub alerts.',
    lasting: true,
  },
  report_malformed: {
    text: 'The report {file} is not what {format} prescribes:\n{list}',
    fix: 'Let the tool write it again; if it comes from another version of the tool, report that. A table of something else is imported with --population, which says what its rows are.',
    lasting: true,
  },
  report_time_missing: {
    text: 'The report {file} does not say when it was made: {because}.',
    fix: 'Give "When it was scanned" (scannedAt), such as 2026-03-03T10:00:00Z; where only the zone of a time is missing, "Time zone of the scanner" (zone), such as Europe/Berlin.',
    lasting: true,
    fields: ['scannedAt'],
  },
  report_ahead: {
    text: 'The file {file} is said to be of {made}, which has not come: it is {now}. Nothing of it was taken in.',
    fix: 'Put the clock of the machine right and let the tool write it again; correct "When it was scanned" (scannedAt) or "When the catalog was written" (takenAt) where that gives the time.',
  },
  report_asset_missing: {
    text: 'The report {file} does not name what was scanned.',
    fix: 'Give "What was scanned" (asset), such as acme/app, or an image without its tag.',
    lasting: true,
    fields: ['asset'],
  },
  report_not_newer: {
    text: 'The report {file} was made at {made}, and another one of {scope} came before it, made at {last}.',
    fix: 'Import reports in the order in which they were made; if "When it was scanned" (scannedAt) gives the moment, bring it up to date.',
    lasting: true,
  },
  report_scope_left: {
    text: 'The report {file} says nothing of {left}, which the report before it covered.',
    fix: 'Use one source for each account or asset; name what no longer exists under "What is scanned no more" (ended).',
    lasting: true,
  },
  file_end_unsaid: {
    text: 'That the file of this source reaches until {to} was said of an earlier one, and nobody says until when {file} reaches. Nothing of it was taken in.',
    fix: 'Import it under another name, as a source of its own that follows this one (--follows SOURCE) and has its own --from and --to; without --to, every later export counts as of its reading.',
    lasting: true,
  },
} as const satisfies Record<string, Told>;
