import type { NamedBytes } from '#/collectors/formats/limits.ts';
import { wordOf } from './cell.ts';
import { type ColumnTold, columnsTold } from './columns.ts';
import { type Candidate, type Look, lookAt, mappingOf, openOf, silentOf } from './look.ts';
import { namedOnce } from './names.ts';
import type { Layout } from './read.ts';

/** A file may have any number of columns, and anything in a cell. */
const SHOWN = { rows: 5, columns: 12, cell: 60, told: 200, names: 100 };

export type LookTold = Awaited<ReturnType<typeof lookTold>>;

/** A look as it is told: the first of everything, so that it stays small whatever the file is. */
export async function lookTold(bytes: NamedBytes, layout: Layout, zone: string) {
  const look = await lookAt(bytes, layout, zone);
  const { header, rows } = look.rows;
  const columns = columnsTold(look.rows, zone, SHOWN.told);
  const first = columns.slice(0, SHOWN.columns);
  const once = new Set(namedOnce(header));
  const repeated = new Set(header.filter((name) => name !== '' && !once.has(name)));
  return {
    format: look.format,
    total: rows.length,
    zone,
    columns: columns.map(told),
    columnsTotal: header.length,
    repeated: [...repeated].slice(0, SHOWN.names),
    rows: rows.slice(0, SHOWN.rows).map(({ cell }) => first.map(({ name }) => short(wordOf(cell(name))))),
    presets: look.presets.map(({ id }) => id),
    candidates: look.candidates.map((candidate) => shown(candidate, layout, look)),
  };
}

const short = (text: string): string => text.slice(0, SHOWN.cell);

const told = ({ samples, words, dates, ...column }: ColumnTold) => ({
  ...column,
  samples: samples.map(short),
  words: words === null ? null : [...words],
  dates:
    dates === null
      ? null
      : {
          forms: dates.forms.map((form) => ({ ...form })),
          example: short(dates.example),
          strangers: dates.strangers.map(short),
        },
});

function shown(candidate: Candidate, layout: Layout, { rows }: Look) {
  const { population, proposal } = candidate;
  return {
    population,
    fields: proposal.fields.map(({ field, column, and, how, open }) => ({ field, column, and, how, open: [...open] })),
    missing: [...proposal.missing],
    unused: proposal.unused.slice(0, SHOWN.names),
    open: [...openOf(candidate, layout)],
    silent: [...silentOf(candidate, rows)],
    mapping: mappingOf(candidate, layout) as unknown,
  };
}
