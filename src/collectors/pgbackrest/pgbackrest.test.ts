import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { COLLECTED, collected, recordsOf } from '#test/kit/files.ts';
import { isCatalogue } from './info.ts';
import { pgbackrest } from './pgbackrest.ts';

const SAMPLE = readFileSync(path.join(import.meta.dirname, '../../../test/fixtures/samples/pgbackrest-info.json'));
const START = Date.parse('2026-03-01T02:00:00Z') / 1000;
const DAY = 86_400;

const backup = (day: number, over: object = {}) => ({
  label: `2026030${day + 1}-020000F`,
  type: 'full',
  error: false,
  database: { id: 1, 'repo-key': 1 },
  timestamp: { start: START + day * DAY, stop: START + day * DAY + 60 },
  info: { size: 1_000, delta: 1_000, repository: { size: 300, delta: 300 } },
  ...over,
});
const stanza = (backups: readonly object[], over: object = {}) => ({
  name: 'main',
  cipher: 'aes-256-cbc',
  repo: [{ key: 1, cipher: 'aes-256-cbc', status: { code: 0, message: 'ok' } }],
  backup: backups,
  status: { code: 0, message: 'ok' },
  ...over,
});
const imported = (content: unknown, more: object = {}, cursor: Json | null = null) =>
  collected(
    pgbackrest,
    { path: 'info.json', ...more },
    { 'info.json': content instanceof Uint8Array ? content : new TextEncoder().encode(JSON.stringify(content)) },
    cursor,
  );
const backups = async (content: unknown) => recordsOf(await imported(content))['backup'] ?? [];

test('the sample is one full backup of two seconds in June 2021, counted by its one label', async () => {
  const result = await imported(SAMPLE);
  assert.deepEqual(recordsOf(result)['backup'], [
    {
      key: 'demo/20210614-213200F',
      place: '/0/backup/0',
      fact: {
        id: '20210614-213200F',
        system: 'demo',
        kind: 'full',
        startedAt: '2021-06-14T21:32:00.000Z', // date -u -d @1623706320
        endedAt: '2021-06-14T21:32:02.000Z',
        result: 'success',
        error: null,
        encrypted: false,
        bytes: 24_316_343,
      },
    },
  ]);
  assert.deepEqual(Buffer.from(result.pages[0]?.artifacts[0]?.bytes ?? []), SAMPLE);
});

test('a backup that carries an error is a failure, and one of which nothing is said is neither', async () => {
  const found = await backups([
    stanza([
      backup(0),
      backup(1, { error: true }),
      backup(2, { error: true, 'error-list': [{ name: 'base/1/1259' }, { name: 'base/1/2619' }] }),
      backup(3, { error: null }),
      backup(4, { error: undefined }),
    ]),
  ]);
  assert.deepEqual(
    found.map(({ fact }) => [fact['result'], fact['error']]),
    [
      ['success', null],
      ['failure', 'pages failed their checksums'],
      ['failure', 'pages failed their checksums: base/1/1259, base/1/2619'],
      [undefined, undefined],
      [undefined, undefined],
    ],
  );
});

test('kinds are named, and one that is new is not guessed', async () => {
  const found = await backups([
    stanza([
      backup(0),
      backup(1, { label: '20260301-020000F_20260302-020000D', type: 'diff', prior: '20260301-020000F' }),
      backup(2, { label: '20260301-020000F_20260303-020000I', type: 'incr' }),
      backup(3, { type: 'block' }),
    ]),
  ]);
  assert.deepEqual(
    found.map(({ fact }) => fact['kind']),
    ['full', 'differential', 'incremental', undefined],
  );
});

test('whether a copy is encrypted is told by the repository that holds it', async () => {
  const two = stanza(
    [backup(0), backup(1, { database: { 'repo-key': 2 } }), backup(2, { database: { 'repo-key': 3 } })],
    {
      cipher: 'mixed',
      repo: [
        { key: 1, cipher: 'aes-256-cbc' },
        { key: 2, cipher: 'none' },
      ],
    },
  );
  const found = await backups([two]);
  assert.deepEqual(
    found.map(({ fact }) => fact['encrypted']),
    [true, false, undefined],
  );
  assert.deepEqual(
    found.map(({ key }) => key),
    ['main/20260301-020000F', 'main/20260302-020000F@repo2', 'main/20260303-020000F@repo3'],
  );
});

test('a catalogue accounts for the time from its oldest backup on, as far as it shows when it was written', async () => {
  const [accounted] = (await imported([stanza([backup(2), backup(0), backup(1)])])).pages[0]?.accounted ?? [];
  assert.deepEqual(
    [accounted?.kind, accounted?.from, accounted?.to, accounted?.ourCount],
    ['contiguous', START * 1000, (START + 2 * DAY + 60) * 1000, 3],
  );
  const taken = (await imported([stanza([backup(0)])], { takenAt: '2026-03-05T00:00:00Z' })).pages[0]?.accounted?.[0];
  assert.equal(taken?.to, Date.parse('2026-03-05T00:00:00Z'));
  const both = [stanza([backup(0)]), stanza([backup(2)], { name: 'other' })];
  assert.equal(
    (await imported(both)).pages[0]?.accounted?.[0]?.from,
    (START + 2 * DAY) * 1000,
    'what both reach back to',
  );
});

test('a catalogue of a time that has not come is refused, but for a few minutes', async () => {
  const last = (instant: number) => ({ timestamp: { start: instant / 1000 - 60, stop: instant / 1000 } });
  const ahead = (content: unknown, more: object = {}) =>
    assert.rejects(imported(content, more), { code: 'report_ahead', message: /which has not come/ });
  await ahead([stanza([backup(0), backup(1, last(COLLECTED + 301_000))])]);
  await ahead([stanza([backup(0)])], { takenAt: '2036-01-01T00:00:00Z' });
  const [accounted] =
    (await imported([stanza([backup(0), backup(1, last(COLLECTED + 300_000))])])).pages[0]?.accounted ?? [];
  assert.equal(accounted?.to, COLLECTED);
});

test('an empty or broken catalogue proves nothing', async () => {
  for (const stanzas of [
    [],
    [stanza([], { status: { code: 2, message: 'no valid backups' } })],
    [stanza([backup(0)], { status: { code: 3, message: 'missing stanza data' } })],
  ]) {
    const [accounted] = (await imported(stanzas)).pages[0]?.accounted ?? [];
    assert.deepEqual([accounted?.kind, accounted?.from, accounted?.to], ['none', null, null]);
  }
  const broken = await imported([stanza([backup(0)], { status: { code: 3, message: 'missing stanza data' } })]);
  assert.match(broken.pages[0]?.accounted?.[0]?.note ?? '', /main has status 3 \(missing stanza data\)/);
});

test('a catalogue that no longer lists the last backup of the one before says so', async () => {
  const cursor = (await imported([stanza([backup(0), backup(1)])])).pages[0]?.cursor ?? null;
  const note = async (days: readonly number[]) =>
    (await imported([stanza(days.map((day) => backup(day)))], {}, cursor)).pages[0]?.accounted?.[0]?.note;
  assert.equal(await note([1, 2]), '');
  assert.match((await note([3, 4])) ?? '', /no longer lists the last backup/);
});

test('what is not as pgBackRest writes it is named with its path', async () => {
  for (const [content, words] of [
    [{ name: 'x' }, /expected array/],
    [[stanza([{ label: 'x' }])], /\/0\/backup\/0\/timestamp/],
    [
      [stanza([backup(0, { timestamp: { start: 5, stop: 4 } })])],
      /\/0\/backup\/0\/timestamp: it ends before it begins/,
    ],
    [[stanza([backup(0, { timestamp: { start: 1e15, stop: 1e15 } })])], /\/0\/backup\/0\/timestamp\/start/],
    [[stanza([backup(0), backup(0)])], /\/0\/backup\/1\/label: this label stands there before/],
    [[stanza([backup(0, { error: 'yes' })])], /\/0\/backup\/0\/error/],
    [[stanza([backup(0, { label: 'x'.repeat(9_000) })])], /\/0\/backup\/0: id/],
  ] as const)
    await assert.rejects(imported(content), (error) => {
      assert.ok(error instanceof DomainError, String(error));
      assert.match(error.message, words);
      return error.code === 'report_malformed';
    });
});

test('what is wrong with a catalogue does not hide that it is one, and a table is none', () => {
  const is = (content: unknown): boolean =>
    isCatalogue({ name: 'info.json', bytes: new TextEncoder().encode(JSON.stringify(content)) });
  for (const content of [
    JSON.parse(SAMPLE.toString()),
    JSON.parse(SAMPLE.toString())[0],
    [stanza([])],
    [stanza([], { backup: {}, archive: undefined })],
    [stanza([], { repo: 'one' })],
    [7, stanza([backup(0, { timestamp: 'yesterday' })], { status: 'ok' })],
  ])
    assert.ok(is(content), JSON.stringify(content));
  for (const content of [
    [],
    {},
    'backup',
    [null],
    [{ name: 'main', backup: [], status: 'ok' }],
    [{ db: 'main', backup: 'nightly', status: 'ok', repo: 's3', archive: '' }],
    [{ id: 'i-1', title: 'Login was down', labels: ['backup', 'db'], status: 'open', repo: 'acme/app' }],
  ])
    assert.ok(!is(content), JSON.stringify(content));
});

test('whatever the bytes are, there is an error with words, or backups that can be kept', async () => {
  const text = SAMPLE.toString();
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json({ maxDepth: 4 }).map((json) => new TextEncoder().encode(json)),
    fc
      .tuple(fc.nat(text.length), fc.constantFrom('null', '""', '-1', '{}', '[', '1e99', '\\u0000', '"'))
      .map(([at, junk]) => new TextEncoder().encode(text.slice(0, at) + junk + text.slice(at + junk.length))),
  );
  await fc.assert(
    fc.asyncProperty(content, async (any) => {
      try {
        recordsOf(await imported(any));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }),
    { numRuns: 1_000 },
  );
});
