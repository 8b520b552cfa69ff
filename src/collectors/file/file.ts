import { z } from 'zod';
import {
  type Accounted,
  defineCollector,
  type Found,
  found,
  type Input,
  type Json,
  type Page,
  type RowsTested,
} from '#/collectors/collector.ts';
import { Declared, declaredInterval, FilePath } from '#/collectors/formats/declared.ts';
import type { NamedBytes } from '#/collectors/formats/limits.ts';
import type { Rows } from '#/collectors/formats/rows.ts';
import { readingIn, readingOf, sourceFile } from '#/collectors/formats/source-file.ts';
import { DomainError } from '#/core/errors.ts';
import { counted } from '#/core/grouped.ts';
import type { Instant } from '#/core/time/instant.ts';
import { momentOf } from '#/core/time/moment.ts';
import { POPULATION_NAMES, populationNamed } from '#/core/populations/index.ts';
import { type Applied, applied, fullSentenceOf, sentenceOf } from './apply.ts';
import { columnsUsed, type Format, Mapping } from './mapping.ts';
import { columnsFound, formatOf, readRows } from './read.ts';

export const FileSettings = z
  .strictObject({
    path: FilePath,
    mapping: Mapping.meta({
      title: 'Mapping: what its columns mean',
      description: 'The file that you hand in fills it in; where it was refused, mend here what the refusal names.',
      examples: [
        {
          population: 'person',
          fields: { employee: { column: 'ID' }, startedOn: { column: 'Start', dates: { format: 'iso' } } },
        },
      ],
    }),
    declared: Declared.optional().meta({
      title: 'The time that it accounts for',
      description: "A person's word on it: from when, until when, and who says so.",
      examples: [{ from: '2026-01-01[Europe/Berlin]', by: 'Ada Adler' }],
    }),
    complete: z.boolean().default(false).meta({
      title: 'It is the whole list',
      description: 'What an earlier file had, and this one has not, is no longer there.',
    }),
    acceptRejected: z.boolean().default(false).meta({
      title: 'Import the good rows without the others',
      description: 'Each of the others is a hole: what rests on them stays incomplete.',
    }),
  })
  .refine(
    ({ mapping, declared }) =>
      declared === undefined ||
      declared.from !== undefined ||
      populationNamed(mapping.population).shape.kind === 'observed',
    { path: ['declared', 'from'], message: 'missing: a list of what happened accounts for a time, not for an instant' },
  );
export type FileSettings = z.output<typeof FileSettings>;

const VERSION = 1;
const SHOWN = 100;

const MEDIA: Readonly<Record<Format, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Exports of any tool. One file is one page, so that all of it is taken in, or nothing. */
export const file = defineCollector<FileSettings>({
  id: 'file',
  title: 'File (CSV, TSV, JSON, NDJSON, XLSX)',
  version: VERSION,
  doc: 'An export of any tool, by a mapping that says which column means what. Its completeness is what a person declares; it is not established by the source.',
  populations: POPULATION_NAMES,
  privileges: [{ what: 'Read the file', why: 'It is imported, and kept as the artifact behind its records.' }],
  settings: FileSettings,
  identity: ['path', 'mapping.population'],
  secrets: [],
  grade: 'export',
  async test(input) {
    const { rows, result } = await imported(input);
    const seen = [
      `${counted(rows.rows.length, 'row')}: ${result.facts.length} to import, ${result.skipped} skipped by the mapping, ${result.rejected} rejected, ${rows.blank} blank`,
      ...result.rejections.slice(0, SHOWN).map(fullSentenceOf),
    ];
    return { seen, rejected: result.rejected, rows: rowsTold(rows, result) };
  },
  async *collect(input, cursor) {
    const { settings, tools } = input;
    const { bytes, rows, result, format } = await imported(input);
    const reading = readingOf(bytes, settings, VERSION);
    const isSame = readingIn(cursor) === reading;
    if (isSame && tools.exportedAnew !== true) {
      tools.log('info', 'The file is the one that was imported last; nothing new was seen.');
      return;
    }
    refuseUnsaid(bytes.name, settings, cursor);
    if (result.rejected > 0 && !settings.acceptRejected) throw rowsRejected(bytes.name, rows, result);
    for (const rejection of result.rejections.slice(0, SHOWN)) tools.log('warning', sentenceOf(rejection));
    yield pageOf({ settings, bytes, rows, result, format, reading, isSame, readAt: tools.startedAt });
  },
});

interface Imported {
  readonly bytes: NamedBytes;
  readonly format: Format;
  readonly rows: Rows;
  readonly result: Applied;
}

async function imported({ settings: { path, mapping, declared }, tools }: Input<FileSettings>): Promise<Imported> {
  if (declared !== undefined) declaredInterval(declared, tools.startedAt); // refused before anything is read
  const bytes = await sourceFile(tools, path);
  const format = formatOf(bytes, mapping);
  const rows = await readRows(bytes, mapping);
  const table = format !== 'json' && format !== 'ndjson';
  if (table) columnsFound(bytes.name, rows, { used: columnsUsed(mapping), headerRow: mapping.headerRow });
  return { bytes, format, rows, result: applied(rows.rows, mapping) };
}

const TOLD = { first: 5, rejections: 50, whys: 20, columns: 5, cell: 60 };

const rowsTold = ({ rows, blank }: Rows, { facts, skipped, rejected, rejections, whys }: Applied): RowsTested => ({
  total: rows.length,
  accepted: facts.length,
  skipped,
  rejected,
  blank,
  first: facts.slice(0, TOLD.first).map(({ fact, place }) => ({ place, fact })),
  rejections: rejections.slice(0, TOLD.rejections).map(({ row, columns, cell, reason }) => ({
    row,
    columns: columns.slice(0, TOLD.columns),
    cell: cell?.slice(0, TOLD.cell) ?? null,
    reason,
  })),
  whys: whys.slice(0, TOLD.whys).map((why) => ({ ...why, columns: why.columns.slice(0, TOLD.columns) })),
});

function rowsRejected(name: string, { rows }: Rows, { rejected, rejections }: Applied): DomainError {
  const shown = rejections.slice(0, SHOWN).map(sentenceOf);
  const list = [...shown, ...(rejections.length > SHOWN ? ['… and more'] : [])].join('\n');
  return new DomainError('rows_rejected', { file: name, rejected, rows: rows.length, list });
}

interface Read extends Imported {
  readonly settings: FileSettings;
  readonly reading: string;
  /** The bytes are those of the reading before, and somebody says that they were exported anew. */
  readonly isSame: boolean;
  readonly readAt: Instant;
}

/** When a list of states was exported, where a person says that it was before it is read. */
function lookedAt({ mapping, declared }: FileSettings, readAt: Instant): Instant | null {
  if (declared?.to === undefined || populationNamed(mapping.population).shape.kind !== 'observed') return null;
  return Math.min(readAt, momentOf(declared.to).latest);
}

/** Until when a file reaches was said of the one that was read first; of the next one nobody has said it. */
function refuseUnsaid(file: string, { declared }: FileSettings, cursor: Json | null): void {
  if (declared?.to !== undefined && readingIn(cursor) !== null)
    throw new DomainError('file_end_unsaid', { file, to: declared.to });
}

function pageOf(from: Read): Page {
  const { settings, bytes, format, result, reading } = from;
  const looked = lookedAt(settings, from.readAt);
  const { population } = settings.mapping;
  // A rejected row without a key may be any item, so that nothing can be said to be gone.
  const whole = settings.complete && result.unreadable.length === result.rejected;
  return {
    artifacts: [{ bytes: bytes.bytes, media: MEDIA[format], name: bytes.name }],
    records: result.facts.map(({ fact, place }): Found => found(population, fact, 0, place)),
    unreadable: result.unreadable.map((each) => ({ ...each, population, artifact: 0 })),
    looks: whole ? [{ population, scope: '' }] : [],
    accounted: [accountedOf(from, whole)],
    ...(looked === null ? {} : { lookedAt: looked }),
    cursor: { reading },
    progress: { what: 'rows', done: from.rows.rows.length, total: from.rows.rows.length },
  };
}

const areRows = (rows: number): string => (rows === 1 ? '1 row is' : `${rows} rows are`);

function accountedOf({ settings, bytes, rows, result, isSame, readAt }: Read, whole: boolean): Accounted {
  const { mapping, declared, complete } = settings;
  const { one, many } = populationNamed(mapping.population);
  const silent = columnsUsed(mapping).filter((column) => rows.rows.every((row) => row.cell(column) === undefined));
  const notes = [
    result.skipped > 0 ? `${areRows(result.skipped)} no ${result.skipped === 1 ? one : many} by the mapping` : '',
    rows.blank > 0 ? `${areRows(rows.blank)} blank` : '',
    rows.rows.length > 0 && silent.length > 0 ? `no item has ${silent.join(', ')}` : '',
    isSame ? 'the same to the byte as the file before, said to be exported anew' : '',
    complete && !whole ? 'a rejected row has no key, so that nothing could be told to be gone' : '',
  ];
  return {
    population: mapping.population,
    kind: declared === undefined ? 'none' : 'declared',
    ...(declared === undefined ? { from: null, to: null } : declaredInterval(declared, readAt)),
    query: { file: bytes.name, complete, ...(declared === undefined ? {} : { declared: { ...declared } as Json }) },
    sourceCount: null,
    ourCount: result.facts.length,
    rejected: result.rejected,
    note: notes.filter((note) => note !== '').join('; '),
  };
}
