import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { LIBRARY } from '#/library/library.ts';
import { starterFor } from '#/library/starter.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

import { adopted, checked, defaultsIn, isAsInLibrary, statementIn } from './definition.ts';
import { saidApart } from './rhythm.ts';

const db = await testDatabase();
const made = await testCompany(db, { at: Date.UTC(2026, 0, 5, 9) });
const { controls } = made;
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;

test('a company adopts what its categories and promises call for, never the whole library', async () => {
  const chosen = starterFor({ categories: ['security'], promises: [] });
  const { adopted, already } = await controls.adopt({ controls: chosen.map(({ control }) => ({ id: control })) });
  assert.equal(adopted.length, chosen.length);
  assert.ok(adopted.length < LIBRARY.length / 2);
  assert.deepEqual(already, []);
  const { controls: listed } = await controls.library({});
  assert.equal(listed.length, 116);
  assert.equal(listed.filter((each) => each.adopted).length, adopted.length);
  const again = await controls.adopt({ controls: [{ id: adopted[0] ?? '' }] });
  assert.deepEqual(again, { adopted: [], already: [adopted[0]] });
  await assert.rejects(controls.adopt({ controls: [{ id: 'no-such-control' }] }), refused('not_found'));
});

test('an edit leaves the origin visible, and every version of it', async () => {
  const id = 'access-termination';
  const before = await controls.show({ id });
  assert.equal(before.control.asInLibrary, true);
  made.chance.at = Date.UTC(2026, 1, 1, 9);
  const { statement, position, backDated } = await controls.edit({
    id,
    limits: { businessDays: 2 },
    owner: 'it@acme.example',
  });
  assert.match(statement, /within two business days \(24 hours for involuntary departures\)/);
  assert.equal(backDated, false);
  assert.equal((await made.ledger.entry(made.org, position)).parsed.kind, 'control-edited');
  const { control, original, lookedFor, versions } = await controls.show({ id });
  assert.equal(control.asInLibrary, false);
  assert.equal(control.origin, id);
  assert.equal(original, before.control.statement);
  assert.ok(lookedFor.performance.length > 0 && lookedFor.design.length > 0, 'what an auditor looks for is said');
  assert.equal(control.owner, 'it@acme.example');
  assert.deepEqual(
    versions.map((version) => [version.statement, version.effectiveFrom, version.person]),
    [
      [before.control.statement, Date.UTC(2026, 0, 5, 9), made.caller.person],
      [statement, Date.UTC(2026, 1, 1, 9), made.caller.person],
    ],
  );
});

test('how often is said by statement and frequency, and who changes one changes the other', async () => {
  const at = await testCompany(db);
  await at.controls.adopt({ controls: ['backups', 'access-review-quarterly'].map((id) => ({ id })) });
  const edited = async (id: string, change: object) => {
    const { statement, frequency } = await at.controls.edit({ id, ...change });
    const { limits } = (await at.controls.show({ id })).control;
    return [frequency, limits['days'] ?? limits['months'], /(?:at least|systems) ([\w ]+?)[,;]/.exec(statement)?.[1]];
  };
  assert.deepEqual(await edited('backups', { limits: { days: 7 } }), ['weekly', 7, 'weekly']);
  assert.deepEqual(await edited('backups', { limits: { days: 3 } }), ['weekly', 3, 'every three days']);
  assert.deepEqual(await edited('backups', { limits: { days: 8 } }), ['monthly', 8, 'every eight days']);
  assert.deepEqual(await edited('backups', { frequency: 'daily' }), ['daily', 1, 'daily']);
  assert.deepEqual(await edited('backups', { frequency: 'weekly', limits: { days: 5 } }), [
    'weekly',
    5,
    'every five days',
  ]);
  assert.deepEqual(await edited('backups', { owner: 'ops@acme.example' }), ['weekly', 5, 'every five days']);
  assert.deepEqual(await edited('access-review-quarterly', { frequency: 'monthly' }), ['monthly', 1, 'each month']);
  assert.deepEqual(await edited('access-review-quarterly', { limits: { months: 24 } }), [
    'per-event',
    24,
    'every 24 months',
  ]);
  for (const change of [
    { frequency: 'daily', limits: { days: 7 } },
    { frequency: 'continuous' },
    { frequency: 'annual' },
  ] as const)
    await assert.rejects(
      at.controls.edit({ id: 'backups', ...change }),
      refused('frequency_apart'),
      JSON.stringify(change),
    );
});

test('a limit that was never adopted, and that judges all the same, is shown beside the statement', async () => {
  const at = await testCompany(db);
  await at.controls.adopt({ controls: [{ id: 'backups' }] });
  assert.deepEqual((await at.controls.show({ id: 'backups' })).control.defaults, []);
  const { hours: _, ...limits } = adopted('backups', null).limits;
  const early = {
    ...adopted('backups', null),
    limits,
    template: 'The company backs up production data at least {days}.',
  };
  assert.deepEqual(defaultsIn(early), [
    {
      name: 'hours',
      sentence:
        'By default of the library, and never adopted: 24 hours (hours). Hours from the beginning of a backup that fails until another of the same system is complete.',
    },
  ]);
});

test('what a check judges and the statement no longer says stands beside it, before and after the edit', async () => {
  const id = 'change-peer-review';
  await controls.adopt({ controls: [{ id }] });
  assert.deepEqual((await controls.show({ id })).control.unsaid, []);
  const same = 'Every change to production is signed off by a second engineer prior to merging it.';
  assert.deepEqual((await controls.preview({ id, statement: same })).unsaid, [], 'the same in other words');
  const less = 'Every change is reviewed and approved by someone other than the author on the production branch.';
  const { unsaid } = await controls.preview({ id, statement: less });
  assert.ok(unsaid.some(({ check, terms }) => check === 'changes.approved-by-another' && terms.includes('before')));
  assert.deepEqual((await controls.edit({ id, statement: less })).unsaid, unsaid);
  const { control } = await controls.show({ id });
  assert.deepEqual(control.unsaid, unsaid);
  assert.match(
    control.unsaid[0]?.sentence ?? '',
    /^The check “A change is approved .*” \(changes\.approved-by-another\) judges “before”, which/,
  );
  const listed = (await controls.list({ state: 'adopted' })).controls;
  assert.deepEqual(
    listed.filter((each) => each.unsaid.length > 0).map((each) => each.id),
    [id],
    'nothing of the library',
  );
});

test('a rhythm that was apart before it was tied is told, and one that is not is not', () => {
  const review = adopted('access-review-quarterly', null);
  assert.equal(saidApart(review), null);
  assert.match(saidApart({ ...review, frequency: 'annual' }) ?? '', /quarter|three months/);
  assert.equal(saidApart(adopted('change-peer-review', null)), null);
  for (const { id } of LIBRARY) assert.equal(saidApart(adopted(id, null)), null, id);
});

test('an edit from a past day shows as back-dated, one from today or later does not', async () => {
  const id = 'backups';
  made.chance.at = Date.UTC(2026, 5, 10, 9);
  const edited = async (effectiveFrom: string) =>
    (await controls.edit({ id, frequency: 'daily', effectiveFrom })).backDated;
  assert.deepEqual(
    [await edited('2026-06-12'), await edited('2026-06-10'), await edited('2026-06-01')],
    [false, false, true],
  );
  const { versions } = await controls.show({ id });
  assert.deepEqual(
    versions.map(({ backDated }) => backDated),
    [false, false, false, true],
  );
});

test('an edit from a coming day is not in force before it', async () => {
  const id = 'key-management';
  await controls.adopt({ controls: [{ id }] });
  await controls.edit({ id, limits: { months: 6 }, effectiveFrom: '2026-07-01' });
  const statement = async () => (await controls.show({ id })).control.statement;
  assert.match(await statement(), /annually/);
  made.chance.at = Date.UTC(2026, 5, 30, 22); // 1 July in Berlin
  assert.match(await statement(), /every six months/);
});

test('statement and limits cannot disagree', async () => {
  const id = 'access-termination';
  const text = 'Accounts of those who leave are closed within two business days by the service desk.';
  await assert.rejects(controls.edit({ id, statement: text }), refused('statement_without_limit'));
  await assert.rejects(controls.edit({ id, limits: { weeks: 2 } }), refused('limit_unknown'));
  await assert.rejects(controls.edit({ id, limits: { businessDays: -1 } }), refused('input_invalid'));
  await assert.rejects(controls.edit({ id: 'not-adopted', owner: 'x' }), refused('not_found'));
  const two = 'Accounts are closed within {businessDays}, those of engineers within 3 days, and {involuntaryHours}.';
  await assert.rejects(controls.edit({ id, statement: two }), refused('statement_span_apart'));
  await assert.rejects(controls.preview({ id, statement: two }), refused('statement_span_apart'));
  const own = 'Accounts of those who leave are closed within {businessDays}, or {involuntaryHours} when they must go.';
  const { statement } = await controls.edit({ id, statement: own });
  assert.equal(
    statement,
    'Accounts of those who leave are closed within two business days, or 24 hours when they must go.',
  );
});

test('a limit on which the library is silent stands in a sentence that is added; what was adopted before has neither', () => {
  const backups = adopted('backups', null);
  const library = LIBRARY.find(({ id }) => id === 'backups')?.statement ?? assert.fail();
  assert.ok(statementIn(backups).startsWith(`${library} `) && statementIn(backups).includes('within 24 hours'));
  assert.equal(isAsInLibrary(backups), true);
  assert.equal(isAsInLibrary(checked({ ...backups, limits: { hours: 12 } })), false);
  const before = { ...backups, template: library, limits: {} };
  assert.equal(statementIn(checked(before)), library);
  assert.equal(isAsInLibrary(before), true);
  assert.throws(() => checked({ ...before, limits: { hours: 12 } }), refused('statement_without_limit'));
  assert.throws(() => checked({ ...backups, template: library }), refused('statement_without_limit'));
});

test('a control of its own has an id of its own, and criteria that exist', async () => {
  const own = {
    id: 'customer-advisory-board',
    title: 'Customers are heard twice a year',
    statement: 'The head of product meets the customer advisory board and records what it asks for.',
    criteria: ['CC2.3'],
    ownerFunction: 'product' as const,
    frequency: 'semiannual' as const,
  };
  const { position } = await controls.add(own);
  assert.equal((await made.ledger.entry(made.org, position)).parsed.kind, 'control-adopted');
  const { control, original, lookedFor } = await controls.show({ id: own.id });
  assert.deepEqual(lookedFor, { performance: [], design: [] });
  assert.deepEqual([control.origin, control.owner, original], [null, null, null]);
  await assert.rejects(controls.add(own), refused('control_exists'));
  await assert.rejects(controls.add({ ...own, id: 'backups' }), refused('control_exists'));
  await assert.rejects(controls.add({ ...own, id: 'another', criteria: ['CC99.1'] }), refused('input_invalid'));
});

test('a control that is retired is no longer listed, and can be adopted again', async () => {
  const id = 'penetration-test';
  const listed = async () => (await controls.list({})).controls.some((each) => each.id === id);
  assert.equal(await listed(), true);
  await controls.edit({ id, state: 'retired' });
  assert.equal(await listed(), false);
  made.chance.at += 1_000;
  assert.deepEqual((await controls.adopt({ controls: [{ id }] })).adopted, [id]);
  assert.equal(await listed(), true);
  assert.equal((await controls.show({ id })).versions.length, 3);
});

test('a control that is reinstated has the words and limits that it last had', async () => {
  const id = 'key-management';
  await controls.edit({ id, state: 'retired' });
  made.chance.at += 1_000;
  const retired = await controls.list({ state: 'retired' });
  assert.deepEqual(
    retired.controls.map((each) => each.id),
    [id],
  );
  await controls.edit({ id, state: 'adopted' });
  assert.match((await controls.show({ id })).control.statement, /every six months/);
});

test('a change begins from the version that was sealed last, and is read before it is made', async () => {
  const id = 'access-termination';
  const { latest, versions } = await controls.show({ id });
  assert.match(latest.template, /\{businessDays\}/);
  assert.match(latest.libraryTemplate ?? '', /within \{businessDays\} \(\{involuntaryHours\}/);
  assert.deepEqual(
    latest.limits.map(({ name, unit, value, inLibrary }) => [name, unit, value, inLibrary]),
    [
      ['businessDays', 'business day', 2, 1],
      ['involuntaryHours', 'hour', 24, 24],
    ],
  );
  const { statement } = await controls.preview({ id, limits: { businessDays: 3 } });
  assert.match(statement, /within three business days/);
  await assert.rejects(controls.preview({ id, limits: { businessDays: 'x' } }), refused('input_invalid'));
  await assert.rejects(controls.preview({ id: 'not-adopted' }), refused('not_found'));
  assert.equal((await controls.show({ id })).versions.length, versions.length);
});

test('what the tables say of controls is what the log sealed', async () => {
  assert.deepEqual((await made.ledger.verify(made.org))?.damages, []);
});

test('of two who adopt or add the same control at once one does, and the other is told', async () => {
  const at = await testCompany(db, { at: Date.UTC(2026, 0, 5, 9) });
  const ids = ['access-termination', 'change-testing', 'change-peer-review'];
  const both = await Promise.all(
    [ids, ids.toReversed()].map((each) => at.controls.adopt({ controls: each.map((id) => ({ id })) })),
  );
  assert.deepEqual(both.flatMap(({ adopted }) => adopted).sort(), ids.toSorted());
  assert.deepEqual(both.flatMap(({ already }) => already).sort(), ids.toSorted());
  for (const id of ids) assert.equal((await at.controls.show({ id })).versions.length, 1);
  const { title, ownerFunction, frequency, nature, type } = (await at.controls.show({ id: 'change-testing' })).control;
  const own = {
    id: 'own-control',
    title,
    ownerFunction,
    frequency,
    nature,
    type,
    statement: 'The company does something of its own, and writes it down.',
    criteria: ['CC1.1'],
  };
  const added = await Promise.allSettled([at.controls.add(own as never), at.controls.add(own as never)]);
  assert.deepEqual(added.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  const loser = added.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
  assert.ok(refused('control_exists')(loser.reason));
});

test('of two who edit a control at once neither undoes what the other changed', async () => {
  const at = await testCompany(db, { at: Date.UTC(2026, 0, 5, 9) });
  const id = 'access-termination';
  await at.controls.adopt({ controls: [{ id }] });
  await Promise.all([
    at.controls.edit({ id, limits: { businessDays: 3 } }),
    at.controls.edit({ id, owner: 'it@acme.example' }),
  ]);
  const { control, versions } = await at.controls.show({ id });
  assert.equal(versions.length, 3);
  assert.equal(control.owner, 'it@acme.example');
  assert.equal(control.limits['businessDays'], 3);
});

test('several controls are given to one owner, all of them or none, and a version is sealed of each that had another', async () => {
  const at = await testCompany(db);
  const ids = ['backups', 'mfa-enforced', 'change-peer-review'];
  await at.controls.adopt({
    controls: ids.map((id, place) => ({ id, owner: place === 2 ? 'ada@acme.example' : null })),
  });
  const size = () => db.transaction(at.org, (tx) => at.ledger.size(tx));
  const before = await size();
  await assert.rejects(at.controls.own({ ids: [...ids, 'nothing'], owner: 'ada@acme.example' }), refused('not_found'));
  assert.equal(await size(), before);
  const done = await at.controls.own({ ids: [...ids, 'backups'], owner: 'ada@acme.example' });
  assert.deepEqual(done, { changed: ['backups', 'mfa-enforced'], already: ['change-peer-review'] });
  const { controls: listed } = await at.controls.list({});
  assert.deepEqual([...new Set(listed.map(({ owner }) => owner))], ['ada@acme.example']);
  assert.equal(await size(), before + 2);
  const { changed } = await at.controls.own({ ids: ['backups'], owner: null });
  assert.deepEqual([changed, (await at.controls.show({ id: 'backups' })).control.owner], [['backups'], null]);
});
