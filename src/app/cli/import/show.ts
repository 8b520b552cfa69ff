import { wordOf } from '#/collectors/file/cell.ts';
import type { Rejection } from '#/collectors/file/apply.ts';
import type { Given } from '#/app/cli/command.ts';
import { count, counted, type Output, wrap } from '#/app/cli/output.ts';
import { type Candidate, type Look, openOf, silentOf } from '#/collectors/file/look.ts';
import type { Layout } from '#/collectors/file/read.ts';

const SHOWN_ROWS = 3;
const SHOWN_COLUMNS = 6;
const CELL = 24;

const short = (text: string): string => (text.length > CELL ? `${text.slice(0, CELL - 1)}…` : text);

/** The first rows as they stand in the file. */
export function showRows(to: Output, file: string, { format, rows: { header, rows } }: Look): void {
  to.line(
    `${file} is ${format.toUpperCase()}: ${counted(rows.length, 'row', 'rows')}, ${counted(header.length, 'column', 'columns')}.`,
  );
  const names = [...new Set(header)].filter((name) => name !== '').slice(0, SHOWN_COLUMNS);
  if (rows.length === 0 || names.length === 0) return;
  to.line();
  to.title('The first rows');
  to.table(
    rows.slice(0, SHOWN_ROWS),
    names.map((name) => ({ title: short(name), of: ({ cell }) => short(wordOf(cell(name))) })),
  );
  if (header.length > names.length)
    to.line(`and ${counted(header.length - names.length, 'more column', 'more columns')}.`);
}

/** A mapping for a person to confirm, and what it still lacks. */
export function showProposal(to: Output, candidate: Candidate, layout: Layout, { rows }: Look): void {
  const { population, proposal } = candidate;
  to.line();
  to.title(`What the columns could mean, as ${population}`);
  to.table(proposal.fields, [
    { title: 'field', of: ({ field }) => field, style: () => 'strong' },
    { title: 'column', of: ({ column }) => column },
    {
      title: 'by name',
      of: ({ how }) => (how === 'exact' ? 'the same' : 'only like it'),
      style: ({ how }) => (how === 'exact' ? null : 'unsure'),
    },
  ]);
  if (proposal.unused.length > 0) to.line(`Columns that mean nothing yet: ${proposal.unused.slice(0, 20).join(', ')}`);
  const silent = silentOf(candidate, rows);
  if (silent.length > 0) {
    to.line();
    to.title('What you should look at');
    for (const sentence of silent) for (const line of wrap(sentence, to.width - 2)) to.line(`  ${line}`);
  }
  const open = openOf(candidate, layout);
  if (open.length === 0) return;
  to.line();
  to.title('What it still lacks');
  for (const sentence of open) to.line(`  ${to.style(sentence, 'unsure')}`);
}

/** Says how to go on from a file that nothing was imported of. */
export function showNext(
  to: Output,
  file: string,
  {
    look: { presets, candidates },
    asked,
    candidate,
    ready,
    given,
  }: {
    readonly look: Look;
    /** The population that a person named. */
    readonly asked: string | undefined;
    readonly candidate: Candidate | undefined;
    readonly ready: boolean;
    /** What was given, to be given again: a line that leaves it out would mean something else. */
    readonly given: Given;
  },
): void {
  to.line();
  to.title('Nothing was imported. To go on');
  const [layout, declared] = [againOf(given, LAYOUT), againOf(given, DECLARED)];
  const step = (line: string, doc: string): void => {
    to.line(`  ${to.style(`attestry import ${line}`, 'accent')}`);
    to.line(`    ${doc}`);
  };
  for (const { id, title, doc } of presets)
    step(`${file} --preset ${id}${declared}`, `It looks like an export of ${title}. ${doc}`);
  if (candidate === undefined && asked !== undefined) {
    step(
      `${file} --mapping mapping.json${declared}`,
      `No column has a name like a field of ${asked}; write what each means, as docs/guides/sources/file.md says.`,
    );
    return;
  }
  if (candidate === undefined) {
    step(
      `${file} --population NAME${layout}${declared}`,
      'No column has a name like a field of a population; say what its rows are.',
    );
    return;
  }
  const { population } = candidate;
  if (ready)
    step(`${file} --population ${population} --confirm${layout}${declared}`, 'Take the mapping above as it is.');
  step(
    `${file} --population ${population} --save mapping.json${layout}`,
    'Write it to a file, and complete it in an editor.',
  );
  step(
    `${file} --mapping mapping.json${declared}`,
    'Import by it. It is saved with the organization: the next time FILE is enough.',
  );
  const others = candidates.filter((each) => each.population !== population).slice(0, 3);
  if (others.length > 0)
    step(
      `${file} --population ${others[0]?.population ?? ''}${layout}${declared}`,
      `If its rows are something else: ${others.map((each) => each.population).join(', ')}.`,
    );
}

/** How a table is laid out, which a mapping that is saved says itself. */
const LAYOUT = ['sheet', 'items'] as const;
/** What a person says of the file, and of the source that it becomes. */
const DECLARED = ['as', 'follows', 'new-source', 'complete', 'from', 'to', 'accept-rejected'] as const;

function againOf(given: Given, names: readonly string[]): string {
  const again = names.flatMap((name) => {
    const value = given.text(name);
    if (value !== undefined) return [` --${name} ${quoted(value)}`];
    return given.flag(name) ? [` --${name}`] : [];
  });
  return again.join('');
}

/** As a shell takes it for one word. */
const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Why rows cannot be imported, each with its row and column. */
export function showRejections(to: Output, rejections: readonly Rejection[], shown = 100): void {
  to.table(rejections.slice(0, shown), [
    { title: 'row', of: ({ row }) => row, style: () => 'strong' },
    { title: 'column', of: ({ columns }) => columns.slice(0, 3).join(', ') + (columns.length > 3 ? ', …' : '') },
    { title: 'stands there', of: ({ cell }) => (cell === undefined ? '' : short(cell)) },
    { title: 'reason', of: ({ reason }) => reason, style: () => 'bad' },
  ]);
  if (rejections.length > shown) to.line(`and ${count(rejections.length - shown)} more.`);
}
