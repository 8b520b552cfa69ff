import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { DAY, formatInstant, HOUR } from '#/core/time/instant.ts';
import { OUTCOMES } from '#/core/verdict.ts';
import { QUARTER, testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { ApartEnd } from './apart.contract.ts';

const db = await testDatabase();
const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
const END = Date.UTC(2026, 2, 31, 22);
const JANUARY = Date.UTC(2026, 0, 5, 9);

const hire = (employee: string): Fact<'person'> => ({
  employee,
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
  email: `p${employee}@acme.example`,
});
const change = (number: number, fact: Partial<Fact<'change'>> = {}): Fact<'change'> => ({
  repository: 'acme/app',
  revision: `merge-${number}`,
  headRevision: `head-${number}`,
  form: 'pull-request',
  mergedAt: formatInstant(JANUARY + number * DAY),
  author: 'employee:1',
  mergedBy: 'employee:2',
  emergency: false,
  coauthors: [],
  approvals: [
    { by: 'employee:2', state: 'approved', at: formatInstant(JANUARY), revision: `head-${number}`, grade: 'platform' },
  ],
  checks: [],
  tickets: ['T-1'],
  ...fact,
});
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;
const file = (text: string) => new TextEncoder().encode(text);

/** A company in a window of three months, with its ticket control and what the HR system tells. */
async function company(controls: readonly string[]): Promise<TestCompany> {
  const made = await testCompany(db, { at: START + 9 * HOUR });
  await made.controls.adopt({ controls: controls.map((id) => ({ id, owner: 'cto@acme.example' })) });
  await made.engagements.create({
    id: 'soc2',
    name: 'SOC 2 Type II',
    type: 'type-2',
    first: '2026-01-01',
    last: '2026-03-31',
  });
  return made;
}
const designed = (made: TestCompany, control: string) =>
  made.evidence.add({ control, purpose: 'design', occurred: '2026-01-01', name: 'policy.pdf', bytes: file('policy') });
const hr = (made: TestCompany) =>
  made.bring({
    source: 'hr',
    population: 'person',
    facts: [hire('1'), hire('2')],
    accounted: { from: made.chance.at, to: made.chance.at },
  });
const github = (made: TestCompany, facts: readonly Fact<'change'>[], accounted: object = {}) =>
  made.bring({
    source: 'github',
    population: 'change',
    facts,
    accounted: { from: 0, to: made.chance.at, ...accounted },
  });
const of = async (made: TestCompany, id: string, more: object = {}) =>
  (await made.readiness.status(more)).controls.find((each) => each.id === id) ?? assert.fail(id);

test('a control goes from not started to a status that its records carry, and each says as of when', async () => {
  const made = await company(['change-testing']);
  const status = async () => (await of(made, 'change-testing')).status;
  assert.equal(await status(), 'not started');
  made.chance.at = START + 8 * DAY + 8 * HOUR; // opened at nine
  assert.equal(await status(), 'not started', 'nobody need have read anything yet');
  made.chance.at = START + 8 * DAY + 9 * HOUR;
  assert.equal(await status(), 'design incomplete', 'nobody has read whether anything calls for it');
  await hr(made);
  await github(made, []);
  await made.run();
  assert.equal(await status(), 'not started');
  made.chance.at = JANUARY + 40 * DAY;
  assert.equal(await status(), 'design incomplete');
  await designed(made, 'change-testing');
  assert.equal(await status(), 'not evidenced');
  await hr(made);
  const good = { checks: [{ name: 'test', result: 'success' as const }] };
  await github(made, [change(1, good), change(2, good)]);
  assert.equal(await status(), 'incomplete');
  await made.run();
  const clean = await of(made, 'change-testing');
  assert.equal(clean.status, 'no deviation found', clean.reasons.join('; '));
  assert.equal(clean.asOf, made.chance.at);
  assert.deepEqual(
    clean.checks.map(({ id, population }) => [id, population]),
    [['changes.checks-succeeded', 2]],
  );
  await github(made, [change(3, { checks: [{ name: 'test', result: 'failure' }] })]);
  const unseen = await of(made, 'change-testing');
  assert.equal(unseen.status, 'incomplete');
  assert.deepEqual(unseen.reasons, ['changes.checks-succeeded: not run since records of changes came in']);
  await made.run();
  assert.equal(await status(), 'deviations found');
  const item = 'github/acme/app@merge-3';
  await made.checks.exclude({ id: 'changes.checks-succeeded', item, reason: 'the tests themselves were broken' });
  await made.run();
  const excluded = await of(made, 'change-testing');
  assert.equal(excluded.status, 'incomplete');
  assert.deepEqual(excluded.reasons, ['changes.checks-succeeded: 1 item was excluded, 1 deviation among them']);
  assert.deepEqual([excluded.checks[0]?.shown?.['deviation'], excluded.checks[0]?.rule?.['deviation']], [0, 1]);
  await made.engagements.create({ ...QUARTER, id: 'next', name: 'SOC 2', first: '2026-04-01', last: '2026-06-30' });
  const next = await of(made, 'change-testing', { engagement: 'next' });
  assert.deepEqual([next.status, next.reasons[0]], ['not started', 'nothing is due yet'], 'its window has not begun');
});

test('a status as of a past day is what the log held by the end of that day', async () => {
  const made = await company(['change-testing']);
  await designed(made, 'change-testing');
  made.chance.at = JANUARY + 40 * DAY;
  await hr(made);
  await github(made, [change(1, { checks: [{ name: 'test', result: 'success' }] })]);
  await made.run();
  made.chance.at += 2 * DAY;
  await github(made, [change(1, { checks: [{ name: 'test', result: 'failure' }] })]);
  await made.run();
  assert.equal((await of(made, 'change-testing')).status, 'deviations found');
  assert.equal((await of(made, 'change-testing', { asOf: '2026-02-14' })).status, 'no deviation found');
  assert.equal((await of(made, 'change-testing', { asOf: '2026-02-15' })).status, 'no deviation found');
  assert.equal((await of(made, 'change-testing', { asOf: '2026-02-16' })).status, 'deviations found');
  await assert.rejects(made.readiness.status({ asOf: 'yesterday' }), refused('input_invalid'));
  await assert.rejects(made.readiness.status({ asOf: '2025-12-01' }), refused('engagement_not_yet'));
});

test('a source that tells another count than arrived, rejected rows, or a time that nobody read, is a hole', async () => {
  for (const [accounted, because] of [
    [{ sourceCount: 5 }, 'the source says 5, and 1 arrived'],
    [{ rejected: 2 }, '2 of its rows were rejected'],
    [{ from: JANUARY }, 'no reading accounts for this time'],
    [{ kind: 'none' }, 'nobody says which time its lists account for'],
  ] as const) {
    const made = await company(['change-testing']);
    made.chance.at = JANUARY + 40 * DAY;
    await designed(made, 'change-testing');
    await hr(made);
    await github(made, [change(1, { checks: [{ name: 'test', result: 'success' }] })], accounted);
    await made.run();
    const { status, reasons } = await of(made, 'change-testing');
    assert.equal(status, 'not evidenced', because);
    assert.ok(reasons.join('\n').startsWith(`change from github: ${because}`), reasons.join('\n'));
  }
});

test('what a person declared complete is incomplete until another source or a count confirms it', async () => {
  const made = await company(['change-testing']);
  made.chance.at = JANUARY + 40 * DAY;
  await designed(made, 'change-testing');
  await hr(made);
  await github(made, [change(1, { checks: [{ name: 'test', result: 'success' }] })], {
    kind: 'declared',
    sourceCount: null,
  });
  await made.run();
  const { status, reasons } = await of(made, 'change-testing');
  assert.equal(status, 'incomplete');
  assert.match(reasons[0] ?? '', /change from github: its completeness rests on what a person declared/);
  const seen = {
    kind: 'count' as const,
    population: 'change' as const,
    source: 'github',
    note: 'seen in the search of the platform',
  };
  assert.equal((await made.populations.reconcile({ ...seen, count: 2 })).complete, false);
  assert.equal((await of(made, 'change-testing')).status, 'incomplete');
  assert.equal((await made.populations.reconcile({ ...seen, count: 1 })).complete, true);
  const confirmed = await of(made, 'change-testing');
  assert.equal(confirmed.status, 'no deviation found');
  assert.match(
    confirmed.reasons.join('\n'),
    /change from github: its completeness rests on a count of 1, stated by lead@acme\.example on 2026-02-14/,
  );
});

test('of nothing that a person saw and nothing that arrived, nothing was compared: it confirms nothing', async () => {
  const made = await company(['change-testing']);
  made.chance.at = JANUARY + 40 * DAY;
  await designed(made, 'change-testing');
  await hr(made);
  await github(made, [], { kind: 'declared', sourceCount: null });
  await made.run();
  const seen = {
    kind: 'count' as const,
    population: 'change' as const,
    source: 'github',
    note: 'the search of the platform finds none',
  };
  assert.equal((await made.populations.reconcile({ ...seen, count: 0 })).complete, false);
  const { status, reasons } = await of(made, 'change-testing');
  assert.equal(status, 'incomplete');
  assert.match(reasons.join('\n'), /change from github: its completeness rests on what a person declared/);
});

test('nothing occurred is said only where the source was asked for all of the window and answered zero', async () => {
  const made = await company(['change-testing']);
  made.chance.at = JANUARY + 40 * DAY;
  await designed(made, 'change-testing');
  await hr(made);
  await made.run();
  assert.equal((await of(made, 'change-testing')).status, 'not evidenced');
  await github(made, []);
  const { status, reasons } = await of(made, 'change-testing');
  assert.equal(status, 'not started');
  assert.deepEqual(reasons, [
    'nothing in the window calls for it yet: the sources were asked until 2026-02-14, and there was nothing so far',
  ]);
  made.chance.at = END - DAY;
  await hr(made);
  await github(made, []);
  await made.run();
  made.chance.at = END + DAY;
  assert.equal((await of(made, 'change-testing')).status, 'not evidenced', 'the last day was asked for by nobody');
  await hr(made);
  await github(made, []);
  await made.run();
  const over = await of(made, 'change-testing');
  assert.equal(over.status, 'nothing occurred');
  assert.deepEqual(over.reasons, ['the sources were asked for all of the window, and there was nothing']);
});

test('what nobody was asked of is a gap eight days after the window or its examination began, and at once when it is over', async () => {
  const made = await company(['change-testing']);
  await designed(made, 'change-testing');
  const statusAt = async (at: number, engagement = 'soc2') => {
    made.chance.at = at;
    return (await of(made, 'change-testing', { engagement })).status;
  };
  assert.equal(await statusAt(START + 8 * DAY + 8 * HOUR), 'not started');
  assert.equal(await statusAt(START + 8 * DAY + 9 * HOUR), 'not evidenced');
  await made.engagements.create({ ...QUARTER, id: 'late', name: 'SOC 2' });
  assert.equal(
    await statusAt(START + 16 * DAY + 8 * HOUR, 'late'),
    'not started',
    'the window began before it was opened',
  );
  await made.engagements.change({ id: 'late', name: 'SOC 2 again' });
  assert.equal(await statusAt(START + 16 * DAY + 9 * HOUR, 'late'), 'not evidenced', 'a change opens nothing anew');
  await made.engagements.create({ ...QUARTER, id: 'past', name: 'SOC 2', first: '2025-10-01', last: '2025-12-31' });
  assert.notEqual(await statusAt(START + 17 * DAY, 'past'), 'not started', 'it is over');
});

test('who begins today sees what there is at once, and where there is nothing yet, from which first day on there would be', async () => {
  const made = await company(['change-testing']);
  await designed(made, 'change-testing');
  await hr(made);
  const late = change(0, { mergedAt: formatInstant(START - 5 * DAY), checks: [{ name: 'test', result: 'failure' }] });
  await github(made, [late]);
  await made.run();
  const { status, reasons } = await of(made, 'change-testing');
  assert.equal(status, 'not started');
  assert.deepEqual(reasons, [
    'nothing in the window calls for it yet: the sources were asked until 2026-01-01, and there was nothing so far',
    'the last item before the window is of 2025-12-27: a window whose first day is 2025-12-27, or earlier, has it in it',
  ]);
  await made.engagements.create({ ...QUARTER, id: 'longer', name: 'SOC 2', first: '2025-12-27' });
  assert.equal((await of(made, 'change-testing', { engagement: 'longer' })).status, 'deviations found');
  made.chance.at += HOUR;
  const merged = formatInstant(START + 9 * HOUR);
  await github(made, [late, change(1, { mergedAt: merged, checks: [{ name: 'test', result: 'failure' }] })]);
  await made.run();
  assert.equal((await of(made, 'change-testing')).status, 'deviations found');
});

test('evidence that is of after the window shows no design in it', async () => {
  const made = await company(['change-testing']);
  made.chance.at = END + 5 * DAY;
  const control = 'change-testing';
  const design = { control, purpose: 'design', name: 'policy.pdf', bytes: file('policy') } as const;
  await made.evidence.add({ ...design, occurred: '2026-04-02' });
  const { status, reasons } = await of(made, control);
  assert.equal(status, 'design incomplete');
  assert.match(reasons[0] ?? '', /^not attached: .*, and what is attached is of after the window$/);
  await made.evidence.add({ ...design, occurred: '2026-03-31' });
  assert.equal((await of(made, control)).status, 'not evidenced');
});

test('a performance is missed only where records or a person say so; else it is not evidenced', async () => {
  const made = await company(['security-steering-meeting', 'disciplinary-process', 'vendor-inventory']);
  const byHand = 'vendor-inventory';
  await made.controls.edit({ id: byHand, frequency: 'monthly' });
  await designed(made, byHand);
  made.chance.at = JANUARY + 20 * DAY;
  await made.evidence.add({ control: byHand, occurred: '2026-01-20', name: 'inventory.csv', bytes: file('a') });
  made.chance.at = END + DAY;
  const kinds = async () => (await of(made, byHand)).occurrences.map(({ kind }) => kind);
  assert.deepEqual(await kinds(), ['performed', 'unproven', 'unproven']);
  assert.equal((await of(made, byHand)).status, 'not evidenced');
  await made.evidence.add({
    control: byHand,
    purpose: 'missed',
    occurred: '2026-02-10',
    grade: 'stated',
    name: 'statement',
    bytes: file('nobody had time'),
  });
  assert.deepEqual(await kinds(), ['performed', 'missed', 'unproven']);
  assert.equal((await of(made, byHand)).status, 'deviations found');
  assert.equal(
    (await of(made, byHand, { asOf: '2026-02-10' })).occurrences.map(({ kind }) => kind).join(' '),
    'performed due upcoming',
  );
});

test('what a person attaches for an earlier period is the late performance of that one, and of no other', async () => {
  const made = await company(['vendor-inventory', 'security-steering-meeting']);
  const control = 'vendor-inventory';
  await made.controls.edit({ id: control, frequency: 'monthly' });
  made.chance.at = JANUARY + 20 * DAY;
  await made.controls.edit({ id: 'security-steering-meeting', frequency: 'annual' });
  made.chance.at = END + DAY;
  const add = (occurred: string, period?: string) =>
    made.evidence.add({ control, occurred, name: `${occurred}.csv`, bytes: file(occurred), ...(period && { period }) });
  await add('2026-02-20', '2026-01-31');
  const told = async () =>
    (await of(made, control)).occurrences.map(({ kind, on }) => `${kind}${on === null ? '' : ` ${on.slice(0, 10)}`}`);
  assert.deepEqual(await told(), ['late 2026-02-20', 'unproven', 'unproven']);
  await add('2026-03-10');
  await add('2026-03-20');
  assert.deepEqual(await told(), ['late 2026-02-20', 'unproven', 'performed 2026-03-20']);
  await assert.rejects(add('2026-02-20', '2026-03-01'), refused('input_invalid'));
  await made.controls.edit({ id: control, frequency: 'annual', effectiveFrom: '2026-01-01' });
  assert.equal((await told()).length, 3, 'what was due stays due, whatever is said after the window');
  assert.deepEqual(
    (await made.controls.show({ id: control })).versions.map(({ frequency }) => frequency),
    ['annual', 'monthly', 'annual'],
  );
  const { findings } = await made.readiness.lint({});
  assert.deepEqual(
    findings.flatMap(({ rule, subject }) => (rule === 'limits-changed-in-window' ? [subject] : [])).sort(),
    ['security-steering-meeting', 'vendor-inventory'],
  );
});

test('records that are covered prove a performance, late or missed, and name the proof', async () => {
  const made = await company(['security-steering-meeting']);
  const id = 'security-steering-meeting';
  await made.controls.edit({ id, frequency: 'monthly' });
  await designed(made, id);
  const meeting = (number: number, day: string): Fact<'meeting'> => ({
    id: `m${number}`,
    kind: 'security-steering',
    heldAt: `${day}T10:00:00Z`,
  });
  made.chance.at = END + DAY;
  await made.bring({
    source: 'calendar',
    population: 'meeting',
    facts: [meeting(1, '2026-01-15'), meeting(2, '2026-03-02'), meeting(3, '2026-03-20')],
    accounted: { from: 0, to: made.chance.at },
  });
  const { occurrences, status } = await of(made, id);
  assert.deepEqual(
    occurrences.map(({ kind, first, due, proof }) => [kind, first, due, proof]),
    [
      ['performed', '2026-01-01', '2026-01-31', 'calendar/m1'],
      ['late', '2026-02-01', '2026-02-28', 'calendar/m2'],
      ['performed', '2026-03-01', '2026-03-31', 'calendar/m3'],
    ],
  );
  assert.equal(status, 'deviations found');
});

test('meetings of which nobody says what they were show neither that of the board nor that of security', async () => {
  const made = await company(['security-steering-meeting', 'board-oversight']);
  const ids = ['security-steering-meeting', 'board-oversight'] as const;
  for (const id of ids) {
    await made.controls.edit({ id, frequency: 'monthly' });
    await designed(made, id);
  }
  made.chance.at = END + DAY;
  const meetings = (kind: Partial<Fact<'meeting'>>) =>
    made.bring({
      source: 'calendar',
      population: 'meeting',
      facts: ['2026-01-15', '2026-02-15', '2026-03-15'].map((day) => ({
        id: day,
        heldAt: `${day}T10:00:00Z`,
        minutes: `wiki/${day}`,
        ...kind,
      })),
      accounted: { from: 0, to: made.chance.at },
    });
  await meetings({});
  await made.run();
  for (const id of ids) {
    const { status, reasons, occurrences } = await of(made, id);
    assert.deepEqual([status, reasons[0]], ['not evidenced', 'nothing shows whether 3 performances took place'], id);
    assert.ok(occurrences.every(({ kind }) => kind === 'unproven'));
    assert.match(reasons.join(' '), /3 items are unknown/);
  }
  await meetings({ kind: 'security-steering' });
  await made.run();
  assert.deepEqual(
    await Promise.all(ids.map(async (id) => (await of(made, id)).status)),
    ['no deviation found', 'deviations found'],
    'none of them was one of the board',
  );
});

test('where readings are the performances, that nothing was read in a period misses none, and makes none late', async () => {
  const made = await company(['vulnerability-scanning']);
  await designed(made, 'vulnerability-scanning');
  made.chance.at = END + DAY;
  const kinds = async () => (await of(made, 'vulnerability-scanning')).occurrences.map(({ kind }) => kind);
  assert.deepEqual(await kinds(), ['unproven', 'unproven', 'unproven']);
  assert.equal((await of(made, 'vulnerability-scanning')).status, 'not evidenced');
  const accounted = { from: 0, to: JANUARY + 40 * DAY };
  await made.bring({ source: 'scanner', population: 'vulnerability', facts: [], accounted });
  assert.deepEqual(await kinds(), ['unproven', 'performed', 'unproven']);
  const soonAfter = { from: 0, to: Date.UTC(2026, 1, 2) };
  await made.bring({ source: 'scanner', population: 'vulnerability', facts: [], accounted: soonAfter });
  assert.deepEqual(await kinds(), ['unproven', 'performed', 'unproven'], 'one of ours on the second day of February');
});

test('a record that could not be read may be the performance that is not there', async () => {
  const made = await company(['security-steering-meeting']);
  const id = 'security-steering-meeting';
  await made.controls.edit({ id, frequency: 'monthly' });
  made.chance.at = END + DAY;
  const accounted = { from: 0, to: made.chance.at };
  await made.bring({ source: 'calendar', population: 'meeting', facts: [], accounted });
  const kinds = async () => new Set((await of(made, id)).occurrences.map(({ kind }) => kind));
  assert.deepEqual(await kinds(), new Set(['missed']));
  await made.bring({
    source: 'calendar',
    population: 'meeting',
    facts: [],
    accounted,
    unreadable: [{ key: 'm1', note: 'the calendar answered 502' }],
  });
  assert.deepEqual(await kinds(), new Set(['unproven']));
});

test('of somebody of whom nothing could be read nothing is known, and everything else goes on', async () => {
  const made = await company(['access-termination']);
  await made.bring({
    source: 'hr',
    population: 'person',
    facts: [],
    unreadable: [{ key: 'p1', note: 'a day was cut off' }],
  });
  await made.run();
  assert.ok((await made.readiness.lint({})).findings.length > 0);
  assert.equal((await of(made, 'access-termination')).status === 'no deviation found', false);
});

test('a control that is carved out relies on its organization; one that is included must be shown', async () => {
  const made = await company(['change-testing']);
  made.chance.at = JANUARY + 40 * DAY;
  await designed(made, 'change-testing');
  await hr(made);
  await github(made, [change(1, { checks: [{ name: 'test', result: 'success' }] })]);
  await made.run();
  const organization = { name: 'Hosting Inc', service: 'hosting', controls: ['change-testing'], expected: [] };
  await made.engagements.change({ id: 'soc2', subservice: [{ ...organization, method: 'carve-out' }] });
  const { status, reasons } = await of(made, 'change-testing');
  assert.equal(status, 'relies on a subservice organization');
  assert.deepEqual(reasons, ['relies on Hosting Inc']);
  await made.engagements.change({ id: 'soc2', subservice: [{ ...organization, method: 'inclusive' }] });
  assert.equal((await of(made, 'change-testing')).status, 'no deviation found');
});

test('a control that is retired in the window stays in it, with what was found until then', async () => {
  const made = await company(['change-testing']);
  made.chance.at = JANUARY + 10 * DAY;
  await hr(made);
  await github(made, [change(1, { checks: [{ name: 'test', result: 'failure' }] })]);
  await made.run();
  made.chance.at += DAY;
  await made.controls.edit({ id: 'change-testing', state: 'retired', effectiveFrom: '2025-06-01' });
  const { status, reasons, retiredAt, checks } = await of(made, 'change-testing');
  assert.equal(status, 'deviations found');
  assert.equal(reasons.at(-1), 'it is retired from 2026-01-16 on');
  await github(made, [change(1, { checks: [{ name: 'test', result: 'failure' }] }), change(14, { checks: [] })]);
  await made.run();
  const until = { from: JANUARY, to: retiredAt ?? assert.fail() };
  for (const { id, shown } of (await of(made, 'change-testing')).checks)
    for (const outcome of OUTCOMES) {
      const { findings } = await made.checks.show({ id, outcomes: [outcome], counted: true, ...until });
      assert.equal(findings.length, shown?.[outcome], `${id} ${outcome}: as many as the control counts`);
    }
  assert.equal(checks.length > 0, true);
  made.chance.at += 10 * DAY;
  await made.engagements.create({ id: 'design', name: 'SOC 2 Type I', type: 'type-1', last: '2026-01-20' });
  const later = made.readiness.explain({ subject: 'change-testing', engagement: 'design' });
  await assert.rejects(later, refused('control_outside'), 'it is known, and was not in force on that day');
});

test('a statement that leaves its limit open is a design that is incomplete', async () => {
  const made = await company(['security-alert-triage']);
  await designed(made, 'security-alert-triage');
  made.chance.at = END + DAY;
  const open = await of(made, 'security-alert-triage');
  assert.equal(open.status, 'design incomplete');
  assert.match(open.reasons[0] ?? '', /"its target time" and no number/);
  await made.controls.edit({ id: 'security-alert-triage', limits: { hours: 4 }, effectiveFrom: '2026-01-01' });
  assert.equal((await of(made, 'security-alert-triage')).status, 'not evidenced');
});

test('a criterion shows the counts of its controls, or that it is not relevant and why, and never a judgement', async () => {
  const made = await company(['change-testing', 'change-peer-review']);
  await made.engagements.change({ id: 'soc2', notRelevant: { 'CC6.4': 'nobody but the provider has premises' } });
  const { criteria, engagement } = await made.readiness.status({});
  assert.equal(criteria.length, 33);
  assert.equal(engagement.opened, START + 9 * HOUR);
  const changes = criteria.find(({ id }) => id === 'CC8.1') ?? assert.fail();
  assert.equal(changes.controls, 2);
  assert.equal(changes.counts['not started'], 2);
  assert.deepEqual(Object.keys(changes).sort(), ['controls', 'counts', 'id', 'notRelevant', 'title']);
  assert.equal(criteria.find(({ id }) => id === 'CC6.4')?.notRelevant, 'nobody but the provider has premises');
});

/** Leavers of the last days of the window, one change that arrives late, and a register that was attached late. */
async function companyWithMuchApart(): Promise<TestCompany> {
  const made = await company(['access-termination', 'change-testing', 'vendor-inventory']);
  made.chance.at = END - 12 * HOUR;
  const leaver = (employee: string, day: string) => ({
    ...hire(employee),
    endedOn: `${day}[Europe/Berlin]`,
    departure: 'voluntary' as const,
  });
  await made.bring({
    source: 'hr',
    population: 'person',
    facts: [leaver('1', '2026-03-31'), leaver('2', '2026-03-31'), leaver('3', '2026-03-02')],
  });
  await made.bring({
    source: 'okta',
    population: 'account',
    facts: ['1', '2', '3'].map((employee) => ({
      system: 'okta',
      login: employee,
      owner: `employee:${employee}` as const,
      kind: 'person' as const,
      status: 'active' as const,
      disabledAt: null,
    })),
  });
  await made.run();
  made.chance.at = END + 9 * HOUR;
  await github(made, [change(1), change(2)]);
  await made.evidence.add({
    control: 'vendor-inventory',
    occurred: '2026-01-20',
    name: 'late.csv',
    bytes: file('late'),
  });
  return made;
}

test('what is due after the last day, arrived late or was written down late is listed apart', async () => {
  const made = await companyWithMuchApart();
  const { apart } = await made.readiness.status({});
  assert.deepEqual(
    apart.dueAfterWindow.items.map(({ item, population, check, controls, due }) => [
      item,
      population,
      check,
      controls,
      due,
    ]),
    ['1', '2']
      .map((employee) => `hr/${employee}@2024-01-08[Europe/Berlin]`)
      .map((item) => [item, 'person', 'people.leaver-access-removed', ['access-termination'], END + DAY]),
  );
  assert.equal(apart.dueAfterWindow.count, 2);
  assert.deepEqual(
    apart.lateArrivals.items
      .toSorted((a, b) => a.item.localeCompare(b.item))
      .map(({ item, population, controls, occurred, received }) => [item, population, controls, occurred, received]),
    [1, 2].map((number) => [
      `github/acme/app@merge-${number}`,
      'change',
      ['change-testing'],
      formatInstant(JANUARY + number * DAY),
      END + 9 * HOUR,
    ]),
  );
  assert.deepEqual(
    apart.recordedLate.items.map(({ controls, occurred, received }) => [controls, occurred, received]),
    [[['vendor-inventory'], '2026-01-20[Europe/Berlin]', END + 9 * HOUR]],
  );
});

test('a run that has judged them since does not hide whose deadline came after the last day', async () => {
  const made = await companyWithMuchApart();
  made.chance.at = END + 20 * DAY;
  await made.run();
  const { apart, controls } = await made.readiness.status({});
  const judged = controls.find(({ id }) => id === 'access-termination')?.checks ?? [];
  assert.equal(judged.find(({ id }) => id === 'people.leaver-access-removed')?.rule?.['deviation'], 3);
  assert.deepEqual(
    apart.dueAfterWindow.items.map(({ item, due }) => [item, due]),
    [
      ['hr/1@2024-01-08[Europe/Berlin]', END + DAY],
      ['hr/2@2024-01-08[Europe/Berlin]', END + DAY],
    ],
  );
});

test('nothing stands apart from a Type I, which has a day and no window', async () => {
  const made = await companyWithMuchApart();
  await made.engagements.create({ id: 'design', name: 'SOC 2 Type I', type: 'type-1', last: '2026-03-31' });
  const { apart } = await made.readiness.status({ engagement: 'design' });
  for (const list of Object.values(apart)) assert.deepEqual(list, { count: 0, known: 0, neverRun: [], items: [] });
  assert.equal((await made.readiness.apart({ list: 'late-arrivals', engagement: 'soc2' })).count, 2);
});

test('each list that stands apart is shown page by page', async () => {
  const made = await companyWithMuchApart();
  for (const list of ['due-after-window', 'late-arrivals'] as const) {
    const first = await made.readiness.apart({ list, limit: 1 });
    assert.deepEqual([first.count, first.items.length], [2, 1]);
    const after = first.next ?? assert.fail('there is another page');
    const second = await made.readiness.apart({ list, limit: 1, after });
    assert.deepEqual([second.count, second.items.length, second.next], [2, 1, null]);
    assert.notEqual(first.items[0]?.item, second.items[0]?.item);
    assert.deepEqual(second.asOf, first.asOf, 'as of when the first page was');
    const other = list === 'late-arrivals' ? 'due-after-window' : 'late-arrivals';
    await assert.rejects(made.readiness.apart({ list: other, after }), /not what it was/u);
    const end = ApartEnd.read(after);
    const gone = ApartEnd.write({ ...end, item: `${end.item}!` });
    await assert.rejects(made.readiness.apart({ list, after: gone }), /not what it was/u);
  }
});

test('what is attached by hand evidences a control without periods once somebody states that it is all, until somebody says that it was missed', async () => {
  const byHand = 'tenant-isolation';
  const made = await company([byHand]);
  await designed(made, byHand);
  made.chance.at = JANUARY + 40 * DAY;
  assert.equal((await of(made, byHand)).status, 'not evidenced');
  await made.evidence.add({ control: byHand, occurred: '2025-12-20', name: 'before.txt', bytes: file('before') });
  assert.equal((await of(made, byHand)).status, 'not evidenced');
  await made.evidence.add({ control: byHand, occurred: '2026-01-20', name: 'tests.txt', bytes: file('tests') });
  const { status, reasons } = await of(made, byHand);
  assert.equal(status, 'incomplete');
  assert.match(reasons[0] ?? '', /^1 piece of evidence attached by hand in the window; nobody has stated/);
  assert.equal((await of(made, byHand, { asOf: '2026-01-10' })).status, 'not evidenced', 'it is due all the time');
  const complete = (until: string) =>
    made.evidence.add({
      control: byHand,
      purpose: 'complete',
      occurred: until,
      grade: 'stated',
      name: 'statement',
      bytes: file('there were no other tests'),
    });
  await complete('2026-01-19');
  assert.equal((await of(made, byHand)).status, 'incomplete', 'it does not speak of what is attached');
  await complete('2026-02-10');
  const stated = await of(made, byHand);
  assert.deepEqual(
    [stated.status, stated.reasons],
    [
      'no deviation found',
      [
        '1 piece of evidence attached by hand in the window; lead@acme.example stated on 2026-02-14 that this is all there was until 2026-02-10',
      ],
    ],
  );
  await made.evidence.add({ control: byHand, occurred: '2026-01-25', name: 'more.txt', bytes: file('more') });
  assert.equal((await of(made, byHand)).status, 'incomplete', 'it was not all');
  await complete('2026-02-14');
  assert.equal((await of(made, byHand)).status, 'no deviation found');
  made.chance.at = END + DAY;
  assert.equal((await of(made, byHand)).status, 'incomplete', 'the window is over, and more may have been done in it');
  await complete('2026-03-31');
  assert.equal((await of(made, byHand)).status, 'no deviation found');
  await assert.rejects(complete('2026-04-03'), refused('input_invalid'));
  await assert.rejects(
    made.evidence.add({
      control: byHand,
      purpose: 'complete',
      occurred: '2026-03-31',
      grade: 'export',
      name: 'x',
      bytes: file('x'),
    }),
    refused('input_invalid'),
  );
  await assert.rejects(
    made.evidence.add({ control: byHand, occurred: '2026-04-03', name: 'x', bytes: file('x') }),
    refused('input_invalid'),
    'nothing was performed on a day to come',
  );
  await made.evidence.add({
    control: byHand,
    purpose: 'missed',
    occurred: '2026-02-01',
    grade: 'stated',
    name: 'statement',
    bytes: file('the tests did not run in February'),
  });
  const missed = await of(made, byHand);
  assert.deepEqual([missed.status, missed.reasons[0]], ['deviations found', '1 performance missed']);
});

test('everything below a criterion can be followed down to the bytes and the log', async () => {
  const made = await company(['change-testing']);
  made.chance.at = JANUARY + 40 * DAY;
  const design = await designed(made, 'change-testing');
  await hr(made);
  await github(made, [
    change(1, { checks: [{ name: 'test', result: 'success' }] }),
    change(2, { checks: [{ name: 'test', result: 'failure' }] }),
    change(3, { checks: [{ name: 'test', result: 'failure' }] }),
  ]);
  await made.run();
  const excluded = await made.checks.exclude({
    id: 'changes.checks-succeeded',
    item: 'github/acme/app@merge-3',
    reason: 'the tests themselves were broken',
  });
  await made.run();
  const found = await made.readiness.explain({ subject: 'CC8.1' });
  assert.equal(found.criterion?.id, 'CC8.1');
  assert.equal(found.criterion?.counts['deviations found'], 1);
  const [control = assert.fail()] = found.controls;
  const [check = assert.fail()] = control.checks;
  assert.match(check.sentences[0]?.sentence ?? '', /automated checks?/);
  assert.deepEqual(
    check.items.map(({ item, outcome, rule }) => [item.slice(-1), outcome, rule]),
    [
      ['2', 'deviation', 'deviation'],
      ['3', 'excluded', 'deviation'],
      ['1', 'pass', 'pass'],
    ],
  );
  const [failed, out] = check.items;
  assert.equal(out?.exclusion?.position, excluded.position);
  assert.equal(out?.exclusion?.knownOutcome, 'deviation');
  assert.notEqual(failed?.reason, '');
  assert.equal(failed?.place, 'row 3');
  const kindAt = async (position: number | undefined) =>
    (await made.ledger.entry(made.org, position ?? -1)).parsed.kind;
  assert.equal(await kindAt(control.position), 'control-adopted');
  assert.equal(await kindAt(check.run?.position), 'check-run');
  assert.equal(await kindAt(failed?.position), 'segment');
  assert.equal(await kindAt(failed?.artifact?.position), 'artifact-received');
  assert.equal(
    await kindAt(control.coverage.find(({ population }) => population === 'change')?.readings[0]?.position),
    'coverage',
  );
  assert.equal(control.attached[0]?.position, design.position);
  assert.equal(await kindAt(control.attached[0]?.artifact?.position), 'artifact-received');
  const bytes = await made.deps.blobs().get('artifacts', failed?.artifact?.sha256 ?? '');
  assert.match(Buffer.from(bytes).toString(), /^github /);
  const alone = await made.readiness.explain({ subject: 'change-testing', items: 1 });
  assert.equal(alone.criterion, null);
  assert.equal(alone.controls[0]?.checks[0]?.items.length, 1);
  await assert.rejects(made.readiness.explain({ subject: 'no-such-control' }), refused('not_found'));
  await assert.rejects(made.readiness.explain({ subject: 'A1.1' }), refused('criterion_outside'));
});

test('an item that passes by a statement is explained as stated, and its bytes as what they are', async () => {
  const made = await company(['change-peer-review']);
  made.chance.at = JANUARY + 40 * DAY;
  await hr(made);
  const stated = change(2).approvals?.map((approval) => ({ ...approval, grade: 'stated' as const })) ?? [];
  await made.bring({ source: 'github', population: 'change', facts: [change(1), change(2, { approvals: stated })] });
  await made.run();
  const [control = assert.fail()] = (await made.readiness.explain({ subject: 'change-peer-review' })).controls;
  const items = control.checks.find(({ id }) => id === 'changes.approved-by-another')?.items ?? [];
  assert.deepEqual(
    new Map(items.map(({ item, outcome, grade, artifact }) => [item.slice(-1), [outcome, grade, artifact?.grade]])),
    new Map([
      ['1', ['pass', 'source', 'source']],
      ['2', ['pass', 'stated', 'source']],
    ]),
  );
});
