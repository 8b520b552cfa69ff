import pg from 'pg';
import type { Page } from '#/collectors/collector.ts';
import { createOrganization } from '#/features/organization/index.ts';
import { Ingest } from '#/features/populations/index.ts';
import { populationNamed } from '#/core/populations/index.ts';
import type { Bench } from './kit/bench.ts';
import { atLeast, ofProcessor, rate, seconds } from './kit/measure.ts';
import { alternating } from './kit/timing.ts';
import { factOf, type Populated } from './world/company.ts';
import { openReference } from './world/reference.ts';
import { clusterOf, ingestDeps, ingestRun, openWorld } from './world/world.ts';

/** Half of the rows are flat, half hold lists. */
const BROUGHT = ['vulnerability', 'change'] as const;
/** Rows a page, and rows a statement of the reference. */
const PAGE = 5_000;

type Row = Readonly<Record<string, unknown>>;

/** From the text of records to sealed, durable segments, against PostgreSQL's own batched insert of the same rows. */
export const ingest: Bench = {
  name: 'ingest',
  title: 'Ingest of records at the ingest door: parsed, validated, versioned, sealed',
  needs: 'own',
  run: async ({ folder, size, rounds }) => {
    const attestry = await openWorld(folder);
    const reference = await openReference(clusterOf(folder));
    try {
      const pages = pagesOf(size);
      let round = 0;
      let given: readonly Rows[] = [];
      await reference.sql.query(tableFor('vulnerability') + tableFor('change'));
      const orgs: string[] = [];
      const taken = await alternating(rounds, {
        ours: {
          ready: async () => {
            round += 1;
            given = []; // a million objects would be looked through again and again while ours makes its own
            const about = { slug: `bench-${round}`, name: 'Bench', zone: 'UTC', demo: false };
            orgs.push((await createOrganization(attestry, about, 'bench')).org);
          },
          turn: () => bring(attestry, orgs.at(-1) ?? '', pages),
        },
        sql: {
          ready: async () => {
            await reference.sql.query('truncate vulnerability, change');
            await reference.sql.query('checkpoint');
            given = pages.map(({ population, from, count }) => ({
              population,
              rows: rowsOf(population, from, count, size),
            }));
          },
          turn: () => insertAll(reference.sql, given),
        },
      });
      return [
        {
          what: 'ingest, as a share of what PostgreSQL inserts of the same rows',
          figure: taken.sql / taken.ours,
          unit: '×',
          budget: atLeast(0.4),
          detail: `ours ${seconds(taken.ours)} (${rate(size, taken.ours)}), INSERT … unnest ${seconds(taken.sql)} (${rate(size, taken.sql)}), ${ofProcessor(taken.processor.sql, taken.processor.ours)}`,
          // the reference grows as much where more is held in memory; the share has its budget at every size
          growth: { of: 'ingest', seconds: taken.ours, budget: null },
        },
      ];
    } finally {
      await reference.close();
      await attestry.close();
    }
  },
};

interface Bytes {
  readonly population: Populated;
  /** A record a line, as an export would have it. */
  readonly text: Uint8Array;
  readonly from: number;
  readonly count: number;
}

interface Rows {
  readonly population: Populated;
  readonly rows: readonly Row[];
}

function pagesOf(size: number): readonly Bytes[] {
  const pages: Bytes[] = [];
  for (const [at, population] of BROUGHT.entries()) {
    const end = at === 0 ? Math.ceil(size / 2) : Math.floor(size / 2);
    for (let from = 0; from < end; from += PAGE) {
      const count = Math.min(PAGE, end - from);
      const lines = rowsOf(population, from, count, size).map((row) => JSON.stringify(row));
      pages.push({ population, text: Buffer.from(lines.join('\n')), from, count });
    }
  }
  return pages;
}

const rowsOf = (population: Populated, from: number, count: number, size: number): readonly Row[] =>
  Array.from({ length: count }, (_, place) => factOf(population, from + place, { size }));

/** Ours gets bytes: it keeps them, parses every line, and takes what it finds through the door. */
async function bring(attestry: Parameters<typeof ingestDeps>[0], org: string, pages: readonly Bytes[]): Promise<void> {
  const door = await Ingest.begin(ingestDeps(attestry, org), ingestRun(attestry, org));
  try {
    for (const { population, text } of pages) await door.page(parsed(population, text), async () => undefined);
    await door.flush(async () => undefined);
  } finally {
    door.close();
  }
}

function parsed(population: Populated, text: Uint8Array): Page {
  const records = Buffer.from(text)
    .toString('utf8')
    .split('\n')
    .map((line, place) => ({
      population,
      fact: JSON.parse(line) as never,
      artifact: 0,
      place: `line ${place + 1}`,
    }));
  return {
    artifacts: [{ bytes: text, media: 'application/x-ndjson', name: population }],
    records,
    cursor: null,
    progress: { what: population, done: 0, total: null },
  };
}

/** The reference gets values that were parsed before: a column for each field, lists as JSON, and a primary key. */
async function insertAll(sql: pg.Client, pages: readonly Rows[]): Promise<void> {
  await sql.query('begin');
  for (const { population, rows } of pages) {
    const columns = columnsOf(population);
    await sql.query(
      `insert into ${population} (key, ${columns.map(({ name }) => `"${name}"`).join(', ')})
       select * from unnest($1::text[], ${columns.map(({ type }, place) => `$${place + 2}::${type}[]`).join(', ')})`,
      [
        rows.map((row) => populationNamed(population).keyOf(row as never)),
        ...columns.map(({ name, type }) =>
          rows.map((row) => (type === 'jsonb' && row[name] !== undefined ? JSON.stringify(row[name]) : row[name])),
        ),
      ],
    );
  }
  await sql.query('commit');
}

const TYPES: Readonly<Record<string, string>> = {
  moment: 'timestamptz',
  flag: 'bool',
  number: 'float8',
  list: 'jsonb',
  texts: 'jsonb',
};

const columnsOf = (population: Populated): readonly { readonly name: string; readonly type: string }[] =>
  Object.entries(populationNamed(population).fields).map(([name, { kind }]) => ({ name, type: TYPES[kind] ?? 'text' }));

const tableFor = (population: Populated): string =>
  `create table ${population} (key text primary key, ${columnsOf(population)
    .map(({ name, type }) => `"${name}" ${type}`)
    .join(', ')});`;
