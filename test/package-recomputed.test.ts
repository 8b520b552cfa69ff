import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Fact } from '#/core/populations/index.ts';
import { canonicalBytes, type Json } from '#/ledger/canonical.ts';
import { type DamagedPackage, reperformPackage } from '#/package/reperform.ts';
import type { Recomputed } from '#/package/reperform-window.ts';
import { QUARTER } from '#test/kit/company.ts';
import { entriesOf, type Forgery, forged, membersOf } from '#test/kit/forger.ts';
import { RULES } from '#test/kit/package-rules.ts';
import { changeOn, pageOf, PEOPLE, testCompany } from '#test/kit/packaged-company.ts';
import { testDatabase } from '#test/kit/database.ts';

const acme = await testCompany(await testDatabase(), { demo: true }); // as the forger's log is
const [REVIEW, MEETING, INVENTORY, DEVICES] = [
  'change-peer-review',
  'security-steering-meeting',
  'vendor-inventory',
  'endpoint-management',
];
const file = path.join(acme.folder, 'package.tar');
await made();

/** Changes that were counted, meetings of which one month has none, an inventory by hand, and nothing of devices. */
async function made(): Promise<void> {
  await acme.controls.adopt(acme.caller, {
    controls: [REVIEW, MEETING, INVENTORY, DEVICES].map((id) => ({ id, owner: 'Ada' })),
  });
  for (const id of [MEETING, INVENTORY]) await acme.controls.edit(acme.caller, { id, frequency: 'monthly' });
  await acme.engagements.create(acme.caller, { ...QUARTER, id: 'soc2-2026', name: 'SOC 2 2026' });
  await acme.connect('hr', 'git', 'minutes');
  acme.chance.at = Date.UTC(2026, 3, 1, 12);
  await acme.collect('hr', pageOf('person', PEOPLE));
  await acme.collect('git', pageOf('change', [changeOn(3), changeOn(9)]));
  const meeting = (day: string): Fact<'meeting'> => ({
    id: day,
    kind: 'security-steering',
    heldAt: `${day}T10:00:00Z`,
    attendees: [{ who: 'email:ada@acme.example' }],
    minutes: 'minutes.md',
    minutesAt: `${day}T12:00:00Z`,
    actions: 1,
  });
  await acme.collect('minutes', pageOf('meeting', [meeting('2026-01-14'), meeting('2026-03-11')]));
  await acme.evidence.add(acme.caller, {
    control: INVENTORY,
    purpose: 'performance',
    occurred: '2026-02-05',
    grade: 'export',
    name: 'inventory.csv',
    media: 'text/csv',
    bytes: Buffer.from('vendor\nAtlas\n'),
    note: '',
  });
  await acme.runChecks();
  await acme.createPackage(file);
}

const again = (name: string, rules = RULES): ReadonlyMap<string, Recomputed> =>
  new Map(reperformPackage(name, rules).controls.map((each) => [each.control, each]));

interface Shown {
  readonly rule?: string;
  readonly counts: Record<string, number>;
  readonly criteria: { id: string; controls: number; counts: Record<string, number>; notRelevant: string | null }[];
  readonly controls: {
    id: string;
    status: string;
    owner: string | null;
    criteria: string[];
    checks: { asOf: number }[];
    reasons: string[];
    occurrences: { kind: string; first: string; on: string | null; proof: string | null }[];
  }[];
}

/** What is said of a control in a package that its operator made anew, with a lie in its status. */
function lied(control: string, lie: (shown: Shown['controls'][number], status: Shown) => void): Recomputed {
  return inForged(control, (forgery) =>
    inStatus(forgery, (status) =>
      lie(status.controls.find(({ id }) => id === control) ?? assert.fail(control), status),
    ),
  );
}

function inForged(control: string, lie: (forgery: Forgery) => void): Recomputed {
  return again(written(lie)).get(control) ?? assert.fail(control);
}

function written(lie: (forgery: Forgery) => void, from = file): string {
  const name = path.join(acme.folder, 'forged.tar');
  writeFileSync(name, forged(membersOf(readFileSync(from)), entriesOf(from), lie));
  return name;
}

const forgedStatus = (lie: (shown: Shown) => void) =>
  reperformPackage(
    written((forgery) => inStatus(forgery, lie)),
    RULES,
  );

function inStatus({ documents }: Forgery, lie: (shown: Shown) => void): void {
  const status = JSON.parse(Buffer.from(documents.get('status.json') ?? []).toString()) as Shown;
  lie(status);
  documents.set('status.json', canonicalBytes(status as unknown as Json));
}

test('the status of every control and every criterion is worked out again from what the package holds', () => {
  const { criteria } = reperformPackage(file, RULES);
  assert.ok(criteria.length > 30 && criteria.every(({ kind }) => kind === 'same'));
  assert.ok(criteria.some((each) => each.kind === 'same' && each.controls > 0));
  assert.deepEqual(
    again(file),
    new Map(
      [
        { control: REVIEW, kind: 'same', status: 'not evidenced', occurrences: 0, holes: 2 } as const,
        { control: MEETING, kind: 'same', status: 'deviations found', occurrences: 3, holes: 0 } as const,
        { control: INVENTORY, kind: 'same', status: 'design incomplete', occurrences: 3, holes: 0 } as const,
        { control: DEVICES, kind: 'same', status: 'design incomplete', occurrences: 0, holes: 1 } as const,
      ].map((each) => [each.control, each]),
    ),
  );
});

test('a performance that no record shows, one that is kept silent, and one of another day are found', () => {
  const [first, second] = [0, 1];
  for (const lie of [
    (shown: Shown['controls'][number]) => void (shown.occurrences[second]!.kind = 'performed'),
    (shown: Shown['controls'][number]) => void shown.occurrences.splice(second, 1),
    (shown: Shown['controls'][number]) => void (shown.occurrences[first]!.on = '2026-01-02T10:00:00Z'),
    (shown: Shown['controls'][number]) => void (shown.occurrences[first]!.proof = 'minutes/other'),
  ])
    assert.deepEqual(lied(MEETING, lie), {
      control: MEETING,
      kind: 'differs',
      because: 'its occurrences are not what the sealed records give',
    });
});

test('a hole that the status keeps silent, and one that is not there, are found', () => {
  const hole = 'device: no source tells of devices';
  assert.deepEqual(
    lied(DEVICES, (shown) => void shown.reasons.splice(shown.reasons.indexOf(hole), 1)),
    { control: DEVICES, kind: 'differs', because: `it does not say "${hole}"` },
  );
  const declared = 'change from git: its completeness rests on what a person declared';
  assert.deepEqual(
    lied(REVIEW, (shown) => void shown.reasons.push(declared)),
    { control: REVIEW, kind: 'differs', because: `it says "${declared}", and what is sealed does not` },
  );
});

test('a reading, a comparison and what people attached are taken from the log, and not from the words', () => {
  const without = (kind: string, change: (payload: Record<string, Json>) => Json) => (forgery: Forgery) => {
    for (const entry of forgery.entries)
      if (entry.kind === kind) entry.payload = change(entry.payload as Record<string, Json>);
  };
  const uncounted = without('coverage', (payload) => ({
    ...payload,
    parts: (payload['parts'] as Record<string, Json>[]).map((part) => ({
      ...part,
      kind: 'declared',
      sourceCount: null,
    })),
  }));
  assert.match(
    (inForged(REVIEW, uncounted) as { because: string }).because,
    /^it does not say "\w+ from \w+: its completeness rests on what a person declared"$/,
  );
  const moved = without('evidence-attached', (payload) => ({ ...payload, occurred: '2026-03-05' }));
  assert.equal(inForged(INVENTORY, moved).kind, 'differs');
});

/** The same with all counts as they would follow, so that the package agrees with itself. */
const reading = (control: string, status: string, ...reasons: readonly string[]) =>
  forgedStatus((shown) => {
    const lying = shown.controls.find(({ id }) => id === control) ?? assert.fail(control);
    for (const counts of [
      shown.counts,
      ...shown.criteria.flatMap(({ id, counts: each }) => (lying.criteria.includes(id) ? [each] : [])),
    ]) {
      counts[lying.status] = (counts[lying.status] ?? 0) - 1;
      counts[status] = (counts[status] ?? 0) + 1;
    }
    lying.status = status;
    lying.reasons.splice(0, lying.reasons.length, ...reasons);
  });

test('a word that nothing bears out is found and named, though the package agrees with itself', () => {
  const { controls, criteria } = reading(DEVICES, 'not evidenced', 'device: no source tells of devices');
  assert.deepEqual(
    controls.filter(({ kind }) => kind !== 'same'),
    [
      {
        control: DEVICES,
        kind: 'differs',
        because:
          'it reads "not evidenced", and what is sealed gives "design incomplete": not attached: evidence of its design, such as: Device management policy and profile',
      },
    ],
  );
  const wrong = criteria.filter(({ kind }) => kind !== 'same');
  assert.ok(
    wrong.length > 0 &&
      wrong.every((each) => each.kind === 'differs' && each.because.startsWith('what is sealed gives')),
  );
  const clean = reading(INVENTORY, 'no deviation found', '3 of 3 performances');
  assert.deepEqual(
    clean.controls.flatMap(({ control, kind }) => (kind === 'same' ? [] : [control])),
    [INVENTORY],
  );
});

test('evidence of the design is looked for in the log', () => {
  const attached = inForged(REVIEW, (forgery) => {
    for (const entry of forgery.entries)
      if (entry.kind === 'evidence-attached')
        entry.payload = { ...(entry.payload as Record<string, Json>), control: INVENTORY, purpose: 'design' };
  });
  assert.equal(attached.kind, 'same');
  const moved = inForged(INVENTORY, (forgery) => {
    for (const entry of forgery.entries)
      if (entry.kind === 'evidence-attached')
        entry.payload = { ...(entry.payload as Record<string, Json>), purpose: 'design' };
  });
  assert.match((moved as { because: string }).because, /^it reads "design incomplete", and what is sealed gives "/);
});

test('who owns it, what a run saw and which criteria count are compared, too', () => {
  const because = (lie: (shown: Shown['controls'][number]) => void): string =>
    (lied(REVIEW, lie) as { because?: string }).because ?? '';
  assert.match(
    because((shown) => void (shown.checks[0]!.asOf += 1)),
    /^of its checks/,
  );
  const another = forgedStatus((shown) => void (shown.criteria[0]!.id = 'CC1.9'));
  assert.deepEqual(
    another.criteria.flatMap((each) => (each.kind === 'differs' ? [each.because] : [])),
    ['the examination is not about it', 'the examination is about it, and it is left out'],
  );
  for (const left of [
    (shown: Shown) => void shown.criteria.splice(0, 1),
    (shown: Shown) => void shown.criteria.splice(0, 1, shown.criteria[1]!),
  ])
    assert.throws(
      () => forgedStatus(left),
      ({ faults }: DamagedPackage) =>
        faults[0]?.what === 'it shows 32 of the 33 criteria of security that are in scope',
    );
  const dropped = forgedStatus((shown) => void (shown.criteria[0]!.notRelevant = 'nobody asks for it here'));
  assert.equal(dropped.criteria[0]?.kind, 'differs');
});

test('statements, sums, gaps and the examination itself are worked out again, and what no status has is found', () => {
  assert.deepEqual(reperformPackage(file, RULES).otherwise, []);
  const otherwise = (lie: (status: Record<string, unknown>) => void): readonly string[] =>
    forgedStatus((shown) => lie(shown as unknown as Record<string, unknown>)).otherwise;
  assert.deepEqual(
    otherwise((status) => {
      status['gaps'] = [];
      status['extra'] = 'nothing to see here';
      (status['engagement'] as Record<string, unknown>)['before'] = [{ first: '2025-01-01' }];
    }),
    [
      'before of its engagement is not what is sealed',
      'it has "extra", which no status has',
      'its gaps are not what is sealed',
    ],
  );
  const because = (lie: (shown: Record<string, unknown>) => void): string =>
    (lied(REVIEW, (shown) => lie(shown as object as Record<string, unknown>)) as { because?: string }).because ?? '';
  const sentences: readonly (readonly [string, unknown, RegExp])[] = [
    ['retiredAt', 5, /^of its retirement/],
    ['defaults', [{ name: 'days', sentence: 'invented' }], /^of its default limits/],
    ['remark', 'all is well', /^of its remark/],
  ];
  for (const [name, value, expected] of sentences)
    assert.match(
      because((shown) => (shown[name] = value)),
      expected,
    );
  const { criteria } = forgedStatus((shown) => void ((shown.criteria[0] as { title?: string }).title = 'Anything'));
  assert.deepEqual(
    criteria.flatMap((each) => (each.kind === 'differs' ? [each.because] : [])),
    ['its title is not what is sealed'],
  );
});

test('a limit in a statement is the one that was sealed', async () => {
  const other = await testCompany(await testDatabase(), { demo: true });
  const statedIn = path.join(other.folder, 'package.tar');
  await other.controls.adopt(other.caller, { controls: [{ id: 'security-training-onboarding', owner: 'Ada' }] });
  await other.engagements.create(other.caller, { ...QUARTER, id: 'soc2-2026', name: 'SOC 2 2026' });
  await other.createPackage(statedIn);
  const forgery = (forged: Forgery): void =>
    inStatus(forged, ({ controls: [shown] }) => {
      const told = shown as unknown as { statement: string };
      assert.match(told.statement, / 30 days/u);
      told.statement = told.statement.replace('30', 'three hundred');
    });
  const [limited] = reperformPackage(written(forgery, statedIn), RULES).controls;
  assert.deepEqual(limited, {
    control: 'security-training-onboarding',
    kind: 'differs',
    because: 'of its statement it shows something else than was sealed',
  });
});

test('the days, the categories and the opening of the examination are compared with the log before anything is done again', () => {
  const examination: readonly (readonly [string, unknown])[] = [
    ['type', 'type-1'],
    ['first', '2025-01-01'],
    ['last', '2027-01-01'],
    ['categories', ['security', 'privacy']],
    ['opened', 5],
    ['changed', 5],
    ['name', 'Another'],
  ];
  for (const [name, value] of examination)
    assert.throws(
      () =>
        forgedStatus(
          (shown) => void ((shown as unknown as { engagement: Record<string, unknown> }).engagement[name] = value),
        ),
      (error: DamagedPackage) =>
        error.faults.length === 1 && error.faults[0]?.what.startsWith('it says otherwise than the log what') === true,
      name,
    );
});

test('a package that names no rule, or another, is not held against this one', () => {
  const because = (status: Recomputed): string => ('because' in status ? status.because : status.kind);
  assert.match(
    because(lied(REVIEW, (_, status) => void delete (status as { rule?: string }).rule)),
    /^the package was made before/,
  );
  const changed = again(file, { ...RULES, statusSource: '0'.repeat(64) }).get(REVIEW) ?? assert.fail();
  assert.equal(changed.kind, 'not re-performed');
  assert.match(because(changed), /^the rule changed since/);
});
