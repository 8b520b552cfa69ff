import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { Engagement, parsedEngagement, windowIn } from './definition.ts';

const db = await testDatabase();
const made = await testCompany(db, { at: Date.UTC(2026, 0, 5, 9) });
const { engagements } = made;
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;
const year = { name: 'SOC 2 Type II', type: 'type-2' as const, first: '2026-01-01', last: '2026-12-31' };
const iso = (instant: number): string => new Date(instant).toISOString();
const window = (zone: string, first: string, last: string) => {
  const { start, end } = windowIn(
    Engagement.parse({
      v: 1,
      name: 'x',
      examination: { type: 'type-2', window: { first, last, zone } },
      categories: ['security'],
    }),
  );
  return [iso(start), iso(end)];
};

for (const [zone, first, last, start, end] of [
  ['Europe/Berlin', '2026-03-29', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
  ['America/New_York', '2026-03-01', '2026-11-30', '2026-03-01T05:00:00.000Z', '2026-12-01T05:00:00.000Z'],
  ['UTC', '2028-02-29', '2028-02-29', '2028-02-29T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
] as const)
  test(`a window of ${first} to ${last} in ${zone} is half-open in UTC`, () =>
    assert.deepEqual(window(zone, first, last), [start, end]));

test('a window is printed by its first and last day, with the day on which it was opened and last changed', async () => {
  const { position } = await engagements.create({ id: 'soc2', ...year, categories: ['security', 'availability'] });
  assert.equal((await made.ledger.entry(made.org, position)).parsed.kind, 'engagement-opened');
  made.chance.at = Date.UTC(2026, 4, 5, 9);
  const changed = await engagements.change({ id: 'soc2', last: '2026-09-30' });
  assert.equal((await made.ledger.entry(made.org, changed.position)).parsed.kind, 'engagement-changed');
  const [shown = assert.fail()] = (await engagements.list({})).engagements;
  assert.deepEqual([shown.first, shown.last, shown.zone], ['2026-01-01', '2026-09-30', 'Europe/Berlin']);
  assert.deepEqual([shown.opened, shown.changed], [Date.UTC(2026, 0, 5, 9), Date.UTC(2026, 4, 5, 9)]);
  assert.deepEqual(shown.categories, ['security', 'availability']);
  const was = { first: '2026-01-01', last: '2026-12-31', categories: ['security', 'availability'], notRelevant: [] };
  assert.deepEqual(shown.before, [{ ...was, until: Date.UTC(2026, 4, 5, 9) }], 'what the window was is told');
  await engagements.change({ id: 'soc2', categories: ['availability', 'security'], promises: ['uptime'] });
  const [same = assert.fail()] = (await engagements.list({})).engagements;
  assert.deepEqual(same.before, shown.before, 'what moved no day and no category');
  await engagements.change({ id: 'soc2', notRelevant: { 'CC6.4': 'there is no office' } });
  const [less = assert.fail()] = (await engagements.list({})).engagements;
  const { first, last, categories } = same;
  const until = Date.UTC(2026, 4, 5, 9);
  assert.deepEqual(
    less.before.slice(1),
    [{ first, last, categories, notRelevant: [], until }],
    'a criterion left out is',
  );
});

test('an examination that nobody named is called by its days, and changes its name with them', async () => {
  const nameOf = async () => (await engagements.list({})).engagements.find(({ id }) => id === 'unnamed')?.name;
  const { name: _, ...unnamed } = year;
  await engagements.create({ id: 'unnamed', ...unnamed });
  assert.equal(await nameOf(), 'SOC 2 Type II, 2026-01-01 to 2026-12-31');
  await engagements.change({ id: 'unnamed', first: '2026-04-01' });
  assert.equal(await nameOf(), 'SOC 2 Type II, 2026-04-01 to 2026-12-31');
  await engagements.change({ id: 'unnamed', name: 'Ours' });
  await engagements.change({ id: 'unnamed', last: '2026-09-30' });
  assert.equal(await nameOf(), 'Ours');
});

test('what was sealed before promises and customers’ controls had a place is read as the latest version', () => {
  const first = { v: 1, name: 'x', examination: { type: 'type-1', asOf: '2026-01-01', zone: 'UTC' } };
  const read = parsedEngagement({ ...first, categories: ['security'] });
  assert.deepEqual([read.v, read.promises, read.cuecs], [2, [], []]);
  assert.throws(() => parsedEngagement({ ...first, categories: [] }), refused('input_invalid'));
  assert.throws(() => parsedEngagement({ ...first, categories: ['security'], promises: [] }), refused('input_invalid'));
});

test('the boundary, the promises and what customers must do are kept, and a change leaves the rest', async () => {
  await engagements.create({ id: 'whole', ...year });
  const cuecs = [{ text: 'User entities remove accounts of their leavers.', criteria: ['CC6.2'] }];
  await engagements.change({ id: 'whole', boundary: { data: ['Orders'] }, promises: ['uptime'] });
  await engagements.change({ id: 'whole', cuecs });
  const shown = (await engagements.list({})).engagements.find(({ id }) => id === 'whole') ?? assert.fail();
  assert.deepEqual([shown.boundary, shown.promises, shown.cuecs], [{ data: ['Orders'] }, ['uptime'], cuecs]);
  await assert.rejects(
    engagements.change({ id: 'whole', cuecs: [{ text: 'They do something.', criteria: ['CC99.1'] }] }),
    refused('input_invalid'),
  );
});

test('a Type I is as of one day', async () => {
  await engagements.create({ id: 'type-1', name: 'SOC 2 Type I', type: 'type-1', last: '2026-06-30', zone: 'UTC' });
  const shown = (await engagements.list({})).engagements.find(({ id }) => id === 'type-1') ?? assert.fail();
  assert.deepEqual([shown.type, shown.first, shown.last, shown.zone], ['type-1', '2026-06-30', '2026-06-30', 'UTC']);
});

test('subservice organizations and criteria that are not relevant are kept with their reasons', async () => {
  const subservice = [
    {
      name: 'Hosting Inc',
      service: 'machines',
      method: 'carve-out' as const,
      controls: ['backups'],
      expected: ['guards its doors'],
    },
  ];
  const notRelevant = { 'CC6.4': 'nobody but the provider has premises' };
  await engagements.change({ id: 'soc2', subservice, notRelevant });
  const shown = (await engagements.list({})).engagements.find(({ id }) => id === 'soc2') ?? assert.fail();
  assert.deepEqual(shown.subservice, subservice);
  assert.deepEqual(shown.notRelevant, notRelevant);
  await assert.rejects(engagements.change({ id: 'soc2', notRelevant: { 'CC6.4': 'no' } }), refused('input_invalid'));
  await assert.rejects(
    engagements.change({ id: 'soc2', notRelevant: { 'CC0.0': 'there is no such one' } }),
    refused('input_invalid'),
  );
});

test('what is no engagement is refused', async () => {
  const { first: _, ...lastOnly } = year;
  await assert.rejects(engagements.create({ id: 'soc2', ...year }), refused('engagement_exists'));
  await assert.rejects(engagements.create({ id: 'x', ...lastOnly }), refused('input_invalid'));
  await assert.rejects(engagements.create({ id: 'x', ...year, last: '2062-12-31' }), refused('input_invalid'));
  await assert.rejects(engagements.change({ id: 'soc2', last: '2062-12-31' }), refused('input_invalid'));
  await assert.rejects(engagements.create({ id: 'x', ...year, last: '2025-12-31' }), refused('input_invalid'));
  await assert.rejects(engagements.create({ id: 'x', ...year, zone: 'Berlin' }), refused('input_invalid'));
  await assert.rejects(engagements.create({ id: 'x', ...year, categories: ['privacy'] }), refused('input_invalid'));
  await assert.rejects(engagements.change({ id: 'none', last: '2026-12-31' }), refused('not_found'));
});

test('of several who open the same engagement at once one does, and the others are told', async () => {
  const opened = await Promise.allSettled([1, 2, 3, 4].map(() => engagements.create({ id: 'at-once', ...year })));
  const losers = opened.filter(({ status }) => status === 'rejected') as readonly PromiseRejectedResult[];
  assert.equal(losers.length, 3);
  for (const { reason } of losers) assert.ok(refused('engagement_exists')(reason));
  assert.equal((await engagements.list({})).engagements.filter(({ id }) => id === 'at-once').length, 1);
});
