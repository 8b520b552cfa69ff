import assert from 'node:assert/strict';
import { test } from 'node:test';
import { found, type Page } from '#/collectors/collector.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { Ingest } from '#/features/populations/index.ts';
import { approvedChange } from '#test/kit/change.ts';
import { QUARTER, testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
const END = Date.UTC(2026, 2, 31, 22);

const change = (number: number, at: number): Fact<'change'> =>
  approvedChange(number, { merged: at, approved: at }, { title: `Round ${number}` });

/** A company whose source was read at some instants of the window, and brought one change each time. */
async function company(readings: readonly number[]) {
  const made = await testCompany(db, { at: START + 9 * HOUR });
  await made.controls.adopt({ controls: [{ id: 'change-testing', owner: 'cto@acme.example' }] });
  await made.engagements.create({ id: 'soc2', name: 'SOC 2', ...QUARTER });
  const read = (at: number, facts: readonly Fact<'change'>[], accounted: object = {}) => {
    made.chance.at = at;
    return made.bring({ source: 'github', population: 'change', facts, accounted });
  };
  for (const [place, at] of readings.entries()) await read(at, [change(place + 1, at - HOUR)]);
  const late = async (more: { readonly control?: string; readonly asOf?: string } = {}) => {
    const { count, items, inTurn } = await made.readiness.apart({ list: 'late-arrivals', ...more });
    const came = items.map(({ item, because }) => [Number(item.split('-').at(-1)), because] as const);
    return { count, inTurn, came: came.toSorted(([a], [b]) => a - b) };
  };
  return { made, read, late };
}

const MONTHLY = [30, 60].map((day) => START + day * DAY);
const MISSED =
  'the log first held it after the last day of the window: a reading before had accounted for its time, and did not have it';
const UNSAID =
  'the log first held it after the last day of the window: a reading after it occurred did not have it, and does not say that it had all';
const LONG =
  'the log first held it after the last day of the window: no reading before was of its time, and it waited for this one longer than is usual';
const UNREAD = 'the log first held it after the last day of the window: its source was not read for any such before';

test('what the next reading brings in its turn is no late arrival, and what an earlier one had accounted for is', async () => {
  const { made, read, late } = await company(MONTHLY);
  assert.deepEqual(await late(), { count: 0, inTurn: undefined, came: [] }, 'the window runs');
  await read(END + 2 * DAY, [
    change(3, START + 61 * DAY),
    change(4, END - HOUR),
    change(5, START + 20 * DAY), // that was read to the thirtieth day
    change(6, END + DAY), // of no window
  ]);
  assert.deepEqual(await late(), { count: 1, inTurn: 2, came: [[5, MISSED]] });
  assert.deepEqual(await late({ control: 'change-testing' }), { count: 1, inTurn: 2, came: [[5, MISSED]] });
  const { items } = await made.readiness.apart({ list: 'late-arrivals' });
  assert.deepEqual(
    items.map(({ called }) => called),
    ['Round 5'],
    'its title says what it is',
  );
  const { apart } = await made.readiness.status({});
  assert.deepEqual([apart.lateArrivals.count, apart.lateArrivals.inTurn], [1, 2]);
  assert.ok(!('inTurn' in apart.dueAfterWindow));
  await read(END + 3 * DAY, [change(7, END - 2 * HOUR)]);
  assert.deepEqual((await late()).came, [
    [5, MISSED],
    [7, MISSED],
  ]);
});

test('what waits longer than is usual is listed, and says so', async () => {
  const { read, late } = await company([START + 30 * DAY]);
  await read(END + 2 * DAY, [change(2, START + 31 * DAY), change(3, END - DAY)]);
  assert.deepEqual(await late(), { count: 1, inTurn: 1, came: [[2, LONG]] });
});

test('a source that is read for the first time after the window has no turn, and all that it brings is listed', async () => {
  const { read, late } = await company([]);
  await read(END + 2 * DAY, [change(1, START + DAY), change(2, END - DAY)]);
  assert.deepEqual(await late(), {
    count: 2,
    inTurn: 0,
    came: [
      [1, UNREAD],
      [2, UNREAD],
    ],
  });
});

test('what an earlier reading left open is listed, and says that nobody knows', async () => {
  const { read, late } = await company([START + 30 * DAY]);
  await read(START + 60 * DAY, [], { sourceCount: 3, ourCount: 2 });
  await read(END + 2 * DAY, [change(2, START + 59 * DAY), change(3, END - DAY)]);
  assert.deepEqual(await late(), { count: 1, inTurn: 1, came: [[2, UNSAID]] });
});

test('a reading that was sealed in parts is one: its first part missed nothing of the rest', async () => {
  const { made, late } = await company(MONTHLY);
  made.chance.at = END + 2 * DAY;
  const run = { org: made.org, source: 'github', run: made.chance.newId(), collector: { id: 'test', version: 1 } };
  const deps = { ...made.deps, blobs: made.deps.blobs(), seal: made.ledger.seal };
  const ingest = await Ingest.begin(deps, { ...run, grade: 'source', startedAt: made.chance.at });
  const told = { kind: 'contiguous', from: 0, to: made.chance.at, query: {}, sourceCount: null, ourCount: 0 } as const;
  const parts: readonly Partial<Page>[] = [
    { accounted: [{ population: 'change', ...told, rejected: 0, note: '' }] },
    { records: [found('change', change(3, START + 61 * DAY), 0, 'row 2')] },
  ];
  for (const part of parts) {
    const artifacts = [{ bytes: Buffer.from('a page'), media: 'text/plain', name: 'a page' }];
    const progress = { what: 'changes', done: 1, total: null };
    await ingest.page({ artifacts, records: [], ...part, cursor: null, progress }, async () => undefined);
    await ingest.flush(async () => undefined);
  }
  ingest.close();
  assert.deepEqual(await late(), { count: 0, inTurn: 1, came: [] });
});
