import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

/** Instants as numbers: how they read as text is a setting of the session. */
const epoch = (column: string): RawBuilder<unknown> => sql`extract(epoch from ${sql.ref(column)})`;
const received = sql`extract(epoch from ${receivedAt('t.position')})`;
const columns = (...names: readonly string[]): readonly RawBuilder<unknown>[] =>
  names.map((name) => sql.ref(`t.${name}`));

/** What of each row a status rests on, in a fixed order. A row that says something else gives another digest. */
interface Digested {
  readonly name: string;
  readonly from: RawBuilder<unknown>;
  readonly line: readonly RawBuilder<unknown>[];
  /** What tells rows of one position apart. */
  readonly part?: RawBuilder<unknown>;
}

const table = (name: string, line: readonly RawBuilder<unknown>[], part?: RawBuilder<unknown>): Digested => ({
  name,
  from: sql`${sql.table(name)} t`,
  line,
  ...(part === undefined ? {} : { part }),
});

const WHOLE_RUN = columns('rule', 'inputs', 'counts', 'findings');

/** Raise it when anything below changes: what was digested by another form is compared with the log anew. */
export const FORM = 4;

const TABLES: readonly Digested[] = [
  table('control', [...columns('id', 'definition', 'person'), epoch('t.effective_from'), received]),
  table('engagement', [...columns('id', 'definition', 'person'), received]),
  table(
    'coverage',
    [
      ...columns(
        'part',
        'source',
        'run',
        'population',
        'kind',
        'query',
        'source_count',
        'our_count',
        'rejected',
        'note',
      ),
      epoch('t.covered_from'),
      epoch('t.covered_to'),
    ],
    sql`t.part`,
  ),
  table('reconciliation', [...columns('part', 'kind', 'definition', 'result'), received], sql`t.part`),
  table('check_run', [
    ...columns('check_id', 'number', 'base', 'population', 'as_of_position', 'outcomes', 'root', 'judged'),
    epoch('t.as_of'),
  ]),
  table('check_switch', columns('check_id', 'enabled', 'reason', 'person')),
  table('exclusion', [
    ...columns('check_id', 'item', 'reason', 'known_outcome', 'person'),
    epoch('t.expires'),
    received,
  ]),
  table('exclusion_end', columns('exclusion', 'reason', 'person')),
  table('alias', columns('handle', 'actor', 'person'), sql`t.handle collate "C"`),
  table('calendar', columns('spec', 'person')),
  table('evidence', [
    ...columns('id', 'control', 'purpose', 'artifact', 'occurred', 'period', 'item', 'person', 'note'),
    received,
  ]),
  table('erasure', columns('subject_kind', 'subject', 'successor', 'reason', 'basis', 'person')),
  table('segment', [...columns('population', 'schema', 'rows', 'digest', 'bytes', 'source', 'run'), received]),
  table('source', columns('id', 'collector', 'settings', 'reference', 'follows', 'follows_by')),
  table('source_settings', [...columns('source', 'settings', 'person', 'reason'), received]),
  table('source_change', [...columns('source', 'what', 'person', 'reason'), received]),
  {
    name: 'organization',
    from: sql`(select 0 as position, * from organization) t`,
    line: columns('slug', 'name', 'zone', 'demo'),
  },
  {
    name: 'artifact',
    from: sql`artifact t join (select distinct artifact from evidence) v on v.artifact = t.id`,
    line: columns('id', 'sha256', 'bytes', 'media', 'name', 'source', 'grade'),
  },
];

export const LAST_RUNS = 'last runs';
const lastRuns = (position: number): Digested => ({
  name: LAST_RUNS,
  from: sql`(select distinct on (check_id) * from check_run where position < ${position} order by check_id, number desc) t`,
  line: WHOLE_RUN,
});

const EVERY_RUN: Digested = table('check_run', WHOLE_RUN);

const digestOf = ({ name, from, line, part = sql`0` }: Digested, position: number): RawBuilder<unknown> => sql`
  select ${name}::text as name, count(*) filter (where t.position >= ${position})::int as later,
         encode(sha256(convert_to(coalesce(
           string_agg(jsonb_build_array(t.position, ${sql.join(line)})::text, E'\n' order by t.position, ${part})
             filter (where t.position < ${position}), ''), 'UTF8')), 'hex') as digest
    from ${from}`;

export type Digests = Readonly<Record<string, string>>;

interface Digesting {
  /** By table, of its rows before a position. */
  readonly digests: Digests;
  /** Rows from that position on, of all tables together. */
  readonly later: number;
}

async function digestsOf(tx: Tx, all: readonly Digested[], position: number): Promise<Digesting> {
  const parts = all.map((each) => digestOf(each, position));
  const { rows } = await sql<{
    name: string;
    later: number;
    digest: string;
  }>`${sql.join(parts, sql` union all `)}`.execute(tx);
  return {
    digests: Object.fromEntries(rows.map(({ name, digest }) => [name, digest])),
    later: rows.reduce((sum, row) => sum + row.later, 0),
  };
}

/** Digests of the rows before a position, as a status of now reads them. */
export const mirrorDigests = (tx: Tx, position: number): Promise<Digesting> =>
  digestsOf(tx, [...TABLES, lastRuns(position)], position);

/** The same of every run that there was, which a status as of a past day may rest on. */
export const everyRunDigest = async (tx: Tx, position: number): Promise<string> =>
  (await digestsOf(tx, [EVERY_RUN], position)).digests['check_run'] ?? '';

export interface MirrorMark {
  readonly position: number;
  readonly value: string;
  readonly mark: Uint8Array;
}

/** Up to where rows were compared with the log; undefined where they never were. */
export const mirrorMark = (tx: Tx): Promise<MirrorMark | undefined> =>
  tx.selectFrom('mirror_mark').select(['position', 'value', 'mark']).executeTakeFirst();

/** The later one stays, whoever comes first. */
export const saveMirrorMark = (tx: Tx, org: string, row: MirrorMark): Promise<unknown> =>
  tx
    .insertInto('mirror_mark')
    .values({ org, ...row })
    .onConflict((conflict) => conflict.column('org').doUpdateSet(row))
    .execute();
