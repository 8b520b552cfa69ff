import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from '#/collectors/collector.ts';
import { localClient } from '#/contract/local-client.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { readiness } from '#/features/readiness/index.ts';
import { lastReadings } from '#/features/sources/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import { reperformPackage } from '#/package/reperform.ts';
import { verifyPackage } from '#/package/verify.ts';
import { QUARTER } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { entriesOf, forged, membersOf } from '#test/kit/forger.ts';
import { RULES } from '#test/kit/package-rules.ts';
import { changeOn, type Company, pageOf, testCompany } from '#test/kit/packaged-company.ts';

const db = await testDatabase();
const CONTROL = 'change-testing';
const NOW = Date.UTC(2026, 1, 20, 12);
const DAY = 24 * 60 * 60 * 1000;

const TESTED = { checks: [{ name: 'ci', result: 'success', endedAt: '2026-01-02T09:00:00Z' }] } as const;

/** Changes that were read up to a day before now, of a window that runs. */
const upTo = (days: number): Page => {
  const page = pageOf('change', [changeOn(5, TESTED), changeOn(12, TESTED)]);
  return { ...page, accounted: (page.accounted ?? []).map((each) => ({ ...each, to: NOW - days * DAY })) };
};

async function company(): Promise<Company> {
  const acme = await testCompany(db, { demo: true, brings: ['change'] });
  await acme.controls.adopt(acme.caller, { controls: [{ id: CONTROL, owner: 'Ada' }] });
  await acme.engagements.create(acme.caller, { ...QUARTER, id: 'soc2', name: 'SOC 2' });
  await acme.evidence.add(acme.caller, {
    control: CONTROL,
    purpose: 'design',
    occurred: '2025-12-20',
    grade: 'export',
    name: 'pipeline.yml',
    media: 'text/plain',
    note: '',
    bytes: new TextEncoder().encode('tests run first'),
  });
  await acme.connect('git');
  acme.chance.at = NOW;
  await acme.collect('git', upTo(1));
  await acme.runChecks();
  return acme;
}

const statusIn = async (acme: Company) =>
  (await localClient(readinessContract, readiness(acme), acme.caller).status({})).controls.find(
    ({ id }) => id === CONTROL,
  ) ?? assert.fail();

const disconnect = (acme: Company, id = 'git', reason = 'we moved') =>
  acme.sources.disconnect(acme.caller, { id, reason });
const reconnect = (acme: Company) => acme.sources.reconnect(acme.caller, { id: 'git', reason: '', secrets: {} });
const SAYS = 'change from git: no reading accounts for this time; the source was disconnected on 2026-02-20';

test('from the day on which a source was disconnected, what it would tell is missing, and what it told stays', async () => {
  const acme = await company();
  const before = await statusIn(acme);
  assert.equal(before.status, 'no deviation found', before.reasons.join('\n'));
  await disconnect(acme);
  const after = await statusIn(acme);
  assert.equal(after.status, 'not evidenced', 'no day of it waits for a reading that nobody will make');
  assert.ok(after.reasons.includes(SAYS), after.reasons.join('\n'));
  await reconnect(acme);
  assert.equal((await statusIn(acme)).status, 'no deviation found', 'it is read again, and was so yesterday');
});

test('another source that follows it accounts for what it would have told', async () => {
  const acme = await company();
  await disconnect(acme);
  assert.equal((await statusIn(acme)).status, 'not evidenced');
  await acme.sources.add(acme.caller, {
    id: 'github',
    collector: 'test',
    settings: {},
    secrets: {},
    reference: false,
    follows: 'git',
    untried: true,
  });
  await acme.collect('github', { ...upTo(0), artifacts: [{ bytes: Buffer.from('b'), media: 'a/b', name: 'b' }] });
  await acme.runChecks();
  assert.equal((await statusIn(acme)).status, 'no deviation found');
});

test('the rules go on to say that nothing took its place, and forget one that never told anything', async () => {
  const acme = await company();
  await acme.connect('mistyped');
  await disconnect(acme);
  await disconnect(acme, 'mistyped', 'a wrong path');
  const found = await db.transaction(acme.org, lastReadings);
  assert.deepEqual(
    found.map(({ id, disconnected }) => [id, disconnected]),
    [['git', NOW]],
  );
});

test('a row of the database that says otherwise is named, and a status rests on nothing of it', async () => {
  const acme = await company();
  await disconnect(acme);
  await acme.runChecks();
  assert.ok((await statusIn(acme)).reasons.includes(SAYS));
  await db.admin.query(`alter table source_change disable trigger user`);
  await db.admin.query(`delete from source_change where org = '${acme.org}'`);
  await db.admin.query(`alter table source_change enable trigger user`);
  const { reasons } = await statusIn(acme);
  assert.ok(
    reasons.some((reason) => reason.startsWith('not as the log sealed it: table source_change')),
    reasons.join('\n'),
  );
});

test('settings that were corrected are sealed, found in a package by name and reason, and a row that says otherwise is named', async () => {
  const acme = await company();
  const changed = { id: 'git', settings: { emergency: '^HOTFIX' }, secrets: {}, reason: 'hotfixes' };
  await acme.sources.changeSettings(acme.caller, changed);
  await acme.runChecks();
  const settingsIn = async (asOf?: string) =>
    (await acme.sources.list(acme.caller, { asOf })).sources.map(({ settings }) => settings);
  assert.deepEqual([await settingsIn(), await settingsIn('2026-02-01')], [[{ emergency: '^HOTFIX' }], [{}]]);
  const file = path.join(acme.folder, 'package.tar');
  await acme.createPackage(file);
  const { remarks, faults } = verifyPackage(file, { key: null, since: null, believed: { anchors: '', witnesses: [] } });
  assert.deepEqual(
    faults.filter(({ kind }) => kind !== 'signer'),
    [],
  );
  const says = 'ada changed the settings of the source git on 2026-02-20T12:00:00.000Z: hotfixes';
  assert.ok(
    remarks.some(({ what }) => what === says),
    JSON.stringify(remarks),
  );
  assert.deepEqual(
    reperformPackage(file, RULES).controls.flatMap(({ control, kind }) => (control === CONTROL ? [kind] : [])),
    ['same'],
  );
  await db.admin.query(`alter table source_settings disable trigger user`);
  await db.admin.query(`update source_settings set settings = '{}' where org = '${acme.org}'`);
  await db.admin.query(`alter table source_settings enable trigger user`);
  const { reasons } = await statusIn(acme);
  assert.ok(
    reasons.some((reason) => reason.startsWith('not as the log sealed it: table source_settings')),
    reasons.join('\n'),
  );
});

type Payload = Record<string, Json>;

test('a package says who disconnected it and why, and its status is found again from its log alone', async () => {
  const acme = await company();
  await disconnect(acme);
  await acme.runChecks();
  const file = path.join(acme.folder, 'package.tar');
  await acme.createPackage(file);
  const { remarks, faults } = verifyPackage(file, { key: null, since: null, believed: { anchors: '', witnesses: [] } });
  assert.deepEqual(
    faults.filter(({ kind }) => kind !== 'signer'),
    [],
  );
  assert.ok(
    remarks.some(({ what }) => what === 'ada disconnected the source git on 2026-02-20T12:00:00.000Z: we moved'),
    JSON.stringify(remarks),
  );
  const kindsOf = (name: string): readonly string[] =>
    reperformPackage(name, RULES).controls.flatMap(({ control, kind }) => (control === CONTROL ? [kind] : []));
  assert.deepEqual(kindsOf(file), ['same']);
  const lie = path.join(acme.folder, 'forged.tar');
  writeFileSync(
    lie,
    forged(membersOf(readFileSync(file)), entriesOf(file), ({ entries }) => {
      for (const entry of entries)
        if (entry.kind === 'source-disconnected') entry.payload = { ...(entry.payload as Payload), id: 'other' };
    }),
  );
  assert.deepEqual(kindsOf(lie), ['differs'], 'it was another source');
});
