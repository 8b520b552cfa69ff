import path from 'node:path';
import { applied, type Applied, type Rejection } from '#/collectors/file/apply.ts';
import { columnsUsed, type Mapping } from '#/collectors/file/mapping.ts';
import { PRESETS } from '#/collectors/file/presets/index.ts';
import { columnsFound, formatOf, readRows } from '#/collectors/file/read.ts';
import { sourceFile } from '#/collectors/formats/source-file.ts';
import { slugOf } from '#/core/slug.ts';
import type { Collected } from '#/features/sources/index.ts';
import { type Command, type Context, EXIT, type Exit, type Given } from '#/app/cli/command.ts';
import { FOLLOWS } from '#/app/cli/follows.ts';
import { broughtAgain, connected, foreseen, isHandedIn, knownSource, reading } from '#/app/cli/import/bring.ts';
import type { ImportDocument } from '#/app/cli/import/document.ts';
import { NOTHING, type Plan, planned, tested } from '#/app/cli/import/plan.ts';
import { showRejections } from '#/app/cli/import/show.ts';
import { mustBeItsOwn, namedSource, WHOSE } from '#/app/cli/import/whose.ts';
import { bytesIn } from '#/app/cli/input.ts';
import { count, counted, type Output, wrap } from '#/app/cli/output.ts';
import { misused } from '#/app/cli/parse.ts';
import { showCollected } from './source.ts';

const importCommand: Command = {
  name: 'import',
  needs: 'organization',
  stops: true,
  summary: 'Bring in a file: an export of any tool, a scanner’s report, a backup catalogue.',
  details:
    'The first time, nothing is known of a file but its bytes. Reports of scanners and catalogues of pgBackRest are recognized and taken in. Of any other table the first rows are shown with a proposal of what its columns mean and what is still missing; a mapping that you confirm is saved with the organization. A row that cannot be read is named with its row, column and reason, and then nothing is imported, unless you accept that each such row counts as a hole. From then on FILE alone imports the next export under the same name. Under another name it is a second list, whose items count beside those of the first: where a file brings the same kind of records already you are asked to say which it is, with --source or --new-source.\n\nWith --server the rows are looked at here, and a file of which something comes in is handed in to the server, up to 32 MB; a larger one is put where the server reads files, and connected by "attestry source add". It is known there by its name alone: where two have the same, --as says which is meant, or what the new one is called.',
  args: [{ name: 'FILE', doc: 'CSV, TSV, JSON, NDJSON, XLSX, or a report.' }],
  options: [
    {
      name: 'population',
      value: 'NAME',
      doc: 'What its rows are, such as person; "attestry population list" shows them.',
    },
    { name: 'mapping', value: 'FILE', doc: 'What its columns mean, as JSON.' },
    { name: 'confirm', doc: 'Take the proposed mapping as it is.' },
    { name: 'save', value: 'FILE', doc: 'Write the proposed mapping there, and import nothing.' },
    { name: 'preset', value: 'NAME', doc: `A mapping that is known: ${[...PRESETS.keys()].join(', ')}.` },
    {
      name: 'set',
      value: 'NAME=VALUE',
      many: true,
      doc: 'A parameter of the preset, such as zone=Europe/Berlin; or a setting of a report, such as asset=acme/app.',
    },
    { name: 'as', value: 'ID', doc: 'What you call the source. Default: made from the name of the file.' },
    FOLLOWS,
    ...WHOSE,
    { name: 'complete', doc: 'The file is the whole list: what an earlier one had and this one has not is gone.' },
    {
      name: 'from',
      value: 'MOMENT',
      doc: 'You declare that it accounts for everything since then: 2026-01-01[Europe/Berlin].',
    },
    {
      name: 'to',
      value: 'MOMENT',
      doc: 'Up to and with then, of this file alone: the next one is a source of its own. Default: when it is read, of each.',
    },
    { name: 'accept-rejected', doc: 'Import the good rows though others are rejected; each of those is a hole.' },
    { name: 'sheet', value: 'NAME', doc: 'Which sheet of a workbook.' },
    { name: 'items', value: 'POINTER', doc: 'Where the list stands in JSON, such as /data/users.' },
    {
      name: 'unchanged',
      doc: 'Of a file that was imported before: you declare that it was exported anew, and that it is the same because nothing changed until now.',
    },
    { name: 'dry-run', doc: 'Say what would be imported, and import nothing.' },
  ],
  examples: [
    { line: 'attestry import people.csv', doc: 'The first rows, and what its columns could mean.' },
    {
      line: 'attestry import people.csv --population person --confirm --complete',
      doc: 'Everybody, by the proposed mapping.',
    },
    {
      line: 'attestry import employees.csv --preset bamboohr-employees --set zone=Europe/Berlin --set dateFormat=yyyy-MM-dd',
      doc: 'A report of BambooHR.',
    },
    { line: 'attestry import trivy.json', doc: 'A scanner’s report, told from its bytes.' },
  ],
  run: async (given, to, context) => {
    const file = path.resolve(given.args[0] ?? '');
    const known = (await namedSource(given, context, file)) ?? (await knownSource(given, context, file));
    if (known !== undefined) return again(given, to, context, known);
    if (given.flag('unchanged'))
      misused(
        'import',
        'No source reads this file yet: --unchanged is for the next export of a file that was imported before.',
      );
    const bytes = await sourceFile({ readFile: bytesIn }, file);
    const plan = await planned(given, to, context, { file, bytes });
    if (plan === null) return EXIT.found;
    await mustBeItsOwn(given, context, plan);
    return taken(given, to, context, plan);
  },
};

const DESCRIBING = [
  'population',
  'mapping',
  'confirm',
  'save',
  'preset',
  'set',
  'as',
  'from',
  'to',
  'sheet',
  'items',
  'follows',
  'new-source',
];

type Known = NonNullable<Awaited<ReturnType<typeof knownSource>>>;

/** A file that a source reads already comes in by the mapping that was saved. */
async function again(given: Given, to: Output, context: Context, source: Known): Promise<Exit> {
  const { id, collector } = source;
  const saysWhich = (name: string): boolean => name === 'as' && context.remote !== null;
  const more = DESCRIBING.find((name) => !saysWhich(name) && (given.text(name) !== undefined || given.flag(name)));
  if (more !== undefined)
    misused(
      'import',
      `The source "${id}" reads this file already, by what was saved; --${more} would change that. Leave it out; or import the file under another name, as a source of its own.`,
    );
  const dry = given.flag('dry-run');
  const isRead = isHandedIn(source) !== true; // where it lies
  const tried = isRead && !dry ? null : await triedAgain(given, context, source, dry);
  const document = { ...NOTHING, file: given.args[0] ?? '', collector, source: id, seen: tried?.seen ?? [] };
  const refused = tried !== null && !dry && tried.rejected > 0 && !acceptsRejected(source);
  if (tried !== null && (dry || refused)) {
    to.document(document, () => {
      for (const line of tried.seen) to.line(line);
      if (refused) to.line('Nothing was handed in, and nothing was imported. Correct the rows.');
    });
    return refused ? EXIT.failed : tried.rejected === 0 ? EXIT.fine : EXIT.found;
  }
  const collected = await reading(to, context, id, given.flag('unchanged'));
  to.document({ ...document, seen: [], collected }, () => {
    showCollected(to, id, collected);
    if (isNothing(collected)) for (const line of wrap(sameBytes(collector), 96)) to.line(line);
  });
  return collected.state === 'finished' ? EXIT.fine : EXIT.failed;
}

/** What would come in. To a server, the next export is handed in only where it can: the last one stays otherwise. */
async function triedAgain(given: Given, context: Context, source: Known, dry: boolean) {
  const exportedAnew = given.flag('unchanged');
  if (isHandedIn(source) !== true) return foreseen(context, source, null, exportedAnew);
  const bytes = await sourceFile({ readFile: bytesIn }, path.resolve(given.args[0] ?? ''));
  if (dry) return foreseen(context, source, bytes, exportedAnew);
  const settings = source.settings as Readonly<Record<string, unknown>>;
  const { seen, rejected } = await tested(context, { collector: source.collector, settings, bytes });
  if (rejected === 0 || acceptsRejected(source)) await broughtAgain(context, source, bytes);
  return { seen: [...seen], rejected };
}

const acceptsRejected = ({ settings }: Known): boolean =>
  (settings as { readonly acceptRejected?: unknown } | null)?.acceptRejected === true;

/** A report says itself when it was made: only of a table can somebody say that it was exported anew. */
const sameBytes = (collector: string): string =>
  `A file that is the same to the byte as the one before is not read again, and accounts for no new time. Until when its list was read: attestry population coverage POPULATION.${collector === 'file' ? ' If it was exported anew, and nothing changed, say so: --unchanged' : ''}`;
const isNothing = ({ state, records, unchanged, unreadable, gone, rejected }: Collected): boolean =>
  state === 'finished' && records + unchanged + unreadable + gone + rejected === 0;

/** Looks at every row first. Only where all of them can come in is the source made, and read. */
async function taken(given: Given, to: Output, context: Context, plan: Plan): Promise<Exit> {
  const file = given.args[0] ?? '';
  const rows = plan.mapping === null ? null : await rowsOf(plan, plan.mapping);
  const seen = rows === null ? [...(await tested(context, plan)).seen] : [];
  const about = { ...NOTHING, file, collector: plan.collector, seen, ...(rows === null ? {} : documentOf(rows)) };
  const refused = rows !== null && rows.result.rejected > 0 && !given.flag('accept-rejected');
  if (refused || given.flag('dry-run')) {
    to.document(about, () => {
      if (rows !== null) showRowsOf(to, rows);
      for (const line of seen) to.line(line);
      to.line(
        refused
          ? 'Nothing was imported. Correct the rows, or accept the holes with --accept-rejected.'
          : 'Nothing was imported: a dry run.',
      );
    });
    return refused ? EXIT.found : EXIT.fine;
  }
  const id = given.text('as') ?? idOf(file);
  await connected(given, context, id, plan);
  const collected = await reading(to, context, id);
  to.document({ ...about, source: id, collected }, () => {
    if (rows !== null && rows.result.rejected > 0) showRejections(to, rows.result.rejections);
    showCollected(to, id, collected);
  });
  if (collected.state !== 'finished') return EXIT.failed;
  return collected.rejected > 0 ? EXIT.found : EXIT.fine;
}

interface RowsRead {
  readonly total: number;
  readonly blank: number;
  readonly result: Applied;
}

async function rowsOf({ bytes }: Plan, mapping: Mapping): Promise<RowsRead> {
  const read = await readRows(bytes, mapping);
  const format = formatOf(bytes, mapping);
  if (format !== 'json' && format !== 'ndjson')
    columnsFound(bytes.name, read, { used: columnsUsed(mapping), headerRow: mapping.headerRow });
  return { total: read.rows.length, blank: read.blank, result: applied(read.rows, mapping) };
}

const documentOf = ({ total, blank, result }: RowsRead): Pick<ImportDocument, 'rows' | 'rejections'> => ({
  rows: { total, accepted: result.facts.length, skipped: result.skipped, rejected: result.rejected, blank },
  rejections: result.rejections.map(({ row, columns, reason, cell }: Rejection) => ({
    row,
    column: columns.length === 0 ? null : columns.join(' + '),
    columns: [...columns],
    reason,
    cell: cell ?? null,
  })),
});

function showRowsOf(to: Output, { total, blank, result }: RowsRead): void {
  to.line(
    `${counted(total, 'row', 'rows')}: ${count(result.facts.length)} can be imported, ${count(result.rejected)} cannot, ${count(result.skipped)} are left out by the mapping, ${count(blank)} are blank.`,
  );
  if (result.rejections.length > 0) showRejections(to, result.rejections);
}

function idOf(file: string): string {
  const id = slugOf(path.basename(file, path.extname(file)), 40);
  return id === '' ? misused('import', 'The name of the file makes no name of a source: give one, with --as.') : id;
}

export const commands: readonly Command[] = [importCommand];
