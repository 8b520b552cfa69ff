import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { eraseArtifact, eraseRecord } from '#/features/evidence/index.ts';
import { populationsContract } from '#/features/populations/contract.ts';
import { populationsService } from '#/features/populations/index.ts';
import { aliasesOf, aliasRows } from '#/features/people/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { organizationContract } from '#/features/organization/contract.ts';
import { organization } from '#/features/organization/index.ts';
import { QUARTER } from '#test/kit/company.ts';
import { changeKey, changeOn, pageOf, PEOPLE, testCompany } from '#test/kit/packaged-company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { readinessContract } from './contract.ts';
import { judgeAnew, readiness, workOutLists } from './index.ts';

const db = await testDatabase();
const acme = await testCompany(db);
const CONTROL = 'incident-handling';
const CLEAN = 'nothing occurred';
const CHECK = 'changes.approved-by-another';

/** A company of which every table that a status is read from has a row, and one control that reads clean. */
before(async () => {
  const { caller } = acme;
  await acme.controls.adopt(caller, {
    controls: [CONTROL, 'change-peer-review'].map((id) => ({ id, owner: 'Ada' })),
  });
  await acme.engagements.create(caller, { ...QUARTER, id: 'soc2', name: 'SOC 2' });
  await acme.connect('hr', 'git', 'pager');
  acme.chance.at = Date.UTC(2026, 3, 1, 12);
  await acme.collect('hr', pageOf('person', PEOPLE));
  await acme.collect(
    'git',
    pageOf(
      'change',
      [3, 4, 5].map((day) => changeOn(day)),
    ),
  );
  await acme.collect('pager', pageOf('incident', []));
  await acme.people.declare(caller, { aliases: [{ handle: 'git:cy', is: 'employee:3' }] });
  await localClient(organizationContract, organization(acme), caller).setCalendar({ zone: 'Europe/Berlin' });
  for (const purpose of ['design', 'performance'] as const)
    await acme.evidence.add(caller, {
      control: CONTROL,
      purpose,
      occurred: '2026-01-05',
      grade: 'export',
      name: `${purpose}.txt`,
      media: 'text/plain',
      bytes: Buffer.from(`${purpose}: every change is reviewed by another person.`),
      note: '',
    });
  const aliases = async (tx: Tx) => aliasesOf(await aliasRows(tx, Number.MAX_SAFE_INTEGER));
  const records = localClient(populationsContract, populationsService({ ...acme, aliasesOf: aliases }), caller);
  await records.reconcile({
    kind: 'count',
    population: 'change',
    source: 'git',
    count: 3,
    note: 'as the platform shows it',
  });
  for (const id of ['meetings.minutes-kept'])
    for (const enabled of [false, true])
      await acme.checks.switch(caller, { id, enabled, reason: 'it was moved meanwhile' });
  await judged();
  await acme.checks.exclude(caller, { id: CHECK, item: changeKey(4), reason: 'it was only a drill' });
  await acme.checks.include(caller, { id: CHECK, item: changeKey(4), reason: 'it was no drill' });
  await judged();
});

const judged = () => judgeAnew(acme, acme.org, null, () => undefined);

/** As a process reads it that was not there before, and so remembers nothing. */
const read = (asOf?: string) =>
  localClient(readinessContract, readiness(acme), acme.caller).status(asOf === undefined ? {} : { asOf });
const statusOf = async (control: string, asOf?: string) =>
  (await read(asOf)).controls.find(({ id }) => id === control) ?? assert.fail();

/** Runs SQL as whoever owns the database, past every guard. */
async function behindItsBack(sql: string): Promise<number> {
  await db.admin.query(`set session_replication_role = 'replica'`);
  try {
    return (await db.admin.query(sql)).rowCount ?? 0;
  } finally {
    await db.admin.query(`set session_replication_role = 'origin'`);
  }
}

const ours = `org = '${acme.org}'`;

test('what is sealed while a status is read, before and after the log is, is no row that the log does not seal', async () => {
  const size = () => db.transaction(acme.org, (tx) => acme.ledger.size(tx));
  await acme.checks.exclude(acme.caller, { id: CHECK, item: changeKey(4), reason: 'it was only a drill' });
  await acme.checks.include(acme.caller, { id: CHECK, item: changeKey(4), reason: 'it was no drill' });
  const sizes = [await size()];
  const busy: typeof acme.ledger = {
    ...acme.ledger,
    verifySince: async (...of) => {
      await judged();
      const verified = await acme.ledger.verifySince(...of);
      sizes.push(verified?.place.frontier.size ?? 0);
      await judged();
      sizes.push(await size());
      return verified;
    },
  };
  const { controls } = await localClient(readinessContract, readiness({ ...acme, ledger: busy }), acme.caller).status(
    {},
  );
  assert.ok(
    sizes.length === 3 && new Set(sizes).size === 3,
    `it was sealed twice while it was read: ${sizes.join(', ')}`,
  );
  const reasons = controls.flatMap((control) => control.reasons);
  assert.deepEqual(
    reasons.filter((each) => each.startsWith('not as the log sealed it')),
    [],
  );
});
const CHANGES: Readonly<Record<string, string>> = {
  control: `definition = jsonb_set(definition, '{owner}', '"Mallory"')`,
  engagement: `definition = jsonb_set(definition, '{name}', '"Other"')`,
  coverage: `covered_to = covered_to + interval '1 day'`,
  reconciliation: `result = '{"ours": 4, "complete": true}'`,
  check_run: `as_of_position = as_of_position + 100`,
  check_switch: `reason = 'nobody knows any more'`,
  exclusion: `item = 'git/acme/app@r0005'`,
  exclusion_end: `reason = 'somebody else said so'`,
  alias: `actor = 'employee:1'`,
  calendar: `spec = jsonb_set(spec, '{holidays}', '["2026-01-06"]')`,
  evidence: `note = 'another note'`,
  segment: `rows = rows + 1`,
  source: `reference = true`,
  artifact: `name = 'other.txt'`,
  organization: `zone = 'UTC'`,
};

for (const marked of [true, false])
  for (const [table, change] of Object.entries(CHANGES))
    test(`a row of ${table} that somebody changed is named, and nothing reads clean (${marked ? 'compared before' : 'not compared yet'})`, async () => {
      await db.admin.query(`delete from mirror_mark where ${ours}`);
      if (marked) await workOutLists(acme, acme.org);
      assert.equal((await statusOf(CONTROL)).status, CLEAN);
      await db.admin.query('create table kept as select * from ' + table + ` where ${ours}`);
      try {
        assert.ok((await behindItsBack(`update ${table} set ${change} where ${ours}`)) > 0);
        const { status, reasons } = await statusOf(CONTROL);
        // what is kept for comparison only accounts for nothing, and that comes first
        assert.equal(status, table === 'source' ? 'not evidenced' : 'incomplete');
        assert.match(reasons.join('\n'), new RegExp(`not as the log sealed it: table ${table}[,:] `));
      } finally {
        await behindItsBack(`delete from ${table} where ${ours}`);
        await behindItsBack(`insert into ${table} select * from kept`);
        await db.admin.query('drop table kept');
      }
      assert.equal((await statusOf(CONTROL)).status, CLEAN);
    });

test('a row that is gone, and one that the log never saw, are named', async () => {
  for (const sql of [
    `delete from evidence where ${ours} and purpose = 'design'`,
    `insert into evidence select org, gen_random_uuid(), position, control, purpose, artifact, occurred, person, note, period from evidence where ${ours} limit 1`,
    `delete from check_run where ${ours} and number = 2`,
    `delete from coverage where ${ours}`,
  ]) {
    await workOutLists(acme, acme.org);
    const table = /(?:from|into) (\w+)/.exec(sql)?.[1] ?? '';
    await db.admin.query(`create table kept as select * from ${table} where ${ours}`);
    try {
      assert.ok((await behindItsBack(sql)) > 0, sql);
      assert.match(
        (await statusOf(CONTROL)).reasons.join('\n'),
        new RegExp(`not as the log sealed it: table ${table}, `),
      );
    } finally {
      await behindItsBack(`delete from ${table} where ${ours}`);
      await behindItsBack(`insert into ${table} select * from kept`);
      await db.admin.query('drop table kept');
    }
  }
});

test('rows that came in since the last comparison are held against the log, and such that no entry stands for', async () => {
  await workOutLists(acme, acme.org);
  const forged = `insert into evidence select org, gen_random_uuid(), 1000000, control, purpose, artifact, occurred, person, note, period from evidence where ${ours} limit 1`;
  assert.ok((await behindItsBack(forged)) > 0);
  assert.match(
    (await statusOf(CONTROL)).reasons.join('\n'),
    /table evidence, position 1000000: the log seals no such row/,
  );
  await behindItsBack(`delete from evidence where ${ours} and position = 1000000`);
  const { position } = await acme.evidence.add(acme.caller, {
    control: CONTROL,
    purpose: 'performance',
    occurred: '2026-02-05',
    grade: 'export',
    name: 'more.txt',
    media: 'text/plain',
    bytes: Buffer.from('more'),
    note: '',
  });
  assert.equal((await statusOf(CONTROL)).status, CLEAN);
  for (const [change, back] of [
    [`note = 'more'`, `note = ''`],
    [`position = position + 1`, `position = position - 1`],
  ] as const) {
    await behindItsBack(`update evidence set ${change} where ${ours} and position = ${position}`);
    assert.match((await statusOf(CONTROL)).reasons.join('\n'), new RegExp(`table evidence, position ${position}: `));
    await behindItsBack(`update evidence set ${back} where ${ours} and position >= ${position}`);
  }
  assert.equal((await statusOf(CONTROL)).status, CLEAN);
});

test('what comes of a row that somebody changed is not kept for the reading after it was put back', async () => {
  await workOutLists(acme, acme.org);
  const right = await statusOf('change-peer-review');
  await db.admin.query(`delete from derived_page where ${ours}; delete from derived where ${ours}`);
  await db.admin.query(`create table kept as select * from check_run where ${ours}`);
  try {
    const other = `(select outcomes from check_run where ${ours} and check_id = 'incidents.resolved' limit 1)`;
    assert.ok(
      (await behindItsBack(`update check_run set outcomes = ${other} where ${ours} and check_id = '${CHECK}'`)) > 0,
    );
    assert.notDeepEqual((await statusOf('change-peer-review')).checks, right.checks);
    assert.equal((await db.admin.query(`select 1 from derived where ${ours}`)).rowCount, 0);
  } finally {
    await behindItsBack(`delete from check_run where ${ours}`);
    await behindItsBack(`insert into check_run select * from kept`);
    await db.admin.query('drop table kept');
  }
  assert.deepEqual(await statusOf('change-peer-review'), right);
});

test('limits that an earlier run is said to have gone by are compared where a past day is asked for', async () => {
  await workOutLists(acme, acme.org);
  const day = '2026-04-01';
  acme.chance.at += 3 * 86_400_000;
  await judged();
  const change = `update check_run set rule = jsonb_set(rule, '{version}', '99') where ${ours} and number = 1`;
  assert.doesNotMatch((await statusOf(CONTROL, day)).reasons.join('\n'), /not as the log/);
  await db.admin.query(`create table kept as select * from check_run where ${ours}`);
  try {
    assert.ok((await behindItsBack(change)) > 0);
    assert.match((await statusOf(CONTROL, day)).reasons.join('\n'), /not as the log sealed it: table check_run/);
  } finally {
    await behindItsBack(`delete from check_run where ${ours}`);
    await behindItsBack(`insert into check_run select * from kept`);
    await db.admin.query('drop table kept');
  }
});

test('whoever changes the log along with the row has no key to sign it', async () => {
  await db.admin.query(`create table kept as select * from ledger_payload where ${ours}`);
  await db.admin.query(`delete from mirror_mark where ${ours}`);
  try {
    await behindItsBack(
      `update ledger_payload set payloads = convert_to(replace(convert_from(payloads, 'UTF8'), '"Ada"', '"Eve"'), 'UTF8') where ${ours}`,
    );
    assert.match((await statusOf(CONTROL)).reasons.join('\n'), /not as the log sealed it: log, position/);
  } finally {
    await behindItsBack(`delete from ledger_payload where ${ours}`);
    await behindItsBack(`insert into ledger_payload select * from kept`);
    await db.admin.query('drop table kept');
  }
});

test('a mark that nobody made is not believed, nor is that of another organization', async () => {
  await workOutLists(acme, acme.org);
  await db.admin.query(`create table kept as select * from mirror_mark where ${ours}`);
  await db.admin.query('create table runs as select * from coverage where ' + ours);
  try {
    await behindItsBack(`update coverage set covered_to = covered_to + interval '1 day' where ${ours}`);
    for (const sql of [
      `update mirror_mark set value = replace(value, '"coverage":"', '"coverage":"0') where ${ours}`,
      `update mirror_mark set mark = set_byte(mark, 9, 255 - get_byte(mark, 9)) where ${ours}`,
      `delete from mirror_mark where ${ours}`,
    ]) {
      await db.admin.query(sql);
      assert.match(
        (await statusOf(CONTROL)).reasons.join('\n'),
        /not as the log sealed it: table coverage, position/,
        sql,
      );
    }
  } finally {
    await behindItsBack(`delete from coverage where ${ours}`);
    await behindItsBack('insert into coverage select * from runs');
    await db.admin.query('drop table runs; drop table kept');
  }
});

test('rows that an erasure takes, of what was attached and of what was excluded, are not said to be changed', async () => {
  const ground = { reason: 'asked for', basis: 'their right' };
  const attached = await acme.evidence.list(acme.caller, {});
  const artifact = attached.evidence.find(({ purpose }) => purpose === 'performance')?.artifact?.id ?? assert.fail();
  await acme.evidence.add(acme.caller, {
    control: CONTROL,
    purpose: 'performance',
    occurred: '2026-01-06',
    grade: 'export',
    name: 'for-one.txt',
    media: 'text/plain',
    bytes: Buffer.from('what was done about one of them'),
    note: '',
    item: changeKey(4),
  });
  for (const erase of [
    () => eraseArtifact(acme, acme.caller, artifact, { ...ground, successor: null }),
    () => eraseRecord(acme, acme.caller, { population: 'change', key: changeKey(4) }, ground), // it was excluded once
  ]) {
    await judged();
    await erase();
    assert.doesNotMatch((await statusOf(CONTROL)).reasons.join('\n'), /not as the log/);
    // what else is changed is named all the same
    for (const table of ['artifact', 'control']) {
      await db.admin.query(`create table kept as select * from ${table} where ${ours}`);
      try {
        await behindItsBack(`update ${table} set ${CHANGES[table]} where ${ours}`);
        assert.match(
          (await statusOf(CONTROL)).reasons.join('\n'),
          new RegExp(`not as the log sealed it: table ${table}[,:] `),
        );
      } finally {
        await behindItsBack(`delete from ${table} where ${ours}`);
        await behindItsBack(`insert into ${table} select * from kept`);
        await db.admin.query('drop table kept');
      }
    }
  }
});

test('what was erased is gone from the rows as it is from the log, and nothing is said to be changed', async () => {
  await workOutLists(acme, acme.org);
  await eraseRecord(
    acme,
    acme.caller,
    { population: 'change', key: changeKey(5) },
    { reason: 'asked for', basis: 'their right' },
  );
  assert.doesNotMatch((await statusOf(CONTROL)).reasons.join('\n'), /not as the log/);
  await judged();
  assert.doesNotMatch((await statusOf(CONTROL)).reasons.join('\n'), /not as the log/);
  await behindItsBack(`update erasure set reason = 'another' where ${ours}`);
  assert.match((await statusOf(CONTROL)).reasons.join('\n'), /not as the log sealed it: table erasure, /);
});
