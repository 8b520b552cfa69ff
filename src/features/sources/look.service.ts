import { wordOf } from '#/collectors/file/cell.ts';
import { type ColumnTold, columnsTold } from '#/collectors/file/columns.ts';
import { type Candidate, type Look, lookAt, mappingOf, openOf, silentOf } from '#/collectors/file/look.ts';
import type { Layout } from '#/collectors/file/read.ts';
import type { Caller } from '#/contract/endpoint.ts';
import { fileHandedIn, type UploadDeps } from './upload.service.ts';

/** A file may have any number of columns, and anything in a cell. */
const SHOWN = { rows: 5, columns: 12, cell: 60, told: 200, names: 100 };

export interface Looking {
  readonly path: string;
  readonly sheet?: string | undefined;
  readonly items?: string | undefined;
  readonly headerRow?: number | undefined;
}

/** What the columns of a file could mean, as `attestry import` shows it. Nothing of it is used before it is confirmed. */
export async function lookInto(deps: UploadDeps, { org }: Caller, { path, sheet, items = '', headerRow = 1 }: Looking) {
  const zone = await deps.db.transaction(org, deps.zoneOf);
  const bytes = await fileHandedIn(deps, org, path);
  const layout: Layout = { headerRow, items, ...(sheet === undefined ? {} : { sheet }) };
  const look = await lookAt(bytes, layout, zone);
  const { header, rows } = look.rows;
  const columns = columnsTold(look.rows, zone, SHOWN.told);
  const first = columns.slice(0, SHOWN.columns);
  const repeated = new Set(header.filter((name, at) => name !== '' && header.indexOf(name) !== at));
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
    fields: proposal.fields.map(({ field, column, how, open }) => ({ field, column, how, open: [...open] })),
    missing: [...proposal.missing],
    unused: proposal.unused.slice(0, SHOWN.names),
    open: [...openOf(candidate, layout)],
    silent: [...silentOf(candidate, rows)],
    mapping: mappingOf(candidate, layout) as unknown,
  };
}
