import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, formatInstant } from '#/core/time/instant.ts';
import { eraseArtifact, eraseRecord } from '#/features/evidence/index.ts';
import { recordAction } from '#/features/identity/index.ts';
import { mergeSegments } from '#/features/populations/index.ts';
import { QUARTER, testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const START = Date.UTC(2025, 11, 31, 23); // 1 January in Berlin
const GROUND = { reason: 'a right to erasure', basis: 'GDPR art. 17' };
const OWNER = 'cto@acme.example';

/** A company before a Type I examination, one control of which drills of restoring show the design of. */
async function restoreDrills() {
  const made = await testCompany(db, { at: START + DAY });
  await made.controls.adopt({ controls: [{ id: 'backup-restore-test', owner: OWNER }] });
  const { first: _, ...day } = { ...QUARTER, last: '2026-03-01' };
  await made.engagements.create({ ...day, type: 'type-1', id: 'soc2', name: 'SOC 2' });
  made.chance.at = START + 61 * DAY;
  const source = { source: 'drills', population: 'restore-test', accounted: { from: 0 } } as const;
  return { made, source };
}

test('a record that nobody could read, or that was erased, shows no design', async () => {
  const { made, source } = await restoreDrills();
  const status = async (): Promise<string | undefined> => (await made.readiness.status({})).controls[0]?.status;
  await made.bring({ ...source, facts: [], unreadable: [{ key: 'r1', note: 'it is broken' }] });
  assert.equal(await status(), 'design incomplete');
  await made.bring({ ...source, facts: [{ id: 'r2', performedAt: '2026-01-20T10:00:00Z' }] });
  assert.equal(await status(), 'no deviation found');
  await eraseRecord(made.deps, made.caller, { population: 'restore-test', key: 'drills/r2' }, GROUND);
  assert.equal(await status(), 'design incomplete');
});

test('a week whose performance was shown by what was erased is unknown, until it is attached anew', async () => {
  const made = await testCompany(db, { at: START + DAY });
  const control = 'disaster-recovery-test';
  await made.controls.adopt({ controls: [{ id: control, owner: OWNER }] });
  await made.controls.edit({ id: control, frequency: 'monthly' });
  await made.engagements.create({ ...QUARTER, categories: ['security', 'availability'], id: 'soc2', name: 'SOC 2' });
  made.chance.at = START + 40 * DAY;
  const attach = () =>
    made.evidence.add({ control, occurred: '2026-01-20', name: 'report.txt', bytes: new TextEncoder().encode('done') });
  const cells = async (): Promise<readonly string[]> => {
    const { series } = await made.readiness.movie({});
    const { cells: all } = series.find(({ id }) => id === 'A1') ?? assert.fail();
    return all.flatMap(({ state }) => (state === 'pass' || state === 'unknown' ? [state] : []));
  };
  const { artifact } = await attach();
  assert.deepEqual(await cells(), ['pass']);
  await eraseArtifact(made.deps, made.caller, artifact, { ...GROUND, successor: null });
  assert.deepEqual(await cells(), ['unknown']);
  await attach();
  assert.deepEqual(await cells(), ['pass']);
});

test('what is said of an item stays when a record of another population is erased that has its key', async () => {
  const made = await testCompany(db, { at: START + DAY });
  await made.controls.adopt({ controls: [{ id: 'incident-handling', owner: OWNER }] });
  await made.engagements.create({ ...QUARTER, id: 'soc2', name: 'SOC 2' });
  made.chance.at = START + 60 * DAY;
  const of = { source: 'pager', accounted: { from: 0 } } as const;
  const incident = { id: '1', kind: 'security', severity: 'critical', detectedAt: '2026-01-20T10:00:00Z' } as const;
  await made.bring({ ...of, population: 'incident', facts: [incident] });
  await made.bring({ ...of, population: 'alert', facts: [{ id: '1', raisedAt: '2026-01-20T10:00:00Z' }] });
  await made.run();
  const found = async (): Promise<readonly string[]> => {
    const asked = { id: 'incidents.resolved', outcomes: ['unknown' as const], counted: false, limit: 10 };
    return (await made.checks.show(asked)).findings.map(({ item }) => item);
  };
  assert.deepEqual(await found(), ['pager/1']);
  await eraseRecord(made.deps, made.caller, { population: 'alert', key: 'pager/1' }, GROUND);
  assert.deepEqual(await found(), ['pager/1']);
  await eraseRecord(made.deps, made.caller, { population: 'incident', key: 'pager/1' }, GROUND);
  assert.deepEqual(await found(), []);
});

test('what a person said of an item stays when a record of another population is erased that has its key', async () => {
  const made = await testCompany(db, { at: START + DAY });
  const control = 'post-incident-review';
  await made.controls.adopt({ controls: [{ id: control, owner: OWNER }] });
  made.chance.at = START + 60 * DAY;
  const of = { source: 'pager', accounted: { from: 0 } } as const;
  const alert = { id: '1', raisedAt: '2026-01-20T10:00:00Z' };
  const incident = { id: '1', kind: 'security', severity: 'critical', detectedAt: '2026-01-20T10:00:00Z' } as const;
  await made.bring({ ...of, population: 'alert', facts: [alert] });
  await made.bring({ ...of, population: 'incident', facts: [incident] });
  const item = 'pager/1';
  const [alerts, incidents] = ['alerts.acknowledged', 'incidents.resolved'];
  for (const id of [alerts, incidents]) await made.checks.exclude({ id, item, reason: 'it was a drill of ours' });
  const about = { control, purpose: 'performance', occurred: '2026-01-20', name: 'report.txt' } as const;
  await made.evidence.add({ ...about, bytes: new TextEncoder().encode('done'), item });
  const line = { person: OWNER, via: 'browser', request: 'r1', address: '', outcome: 'done' };
  for (const [name, subject] of [
    ['checks.exclude', { id: alerts, item }],
    ['checks.exclude', { id: incidents, item }],
    ['evidence.add', { control, item }],
  ] as const)
    await recordAction(made.deps, made.org, { ...line, name, subject });
  const left = () =>
    made.deps.db.transaction(made.org, async (tx) => ({
      excluded: (await tx.selectFrom('exclusion').select('check_id').execute()).map((row) => row.check_id),
      acted: (await tx.selectFrom('action').select('subject').orderBy('position').execute()).map((row) => row.subject),
      attached: (await tx.selectFrom('evidence').select('item').execute()).length,
    }));
  const erased = await eraseRecord(made.deps, made.caller, { population: 'alert', key: item }, GROUND);
  assert.equal(erased.what.length, 1, 'the file of the other one is not named');
  const acted = [
    { id: incidents, item },
    { control, item },
  ];
  assert.deepEqual(await left(), { excluded: [incidents], acted, attached: 1 });
  await eraseRecord(made.deps, made.caller, { population: 'incident', key: item }, GROUND);
  assert.deepEqual(await left(), { excluded: [], acted: [], attached: 0 });
  assert.deepEqual((await made.ledger.verify(made.org))?.damages, []);
});

test('what nobody could read before its source let go of it is not known either', async () => {
  const made = await testCompany(db, { at: START + DAY });
  const [handling, register] = ['incident-handling', 'privacy-incident-register'];
  await made.controls.adopt({ controls: [handling, register].map((id) => ({ id, owner: OWNER })) });
  await made.engagements.create({ ...QUARTER, id: 'soc2', name: 'SOC 2' });
  made.chance.at = START + 61 * DAY;
  const source = { source: 'pager', population: 'incident', accounted: { from: 0 }, facts: [] } as const;
  await made.bring({ ...source, unreadable: [{ key: 'INC-1', note: 'it is broken' }] });
  made.chance.at += DAY;
  await made.bring({ ...source, look: true });
  await made.run();
  const { controls } = await made.readiness.status({});
  const [of, from] = [handling, register].map((id) => controls.find((each) => each.id === id));
  assert.equal(of?.status, 'design incomplete');
  assert.match(of.reasons.join('\n'), /evidence of its design/);
  assert.match(from?.reasons.join('\n') ?? '', /whether they called for it is unknown/);
});

test('what came in later shows no design before, also where it was laid together with what was there', async () => {
  const { made, source } = await restoreDrills();
  await made.bring({ ...source, facts: [], unreadable: [{ key: 'r1', note: 'it is broken' }] });
  const before = formatInstant(made.chance.at);
  for (let number = 2; number < 8; number += 1) {
    made.chance.at += DAY;
    await made.bring({ ...source, facts: [{ id: `r${number}`, performedAt: '2026-01-20T10:00:00Z' }] });
  }
  assert.ok(await mergeSegments({ ...made.deps, seal: made.ledger.seal }, made.org, 'restore-test'));
  const status = async (asOf?: string) => (await made.readiness.status({ asOf })).controls[0]?.status;
  assert.equal(await status(), 'no deviation found');
  assert.equal(await status(before), 'design incomplete');
});
