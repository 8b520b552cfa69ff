import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { formatDay } from '#/core/time/zone.ts';
import { randomOf } from '#/demo/random.ts';
import { eraseRecord } from '#/features/evidence/index.ts';
import { createPackage } from '#/features/packages/index.ts';
import { reperformPackage } from '#/package/reperform.ts';
import { verifyPackage } from '#/package/verify.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { account, incident, meeting, person } from '#test/kit/happenings.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { RULES } from '#test/kit/package-rules.ts';

const db = await testDatabase();
const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
const CONTROLS = [
  'access-termination',
  'security-alert-triage',
  'backups',
  'endpoint-management',
  'incident-handling',
  'security-steering-meeting',
  'status-communication',
  'vendor-inventory',
] as const;

const NOBODY = { key: null, since: null, believed: { anchors: '', witnesses: [] } } as const;
const STEPS = 36;
const seen = new Set<string>();

for (const seed of [1, 2])
  test(`a package gives its own status again, whatever happened before it was made (seed ${seed})`, async () => {
    const random = randomOf(seed, 'packaged status');
    const made = await testCompany(db, { at: START + 9 * HOUR });
    const file = path.join(testFolder(), 'package.tar');
    const subservice = [
      { name: 'Hosting Inc', service: 'It hosts.', method: 'carve-out', controls: ['backups'], expected: [] },
    ] as const;
    await made.controls.adopt({ controls: CONTROLS.map((id) => ({ id, owner: 'cto@acme.example' })) });
    await made.controls.edit({ id: 'security-steering-meeting', frequency: 'monthly' });
    await made.controls.edit({ id: 'vendor-inventory', frequency: 'per-event' });
    await made.engagements.create({
      id: 'soc2',
      name: 'SOC 2',
      type: 'type-2',
      first: '2026-01-01',
      last: '2026-03-31',
    });
    await made.engagements.create({ id: 'design', name: 'Type I', type: 'type-1', last: '2026-02-15' });
    const now = (): number => made.chance.at;
    const today = (): string => formatDay(Math.floor(now() / DAY));
    const around = (): number => now() - random.int(0, 60) * DAY + random.pick([0, 0, 75]) * DAY;
    const check = (): string =>
      random.pick(['people.leaver-access-removed', 'incidents.resolved', 'meetings.minutes-kept']);
    const attach = (purpose: 'performance' | 'design' | 'missed' | 'complete', given?: string) => () => {
      const control = given ?? random.pick(CONTROLS);
      const isOfItem = purpose === 'performance' && control === 'status-communication' && now() % (2 * HOUR) === 0;
      return made.evidence.add({
        control,
        purpose,
        ...(isOfItem ? { item: `pager/i${(Math.floor(now() / HOUR) % 9) + 1}` } : {}),
        occurred: today(),
        grade: purpose === 'missed' || purpose === 'complete' ? 'stated' : 'export',
        name: 'notice.txt',
        bytes: new TextEncoder().encode(`a notice of ${now()}`),
      });
    };
    const steps: readonly (() => Promise<unknown>)[] = [
      () =>
        made.bring({
          source: 'hr',
          population: 'person',
          facts: [person(random.int(1, 9), random.pick([null, around()]))],
        }),
      () => made.bring({ source: 'okta', population: 'account', facts: [account(random.int(1, 9))], accounted: {} }),
      () =>
        made.bring({
          source: 'cal',
          population: 'meeting',
          facts: [meeting(random.int(1, 9), around())],
          accounted: {},
        }),
      () =>
        made.bring({
          source: 'pager',
          population: 'incident',
          facts: [incident(random.int(1, 9), around())],
          unreadable: random.chance(0.2) ? [{ key: 'i99', note: 'it was cut off' }] : [],
          accounted: random.chance(0.5) ? {} : { kind: 'declared', sourceCount: null },
        }),
      attach('performance'),
      attach('performance'),
      attach('design'),
      attach('design'),
      attach('missed'),
      attach('complete', 'vendor-inventory'),
      () => made.people.declare({ aliases: [{ handle: `okta:${random.int(1, 9)}`, is: random.pick(['bot', null]) }] }),
      () => made.controls.edit({ id: random.pick(CONTROLS), frequency: random.pick(['monthly', 'per-event']) }),
      () => made.controls.edit({ id: random.pick(CONTROLS), owner: random.pick([null, 'ops@acme.example']) }),
      () =>
        made.controls.edit({
          id: random.pick(['security-alert-triage', 'endpoint-management']),
          state: random.pick(['retired', 'adopted']),
        }),
      () => made.engagements.change({ id: 'soc2', subservice: random.pick([[], [...subservice]]) as never }),
      () => made.organization.setCalendar({ zone: 'Europe/Berlin', holidays: random.pick([[], ['2026-01-06']]) }),
      () => made.checks.switch({ id: check(), enabled: random.chance(0.2), reason: 'its source is being moved' }),
      async () => {
        const id = check();
        const { findings } = await made.checks.show({ id });
        const [first] = findings;
        if (first !== undefined) await made.checks.exclude({ id, item: first.item, reason: 'it was only a drill' });
      },
      () =>
        eraseRecord(
          made.deps,
          made.caller,
          { population: 'incident', key: 'pager/i2' },
          {
            reason: 'asked for',
            basis: 'their right',
          },
        ),
      () => made.run(),
      () => made.run(),
    ];
    const leaving = 2;
    await made.bring({
      source: 'hr',
      population: 'person',
      facts: [1, leaving, 3].map((each) => person(each, each === leaving ? now() : null)),
    });
    await made.bring({ source: 'okta', population: 'account', facts: [account(leaving)], accounted: {} });
    await made.bring({
      source: 'pager',
      population: 'incident',
      facts: [2, 4].map((each) => incident(each, now())),
      accounted: {},
    });
    for (const purpose of ['design', 'performance'] as const) await attach(purpose, 'vendor-inventory')();
    await made.run();
    for (let step = 0; step < STEPS; step += 1) {
      made.chance.at += random.int(1, 60) * HOUR;
      await random
        .pick(steps)()
        .catch((error: unknown) => void seen.add(String(error)));
      if (step % 6 === 4) await made.controls.edit({ id: 'access-termination', limits: { businessDays: step } });
      if (step % 3 !== 2) continue;
      if (step % 2 === 0) await made.run();
      for (const engagement of ['soc2', 'design']) {
        rmSync(file, { force: true });
        await createPackage({ ...made.deps, software: 'test' }, made.caller, {
          engagement,
          out: file,
          progress: () => undefined,
        });
        const { controls, criteria } = reperformPackage(file, RULES);
        assert.deepEqual(
          [...controls, ...criteria].filter(({ kind }) => kind !== 'same'),
          [],
          `step ${step}, ${engagement}`,
        );
        for (const each of controls) if (each.kind === 'same') seen.add(each.status);
        const { controls: shown } = await made.readiness.status({ engagement });
        for (const reason of shown.flatMap(({ reasons }) => reasons)) seen.add(reason.replaceAll(/\d+/g, 'N'));
      }
    }
  });

test('a package in which nothing occurred, as no check is about what was found, verifies and gives that again', async () => {
  const made = await testCompany(db, { at: START + 9 * HOUR });
  const file = path.join(testFolder(), 'package.tar');
  const control = 'incident-handling';
  await made.controls.adopt({ controls: [{ id: control, owner: 'cto@acme.example' }] });
  await made.engagements.create({
    id: 'soc2',
    name: 'SOC 2',
    type: 'type-2',
    first: '2026-01-01',
    last: '2026-03-31',
  });
  await made.evidence.add({
    control,
    purpose: 'design',
    occurred: '2026-01-01',
    grade: 'export',
    name: 'plan.txt',
    bytes: new TextEncoder().encode('the plan'),
  });
  made.chance.at = START + 100 * DAY;
  await made.bring({
    source: 'pager',
    population: 'incident',
    facts: [{ ...incident(1, START + 9 * DAY), kind: 'availability' }],
    accounted: { from: 0, to: made.chance.at },
  });
  await made.run();
  await createPackage({ ...made.deps, software: 'test' }, made.caller, {
    engagement: 'soc2',
    out: file,
    progress: () => undefined,
  });
  assert.deepEqual(verifyPackage(file, NOBODY).faults, []);
  const [again] = reperformPackage(file, RULES).controls;
  assert.deepEqual([again?.kind, again?.kind === 'same' && again.status], ['same', 'nothing occurred']);
});

test('each kind of reason was seen in some package', () => {
  for (const kind of [
    /^deviations found$/,
    /^design incomplete$/,
    /^not evidenced$/,
    /^incomplete$/,
    /^no deviation found$/,
    /^not started$/,
    /missed$/,
    /attached/,
    /nobody has stated that they are all|stated on/,
    /is retired from/,
    /unknown$/,
    /excluded$/,
    /came due/,
    /limits were changed/,
    /records were erased/,
    /an exclusion was made/,
    /handles were declared/,
    /what a person declared/,
    /turned off/,
  ])
    assert.ok(
      [...seen].some((reason) => kind.test(reason)),
      String(kind),
    );
});
