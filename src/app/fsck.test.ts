import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { AREAS } from '#/platform/blob/blob-store.ts';
import { testDatabase } from '#test/kit/database.ts';
import { account, company, gather, writeEverything } from '#test/kit/writes.ts';
import type { Found, SealedThings } from '#/features/ledger/index.ts';
import { sources } from '#/features/sources/index.ts';
import { compareTables } from './fsck-rows.ts';
import { firstNamed, fsck, mendMerged, readLog } from './fsck.ts';
import { NOT_SEALED, WORKED_OUT } from './not-sealed.ts';

const db = await testDatabase();

/** Every kind of thing that is sealed, once. */
const made = await company(db);
await writeEverything(made);
const { org } = made.caller;
/** Segments that are laid together three times: of the merged ones two are kept. */
for (let n = 0; n < 40; n += 1) {
  made.chance.at += 60_000;
  made.accounts = [account('ada', true), account('bo', n % 2 === 0), account(`joiner-${n}`, true)];
  await gather(made, 'accounts');
}
made.chance.at += 60_000;
await made.attestry.db.transaction(org, (tx) =>
  made.attestry.ledger.seal(
    tx,
    org,
    Array.from({ length: 300 }, (_, n) => ({ kind: 'test-thing', payload: { n } })),
  ),
);
const named = async (): Promise<readonly string[]> => said((await fsck(made.attestry, org)).damages);
const said = (damages: readonly Found[]): readonly string[] => damages.map(({ where, what }) => `${where}: ${what}`);
const logNow = () => db.snapshot(org, (tx) => readLog(made.attestry, tx));
/** The part of it that reads the log. */
const namedInLog = async (): Promise<readonly string[]> => said((await logNow()).damages);
/** The part of it that compares tables: with a log that nobody touches, what all of it finds of a table. */
const { sealed } = await logNow();
const namedInTables = (): Promise<readonly string[]> =>
  db.snapshot(org, async (tx) => {
    const damages: Found[] = [];
    await compareTables(tx, sealed, damages);
    return said(damages);
  });

/** Actions are compared, and nobody acts on a server here. */
const UNSEALED: ReadonlySet<string> = new Set([...Object.keys(NOT_SEALED), ...WORKED_OUT, 'action']);
/** Columns that nothing seals, or that say what another entry's date says. */
const UNSEALED_COLUMNS: ReadonlySet<string> = new Set([
  'source.created',
  'organization.created',
  'coverage.part',
  'reconciliation.part',
  'run.cause',
]);

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}
const { rows: columns } = await db.admin.query<Column>(
  `select table_name as table, column_name as name,
          case data_type when 'ARRAY' then udt_name else data_type end as type from information_schema.columns
    where table_schema = 'attestry' and column_name <> 'org' and table_name <> 'migration' order by 1, ordinal_position`,
);
const tables = [...new Set(columns.map(({ table }) => table))].filter((table) => !UNSEALED.has(table));

/** Another value than the one that is there. */
const CHANGED: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  uuid: () => 'gen_random_uuid()',
  bigint: (column) => `coalesce(${column}, 0) + 100000`,
  integer: (column) => `${column} + 1000`,
  smallint: (column) => `(${column} + 1) % 6`,
  boolean: (column) => `not ${column}`,
  bytea: (column) =>
    `set_byte(${column}, length(${column}) / 2, (get_byte(${column}, length(${column}) / 2) + 1) % 256)`,
  _int4: (column) => `${column}[:cardinality(${column}) - 1] || ${column}[cardinality(${column})] + 1`,
  _text: (column) => `${column} || ${column}[1]`,
  jsonb: (column) => `jsonb_build_object('changed', ${column})`,
  'timestamp with time zone': (column) => `coalesce(${column}, now()) + interval '1 hour'`,
};

/** Does something to one row behind the product's back, looks, and puts it back. */
async function tampered(
  table: string,
  statement: (row: string) => string,
  look: () => Promise<readonly string[]> = named,
): Promise<readonly string[]> {
  const { rows } = await db.admin.query(
    `select ctid::text as place from "${table}" where org = $1 order by random() limit 1`,
    [org],
  );
  const place = rows[0]?.place ?? assert.fail(`${table} has no row`);
  const saved = `saved_${table}`;
  await db.admin.query('set session_replication_role = replica');
  await db.admin.query(`create temporary table ${saved} as select * from "${table}" where org = '${org}'`);
  try {
    await db.admin.query(statement(`ctid = '${place}'`));
    return await look();
  } finally {
    await db.admin.query(`delete from "${table}" where org = '${org}'`);
    await db.admin.query(`insert into "${table}" select * from ${saved}`);
    await db.admin.query(`drop table ${saved}`);
    await db.admin.query('set session_replication_role = origin');
  }
}

test('a lost checkpoint is found wherever an append ended, also within one millisecond', async () => {
  const { rows } = await db.admin.query<{ size: number }>(
    `select size::int as size from ledger_checkpoint where org = $1 and size > 0 order by size`,
    [org],
  );
  assert.ok(rows.length > 40);
  const sizes = rows.map(({ size }) => size);
  // each of them between two that are there, and what stands beside it the next time
  for (const lost of [0, 1].map((odd) => sizes.filter((_, at) => at % 2 === odd))) {
    const found = await tampered(
      'ledger_checkpoint',
      () => `delete from ledger_checkpoint where org = '${org}' and size = any('{${lost.join(',')}}')`,
      namedInLog,
    );
    for (const size of lost) {
      const said =
        size === sizes.at(-1) ? 'the log has no checkpoint of its size' : `the checkpoint of size ${size} is missing`;
      assert.ok(
        found.some((damage) => damage.includes(said)),
        `${said}: ${found.join('; ')}`,
      );
    }
  }
});

test('what is not compared is said: each is a table that there is, and every other table is compared', () => {
  const all = new Set(columns.map(({ table }) => table));
  assert.deepEqual(
    [...UNSEALED].filter((table) => !all.has(table)),
    [],
  );
});

test('what nobody touched is whole', async () => {
  assert.ok(tables.length >= 20, `${tables.length} tables are looked at`);
  assert.deepEqual(await named(), []);
});

for (const table of tables) {
  test(`${table}: a row that is changed in any column, or lost, is found and named`, async () => {
    const own = columns.filter((column) => column.table === table && !UNSEALED_COLUMNS.has(`${table}.${column.name}`));
    const look = table.startsWith('ledger_') ? named : namedInTables;
    for (const { name, type } of own) {
      const change = CHANGED[type] ?? assert.fail(`the test cannot change ${type}, of ${table}.${name}`);
      const found = await tampered(
        table,
        (row) => `update "${table}" set "${name}" = ${change(`"${name}"`)} where ${row}`,
        look,
      );
      assert.ok(found.length > 0, `a changed ${table}.${name} is not found`);
      assert.ok(
        found.some((damage) => /^(log|table)/.test(damage)),
        `${table}.${name}: ${found.join('; ')}`,
      );
    }
    if (table === 'ledger_log') return; // without its head there is no log
    const lost = await tampered(table, (row) => `delete from "${table}" where ${row}`, look);
    assert.ok(lost.length > 0, `a lost row of ${table} is not found`);
    assert.deepEqual(await look(), [], 'what was put back is whole');
  });
}

test('what was handed in and waits to be read is referred to by somebody', async () => {
  const bytes = new TextEncoder().encode('login,role\nada,admin\n');
  await sources(made.attestry.sources).upload(made.caller, { name: 'people.csv', bytes });
  assert.deepEqual((await fsck(made.attestry, org)).loose, []);
});

test('nothing is lost where more is wrong than a call can carry, and the first of it is told with how much there is', async () => {
  const payload = { person: 'ada', via: 'session', name: 'x', subject: {}, outcome: 'done', request: '', address: '' };
  const rows = new Map(Array.from({ length: 200_000 }, (_, position) => [position, payload]));
  const many: SealedThings = { byKind: new Map([['action', rows]]), erased: new Set() };
  const damages: Found[] = [];
  await db.snapshot(org, (tx) => compareTables(tx, many, damages));
  assert.ok(damages.length >= 200_000);
  const told = firstNamed({ size: 3, damages });
  assert.deepEqual([told?.damages.length, told?.damaged, told?.size], [1_000, damages.length, 3]);
});

test('what was put back is whole', async () => assert.deepEqual(await named(), []));

test('nothing is left of segments that were laid together earlier, and no file is referred to by nothing', async () => {
  const { rows } = await db.admin.query<{ digest: string }>(
    `select digest from merged_segment where org = $1 order by position`,
    [org],
  );
  assert.ok((sealed.byKind.get('segments-merged')?.size ?? 0) > 2);
  assert.equal(rows.length, 2);
  const { loose, unfinished } = await fsck(made.attestry, org);
  assert.deepEqual({ loose, unfinished }, { loose: [], unfinished: [] });
});

test('a row of a merged segment that is changed, lost or added is named with what puts it right, which does', async () => {
  const lastRow = `org = '${org}' and position = (select max(position) from merged_segment where org = '${org}')`;
  const harms = {
    'the row is missing': `delete from merged_segment where ${lastRow}`,
    'the row does not say what was sealed': `update merged_segment set upto = upto + 1 where ${lastRow}`,
    'the log seals no such row': `insert into merged_segment select org, 2000000, population, 2000000, rows, digest, bytes from merged_segment where ${lastRow}`,
  };
  for (const [what, harm] of Object.entries(harms)) {
    await db.admin.query(`set session_replication_role = replica; ${harm}; set session_replication_role = origin`);
    const [found = '', ...others] = await named();
    assert.match(found, /^table merged_segment, position \d+: /);
    assert.ok(found.includes(`: ${what}; no record is lost by it; "attestry ledger fsck --mend"`), found);
    assert.deepEqual(others, []);
    assert.equal(await mendMerged(made.attestry, org), 2);
    assert.deepEqual(await fsck(made.attestry, org).then(({ damages, loose }) => [...damages, ...loose]), []);
  }
});

test('what others write, lay together and take away meanwhile is not taken for damage', async () => {
  const written = new AbortController();
  const writes = (async () => {
    for (let n = 0; n < 30; n += 1) {
      made.chance.at += 60_000;
      made.accounts = [account('ada', true), account('bo', n % 2 === 0), account(`later-${n}`, true)];
      await gather(made, 'accounts');
    }
    written.abort();
  })();
  let looked = 0;
  for (; !written.signal.aborted; looked += 1) assert.deepEqual(await named(), []);
  await writes;
  assert.ok(looked > 2, `looked ${looked} times`);
});

const root = path.join(made.folder, 'blobs', org);
const bytesOf = (area: string): readonly string[] =>
  fs
    .globSync(path.join(root, area, '*', '*'))
    .filter((file) => /[0-9a-f]{62}$/.test(file))
    .sort();

for (const area of AREAS) {
  test(`${area}: a flipped bit, a byte more or less, a lost file and two that changed places are found and named`, async () => {
    const loose = new Set((await fsck(made.attestry, org)).loose);
    const files = bytesOf(area).filter((file) => !loose.has(`${area}/${nameOf(file)}`));
    assert.ok(files.length >= 2, `${files.length} files in ${area}`);
    const [file = '', other = ''] = files;
    const bytes = fs.readFileSync(file);
    const flips = Array.from({ length: 4 }, () => {
      const flipped = Buffer.from(bytes);
      const at = Math.floor(Math.random() * bytes.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
      return flipped;
    });
    const damaged = [
      ...flips,
      bytes.subarray(1),
      bytes.subarray(0, -1),
      Buffer.concat([bytes, Buffer.of(0)]),
      Buffer.alloc(0),
    ];
    for (const instead of [...damaged, null, fs.readFileSync(other)]) {
      if (instead === null) fs.rmSync(file);
      else fs.writeFileSync(file, instead);
      const found = await named();
      fs.writeFileSync(file, bytes);
      assert.deepEqual(
        found.map((damage) => damage.split(':')[0]),
        [`file ${area}/${nameOf(file)}`],
      );
    }
    assert.deepEqual(await named(), []);
  });
}

function nameOf(file: string): string {
  return path.basename(path.dirname(file)) + path.basename(file);
}
