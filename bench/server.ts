import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeAnew } from '#/features/readiness/index.ts';
import { embeddedServer, serverGone } from '#/platform/db/embedded/server.ts';
import type { Bench } from './kit/bench.ts';
import { load, type Loaded } from './kit/load.ts';
import { atLeast, atMost, type Measure, seconds } from './kit/measure.ts';
import { begun, over } from './kit/program.ts';
import { median, several } from './kit/timing.ts';
import type { Served } from './world/served.ts';
import { keepLists } from './world/kept-lists.ts';
import { CHECKS, clusterOf, makeWorld, openWorld, organizationIn } from './world/world.ts';

const CONNECTIONS = 16;
const CONTROLS = 100;
const MANY = 256;
const SECONDS = 4;
/** What a server may answer that has more to do than it can. */
const HONEST: ReadonlySet<number> = new Set([200, 429, 503]);
const PAGE = 50;
const FAR = 10_000;

/** What stands behind the door, against a plain server on the same database; far pages, too much load, a cold start. */
export const server: Bench = {
  name: 'server',
  title: 'The server: lists behind isolation, pages far in, overload, start',
  needs: 'own',
  run: async ({ folder, size, ...given }) => {
    const rounds = several(given.rounds);
    await makeWorld(folder, { size });
    const attestry = await openWorld(folder);
    await judgeAnew(attestry, await organizationIn(attestry), [...CHECKS], () => undefined);
    await attestry.close();
    const [product, served] = await begun<Served>('served.ts', [folder]);
    const cluster = await embeddedServer(clusterOf(folder));
    const superuser = new URL(new URL(served.database).pathname, cluster.url).href;
    const [reference, plain] = await begun<string>('plain-server.ts', [
      folder,
      served.database,
      superuser,
      served.org,
      served.url,
    ]);
    const measures = [
      ...(await lists(served, plain, rounds)),
      ...(await readings(served, { plain, superuser }, rounds)),
      await pages(served, { size, rounds }),
      await movie(served, rounds),
      ...(await overload(served, rounds)),
    ];
    for (const child of [product, reference]) await over(child);
    cluster.release();
    await serverGone(clusterOf(folder));
    return [...measures, ...(await start(folder, rounds))];
  },
};

async function lists({ url, cookie }: Served, plain: string, rounds: number): Promise<readonly Measure[]> {
  const of = {
    ours: { url: `${url}/api/controls`, headers: { cookie } },
    session: { url: `${plain}/list`, headers: { cookie } },
    statement: { url: `${plain}/list?lookup=own`, headers: { cookie } },
    bare: { url: `${plain}/bare` },
  };
  for (const [name, { url: list, headers }] of Object.entries<{ url: string; headers?: Record<string, string> }>(of)) {
    const { controls } = (await (await fetch(list, { headers: headers ?? {} })).json()) as { controls: unknown[] };
    assert.equal(controls.length, CONTROLS, `${name} answers with all of them`);
  }
  const rates = { ours: [], session: [], statement: [], bare: [] } as { readonly [N in keyof typeof of]: number[] };
  for (let round = 0; round <= rounds; round += 1)
    for (const name of Object.keys(of) as (keyof typeof of)[]) {
      const loaded = await load({ ...of[name], connections: CONNECTIONS, seconds: round === 0 ? 1 : SECONDS });
      assert.deepEqual([...loaded.statuses.keys()], [200], `${name} answers everything`);
      if (round > 0) rates[name].push(loaded.rate);
    }
  const [ours, session, statement, bare] = [rates.ours, rates.session, rates.statement, rates.bare].map(median) as [
    number,
    number,
    number,
    number,
  ];
  const detail = `a hundred controls at ${CONNECTIONS} connections: ours ${each(ours)}, plain server ${each(session)}, with a lookup of its own ${each(statement)}, bare select ${each(bare)}`;
  return [
    {
      what: 'a list behind isolation, as a share of a plain server with the same session and transaction',
      figure: ours / session,
      unit: '×',
      budget: atLeast(0.6),
      detail,
    },
    {
      what: 'the same, where the plain server looks the session up by one statement and believes any token',
      figure: ours / statement,
      unit: '×',
      budget: atLeast(0.6),
      detail,
    },
    { what: 'the same, as a share of a bare select', figure: ours / bare, unit: '×', budget: atLeast(0.3), detail },
  ];
}

/** Home and the other lists that people open most: the address that each is asked at, and which member of the answer is long. */
const READINGS = {
  'Home: the status of every control': ['/api/readiness', 'controls'],
  'Home: the window by week': ['/api/readiness/movie', 'series'],
  'the list of checks': ['/api/checks', 'checks'],
  'the list of populations': ['/api/populations', 'populations'],
  'the first page of a population': [`/api/populations/change/records?limit=${PAGE}`, 'records'],
} as const;

/** Each against the plain server, which reads the same list row by row from a table that holds it as it is sent. */
async function readings({ url, cookie, org }: Served, { plain, superuser }: Reference, rounds: number) {
  const headers = { cookie };
  const lists: Record<string, readonly unknown[]> = {};
  for (const [what, [place, member]] of Object.entries(READINGS)) {
    const answer = (await (await fetch(url + place, { headers })).json()) as Record<string, unknown[]>;
    assert.ok((answer[member]?.length ?? 0) > 0, `${what} lists something`);
    lists[what] = answer[member] ?? [];
  }
  await keepLists(superuser, org, lists);
  const measures: Measure[] = [];
  for (const [what, [place]] of Object.entries(READINGS)) {
    const contestants = { ours: url + place, plain: `${plain}/kept?list=${encodeURIComponent(what)}` };
    const rates = { ours: [], plain: [] } as { readonly [N in keyof typeof contestants]: number[] };
    const bytes = { ours: 0, plain: 0 };
    for (let round = 0; round <= rounds; round += 1)
      for (const name of ['ours', 'plain'] as const) {
        const seconds = round === 0 ? 1 : SECONDS / 2;
        const loaded = await load({ url: contestants[name], headers, connections: CONNECTIONS, seconds });
        assert.deepEqual([...loaded.statuses.keys()], [200], `${what}: ${name} answers everything`);
        bytes[name] = loaded.bytes;
        if (round > 0) rates[name].push(loaded.rate);
      }
    const [ours, reference] = [median(rates.ours), median(rates.plain)];
    measures.push({
      what: `${what}, as a share of a plain server that reads its rows as they are sent`,
      figure: ours / reference,
      unit: '×',
      budget: atLeast(0.6),
      detail: `at ${CONNECTIONS} connections: ours ${each(ours)} of ${kilobytes(bytes.ours)}, plain server ${each(reference)} of ${kilobytes(bytes.plain)}`,
    });
  }
  return measures;
}

interface Reference {
  readonly plain: string;
  readonly superuser: string;
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`;

const each = (rate: number): string => `${rate.toPrecision(3)}/s`;

async function pages(
  { url, cookie }: Served,
  { size, rounds }: { readonly size: number; readonly rounds: number },
): Promise<Measure> {
  const far = Math.min(FAR, Math.floor(size / PAGE) - 1);
  const records = `${url}/api/populations/change/records`;
  const at = (page: string) => ({
    url: `${records}?limit=${PAGE}${page}`,
    headers: { cookie },
    connections: 1,
    seconds: 1,
  });
  const behind = await pageBehind(records, cookie, far * PAGE);
  const taken: { readonly first: number[]; readonly far: number[] } = { first: [], far: [] };
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, page] of [
      ['first', ''],
      ['far', `&after=${behind}`],
    ] as const) {
      const loaded = await load(at(page));
      assert.deepEqual([...loaded.statuses.keys()], [200]);
      if (round > 0) taken[name].push(loaded.median);
    }
  return {
    what: `page ${far.toLocaleString('en')} of the records of a population, as many times as the first`,
    figure: median(taken.far) / median(taken.first),
    unit: '×',
    budget: atMost(1.2),
    detail: `first ${seconds(median(taken.first))}, far ${seconds(median(taken.far))}, ${PAGE} a page`,
  };
}

/** The whole window by week, once for an examination of a year and once for one of a week. */
async function movie({ url, cookie }: Served, rounds: number): Promise<Measure> {
  const taken: Record<'week' | 'year', number[]> = { week: [], year: [] };
  const bytes = { week: 0, year: 0 };
  for (let round = 0; round <= rounds; round += 1)
    for (const id of ['week', 'year'] as const) {
      const place = `${url}/api/readiness/movie?engagement=${id}`;
      const loaded = await load({ url: place, headers: { cookie }, connections: 1, seconds: 1 });
      assert.deepEqual([...loaded.statuses.keys()], [200]);
      bytes[id] = loaded.bytes;
      if (round > 0) taken[id].push(loaded.median);
    }
  const [week, year] = [median(taken.week), median(taken.year)];
  return {
    what: 'the window of a year by week, as many times as long as that of a week',
    figure: year / week,
    unit: '×',
    budget: atMost(1.5),
    detail: `a week ${seconds(week)} of ${kilobytes(bytes.week)}, a year ${seconds(year)} of ${kilobytes(bytes.year)}`,
  };
}

/** The cursor of the page behind so many records, paged to as anybody must. */
async function pageBehind(records: string, cookie: string, count: number): Promise<string> {
  let after = '';
  for (let left = count; left > 0; ) {
    const limit = Math.min(left, 10_000);
    const address = `${records}?limit=${limit}${after === '' ? '' : `&after=${after}`}`;
    const answer = await fetch(address, { headers: { cookie } });
    after = ((await answer.json()) as { readonly next: string }).next;
    left -= limit;
  }
  return after;
}

async function overload({ url, cookie }: Served, rounds: number): Promise<readonly Measure[]> {
  const list = { url: `${url}/api/controls`, headers: { cookie }, seconds: SECONDS };
  const usual: Loaded[] = [];
  const much: Loaded[] = [];
  const health: Loaded[] = [];
  for (let round = 0; round < rounds; round += 1) {
    usual.push(await load({ ...list, connections: CONNECTIONS }));
    const beside = load({ url: `${url}/health`, connections: 1, seconds: SECONDS });
    much.push(await load({ ...list, connections: MANY }));
    health.push(await beside);
  }
  const dishonest = much.flatMap(({ statuses }) => [...statuses]).filter(([status]) => !HONEST.has(status));
  assert.deepEqual(dishonest, [], 'only 200, 429 and 503');
  const [few, many] = [usual, much].map((of) => median(of.map(({ rate }) => rate))) as [number, number];
  return [
    {
      what: `what is answered at ${MANY} connections, as a share of what is at ${CONNECTIONS}`,
      figure: many / few,
      unit: '×',
      budget: atLeast(0.8),
      detail: `${each(few)} and ${each(many)}; ${told(much)}`,
    },
    {
      what: `health meanwhile, 99 of 100`,
      figure: median(health.map(({ p99 }) => p99)),
      unit: 's',
      budget: atMost(0.1),
      detail: told(health),
    },
  ];
}

/** How often each status was answered. */
function told(of: readonly Loaded[]): string {
  const times = new Map<number, number>();
  for (const { statuses } of of)
    for (const [status, count] of statuses) times.set(status, (times.get(status) ?? 0) + count);
  return [...times].map(([status, count]) => `${count} × ${status}`).join(', ');
}

/** From the shell to the first answer, on a data folder whose database is not running; and what it holds when idle. */
async function start(folder: string, rounds: number): Promise<readonly Measure[]> {
  const taken: number[] = [];
  const idle: number[] = [];
  const url = 'http://127.0.0.1:4987';
  for (let round = 0; round <= rounds; round += 1) {
    const begin = performance.now();
    const child = spawn(path.join(import.meta.dirname, '../bin/attestry'), ['serve', '--data', folder], {
      stdio: 'ignore',
      env: { ...process.env, PORT: new URL(url).port, ATTESTRY_LOGS: '0' },
    });
    while (
      !(await fetch(`${url}/ready`).then(
        (answer) => answer.ok,
        () => false,
      ))
    )
      await sleep(20);
    if (round > 0) taken.push((performance.now() - begin) / 1000);
    await sleep(3_000);
    if (round > 0) idle.push(residentMemory(child.pid ?? 0));
    await new Promise((resolve) => child.once('exit', resolve).kill('SIGTERM'));
    await serverGone(clusterOf(folder));
  }
  return [
    {
      what: '"attestry serve" on existing data, until it is ready, database start included',
      figure: median(taken),
      unit: 's',
      budget: atMost(1.5),
      detail: `${rounds} starts`,
    },
    {
      what: 'memory of the idle server',
      figure: median(idle),
      unit: 'MB',
      budget: atMost(260),
      detail: 'resident, three seconds after it was ready, PostgreSQL apart',
    },
  ];
}

const residentMemory = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
