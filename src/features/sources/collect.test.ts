import assert from 'node:assert/strict';
import path from 'node:path';
import { suite, test } from 'node:test';
import { z } from 'zod';
import {
  type Accounted,
  type Collector,
  defineCollector,
  found,
  type Input,
  type Json,
  type Page,
} from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY, SECOND } from '#/core/time/instant.ts';
import { populations } from '#/features/populations/index.ts';
import { coverageOf, cursorOf } from '#/features/populations/index.ts';
import { tableOf } from '#/core/segment/table.ts';
import { folderBlobs } from '#/platform/blob/folder.ts';
import type { Database } from '#/platform/db/database.ts';
import { migrate } from '#/platform/db/migrate.ts';
import { openVault } from '#/platform/keys.ts';
import { NO_TRACES } from '#/platform/traces/traces.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testFolder, testLedger } from '#test/kit/ledger.ts';
import { lookHere } from '#test/kit/sources.ts';
import { testTools } from '#test/kit/tools.ts';
import { collect } from './collect.service.ts';
import type { UploadDeps } from './upload.service.ts';
import { sources } from './service.ts';

const db = await testDatabase();

type Script = (input: Input<unknown>, cursor: Json | null) => AsyncGenerator<Page>;

/** A collector that does what the test says. */
const scripted = (collecting: Script): Collector<unknown> =>
  defineCollector<unknown>({
    id: 'scripted',
    title: 'Scripted',
    version: 1,
    doc: 'What a test says.',
    populations: ['account'],
    privileges: [],
    settings: z.unknown(),
    identity: [],
    secrets: [{ name: 'token', doc: 'not to be seen', required: false }],
    grade: 'source',
    test: async () => ({ seen: [], rejected: 0 }),
    collect: collecting,
  });

const account = (login: string, over: Partial<Fact<'account'>> = {}): Fact<'account'> => ({
  system: 'okta',
  login,
  status: 'active',
  disabledAt: null,
  mfa: true,
  ...over,
});

const page = (number: number, logins: readonly string[], over: Partial<Page> = {}): Page => ({
  artifacts: [{ bytes: Buffer.from(`page ${number}`), media: 'text/plain', name: `page ${number}` }],
  records: logins.map((login, place) => found('account', account(login), 0, `row ${place + 1}`)),
  cursor: { page: number },
  progress: { what: 'accounts', done: number, total: 4 },
  ...over,
});

const counted = (over: Partial<Accounted> = {}): Accounted => ({
  population: 'account',
  kind: 'counted',
  from: null,
  to: null,
  query: {},
  sourceCount: 8,
  ourCount: 8,
  rejected: 0,
  note: '',
  ...over,
});

const PAGES: readonly Page[] = [
  page(1, ['ada', 'bo']),
  page(2, ['cleo', 'dan']),
  page(3, ['eve', 'fay']),
  page(4, ['gus', 'hal'], { accounted: [counted()], looks: [{ population: 'account', scope: '' }] }),
];

/** All pages after the one that the cursor names. */
const from = (cursor: Json | null): readonly Page[] => PAGES.slice((cursor as { page: number } | null)?.page ?? 0);

async function* whole(_: unknown, cursor: Json | null): AsyncGenerator<Page> {
  yield* from(cursor);
}

interface Company {
  readonly deps: UploadDeps;
  readonly org: string;
  readonly run: (
    script: Script,
    over?: { readonly signal?: AbortSignal; readonly db?: Database },
  ) => ReturnType<typeof collect>;
  readonly state: () => Promise<unknown>;
  readonly latest: () => Promise<{ state: string; error: string | null; log: readonly string[] }>;
  readonly later: (days: number) => void;
}

async function company(secrets: Readonly<Record<string, string>> = {}): Promise<Company> {
  const folder = testFolder();
  const { ledger, org, chance } = await testLedger(db);
  const blobs = () => folderBlobs(path.join(folder, 'blobs'));
  const { signal: never } = new AbortController();
  const deps: UploadDeps = {
    db,
    ledger,
    chance,
    vault: openVault(folder, null),
    blobs,
    traces: NO_TRACES,
    collectors: async () => new Map([['scripted', scripted(whole)]]),
    tools: async (_org, _source, signal) => testTools({ workFolder: folder, signal }),
    zoneOf: async () => 'UTC',
    look: lookHere,
  };
  const caller = { org, person: 'email:lead@acme.example' };
  await sources(deps).add(caller, {
    id: 'okta',
    collector: 'scripted',
    settings: {},
    secrets,
    reference: false,
    follows: null,
    untried: true,
  });
  const latest = async () => {
    const { runs } = await sources(deps).runs(caller, { id: 'okta', logs: true, limit: 1 });
    const [run] = runs;
    return {
      state: run?.state ?? '',
      error: run?.error ?? null,
      log: run?.log.map(({ level, message }) => `${level}: ${message}`) ?? [],
    };
  };
  return {
    deps,
    org,
    latest,
    later: (days) => {
      chance.at += days * DAY;
    },
    run: (script, { signal = never, db: database = db } = {}) => {
      // Runs are listed by when they began, and no two of a source begin at the same instant.
      chance.at += SECOND;
      return collect(
        { ...deps, db: database, collectors: async () => new Map([['scripted', scripted(script)]]) },
        org,
        'okta',
        {
          signal,
          progress: () => undefined,
        },
      );
    },
    state: () =>
      populations({ db, blobs }).reading(org, null, async (open) => {
        const table = tableOf(await open('account'), { observed: false, asOf: Number.MAX_SAFE_INTEGER });
        const rows = await db.transaction(org, (tx) => coverageOf(tx, 'account', Number.MAX_SAFE_INTEGER));
        const coverage = rows.map(({ kind, sourceCount, ourCount }) => ({ kind, sourceCount, ourCount }));
        return { items: table.size, coverage, cursor: await db.transaction(org, (tx) => cursorOf(tx, 'okta')) };
      }),
  };
}

const WHOLE = { items: 8, coverage: [{ kind: 'counted', sourceCount: 8, ourCount: 8 }], cursor: { page: 4 } };

test('a run reads a source to its end, and says what it brought', async () => {
  const { run, state, latest, deps, org } = await company();
  const { run: _, ...collected } = await run(whole);
  assert.deepEqual(collected, {
    state: 'finished',
    records: 8,
    unchanged: 0,
    unreadable: 0,
    gone: 0,
    rejected: 0,
    error: null,
    code: null,
  });
  assert.deepEqual(await state(), WHOLE);
  assert.deepEqual(await latest(), { state: 'finished', error: null, log: [] });
  assert.deepEqual((await deps.ledger.verify(org))?.damages, []);
});

suite('a run that fails', () => {
  const failing: Script = async function* (_, cursor) {
    yield* from(cursor).slice(0, 2);
    throw new DomainError('http_failed', { request: 'GET /accounts?page=3', because: 'it answered 500' });
  };

  test('is loud: its state, its error and its log say why, and it is sealed', async () => {
    const { run, latest, deps, org } = await company();
    const { state, error } = await run(failing);
    assert.equal(state, 'failed');
    assert.match(error ?? '', /GET \/accounts\?page=3/);
    const { log } = await latest();
    assert.match(log.at(-1) ?? '', /^error: .*it answered 500/);
    const { size } = await deps.ledger.status(org);
    const { kind, payload } = await deps.ledger.entry(org, size - 1);
    assert.equal(kind, 'run-finished');
    assert.match(Buffer.from(payload ?? []).toString(), /"state":"failed"/);
  });

  test('keeps every whole page, so that a source that fails again and again is read to its end', async () => {
    const { run, state, latest } = await company();
    const oneEach: Script = async function* (_, cursor) {
      const [next, ...rest] = from(cursor);
      if (next !== undefined) yield next;
      if (rest.length > 0) throw new Error('the connection failed');
    };
    const states = [];
    for (let time = 0; time < 4; time += 1) states.push((await run(oneEach)).state);
    assert.deepEqual(states, ['failed', 'failed', 'failed', 'finished']);
    assert.deepEqual(await state(), WHOLE);
    assert.equal((await latest()).error, null);
  });

  test('accounts for nothing, so that coverage shows the hole', async () => {
    const { run, state } = await company();
    await run(failing);
    assert.deepEqual(await state(), { items: 4, coverage: [], cursor: { page: 2 } });
  });

  test('does not make anybody seem to have left whom it did not come to', async () => {
    const { run, state, later } = await company();
    await run(whole);
    later(1);
    const begun: Script = async function* () {
      yield page(1, ['ada']);
      throw new Error('the connection failed');
    };
    const { gone } = await run(begun);
    assert.equal(gone, 0);
    assert.equal(((await state()) as typeof WHOLE).items, 8);
  });

  test('shows no secret in its log, its error or the ledger', async () => {
    const secret = 'ghp_0123456789abcdef';
    const { run, latest, deps, org } = await company({ token: secret });
    const leaking: Script = async function* ({ secrets, tools }) {
      tools.log('warning', `asked with ${secrets['token']} and again ${secrets['token']}`);
      yield page(1, ['ada']);
      throw new Error(`fatal: unable to access https://x:${secrets['token']}@git.example`);
    };
    const { error } = await run(leaking);
    const shown = JSON.stringify([error, await latest()]);
    assert.ok(!shown.includes(secret), shown);
    assert.match(shown, /asked with \[token\] and again \[token\]/);
    const { size } = await deps.ledger.status(org);
    for (let position = 0; position < size; position += 1)
      assert.ok(
        !Buffer.from((await deps.ledger.entry(org, position)).payload ?? []).includes(secret),
        `entry ${position}`,
      );
  });
});

suite('a run that is stopped', () => {
  test('keeps the pages that came, and the next goes on', async () => {
    const { run, state, latest } = await company();
    const controller = new AbortController();
    const stopping: Script = async function* (_, cursor) {
      const [first, second] = from(cursor);
      yield first as Page;
      controller.abort(new Error('stopped by a person'));
      yield second as Page;
      assert.fail('it was asked for a page after it was stopped');
    };
    assert.equal((await run(stopping, { signal: controller.signal })).state, 'cancelled');
    assert.deepEqual(await state(), { items: 4, coverage: [], cursor: { page: 2 } });
    assert.equal((await latest()).state, 'cancelled');
    assert.equal((await run(whole)).state, 'finished');
    assert.deepEqual(await state(), WHOLE);
  });

  test('is not waited for by a second one of the same source, which is refused', async () => {
    const { run } = await company();
    const { promise, resolve } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const slow: Script = async function* (_, cursor) {
      begin();
      await promise;
      yield* from(cursor);
    };
    const first = run(slow);
    await begun;
    await assert.rejects(run(whole), { code: 'busy', message: /the source "okta" is read/ });
    resolve();
    assert.equal((await first).state, 'finished');
  });
});

suite('a process that is killed', () => {
  /** A database of which nothing is heard any more from its nth transaction on. */
  function dying(nth: number, when: 'before' | 'after'): Database & { readonly count: () => number } {
    let count = 0;
    const cut = async <T>(work: () => Promise<T>): Promise<T> => {
      count += 1;
      if (count > nth || (count === nth && when === 'before')) throw new Error('killed');
      const result = await work();
      if (count === nth) throw new Error('killed');
      return result;
    };
    return {
      ...db,
      count: () => count,
      transaction: (org, work) => cut(() => db.transaction(org, work)),
      snapshot: (org, work) => cut(() => db.snapshot(org, work)),
      glance: (org, statement) => cut(() => db.glance(org, statement)),
    };
  }

  for (const when of ['before', 'after'] as const) {
    test(`${when} any of its transactions leaves nothing half, and the next run completes the work`, async () => {
      const undisturbed = dying(Number.POSITIVE_INFINITY, when);
      await (await company()).run(whole, { db: undisturbed });
      assert.ok(undisturbed.count() >= 5, `${undisturbed.count()} transactions`);
      for (let nth = 1; nth <= undisturbed.count(); nth += 1) {
        const { run, state, latest, deps, org } = await company();
        await assert.rejects(run(whole, { db: dying(nth, when) }), { message: 'killed' }, `transaction ${nth}`);
        assert.deepEqual((await deps.ledger.verify(org))?.damages, []);
        assert.equal((await run(whole)).state, 'finished');
        assert.deepEqual(await state(), WHOLE, `after transaction ${nth}`);
        assert.equal((await latest()).state, 'finished');
        assert.deepEqual((await deps.ledger.verify(org))?.damages, []);
      }
    });
  }

  test('leaves a run that the next one marks as interrupted', async () => {
    const { run, deps, org } = await company();
    await assert.rejects(run(whole, { db: dying(6, 'before') }), { message: 'killed' });
    await run(whole);
    const { runs } = await sources(deps).runs({ org, person: '' }, { id: 'okta', logs: true, limit: 10 });
    assert.deepEqual(runs.map(({ state }) => state).toSorted(), ['finished', 'interrupted']);
    const service = sources(deps);
    const asked = { id: 'okta', logs: false, limit: 1 };
    const caller = { org, person: '' };
    const first = await service.runs(caller, asked);
    const second = await service.runs(caller, { ...asked, after: first.next ?? '' });
    assert.deepEqual(
      [...first.runs, ...second.runs].map(({ id }) => id),
      runs.map(({ id }) => id),
    );
    assert.equal(second.next, null);
    assert.deepEqual(first.runs[0]?.log, [], 'a list is short');
    const [one] = (await service.runs(caller, { ...asked, logs: true, run: runs[1]?.id ?? '' })).runs;
    assert.deepEqual(one, runs[1]);
  });
});

suite('what a hostile provider sends', () => {
  const bringing = (fact: unknown): Script =>
    async function* () {
      yield page(1, ['ada'], {
        records: [found('account', fact as Fact<'account'>, 0, 'row 1'), ...page(1, ['ada']).records],
      });
    };
  const deep = (depth: number): unknown => {
    let value: unknown = 'x';
    for (let level = 0; level < depth; level += 1) value = [value];
    return value;
  };
  const facts: readonly [string, unknown][] = [
    ['wrong types', { system: 7, login: ['eve'] }],
    ['a text without an end', { system: 'okta', login: 'x'.repeat(3_000_000) }],
    ['a member that there is not', { ...account('eve'), role: 'admin' }],
    ['deep nesting', { ...account('eve'), keys: deep(50_000) }],
    [
      'members named like those of every object',
      JSON.parse('{"__proto__":{"system":"okta"},"constructor":1,"login":"eve"}'),
    ],
    ['nothing', null],
    ['a key without an end', { system: 'x'.repeat(9_000), login: 'eve' }],
    ['lone surrogates', { system: 'okta', login: '\ud800' }],
    ['a zero byte', { system: 'okta', login: 'e\0ve' }],
  ];
  for (const [name, fact] of facts) {
    test(`stays as unreadable, and harms nothing beside it: ${name}`, async () => {
      const { run, state, deps, org } = await company();
      const { state: ended, records, unreadable } = await run(bringing(fact));
      assert.deepEqual({ ended, records, unreadable }, { ended: 'finished', records: 1, unreadable: 1 });
      const { service, caller } = { service: sources(deps), caller: { org, person: 'email:lead@acme.example' } };
      const { runs } = await service.runs(caller, { id: 'okta', logs: false, limit: 1 });
      const { sources: all } = await service.list(caller, {});
      for (const told of [runs[0], all[0]?.lastRun]) assert.deepEqual([told?.records, told?.unreadable], [1, 1]);
      assert.equal(((await state()) as typeof WHOLE).items, 2);
      assert.equal(({} as Record<string, unknown>)['system'], undefined);
    });
  }
});

test('of readings before it was kept how much they could not read, the log says it', async () => {
  const { run, org } = await company();
  await run(async function* () {
    yield page(1, ['ada', 'bo'], {
      unreadable: [{ population: 'account', key: 'cy', note: 'no login', artifact: 0, place: 'row 3' }],
    });
  });
  const kept = async () =>
    (await db.admin.query('select unreadable::int from run where org = $1', [org])).rows.map((row) => row.unreadable);
  assert.deepEqual(await kept(), [1]);
  await db.admin.query('update run set unreadable = null where org = $1', [org]);
  await db.admin.query(`delete from migration where name like '0077-%'`);
  await migrate(db.url);
  assert.deepEqual(await kept(), [1]);
});
