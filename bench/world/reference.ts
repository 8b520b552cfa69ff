import pg from 'pg';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import { embeddedServer } from '#/platform/db/embedded/server.ts';
import { NOW } from '#bench/kit/chance.ts';
import { account, change, type Company, person, training, vulnerability } from './company.ts';

/** The same PostgreSQL as the product's, for its superuser; and a database in it that is the reference's own. */
export interface Reference {
  /** In the reference's database. */
  readonly sql: pg.Client;
  /** In the product's database; undoes what the product does not undo. */
  readonly product: pg.Client;
  close(): Promise<void>;
}

const DATABASE = 'reference';

export async function openReference(cluster: string): Promise<Reference> {
  const server = await embeddedServer(cluster);
  const to = async (database: string): Promise<pg.Client> => {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const admin = await to('postgres');
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await admin.query(`create database ${DATABASE}`);
  await admin.end();
  const [sql, product] = [await to(DATABASE), await to('attestry')];
  await sql.query(`set timezone = 'UTC'`);
  await sql.query(`set work_mem = '256MB'`); // more than PostgreSQL's default, so that no join of the reference spills
  await product.query('set search_path = attestry');
  return {
    sql,
    product,
    close: async () => {
      await sql.end();
      await product.end();
      server.release();
    },
  };
}

/** Narrow tables: integers, dates and timestamps, and only what the four questions need. */
const TABLES = `
create table person (id int not null, started date not null, ended timestamptz);
create table account (id int not null, owner int not null, service bool not null, disabled timestamptz);
create table training (id int not null, person int not null, security bool not null, completed timestamptz not null);
create table change (id int not null, author int not null, merged timestamptz not null, emergency bool not null);
create table approval (change int not null, place int2 not null, by_whom int not null, approves bool not null, at timestamptz not null, head int2 not null);
create table vulnerability (id int not null, severity int2 not null, detected timestamptz not null, fixed timestamptz);
create table outcome (question int2 not null, item int not null, primary key (question, item))`;

const INDEXES = `
alter table person add primary key (id);
alter table account add primary key (id);
create index on account (owner);
alter table training add primary key (id);
create index on training (person);
alter table change add primary key (id);
alter table approval add primary key (change, place);
alter table vulnerability add primary key (id)`;

/** The four questions. All of them find and store what deviates as of \`NOW\`, which stands for $1. */
export const QUESTIONS = {
  'changes.approved-by-another': `
    insert into outcome select 1, c.id from change c
     where not c.emergency and not exists (
       select from approval a where a.change = c.id and a.approves and a.by_whom <> c.author and a.at <= c.merged and a.head = 1
          and not exists (select from approval l where l.change = c.id and l.place > a.place and l.by_whom = a.by_whom
                             and not l.approves and l.at <= c.merged))`,
  'people.leaver-access-removed': `
    insert into outcome select 2, p.id from person p
     where p.ended is not null and exists (
       select from account a where a.owner = p.id and not a.service
          and coalesce(a.disabled, $1::timestamptz) > p.ended + interval '24 hours')`,
  'people.trained-on-hire': `
    insert into outcome select 3, p.id from person p
     where p.started + 31 <= $1::timestamptz and (p.ended is null or p.ended >= p.started + 31) and not exists (
       select from training t where t.person = p.id and t.security and t.completed < p.started + 31)`,
  'vulnerabilities.fixed-in-time': `
    insert into outcome select 4, v.id from vulnerability v
     where coalesce(v.fixed, $1::timestamptz) >=
           date_trunc('day', v.detected) + (case v.severity when 2 then 61 when 3 then 91 else 31 end) * interval '1 day'`,
} as const;

export type Question = keyof typeof QUESTIONS;

/** Asks one question after the other in one transaction. */
export async function ask(sql: pg.Client, questions: readonly Question[]): Promise<void> {
  await sql.query('begin');
  for (const question of questions) {
    const text = QUESTIONS[question];
    await sql.query(text, text.includes('$1') ? [formatInstant(NOW)] : []);
  }
  await sql.query('commit');
}

const BATCH = 50_000;

export async function makeTables(sql: pg.Client): Promise<void> {
  for (const statement of TABLES.split(';')) await sql.query(statement);
}

export async function indexTables(sql: pg.Client): Promise<void> {
  for (const statement of INDEXES.split(';')) await sql.query(statement);
  await sql.query('vacuum analyze');
}

/** Brings the items `[from, to)` of all populations. */
export async function insertItems(sql: pg.Client, company: Company, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, to - at) }, (_, place) => at + place);
    const people = ids.map(person);
    await insert(sql, 'person', 'int, date, timestamptz', [
      ids,
      people.map(({ startedOn }) => formatInstant(startedOn * DAY)),
      people.map(({ endedOn }) => instant(endedOn)),
    ]);
    const accounts = ids.map(account);
    await insert(sql, 'account', 'int, int, bool, timestamptz', [
      ids,
      accounts.map(({ owner }) => owner),
      accounts.map(({ service }) => service),
      accounts.map(({ disabledAt }) => instant(disabledAt)),
    ]);
    const trainings = ids.map(training);
    await insert(sql, 'training', 'int, int, bool, timestamptz', [
      ids,
      trainings.map((each) => each.person),
      trainings.map(({ security }) => security),
      trainings.map(({ completedAt }) => instant(completedAt)),
    ]);
    const changes = ids.map((id) => change(id, company));
    await insert(sql, 'change', 'int, int, timestamptz, bool', [
      ids,
      changes.map(({ author }) => author),
      changes.map(({ mergedAt }) => instant(mergedAt)),
      changes.map(({ emergency }) => emergency),
    ]);
    const approvals = changes.flatMap(({ id, approvals }) => approvals.map((said, place) => ({ id, place, ...said })));
    await insert(sql, 'approval', 'int, int2, int, bool, timestamptz, int2', [
      approvals.map(({ id }) => id),
      approvals.map(({ place }) => place),
      approvals.map(({ by }) => by),
      approvals.map(({ approves }) => approves),
      approvals.map((said) => instant(said.at)),
      approvals.map(({ head }) => head),
    ]);
    const weaknesses = ids.map(vulnerability);
    await insert(sql, 'vulnerability', 'int, int2, timestamptz, timestamptz', [
      ids,
      weaknesses.map(({ severity }) => severity),
      weaknesses.map(({ detectedAt }) => instant(detectedAt)),
      weaknesses.map(({ fixedAt }) => instant(fixedAt)),
    ]);
  }
}

const instant = (value: number | null): string | null => (value === null ? null : formatInstant(value));

const insert = (
  sql: pg.Client,
  table: string,
  types: string,
  columns: readonly (readonly unknown[])[],
): Promise<unknown> =>
  sql.query(
    `insert into ${table} select * from unnest(${types
      .split(', ')
      .map((type, place) => `$${place + 1}::${type}[]`)
      .join(', ')})`,
    columns as unknown[],
  );
