import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Counts } from '#/checks/engine/outcomes.ts';
import { NOTHING_CARRIED } from '#/checks/carried.ts';
import { DAY, type Instant, NEVER } from '#/core/time/instant.ts';
import { coverageIn } from '#/core/coverage/coverage.ts';
import { gapsOf, type Ranked } from './gaps.ts';
import type { Occurrence } from '#/core/occurrences/occurrences.ts';
import { attachedInWords } from '#/core/status/attached.ts';
import { type CheckFacts, type ControlFacts, type Status, statusOf, STATUSES } from '#/core/status/status.ts';

const START = Date.UTC(2026, 0, 1);
const NOW = START + 200 * DAY;
const counts = (over: Partial<Counts>): Counts => ({
  pass: 0,
  deviation: 0,
  pending: 0,
  excluded: 0,
  'not-applicable': 0,
  unknown: 0,
  ...over,
});
const sum = (each: Counts): number => Object.values(each).reduce((total, count) => total + count, 0);
type Run = NonNullable<CheckFacts['run']>;
const checkFacts = (
  shown: Counts,
  over: { rule?: Counts; enabled?: boolean } & Partial<
    Pick<Run, 'behind' | 'carried' | 'erasedBeside' | 'lastBefore' | 'later'>
  > = {},
): CheckFacts => ({
  id: 'changes.approved-by-another',
  enabled: over.enabled ?? true,
  run: {
    asOf: NOW - DAY,
    counts: { population: sum(shown), shown, rule: over.rule ?? shown },
    carried: over.carried ?? NOTHING_CARRIED,
    lastBefore: over.lastBefore ?? null,
    behind: over.behind ?? [],
    erasedBeside: over.erasedBeside ?? [],
    later: over.later ?? null,
  },
});
const covered = { population: 'change', holes: [], declaredOnly: [], stated: [], followed: [] } as const;
const hole = { source: 'github', from: START, to: START + DAY, because: 'no reading accounts for this time' };
const period = { first: '2026-01-01', last: '2026-03-31', start: START, end: START + 90 * DAY };
const at = { earliest: START, latest: START, zone: null };
const occurrence = (kind: Occurrence['kind']): Occurrence =>
  kind === 'performed' || kind === 'late' ? { kind, period, performance: { at, proof: 'x' } } : { kind, period };

const attachedTo = (over: Partial<NonNullable<ControlFacts['attached']>>): ControlFacts['attached'] & {} => ({
  expected: 0,
  found: 0,
  ofItems: 0,
  unread: null,
  ...over,
});

const UNFOUNDED = 'not as the log sealed it: table control, position 7: the row is missing';
const STATED = { person: 'cto@acme.example', stated: '2026-02-01', until: '2026-01-31' };
const clean: ControlFacts = {
  id: 'change-peer-review',
  owner: 'cto@acme.example',
  type: 'type-2',
  designMissing: [],
  designCoverage: [],
  checks: [checkFacts(counts({ pass: 3 }))],
  coverage: [covered],
  askedUntil: null,
  occurrences: [],
  attached: null,
  byHand: null,
  statedMissed: 0,
  erasedPieces: 0,
  reliesOn: [],
  begun: true,
  firstDue: START,
  onEvents: true,
  continuous: false,
  retiredOn: null,
  retiredAt: null,
  asOf: NOW,
  unfounded: [],
};

/** Each can hold by itself, whatever else holds: as the issue of a control's status names them. */
const CONDITIONS = {
  early: (facts: ControlFacts): ControlFacts => ({ ...facts, firstDue: NOW + DAY }),
  running: (facts: ControlFacts): ControlFacts => ({ ...facts, askedUntil: '2026-07-18' }),
  nothing: (facts: ControlFacts): ControlFacts => ({ ...facts, checks: [checkFacts(counts({}))] }),
  relies: (facts: ControlFacts): ControlFacts => ({ ...facts, reliesOn: ['Hosting Inc'] }),
  open: (facts: ControlFacts): ControlFacts => ({
    ...facts,
    checks: [...facts.checks, { id: 'changes.ticket-linked', enabled: true, run: null }],
  }),
  hole: (facts: ControlFacts): ControlFacts => ({ ...facts, coverage: [{ ...covered, holes: [hole] }] }),
  design: (facts: ControlFacts): ControlFacts => ({ ...facts, owner: null, designMissing: ['nobody owns it'] }),
  deviation: (facts: ControlFacts): ControlFacts => ({ ...facts, occurrences: [occurrence('missed')] }),
} as const;
type Condition = keyof typeof CONDITIONS;
const NAMES = Object.keys(CONDITIONS) as readonly Condition[];

/** The order as it is written down, in the words of a table: the first row whose conditions all hold, and none of the others. */
const PRECEDENCE: readonly (readonly [readonly Condition[], Status, (readonly Condition[])?])[] = [
  [['deviation'], 'deviations found'],
  [['early', 'nothing'], 'not started'],
  [['running', 'nothing'], 'not started', ['hole', 'open', 'relies']],
  [['design'], 'design incomplete'],
  [['hole'], 'not evidenced'],
  [['open'], 'incomplete'],
  [['relies'], 'relies on a subservice organization'],
  [['nothing'], 'nothing occurred'],
  [[], 'no deviation found'],
];

test('of all that holds of a control, the first in the written order is its status', () => {
  let seen = 0;
  const met = new Set<Status>();
  for (let bits = 0; bits < 2 ** NAMES.length; bits += 1) {
    const holds = NAMES.filter((_, place) => (bits & (1 << place)) !== 0);
    const facts = holds.reduce((each, name) => CONDITIONS[name](each), clean);
    const [, expected] =
      PRECEDENCE.find(
        ([needed, , without = []]) =>
          needed.every((name) => holds.includes(name)) && !without.some((name) => holds.includes(name)),
      ) ?? assert.fail();
    const { status, asOf, reasons } = statusOf(facts);
    assert.equal(status, expected, holds.join(' + '));
    assert.ok(asOf <= NOW && reasons.length > 0 && reasons.every((reason) => reason.length > 5), holds.join(' + '));
    met.add(status);
    seen += 1;
  }
  assert.equal(seen, 256);
  assert.deepEqual([...met].sort(), [...STATUSES].sort());
});

test('each thing that is open has its own line, and stands behind a status that comes before it', () => {
  const facts = (['open', 'hole', 'design', 'deviation'] as const).reduce(
    (each, name) => CONDITIONS[name](each),
    clean,
  );
  assert.deepEqual(statusOf(facts).reasons, [
    '1 performance missed',
    'nobody owns it',
    'change from github: no reading accounts for this time',
    'changes.ticket-linked: not run yet',
  ]);
});

const ABOUT_NONE = checkFacts(counts({ 'not-applicable': 11 }));
const CAME_DUE = { ...NOTHING_CARRIED, deviation: 1 };

const OPEN: readonly { readonly name: string; readonly facts: Partial<ControlFacts>; readonly expect: Status }[] = [
  { name: 'an unknown item', facts: { checks: [checkFacts(counts({ pass: 1, unknown: 1 }))] }, expect: 'incomplete' },
  { name: 'a pending item', facts: { checks: [checkFacts(counts({ pass: 1, pending: 1 }))] }, expect: 'incomplete' },
  {
    name: 'an excluded pass',
    facts: { checks: [checkFacts(counts({ excluded: 1 }), { rule: counts({ pass: 1 }) })] },
    expect: 'incomplete',
  },
  {
    name: 'an excluded deviation',
    facts: { checks: [checkFacts(counts({ pass: 9, excluded: 1 }), { rule: counts({ pass: 9, deviation: 1 }) })] },
    expect: 'incomplete',
  },
  {
    name: 'a check that is turned off',
    facts: { checks: [checkFacts(counts({ pass: 1 }), { enabled: false })] },
    expect: 'incomplete',
  },
  {
    name: 'deviations of a check that was turned off afterwards',
    facts: { checks: [checkFacts(counts({ deviation: 1 }), { enabled: false })] },
    expect: 'deviations found',
  },
  {
    name: 'a run that did not see what came in',
    facts: { checks: [checkFacts(counts({ pass: 1 }), { behind: ['records of changes came in'] })] },
    expect: 'incomplete',
  },
  {
    name: 'records that were erased may have stood beside its items',
    facts: { checks: [checkFacts(counts({ pass: 1 }), { erasedBeside: ['accounts'] })] },
    expect: 'incomplete',
  },
  { name: 'evidence was erased', facts: { erasedPieces: 1 }, expect: 'incomplete' },
  {
    name: 'a record that was erased may have called for it, beside one for which it was attached',
    facts: { checks: [], attached: attachedTo({ expected: 1, found: 1, unread: 'people' }) },
    expect: 'incomplete',
  },
  {
    name: 'nothing is left that called for it, and a record was erased',
    facts: { checks: [], attached: attachedTo({ unread: 'people' }) },
    expect: 'incomplete',
  },
  {
    name: 'the same in a window that runs',
    facts: { checks: [], attached: attachedTo({ unread: 'people' }), askedUntil: '2026-07-18' },
    expect: 'incomplete',
  },
  {
    name: 'a state that was judged by limits of after the window',
    facts: { checks: [checkFacts(counts({ pass: 1 }), { later: { states: 1, from: '2026-11-03', isWithin: false } })] },
    expect: 'incomplete',
  },
  {
    name: 'a state that was judged by limits that were loosened in the window',
    facts: { checks: [checkFacts(counts({ pass: 1 }), { later: { states: 1, from: '2026-03-01', isWithin: true } })] },
    expect: 'incomplete',
  },
  {
    name: 'a list that a person declared complete',
    facts: { coverage: [{ ...covered, declaredOnly: ['bamboohr'] }] },
    expect: 'incomplete',
  },
  { name: 'a late performance', facts: { occurrences: [occurrence('late')] }, expect: 'deviations found' },
  {
    name: 'a performance of which nothing is known',
    facts: { occurrences: [occurrence('unproven')] },
    expect: 'not evidenced',
  },
  {
    name: 'two triggers with one attachment',
    facts: { attached: attachedTo({ expected: 2, found: 1 }) },
    expect: 'not evidenced',
  },
  {
    name: 'nothing attached',
    facts: { checks: [], coverage: [], byHand: { found: 0, complete: null } },
    expect: 'not evidenced',
  },
  {
    name: 'what a person attached, of who knows how many',
    facts: { checks: [], coverage: [], byHand: { found: 3, complete: null } },
    expect: 'incomplete',
  },
  {
    name: 'what a person attached, and states to be all there was',
    facts: { checks: [], coverage: [], byHand: { found: 3, complete: STATED } },
    expect: 'no deviation found',
  },
  {
    name: 'a statement that nothing is all there was',
    facts: { checks: [], coverage: [], byHand: { found: 0, complete: STATED } },
    expect: 'not evidenced',
  },
  { name: 'nothing asked for at all', facts: { checks: [], coverage: [] }, expect: 'not evidenced' },
  {
    name: 'an empty population without coverage',
    facts: { checks: [checkFacts(counts({}))], coverage: [] },
    expect: 'not evidenced',
  },
  { name: 'an empty population, covered', facts: { checks: [checkFacts(counts({}))] }, expect: 'nothing occurred' },
  { name: 'items that no check is about, covered', facts: { checks: [ABOUT_NONE] }, expect: 'nothing occurred' },
  {
    name: 'items that no check is about, covered until now, in a window that runs',
    facts: { checks: [ABOUT_NONE], askedUntil: '2026-07-18' },
    expect: 'not started',
  },
  {
    name: 'items that no check is about, of what acts all the time',
    facts: { checks: [ABOUT_NONE], continuous: true },
    expect: 'not evidenced',
  },
  {
    name: 'the same in a window that runs',
    facts: { checks: [ABOUT_NONE], continuous: true, askedUntil: '2026-07-18' },
    expect: 'not evidenced',
  },
  {
    name: 'items that one check is about, and another is not',
    facts: { checks: [ABOUT_NONE, checkFacts(counts({ pass: 1 }))], continuous: true },
    expect: 'no deviation found',
  },
  {
    name: 'items that no check is about, and a part of the window that nobody read',
    facts: { checks: [ABOUT_NONE], coverage: [{ ...covered, holes: [hole] }] },
    expect: 'not evidenced',
  },
  {
    name: 'an empty population, covered until now, in a window that runs',
    facts: { checks: [checkFacts(counts({}))], askedUntil: '2026-07-18' },
    expect: 'not started',
  },
  {
    name: 'the same of a control that another organization performs',
    facts: { checks: [checkFacts(counts({}))], askedUntil: '2026-07-18', reliesOn: ['Hosting Inc'] },
    expect: 'relies on a subservice organization',
  },
  {
    name: 'the same of a population of which nobody tells',
    facts: { checks: [checkFacts(counts({}))], askedUntil: '2026-07-18', coverage: [{ ...covered, holes: [hole] }] },
    expect: 'not evidenced',
  },
  {
    name: 'a trigger for which nothing is attached, in a window that runs',
    facts: { checks: [], attached: attachedTo({ expected: 1 }), askedUntil: '2026-07-18' },
    expect: 'not evidenced',
  },
  {
    name: 'nothing in the window, and an item from before it that came due and was not done in time',
    facts: { checks: [checkFacts(counts({}), { carried: CAME_DUE })], askedUntil: '2026-07-18' },
    expect: 'deviations found',
  },
  {
    name: 'the same before the first due date',
    facts: { checks: [checkFacts(counts({}), { carried: CAME_DUE })], firstDue: NOW + DAY },
    expect: 'deviations found',
  },
  {
    name: 'the same in a window that is over',
    facts: { checks: [checkFacts(counts({}), { carried: CAME_DUE })] },
    expect: 'deviations found',
  },
  {
    name: 'items of the window that pass, and one that was overdue before it and still open in it',
    facts: { checks: [checkFacts(counts({ pass: 2 }), { carried: { ...NOTHING_CARRIED, overdue: 1 } })] },
    expect: 'deviations found',
  },
  {
    name: 'items of the window that pass, and one from before it that is open and has no deadline',
    facts: { checks: [checkFacts(counts({ pass: 2 }), { carried: { ...NOTHING_CARRIED, waiting: 1 } })] },
    expect: 'incomplete',
  },
  {
    name: 'items of the window that pass, and one from before it that was not done in time and is excluded',
    facts: { checks: [checkFacts(counts({ pass: 2 }), { carried: { ...NOTHING_CARRIED, excluded: 1 } })] },
    expect: 'incomplete',
  },
  {
    name: 'items of the window that pass, and one from before it of which nothing is known',
    facts: { checks: [checkFacts(counts({ pass: 2 }), { carried: { ...NOTHING_CARRIED, unknown: 1 } })] },
    expect: 'incomplete',
  },
  {
    name: 'items of the window that pass, and one from before it that is still in time',
    facts: { checks: [checkFacts(counts({ pass: 2 }), { carried: { ...NOTHING_CARRIED, pending: 1 } })] },
    expect: 'no deviation found',
  },
  {
    name: 'a year of which the window holds no whole one',
    facts: { checks: [], coverage: [], byHand: { found: 0, complete: null }, firstDue: NEVER },
    expect: 'not started',
  },
  {
    name: 'performed all the same',
    facts: { checks: [], coverage: [], byHand: { found: 1, complete: null }, firstDue: NEVER },
    expect: 'no deviation found',
  },
  {
    name: 'every performance in time',
    facts: { checks: [], occurrences: [occurrence('performed')] },
    expect: 'no deviation found',
  },
];

for (const { name, facts, expect } of OPEN)
  test(`${name}: ${expect}`, () => assert.equal(statusOf({ ...clean, ...facts }).status, expect));

test('what a check is not about is no item of the control, and how many were looked at is said', () => {
  const of = (...checks: readonly CheckFacts[]) => statusOf({ ...clean, checks }).reasons;
  const some = { pass: 2, 'not-applicable': 301 };
  assert.deepEqual(of(checkFacts(counts({ ...some, deviation: 2 }))), [
    'changes.approved-by-another: 2 deviations among 4 items that it is about (305 looked at)',
  ]);
  assert.deepEqual(of(checkFacts(counts(some)), ABOUT_NONE), [
    'changes.approved-by-another: 2 items that it is about (303 looked at), no deviation; changes.approved-by-another: about none of the 11 items that it looked at',
  ]);
  assert.ok(
    of(checkFacts(counts({ 'not-applicable': 1 }))).includes(
      'changes.approved-by-another: not about the one item that it looked at',
    ),
  );
  assert.deepEqual(of(ABOUT_NONE), [
    'the sources were asked for all of the window, and there was nothing that it is about',
    'changes.approved-by-another: about none of the 11 items that it looked at',
  ]);
  assert.deepEqual(statusOf({ ...clean, checks: [ABOUT_NONE], continuous: true }).reasons, [
    'nothing in the window shows that it was performed',
    'changes.approved-by-another: about none of the 11 items that it looked at',
  ]);
});

test('an excluded deviation is counted with the excluded ones, and named', () => {
  const { reasons } = statusOf({
    ...clean,
    checks: [checkFacts(counts({ pass: 9, excluded: 2 }), { rule: counts({ pass: 10, deviation: 1 }) })],
  });
  assert.deepEqual(reasons, ['changes.approved-by-another: 2 items were excluded, 1 deviation among them']);
});

test('what people attach by hand is evidence once somebody states that it is all there was, and the status names who', () => {
  const byHand = { ...clean, checks: [], coverage: [], byHand: { found: 1, complete: null } };
  const open = '1 piece of evidence attached by hand in the window; nobody has stated that they are all there was';
  assert.deepEqual(statusOf(byHand).reasons, [open]);
  const stated = statusOf({ ...byHand, byHand: { found: 1, complete: STATED } });
  assert.deepEqual(stated.reasons, [
    '1 piece of evidence attached by hand in the window; cto@acme.example stated on 2026-02-01 that this is all there was until 2026-01-31',
  ]);
  const undesigned = statusOf({ ...byHand, designMissing: ['nobody owns it'] });
  assert.deepEqual([undesigned.status, undesigned.reasons[1]], ['design incomplete', open]);
});

test('a status is as of the oldest run that it rests on', () => {
  assert.equal(statusOf(clean).asOf, NOW - DAY);
  assert.equal(statusOf({ ...clean, checks: [] }).asOf, NOW);
});

const COUNTED = { source: 'github', count: 7, by: 'Ada', day: '2026-02-10' };

test('that the completeness of a source rests on the count of a person stands in the reasons of whichever status', () => {
  const said = 'change from github: its completeness rests on a count of 7, stated by Ada on 2026-02-10';
  const counted: ControlFacts = { ...clean, coverage: [{ ...covered, stated: [COUNTED] }] };
  assert.equal(statusOf(counted).status, 'no deviation found');
  for (const facts of [counted, CONDITIONS.deviation(counted), CONDITIONS.open(counted), CONDITIONS.design(counted)])
    assert.ok(statusOf(facts).reasons.slice(1).includes(said), statusOf(facts).status);
});

test('what is attached by hand says how much of it is for an item, and how much by its day alone', () => {
  const said = (ofItems: number, found: number, expected = 3) =>
    attachedInWords(attachedTo({ expected, found, ofItems }));
  assert.equal(said(0, 0), '0 of 3 attached');
  assert.equal(said(3, 3), '3 of 3 attached: 3 for the items that called for it');
  assert.equal(said(1, 2), '2 of 3 attached: 1 for the item that called for it, 1 by its day alone');
  assert.equal(said(0, 2), '2 of 3 attached: 2 by their days alone');
  assert.equal(said(1, 5), '5 attached, 3 called for: 1 for the item that called for it, 4 by their days alone');
});

test('a Type I examination looks at the design and at nothing else', () => {
  const typeOne: ControlFacts = { ...clean, type: 'type-1' };
  const broken = NAMES.filter((name) => name !== 'design' && name !== 'relies').reduce<ControlFacts>(
    (each, name) => CONDITIONS[name](each),
    typeOne,
  );
  assert.equal(statusOf(broken).status, 'no deviation found');
  assert.equal(statusOf(CONDITIONS.relies(broken)).status, 'relies on a subservice organization');
  const unread = { ...broken, designCoverage: [{ ...covered, holes: [hole] }] };
  assert.equal(statusOf(CONDITIONS.relies(unread)).status, 'not evidenced', 'nobody read what shows its design');
  const declared = { ...broken, designCoverage: [{ ...covered, declaredOnly: ['hr'] }] };
  assert.equal(statusOf(declared).status, 'incomplete', 'what shows its design is complete by word only');
  const counted = { ...broken, designCoverage: [{ ...covered, stated: [COUNTED] }] };
  assert.match(statusOf(counted).reasons.join('\n'), /count of 7, stated by Ada on 2026-02-10/);
  assert.equal(statusOf(CONDITIONS.design(CONDITIONS.relies(broken))).status, 'design incomplete');
});

test('before the first due date what is missing of the design is named all the same', () => {
  const { status, reasons } = statusOf(CONDITIONS.early(CONDITIONS.nothing(CONDITIONS.design(clean))));
  assert.equal(status, 'not started');
  assert.deepEqual(reasons, ['nothing is due yet', 'nobody owns it']);
});

test('where a window that runs has nothing to look at, a status says from which first day on it would', () => {
  const nothing = { ...clean, askedUntil: '2026-07-18' };
  const before = { lastBefore: '2025-12-20', carried: { ...NOTHING_CARRIED, pending: 2 } };
  const empty = { ...nothing, checks: [checkFacts(counts({}), before)] };
  const earlier =
    'the last item before the window is of 2025-12-20: a window whose first day is 2025-12-20, or earlier, has it in it';
  assert.deepEqual(statusOf(empty).reasons, [
    'nothing in the window calls for it yet: the sources were asked until 2026-07-18, and there was nothing so far',
    earlier,
    'changes.approved-by-another: 2 items are pending of what was open when the window began',
  ]);
  assert.ok(statusOf(CONDITIONS.hole(empty)).reasons.includes(earlier), 'whatever else is open');
  const there = { ...nothing, checks: [checkFacts(counts({ pass: 1 }), before)] };
  assert.ok(!statusOf(there).reasons.includes(earlier));
  assert.ok(!statusOf({ ...empty, askedUntil: null }).reasons.includes(earlier), 'of a window that is over');
});

test('what is from before the window is said apart from the items of the window', () => {
  const { reasons } = statusOf({
    ...clean,
    checks: [
      checkFacts(counts({ pass: 3, deviation: 1 }), {
        carried: { deviation: 1, overdue: 2, unknown: 1, pending: 1, waiting: 1, excluded: 2 },
      }),
    ],
  });
  const said = reasons.map((reason) => reason.replace('changes.approved-by-another: ', ''));
  assert.deepEqual(said, [
    '1 deviation among 4 items',
    '1 item from before the window came due in it and was not done in time',
    '2 items were overdue before the first day and were still open in the window',
    '1 item of what was open when the window began is unknown',
    '1 item from before the window is still open, and no time is given',
    '2 items of what was open when the window began were excluded',
  ]);
});

test('in the first days of a window what nobody has read is not started, unless something is there', () => {
  const early = CONDITIONS.early(CONDITIONS.hole({ ...clean, askedUntil: '2026-01-02' }));
  assert.deepEqual(
    statusOf(CONDITIONS.nothing(early)).reasons,
    ['change from github: no reading accounts for this time', 'nothing shows yet whether it is performed'],
    'that nobody asked is not that nothing was to be done',
  );
  const future = { ...CONDITIONS.nothing(early), begun: false };
  assert.deepEqual(statusOf(future).reasons, ['nothing is due yet']);
  assert.equal(statusOf(early).status, 'not evidenced');
  const failed = { ...early, checks: [checkFacts(counts({ deviation: 1 }))] };
  assert.equal(statusOf(failed).status, 'deviations found');
});

test('what is read from rows that are not as the log sealed them reads incomplete at best, and says so', () => {
  for (const type of ['type-1', 'type-2'] as const)
    for (const name of [null, ...NAMES]) {
      const facts = { ...(name === null ? clean : CONDITIONS[name](clean)), type, unfounded: [UNFOUNDED] };
      const { status, reasons } = statusOf(facts);
      assert.ok(reasons.includes(UNFOUNDED), String(name));
      assert.ok(
        ['incomplete', 'deviations found', 'design incomplete', 'not evidenced'].includes(status),
        String(name),
      );
    }
});

test('a retired control says since when', () => {
  assert.deepEqual(statusOf({ ...clean, retiredOn: '2026-05-01' }).reasons.at(-1), 'it is retired from 2026-05-01 on');
});

const anyCounts = fc.record({
  pass: fc.nat(3),
  deviation: fc.nat(1),
  pending: fc.nat(1),
  excluded: fc.nat(1),
  'not-applicable': fc.nat(1),
  unknown: fc.nat(1),
});
const anyCarried = fc
  .record({
    left: fc.constantFrom(null, null, 'deviation', 'overdue', 'unknown', 'waiting', 'excluded'),
    pending: fc.nat(1),
  })
  .map(({ left, pending }) => ({ ...NOTHING_CARRIED, pending, ...(left === null ? {} : { [left]: 1 }) }));
const anyCheck = fc.record({
  id: fc.constant('x.y'),
  enabled: fc.boolean(),
  run: fc.option(
    fc
      .tuple(
        anyCounts,
        fc.array(fc.constant('records of changes came in'), { maxLength: 1 }),
        anyCarried,
        fc.constantFrom(null, null, null, { states: 2, from: '2026-11-03', isWithin: true }),
        fc.constantFrom([], [], [], ['accounts']),
      )
      .map(([shown, behind, carried, later, erasedBeside]) => ({
        asOf: NOW,
        counts: {
          population: sum(shown),
          shown,
          rule: { ...shown, excluded: 0, deviation: shown.deviation + shown.excluded },
        },
        carried,
        lastBefore: null,
        behind,
        erasedBeside,
        later,
      })),
  ),
});
/** A window from `START` on that is over, or runs, and what its sources account for; in days. */
const anyReading = fc.record({
  kind: fc.constantFrom('counted', 'counted', 'counted', 'counted', 'contiguous', 'declared', 'none'),
  from: fc.constantFrom(-3, 0, 0, 0, 0, 0, 1, 40),
  to: fc.constantFrom(0, 30, 89, 90, 95, 110, 110, 110, 110, 110),
  ours: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1),
});
const anyWindow = fc.constantFrom(
  { days: 90, now: 120 },
  { days: 90, now: 90 },
  { days: 120, now: 113 },
  { days: 150, now: 100 },
  { days: 150, now: 100 },
);
const anyAccount = fc
  .record({
    window: anyWindow,
    sources: fc.array(fc.array(anyReading, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
  })
  .map(({ window, sources }) => {
    const rows = sources.flatMap((readings, source) =>
      readings.map(({ kind, from, to, ours }, position) => ({
        source: `source ${source}`,
        follows: null,
        disconnected: null,
        position,
        kind,
        from: START + from * DAY,
        to: START + Math.max(from, Math.min(to, window.now)) * DAY,
        sourceCount: 0,
        ourCount: ours,
        rejected: 0,
        note: '',
      })),
    );
    const stretch = { start: START, end: START + window.days * DAY, asOf: START + window.now * DAY, zone: 'UTC' };
    return { rows, stretch, coverage: coverageIn('change', rows, stretch, []) };
  });
type Account = typeof anyAccount extends fc.Arbitrary<infer T> ? T : never;

/** Days that a source does not account for: counted one by one, as nobody would compute it. */
const daysUnread = ({ rows, stretch }: Account, source: string, until: Instant): number => {
  let unread = 0;
  for (let day = stretch.start; day < until; day += DAY)
    if (!rows.some((row) => row.source === source && row.kind !== 'none' && row.from <= day && row.to >= day + DAY))
      unread += 1;
  return unread;
};

type Reading = Account['rows'][number];
const isWhole = ({ kind, sourceCount, ourCount }: Reading): boolean =>
  kind !== 'declared' && (kind === 'none' || sourceCount === ourCount);
/** Did a later reading read all that one had read? Then that one says nothing any more. */
const isAgain = (again: Reading, { source, position, from, to }: Reading): boolean =>
  again.kind !== 'none' && again.source === source && again.position > position && again.from <= from && again.to >= to;

const anyOccurrence = fc
  .constantFrom<Occurrence['kind']>('performed', 'late', 'missed', 'unproven', 'due', 'upcoming')
  .map(occurrence);
const anyFacts: fc.Arbitrary<ControlFacts & { readonly accounts: readonly Account[] }> = fc
  .record({
    id: fc.constant('c'),
    owner: fc.constantFrom('somebody', null),
    type: fc.constant('type-2' as const),
    designCoverage: fc.constant([]),
    designMissing: fc.array(fc.constant('nobody owns it'), { maxLength: 1 }),
    checks: fc.array(anyCheck, { maxLength: 2 }),
    accounts: fc.array(anyAccount, { maxLength: 2 }),
    occurrences: fc.array(anyOccurrence, { maxLength: 3 }),
    attached: fc.option(
      fc.record({
        expected: fc.nat(2),
        found: fc.nat(2),
        ofItems: fc.constant(0),
        unread: fc.constantFrom(null, null, null, null, null, null, null, 'people'),
      }),
    ),
    byHand: fc.option(fc.record({ found: fc.nat(1), complete: fc.constantFrom(STATED, null) })),
    statedMissed: fc.nat(1),
    erasedPieces: fc.constantFrom(0, 0, 0, 1),
    reliesOn: fc.array(fc.constant('Hosting Inc'), { maxLength: 1 }),
    firstDue: fc.constantFrom(START, NOW + DAY, NEVER),
    begun: fc.constant(true),
    onEvents: fc.boolean(),
    continuous: fc.boolean(),
    retiredOn: fc.constantFrom('2026-05-01', null),
    retiredAt: fc.constant(null),
    asOf: fc.constant(NOW),
    unfounded: fc.constantFrom([], [], [], [], [], [UNFOUNDED]),
  })
  .map(({ accounts, ...facts }) => ({
    ...facts,
    accounts,
    coverage: accounts.map(({ coverage }) => coverage),
    askedUntil: accounts.some(({ coverage, stretch }) => coverage.readUntil < stretch.end) ? '2026-04-18' : null,
  }));

/** The same where its checks are about nothing that they looked at, and nothing else is there. */
const aboutNothing = anyFacts.chain((facts) =>
  fc.array(fc.nat(2), { minLength: 1, maxLength: 2 }).map((looked) => ({
    ...facts,
    checks: looked.map((each) => checkFacts(counts({ 'not-applicable': each }))),
    occurrences: [],
    attached: null,
    byHand: null,
    statedMissed: 0,
    reliesOn: [],
  })),
);

const CLEAN: readonly Status[] = ['no deviation found', 'nothing occurred'];

test('what is not covered, not known, not there or not what a rule is about never reads as clean', () => {
  let cleanOnes = 0;
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.oneof({ weight: 6, arbitrary: anyFacts }, { weight: 1, arbitrary: aboutNothing }), (facts) => {
      const { status, reasons } = statusOf(facts);
      if (!CLEAN.includes(status)) return;
      cleanOnes += 1;
      assert.deepEqual(facts.unfounded, [], 'read from rows that the log does not bear out');
      const runs = facts.checks.flatMap(({ run }) => run ?? []);
      assert.ok(
        facts.checks.every(
          ({ enabled, run }) =>
            enabled && run !== null && run.behind.length === 0 && run.erasedBeside.length === 0 && run.later === null,
        ),
      );
      for (const {
        counts: { shown, rule },
      } of runs)
        assert.equal(
          shown.deviation + shown.unknown + shown.pending + shown.excluded + rule.deviation + rule.unknown,
          0,
        );
      for (const { carried } of runs)
        assert.deepEqual({ ...carried, pending: 0 }, NOTHING_CARRIED, 'open when the window began');
      if (status === 'nothing occurred')
        assert.ok(facts.askedUntil === null || !facts.onEvents, 'it was not asked for all of the window');
      for (const account of facts.accounts) {
        const { rows, stretch, coverage } = account;
        const sources = new Set(rows.map(({ source }) => source));
        assert.ok(sources.size > 0, 'no source tells of it');
        const isOver = stretch.asOf >= stretch.end;
        const until = isOver ? stretch.end : coverage.readUntil;
        if (!isOver) assert.ok(until >= stretch.asOf - 8 * DAY, 'not asked lately');
        for (const source of sources) assert.equal(daysUnread(account, source, until), 0, 'a day that nobody read');
        for (const row of rows)
          if (row.to >= stretch.start)
            assert.ok(isWhole(row) || rows.some((again) => isWhole(again) && isAgain(again, row)));
        if (!isOver) assert.match(reasons.join(' '), /until 2026-04-18/, 'up to when it was asked');
        seen.add(isOver ? 'over' : 'running');
      }
      assert.ok(facts.occurrences.every(({ kind }) => !['late', 'missed', 'unproven'].includes(kind)));
      assert.ok(facts.attached === null || facts.attached.found >= facts.attached.expected);
      assert.equal(facts.attached?.unread ?? null, null, 'what nobody knows of may have called for it');
      assert.equal(facts.statedMissed, 0);
      assert.equal(facts.erasedPieces, 0, 'what it would rest on is gone');
      assert.notEqual(facts.byHand?.found, 0);
      if (facts.byHand !== null && facts.firstDue !== NEVER)
        assert.ok(
          reasons.join(' ').includes(`${facts.byHand.complete?.person} stated on`),
          'nothing else tells of more',
        );
      assert.ok(facts.designMissing.length === 0 && facts.reliesOn.length === 0);
      const proof =
        runs.some(({ counts: { shown } }) => shown.pass > 0) ||
        facts.occurrences.some(({ kind }) => kind === 'performed') ||
        (facts.attached?.expected ?? 0) > 0 ||
        (facts.byHand?.found ?? 0) > 0;
      assert.ok(proof || facts.coverage.length > 0, 'empty is clean only where coverage proves it');
      if (status === 'no deviation found')
        assert.ok(proof || runs.length === 0, 'what a rule is not about shows nothing');
      if (status === 'nothing occurred') assert.ok(!proof);
      if (runs.some(({ counts: { shown } }) => shown['not-applicable'] > 0) && !proof) {
        assert.equal(status, 'nothing occurred');
        assert.ok(!facts.continuous, 'what acts all the time has something to act on');
        seen.add('about none');
      }
    }),
    { numRuns: 16_000, seed: 26 },
  );
  assert.ok(cleanOnes > 20, `${cleanOnes} were clean`);
  assert.deepEqual([...seen].sort(), ['about none', 'over', 'running']);
});

test('whatever is made worse never reads better', () => {
  const spoil: readonly ((facts: ControlFacts) => ControlFacts)[] = [
    CONDITIONS.hole,
    (facts) => ({ ...facts, checks: [...facts.checks, checkFacts(counts({ unknown: 1 }))] }),
    ...(['deviation', 'overdue', 'unknown', 'waiting', 'excluded'] as const).map((left) => (facts: ControlFacts) => ({
      ...facts,
      checks: [...facts.checks, checkFacts(counts({}), { carried: { ...NOTHING_CARRIED, [left]: 1 } })],
    })),
    (facts) => ({ ...facts, occurrences: [...facts.occurrences, occurrence('missed')] }),
    (facts) => ({ ...facts, occurrences: [...facts.occurrences, occurrence('unproven')] }),
  ];
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...spoil), (facts, make) => {
      const { status } = statusOf(make(facts));
      assert.ok(!CLEAN.includes(status), status);
    }),
    { numRuns: 1_000, seed: 26 },
  );
});

test('what stands between here and ready is ordered by its effect', () => {
  const ranked = (id: string, facts: ControlFacts, over: Partial<Ranked> = {}): Ranked => ({
    id,
    title: id,
    ownerFunction: 'engineering',
    highRisk: false,
    criteria: ['CC6.1'],
    facts,
    of: statusOf(facts),
    ...over,
  });
  const gaps = gapsOf([
    ranked('clean', clean),
    ranked('incomplete', CONDITIONS.open(clean)),
    ranked('designed', CONDITIONS.design(clean)),
    ranked('uncovered', CONDITIONS.hole(clean)),
    ranked('uncovered-wide', CONDITIONS.hole(clean), { criteria: ['CC6.1', 'CC6.2'] }),
    ranked('uncovered-risky', CONDITIONS.hole(clean), { highRisk: true }),
    ranked('deviating', CONDITIONS.deviation(clean)),
    ranked('early', CONDITIONS.early(CONDITIONS.nothing(clean))),
    ranked('early-without-owner', CONDITIONS.early(CONDITIONS.nothing(CONDITIONS.design(clean)))),
  ]);
  assert.deepEqual(
    gaps.map(({ control }) => control),
    ['deviating', 'uncovered-risky', 'uncovered-wide', 'uncovered', 'designed', 'incomplete', 'early-without-owner'],
  );
  assert.ok(gaps.every(({ next, reasons }) => next.length > 10 && reasons.length > 0));
});

test('of a design only what is missing is asked for, and a gap says who answers for it', () => {
  const step = (owner: string | null, designMissing: readonly string[]): string => {
    const facts = { ...CONDITIONS.design(clean), owner, designMissing };
    const of = { id: 'one', title: 'One', ownerFunction: 'engineering', highRisk: false, criteria: ['CC6.1'], facts };
    const [gap] = gapsOf([{ ...of, of: statusOf(facts) }]);
    assert.equal(gap?.owner, owner);
    return gap?.next ?? '';
  };
  const shown = 'not attached: evidence of its design';
  assert.equal(step('ada@acme.example', [shown]), 'Attach evidence of the design.');
  assert.equal(step(null, ['nobody owns it']), 'Name an owner.');
  assert.equal(
    step(null, ['nobody owns it', 'it does not say how often', shown]),
    'Complete the statement, name an owner and attach evidence of the design.',
  );
});
