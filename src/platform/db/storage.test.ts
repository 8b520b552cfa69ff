import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { attestry, type Ended } from '#test/kit/bin.ts';
import { type Program, program, type ProgramOptions } from '#test/kit/program.ts';
import { openDatabase } from './database.ts';
import { postmasterOf } from './embedded/postmaster.ts';
import { embeddedServer, serverGone } from './embedded/server.ts';
import { migrate, migrations } from './migrate.ts';

const HOLDER = path.join(import.meta.dirname, '../../../test/kit/holder.ts');
const base = mkdtempSync(path.join(tmpdir(), 'attestry-storage-'));
chmodSync(base, 0o755);
const folder = path.join(base, 'postgres');
/** None may outlive a test that failed half-way: the file would wait for it for ever. */
const holders: Program[] = [];
after(() => {
  for (const each of holders) each.kill();
  rmSync(base, { recursive: true, force: true });
});

async function holder(of: string, options: ProgramOptions = {}): Promise<Program> {
  const started = program(HOLDER, [of], options);
  holders.push(started);
  assert.equal(await started.line(), 'open');
  return started;
}

async function told(holding: Program, line: string): Promise<string> {
  holding.say(line);
  return holding.line();
}

async function ends(holding: Program): Promise<void> {
  holding.say('end');
  assert.equal(await holding.ended, 0);
}

const pidFile = path.join(folder, 'postmaster.pid');
const postmaster = (): number => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
/** While it is started again there is a moment without one. */
const postmasterNow = (): number | undefined =>
  postmasterOf(folder)?.pid ?? (existsSync(pidFile) ? postmaster() : undefined);
const gone = (of = folder): Promise<void> =>
  Promise.race([
    serverGone(of),
    sleep(20_000, undefined, { ref: false }).then(() => assert.fail('the server still runs')),
  ]);

test('processes that make the same folder at once share one server; the last one out stops it', async () => {
  const [first, second] = await Promise.all([holder(folder), holder(folder)]);
  const third = await holder(folder);
  const server = postmaster();
  assert.equal(await told(first, 'write one'), 'wrote one');
  await ends(first);
  assert.equal(await told(second, 'write two'), 'wrote two');
  second.kill();
  await second.ended;
  assert.equal(await told(third, 'read'), '["one","two"]');
  assert.equal(postmaster(), server, 'it is the same server all the time');
  await ends(third);
  await gone();
  assert.ok(!existsSync(pidFile));
  assert.deepEqual(
    [...readdirSync(base), ...readdirSync(folder)].filter((name) => /lease|draft/.test(name)),
    [],
  );
});

test('a server is stopped even when its starter is killed before it could hold it', async () => {
  const starting = program(HOLDER, [folder]);
  while (!existsSync(pidFile)) await sleep(1);
  starting.kill();
  await starting.ended;
  await gone();
});

test('a process that lives long goes on after kill -9 of the server, which it starts again where it was', async () => {
  const holding = await holder(folder);
  for (const [word, after] of [
    ['five', 0],
    ['six', 1_000],
  ] as const) {
    const [before, port] = [postmaster(), postmasterOf(folder)?.port];
    process.kill(before, 'SIGKILL');
    await sleep(after);
    // its connections may outlive it by a moment, and answer until they see that it is gone
    const deadline = performance.now() + 20_000;
    while (postmasterNow() === before && performance.now() < deadline) await told(holding, 'read');
    const first = await told(holding, `write ${word}`); // one that was in use fails the query that uses it
    if (first.startsWith('failed ')) assert.equal(await told(holding, `write ${word}`), `wrote ${word}`);
    assert.notEqual(postmaster(), before);
    assert.equal(postmasterOf(folder)?.port, port);
  }
  const next = await holder(folder);
  await ends(holding);
  assert.match(await told(next, 'read'), /"five".*"six"/);
  await ends(next);
  await gone();
});

test('a process that only waits brings back a server that was killed, too', async () => {
  const holding = await holder(folder);
  const before = postmaster();
  process.kill(before, 'SIGKILL');
  const deadline = performance.now() + 30_000;
  const isBack = (): boolean => (postmasterOf(folder)?.pid ?? before) !== before;
  while (!isBack() && performance.now() < deadline) await sleep(100);
  assert.ok(isBack());
  await ends(holding);
  await gone();
});

test('what was acknowledged is there after kill -9 of the server, and whoever used it goes on, or says why it fails', async () => {
  const holding = await holder(folder);
  assert.equal(await told(holding, 'write three'), 'wrote three');
  process.kill(postmaster(), 'SIGKILL');
  const said = await told(holding, 'write four');
  assert.match(said, /^(?:failed .+|wrote four)$/);
  const next = await holder(folder);
  const slugs = JSON.parse(await told(next, 'read')) as readonly string[];
  for (const slug of ['one', 'two', 'three', ...(said === 'wrote four' ? ['four'] : [])])
    assert.ok(slugs.includes(slug));
  holding.kill();
  await holding.ended;
  await ends(next);
  await gone();
});

test('a pid file whose pid now belongs to another program does not stop it from starting', async () => {
  const shell = spawn('sh', ['-c', 'read line'], { stdio: ['pipe', 'ignore', 'ignore'] });
  for (const pid of [process.pid, shell.pid]) {
    const lines = [pid, folder, 1_700_000_000, 5_999, '', '127.0.0.1', '  1  2', 'ready   '];
    writeFileSync(pidFile, `${lines.join('\n')}\n`);
    const port = readFileSync(`${folder}.port`, 'utf8').trim();
    writeFileSync(path.join(folder, `.s.PGSQL.${port}.lock`), `${lines.join('\n')}\n`);
    const server = await embeddedServer(folder);
    assert.notEqual(new URL(server.url).port, '5999');
    await (await connected(server.url)).end();
    server.release();
    await gone();
  }
  shell.kill();
});

test('a folder is opened again and again, also in the moment in which its server stops', async () => {
  for (let time = 0; time < 12; time += 1) {
    const db = await openDatabase({ url: null, folder });
    await db.organizations();
    await db.close();
    await sleep(time * 3); // the server begins to stop some moments after the last one let go
  }
  await gone();
});

test('who starts a server is told that it is on its way while it cannot be asked yet, and who joins one as well', async () => {
  const isReady = (): boolean => existsSync(pidFile) && /^ready/m.test(readFileSync(pidFile, 'utf8'));
  const told: boolean[] = [];
  const begins = (): number => told.push(isReady());
  const first = await embeddedServer(folder, { begins });
  assert.deepEqual(told.slice(0, 1), [false]);
  const second = await embeddedServer(folder, { begins });
  assert.equal(told.at(-1), true);
  for (const server of [first, second]) server.release();
  await gone();
});

test('of a server that ends by itself it is said soon why, once, and whoever needs none does not wait for it', async () => {
  const data = path.join(base, 'ending');
  const of = path.join(data, 'postgres');
  mkdirSync(data, { mode: 0o755 });
  (await embeddedServer(of)).release();
  await gone(of);
  appendFileSync(path.join(of, 'postgresql.conf'), '\nnosuch = 1\n');
  const timed = async (...words: readonly string[]): Promise<Ended & { readonly seconds: number }> => {
    const begun = performance.now();
    const ended = await attestry(words, { folder: base, data });
    return { ...ended, seconds: (performance.now() - begun) / 1_000 };
  };
  const idle = await timed('serve', '--nosuch');
  assert.equal(idle.code, 2);
  assert.ok(idle.seconds < 8, `it took ${idle.seconds} seconds to say that there is no such option`);
  const failed = await timed('status');
  assert.equal(failed.code, 3);
  assert.match(failed.err, /PostgreSQL did not start on .*nosuch/su);
  assert.ok(failed.seconds < 18, `it took ${failed.seconds} seconds`);
  assert.equal(postmasterOf(of), null);
  assert.deepEqual(
    readdirSync(of).filter((name) => name.startsWith('lease')),
    [],
  );
});

test('a server that nobody needs any more before it is there is stopped', async () => {
  const unneeded = new AbortController();
  await assert.rejects(
    embeddedServer(folder, { begins: () => unneeded.abort(), signal: unneeded.signal }),
    (error) => error === unneeded.signal.reason,
  );
  await gone();
});

test('what is committed is on the disk before it is acknowledged', async () => {
  const server = await embeddedServer(folder);
  const client = await connected(server.url);
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    assert.equal((await client.query(`show ${setting}`)).rows[0][setting], 'on');
  await client.end();
  server.release();
});

const isRoot = process.getuid?.() === 0;

test('a normal user makes and uses a folder of their own', { skip: !isRoot && 'everything here runs so' }, async () => {
  const home = path.join(base, 'nobody');
  mkdirSync(home);
  chmodSync(home, 0o777);
  const own = path.join(home, 'postgres');
  const prefix = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const holding = await holder(own, { prefix, environment: { HOME: home } });
  assert.equal(await told(holding, 'write one'), 'wrote one');
  await ends(holding);
  await gone(own);
});

test('root, where user namespaces are forbidden, runs it as nobody', { skip: !isRoot && 'needs root' }, async () => {
  const programs = path.join(base, 'programs');
  mkdirSync(programs);
  for (const name of ['sh', 'cat', 'mkfifo', 'rm', 'true'])
    symlinkSync(execFileSync('which', [name], { encoding: 'utf8' }).trim(), path.join(programs, name));
  const other = path.join(base, 'as-nobody');
  const environment = { PATH: programs };
  const holding = await holder(other, { environment });
  assert.equal(await told(holding, 'write one'), 'wrote one');
  const server = readFileSync(path.join(other, 'postmaster.pid'), 'utf8').split('\n')[0];
  assert.match(readFileSync(`/proc/${server}/status`, 'utf8'), /^Uid:\s+65534/m);
  await ends(holding);
  await gone(other);
  const again = await holder(other, { environment });
  assert.equal(await told(again, 'read'), '["one"]');
  await ends(again);
  await gone(other);
});

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** A server as an operator has it: a database, and a login that owns it. */
async function plainServer() {
  const server = await embeddedServer(folder);
  const superuser = await connected(server.url);
  const urlOf = (database: string, login: string | null): string => {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    if (login !== null) [url.username, url.password] = [login, 'secret'];
    return url.href;
  };
  const close = async (): Promise<void> => {
    await superuser.end();
    server.release();
    await gone();
  };
  return { superuser, urlOf, close };
}

test('with a server the same code runs: as a plain login, migrated by several processes at once', async () => {
  const { superuser, urlOf, close } = await plainServer();
  try {
    const embedded = await connected(urlOf('attestry', null));
    await embedded.query('drop schema attestry, attestry_auth, attestry_queue cascade');
    await embedded.end();
    await superuser.query('drop role attestry_owner, attestry_app, attestry_eraser');
    await superuser.query(`create role acme login createrole nosuperuser password 'secret'`);
    for (const name of ['acme', 'acme_two']) await superuser.query(`create database ${name} owner acme`);
    const urls = ['acme', 'acme', 'acme', 'acme_two'].map((name) => urlOf(name, 'acme'));
    await Promise.all(urls.map((url) => migrate(url)));
    for (const url of urls.slice(2)) {
      const db = await openDatabase({ url, folder: '/nowhere' });
      assert.deepEqual(await db.organizations(), []);
      await db.close();
      const client = await connected(url);
      const { rows } = await client.query('select name from attestry.migration order by name');
      assert.deepEqual(
        rows.map(({ name }) => name),
        migrations().map(({ name }) => name),
      );
      await client.end();
    }
  } finally {
    await close();
  }
});

test('a migration that was edited, or that a newer version applied, is refused', async () => {
  const { superuser, urlOf, close } = await plainServer();
  try {
    const url = urlOf('acme', null);
    const admin = await connected(url);
    await admin.query(`insert into attestry.migration (name, sha256) values ('9999-later.sql', 'x')`);
    await assert.rejects(openDatabase({ url, folder: '/nowhere' }), { code: 'database_newer' });
    await admin.query(`delete from attestry.migration where name = '9999-later.sql'`);
    await admin.query(`update attestry.migration set sha256 = 'x' where name like '0001%'`);
    await assert.rejects(openDatabase({ url, folder: '/nowhere' }), { code: 'migration_changed' });
    await admin.end();
    assert.equal((await superuser.query('select 1 as one')).rows[0].one, 1);
  } finally {
    await close();
  }
});

test('neither a superuser’s login, nor options in the address, nor a role with too many rights lift the isolation', async () => {
  const { superuser, urlOf, close } = await plainServer();
  try {
    const url = urlOf('acme_two', null);
    const roleBy = async (address: string): Promise<unknown> => {
      const db = await openDatabase({ url: address, folder: '/nowhere', connections: 1 });
      try {
        return await db.transaction('00000000-0000-4000-8000-000000000001', async (tx) => {
          const { rows } = await tx.executeQuery<{ role: string }>({
            sql: 'select current_user as role',
            parameters: [],
            query: { kind: 'RawNode', sqlFragments: ['select current_user as role'], parameters: [] },
            queryId: { queryId: 'role' },
          });
          return rows[0]?.role;
        });
      } finally {
        await db.close();
      }
    };
    assert.equal(await roleBy(url), 'attestry_app');
    assert.equal(await roleBy(`${url}&options=-c%20role%3Dpostgres`), 'attestry_app');
    for (const right of ['superuser', 'bypassrls']) {
      await superuser.query(`alter role attestry_app ${right}`);
      await assert.rejects(openDatabase({ url, folder: '/nowhere' }), { code: 'database_role' });
      await superuser.query(`alter role attestry_app no${right}`);
    }
    assert.equal(await roleBy(url), 'attestry_app');
  } finally {
    await close();
  }
});

test('each migration has a number of its own, so that everybody runs them in one order', () => {
  const numbers = migrations().map(({ name }) => name.slice(0, 4));
  assert.deepEqual(numbers, [...new Set(numbers)].sort());
});

/** Ran before anybody noticed: of rows that were there it changed none. */
const WITHOUT_EFFECT = ['0026-auditors.sql member', '0076-run-unreadable-sealed.sql run'];

test('a migration that changes rows of organizations lifts their isolation, without which it sees none', () => {
  const changing = migrations().flatMap(({ name, sql }) =>
    [...sql.matchAll(/^(?:update|delete from) (\w+)/gim)].map(([, table = '']) => ({ name, sql, table })),
  );
  assert.ok(changing.some(({ table }) => table === 'task'));
  const blind = changing.filter(({ sql, table }) => !sql.includes(`alter table ${table} no force row level security`));
  assert.deepEqual(
    blind.map(({ name, table }) => `${name} ${table}`),
    WITHOUT_EFFECT,
  );
});
