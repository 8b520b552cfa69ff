import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { DAY } from '#/core/time/instant.ts';
import { deviationsContract } from '#/features/deviations/contract.ts';
import { deviations } from '#/features/deviations/index.ts';
import { agedOut, eraseArtifact, eraseDue, eraseRecord, setHold, setRetention } from '#/features/evidence/index.ts';
import { actionRows, recordAction } from '#/features/identity/index.ts';
import { createPackage } from './index.ts';
import { workOutLists } from '#/features/readiness/index.ts';
import { parseCheckpoint } from '#/ledger/checkpoint.ts';
import { parseVerifierKey, verifierKey } from '#/ledger/note.ts';
import { Archive, MANIFEST } from '#/package/archive.ts';
import { Faults } from '#/package/fault.ts';
import { parseManifest } from '#/package/manifest.ts';
import { DamagedPackage, type Reperformed, reperformPackage } from '#/package/reperform.ts';
import { isFine, reportOf, threeSentences } from '#/package/report.ts';
import { type Verified, verifyPackage } from '#/package/verify.ts';
import { QUARTER } from '#test/kit/company.ts';
import { changeKey, changeOn, type Company, pageOf, PEOPLE, testCompany } from '#test/kit/packaged-company.ts';
import { RULES } from '#test/kit/package-rules.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const NOBODY = { anchors: '', witnesses: [] };
const TRAINING = 'security-training-onboarding';
const CONTROLS = ['change-peer-review', TRAINING, 'branch-protection', 'background-checks'];
const BY_ANOTHER = 'changes.approved-by-another';

/** People, changes of which one was merged without review, controls, an engagement, evidence, and a run of all checks. */
async function company(over: Parameters<typeof testCompany>[1] = {}): Promise<Company> {
  const acme = await testCompany(db, over);
  const adoptable = (await acme.controls.library(acme.caller, {})).controls.map(({ id }) => id);
  const wanted = CONTROLS.filter((id) => adoptable.includes(id));
  await acme.controls.adopt(acme.caller, { controls: wanted.map((id) => ({ id, owner: 'Ada' })) });
  await acme.engagements.create(acme.caller, { ...QUARTER, id: 'soc2-2026', name: 'SOC 2 2026' });
  await acme.connect('hr', 'git');
  acme.chance.at = Date.UTC(2026, 3, 1, 12);
  await acme.collect('hr', pageOf('person', PEOPLE));
  const changes = Array.from({ length: 40 }, (_, day) =>
    changeOn(day, day === 7 || day === 9 ? { approvals: [] } : {}),
  );
  await acme.collect('git', pageOf('change', changes));
  await acme.evidence.add(acme.caller, {
    control: CONTROLS[0] ?? '',
    purpose: 'design',
    occurred: '2026-01-05',
    grade: 'export',
    name: 'policy.txt',
    media: 'text/plain',
    bytes: Buffer.from('Every change is reviewed by another person.'),
    note: '',
  });
  await acme.runChecks();
  return acme;
}

const fileOf = ({ folder }: Company, name = 'package.tar'): string => path.join(folder, name);
const keyOf = async ({ ledger, org }: Company) => parseVerifierKey((await ledger.status(org)).verifier);
const verify = (file: string, over: Partial<Parameters<typeof verifyPackage>[1]> = {}): Verified =>
  verifyPackage(file, { key: null, since: null, believed: NOBODY, ...over });
const kindsOf = (runs: readonly Reperformed[]): readonly string[] => [...new Set(runs.map(({ kind }) => kind))];

function manifestIn(file: string) {
  const archive = Archive.open(file, new Faults());
  const member = archive.find(MANIFEST) ?? assert.fail();
  const manifest = parseManifest(archive.readAt(member.offset, member.size));
  archive.close();
  return manifest;
}

test('a window that was moved, and categories that were taken out, are named with what they were', async () => {
  const acme = await company();
  const change = (over: object) => acme.engagements.change(acme.caller, { id: 'soc2-2026', ...over });
  await change({ name: 'Another name' });
  await change({ categories: ['security', 'availability'] });
  await change({ first: '2026-02-01' });
  await change({ notRelevant: { 'CC6.4': 'there is no office' } });
  const file = fileOf(acme);
  await acme.createPackage(file);
  const said = verify(file).remarks.flatMap(({ what }) => (what.startsWith('the examination') ? [what] : []));
  assert.deepEqual(
    said.map((what) => what.replace(/ on \S+:/, ':')),
    [
      'the examination soc2-2026 was changed: its categories were security, and are availability, security',
      'the examination soc2-2026 was changed: its days were 2026-01-01 to 2026-03-31 (Europe/Berlin), and are 2026-02-01 to 2026-03-31 (Europe/Berlin)',
      'the examination soc2-2026 was changed: the criteria that it calls not relevant were none, and are CC6.4',
    ],
  );
});

test('what management says of a deviation travels with it, is named as its words, and changes no outcome', async () => {
  const acme = await company();
  const api = localClient(deviationsContract, deviations(acme), acme.caller);
  const words = {
    happened: 'It was merged on a Friday evening.',
    cause: 'The rule did not bind administrators.',
    follows: 'The rule binds everybody.',
  };
  const task = { assignee: 'bo@acme.example', due: '2026-05-01' };
  await api.explain({ id: BY_ANOTHER, items: [changeKey(7)], ...words, task });
  const file = fileOf(acme);
  await acme.createPackage(file);
  const { faults, remarks } = verify(file);
  assert.deepEqual(faults, []);
  const [remark, ...others] = remarks.filter(({ what }) => what.includes('Friday'));
  assert.deepEqual(others, []);
  assert.match(
    remark?.what ?? '',
    /^\S+ said on 2026-04-01T12:00:00\.000Z of the deviation of \S+ by changes\.approved-by-another: what happened: It was merged .* Why: The rule did .* What follows: The rule binds everybody\.$/,
  );
  const decisions = documentIn(file, 'decisions.json') as { kind: string; payload: object }[];
  const said = decisions.find(({ kind }) => kind === 'deviation-explained')?.payload;
  assert.deepEqual({ ...said, ...words, item: changeKey(7) }, said);
  assert.deepEqual(kindsOf(reperformPackage(file, RULES).runs), ['same']);
});

test('an older package is not called changed because the key was replaced since', async () => {
  const acme = await company();
  const file = fileOf(acme);
  await acme.createPackage(file);
  const before = await keyOf(acme);
  acme.chance.at += DAY;
  await acme.ledger.rotateKey(acme.org, 'yearly');
  const since = parseCheckpoint((await acme.ledger.status(acme.org)).checkpoint);
  for (const given of [{ key: await keyOf(acme) }, { since }]) {
    const verified = verify(file, given);
    assert.deepEqual([verified.signer, verified.faults.map(({ kind }) => kind)], [null, ['signer']]);
    assert.equal(isFine(verified), false);
    const report = reportOf(file, verified).join('\n');
    assert.match(report, /Signer not established: .*(in force on 2026-04-01|newer than the package)/);
    assert.match(report, /1\. Unchanged: everything/);
    assert.doesNotMatch(report, /not as it was sealed|forged/);
  }
  assert.ok(isFine(verify(file, { key: before })));
  const keys = await acme.ledger.keys(acme.org);
  assert.deepEqual(
    keys.map(({ verifier, to }) => [verifier, to]),
    [
      [verifierKey(before), acme.chance.at],
      [(await acme.ledger.status(acme.org)).verifier, null],
    ],
  );
});

test('a package is made while the clock is behind the last entry, and the log says so', async () => {
  const acme = await company();
  const before = (await acme.ledger.status(acme.org)).size;
  acme.chance.at -= DAY / 12;
  const file = fileOf(acme);
  const created = await acme.createPackage(file);
  assert.equal((await acme.ledger.entry(acme.org, before)).kind, 'clock-skew');
  assert.deepEqual([created.position, created.entries], [before + 1, before + 2]);
  const verified = verify(file, { key: await keyOf(acme) });
  assert.deepEqual(verified.faults, []);
  assert.deepEqual(kindsOf(reperformPackage(file, RULES).runs), ['same']);
});

test('a package holds everything of an engagement, and verifies with the key of the log', async () => {
  const acme = await company();
  const file = fileOf(acme);
  const created = await acme.createPackage(file);
  const verified = verify(file, { key: await keyOf(acme) });
  assert.deepEqual(verified.faults, []);
  assert.ok(isFine(verified));
  assert.match(verified.signer ?? '', /is the key of the log/);
  assert.deepEqual([verified.entries, verified.records, verified.artifacts], [created.entries, 43, 3]);
  const { documents, runs, segments } = manifestIn(file);
  assert.deepEqual(
    documents.map(({ path: document }) => document),
    [
      'artifacts.json',
      'controls.json',
      'coverage.json',
      'decisions.json',
      'engagement.json',
      'erasures.json',
      'evidence.json',
      'populations.json',
      'readme.txt',
      'runs.json',
      'sources.json',
      'status.json',
    ],
  );
  assert.equal(segments.length, 2);
  assert.ok(runs.some(({ check }) => check === BY_ANOTHER));
  assert.deepEqual(threeSentences(verified).slice(1), [
    "2. Since when: no outside witness: received dates rest on the company's own clock and key.",
    '3. What no ledger proves: that a record was true when it was received, or that nothing was kept from it.',
  ]);
  assert.match(
    threeSentences(verified)[0] ?? '',
    /^1\. Unchanged: everything .* from 2026-01-01T09:00:00.000Z to 2026-04-01T12:00:00.000Z\.$/,
  );
});

test('without a key or an earlier checkpoint the signer is not established, and it is not fine', async () => {
  const acme = await company();
  const file = fileOf(acme);
  const { checkpoint } = await acme.ledger.status(acme.org);
  await acme.createPackage(file);
  const unknown = verify(file);
  assert.deepEqual(unknown.faults, []);
  assert.equal(isFine(unknown), false);
  assert.ok(
    reportOf(file, unknown).some((line) =>
      line.startsWith('The package is consistent with itself; signer not established.'),
    ),
  );
  const since = verify(file, { since: parseCheckpoint(checkpoint) });
  assert.match(since.signer ?? '', /^the log continues the checkpoint of \d+ entries that you gave$/);
  assert.ok(isFine(since));
  const other = await company();
  const foreign = verify(file, { key: await keyOf(other) });
  assert.deepEqual([foreign.signer, foreign.faults.map(({ kind }) => kind)], [null, ['signer']]);
  assert.match(threeSentences(foreign)[0] ?? '', /^1\. Unchanged: everything/);
  assert.equal(isFine(foreign), false);
  const elsewhere = verify(file, { since: parseCheckpoint((await other.ledger.status(other.org)).checkpoint) });
  assert.deepEqual([elsewhere.signer, elsewhere.faults.map(({ kind }) => kind)], [null, ['not-continued']]);
});

test('every check gives again what was sealed, and its findings can be seen', async () => {
  const acme = await company();
  const file = fileOf(acme);
  await acme.createPackage(file);
  const { runs, notShown, items } = reperformPackage(file, RULES, BY_ANOTHER);
  assert.deepEqual([kindsOf(runs), notShown], [['same'], []]);
  assert.ok(runs.length >= 3);
  assert.deepEqual(
    runs.find(({ check }) => check === BY_ANOTHER),
    { check: BY_ANOTHER, kind: 'same', population: 40, about: 40, deviations: 2, unknown: 0 },
  );
  assert.deepEqual(
    new Map(items.map(({ key, rule }) => [key, rule])),
    new Map([7, 9].map((day) => [changeKey(day), 'deviation'])),
  );
});

test('a rule whose source is another than the sealed one is not re-performed: it says that the rule changed', async () => {
  const acme = await company();
  const file = fileOf(acme);
  await acme.createPackage(file);
  const sourceOf = (id: string): string => (id === BY_ANOTHER ? '0'.repeat(64) : RULES.sourceOf(id));
  const changed = reperformPackage(file, { ...RULES, sourceOf }).runs.find(({ check }) => check === BY_ANOTHER);
  assert.deepEqual(changed, {
    check: BY_ANOTHER,
    kind: 'not re-performed',
    because: 'the rule changed since; use the version of Attestry that ran it',
  });
});

test('an excluded item stays in population and package, and is counted with and without', async () => {
  const acme = await company();
  await acme.checks.exclude(acme.caller, {
    id: BY_ANOTHER,
    item: changeKey(7),
    reason: 'reviewed in a call, as the minutes say',
  });
  await acme.runChecks();
  const file = fileOf(acme);
  await acme.createPackage(file);
  const verified = verify(file, { key: await keyOf(acme) });
  assert.deepEqual(verified.faults, []);
  assert.ok(
    verified.remarks.some(({ what }) =>
      what.includes(`${changeKey(7)} was excluded from ${BY_ANOTHER}, after its outcome was known: deviation`),
    ),
  );
  const status = documentIn(file, 'status.json') as {
    controls: {
      checks: { id: string; population: number; shown: Record<string, number>; rule: Record<string, number> }[];
    }[];
  };
  const shown = status.controls.flatMap(({ checks }) => checks).find(({ id }) => id === BY_ANOTHER) ?? assert.fail();
  assert.deepEqual(
    [shown.population, shown.shown['deviation'], shown.shown['excluded'], shown.rule['deviation']],
    [40, 1, 1, 2],
  );
  assert.deepEqual(kindsOf(reperformPackage(file, RULES).runs), ['same']);
});

function documentIn(file: string, name: string): unknown {
  const archive = Archive.open(file, new Faults());
  const member = archive.find(name) ?? assert.fail(name);
  const text = Buffer.from(archive.readAt(member.offset, member.size)).toString('utf8');
  archive.close();
  return JSON.parse(text);
}

test('an erased artifact is said to be erased: neither damaged nor intact', async () => {
  const acme = await company();
  const [attached] = (await acme.evidence.list(acme.caller, {})).evidence;
  const { sha256, id } = attached?.artifact ?? assert.fail();
  const ground = { reason: 'it named a customer', basis: 'GDPR art. 17', successor: null };
  await eraseArtifact(acme, acme.caller, sha256, ground);
  await assert.rejects(eraseArtifact(acme, acme.caller, id, ground), {
    code: 'artifact_erased',
    message: `The artifact ${id} was erased already: it named a customer (GDPR art. 17).`,
  });
  await assert.rejects(eraseArtifact(acme, acme.caller, sha256, ground), { code: 'not_found' });
  const file = fileOf(acme);
  await acme.createPackage(file);
  const verified = verify(file, { key: await keyOf(acme) });
  assert.deepEqual(verified.faults, []);
  assert.deepEqual(verified.erased, { payloads: 1, artifacts: 1, segments: 0 });
  const report = reportOf(file, verified).join('\n');
  assert.match(report, /Erased, with a sealed tombstone: 1 artifact\./);
  assert.match(report, /was erased on .*, because: it named a customer \(GDPR art\. 17\)/);
  assert.match(report, /1\. Unchanged: .* What was erased is named above, and is not in it\./);
  assert.doesNotMatch(report, /damaged/);
  assert.equal(manifestIn(file).artifacts.erased, 1);
  assert.equal(readFileSync(file).includes('Every change is reviewed'), false);
  assert.equal(readFileSync(file).includes(sha256), false, 'a digest of it would tell whoever guesses it');
});

test('a control whose evidence was erased does not read as clean, here and in a package, until it is attached anew', async () => {
  const acme = await company();
  const [attached] = (await acme.evidence.list(acme.caller, {})).evidence;
  const { control, purpose, occurred, artifact } = attached ?? assert.fail();
  const reasonsIn = async (name: string): Promise<string> => {
    await acme.runChecks();
    const file = fileOf(acme, name);
    await acme.createPackage(file);
    const { runs, controls } = reperformPackage(file, RULES);
    assert.deepEqual(kindsOf(runs), ['same']);
    assert.ok(controls.every(({ kind }) => kind === 'same'));
    const said = documentIn(file, 'status.json') as { controls: { id: string; reasons: string[] }[] };
    return (said.controls.find(({ id }) => id === control) ?? assert.fail()).reasons.join('\n');
  };
  const gone = /1 piece of evidence attached by hand was erased: nothing is left to look at/;
  assert.doesNotMatch(await reasonsIn('whole.tar'), gone);
  const ground = { reason: 'it named a customer', basis: 'GDPR art. 17', successor: null };
  await eraseArtifact(acme, acme.caller, artifact?.id ?? '', ground);
  assert.match(await reasonsIn('erased.tar'), gone);
  await acme.evidence.add(acme.caller, {
    control,
    purpose,
    occurred: occurred.slice(0, 10),
    grade: 'export',
    name: 'again.txt',
    media: 'text/plain',
    bytes: Buffer.from('Every change is reviewed by another person, none of whom is named.'),
    note: '',
  });
  assert.doesNotMatch(await reasonsIn('again.tar'), gone);
});

test('what is due is erased, what a hold keeps is left and named, and what was received again is not due', async () => {
  const acme = await company();
  const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name).toSorted();
  const due = async () => names(await agedOut(acme, acme.org));
  acme.chance.at += 20 * DAY;
  const changes = Array.from({ length: 3 }, (_, day) => changeOn(day + 50));
  await acme.collect('git', pageOf('change', changes, 'later'));
  await acme.collect('hr', pageOf('person', PEOPLE));
  assert.deepEqual(await due(), []);
  await setRetention(acme, acme.caller, { source: 'hr', days: 10 });
  assert.deepEqual(await due(), [], 'the same list of people came again');
  await setRetention(acme, acme.caller, { source: 'population:change', days: 10 });
  await setRetention(acme, acme.caller, { source: 'attached', days: 10 });
  assert.deepEqual(await due(), ['change', 'policy.txt']);
  await setRetention(acme, acme.caller, { source: 'git', days: 30 });
  assert.deepEqual(await due(), ['policy.txt'], 'the longest period counts');
  await setRetention(acme, acme.caller, { source: 'git', days: null });
  const [attached] = (await acme.evidence.list(acme.caller, {})).evidence;
  const hold = { artifact: attached?.artifact?.sha256 ?? assert.fail(), reason: 'A lawsuit is pending' };
  await setHold(acme, acme.caller, { ...hold, lift: false });
  acme.chance.at += 11 * DAY;
  const { erased, held } = await eraseDue(acme, acme.caller);
  assert.deepEqual(names(erased), ['change', 'later', 'person', 'person']);
  assert.deepEqual(
    held.map(({ name, because }) => [name, because]),
    [['policy.txt', 'A lawsuit is pending']],
  );
  assert.deepEqual(await due(), ['policy.txt']);
  await setHold(acme, acme.caller, { ...hold, lift: true });
  assert.deepEqual(names((await eraseDue(acme, acme.caller)).erased), ['policy.txt']);
  await assert.rejects(setRetention(acme, acme.caller, { source: 'population:pets', days: 1 }), /pets/);
});

test('what is erased while a package is written is in none, and is not told as lost', async () => {
  const acme = await company();
  const ground = { reason: 'a right to erasure', basis: 'GDPR art. 17' };
  const keys = [11, 12, 13].map((day) => changeKey(day));
  for (const isNoticed of [true, false]) {
    const file = fileOf(acme, `${isNoticed}.tar`);
    let [began, erased] = [false, false];
    const blobs = (org: string) => {
      const store = acme.blobs(org);
      const open: typeof store.open = async (area, address) => {
        const given = began && !isNoticed ? await store.open(area, address) : null;
        if (began && !erased && area === 'segments') {
          erased = true;
          await eraseRecord(acme, acme.caller, { population: 'change', key: keys.pop() ?? '' }, ground);
        }
        return given ?? store.open(area, address);
      };
      return { ...store, open };
    };
    const progress = (): void => {
      began = true;
    };
    await assert.rejects(
      createPackage({ ...acme, blobs, software: 'attestry test' }, acme.caller, { out: file, progress }),
      { code: 'busy', message: /something was erased while the package that holds it was written/ },
    );
    assert.ok(erased && !existsSync(file));
  }
  const late = fileOf(acme, 'late.tar');
  let [asked, item] = [0, keys.pop()];
  const transaction: typeof acme.db.transaction = async (org, work) => {
    if (existsSync(late) && item !== undefined) {
      const key = item;
      item = undefined;
      asked += 1;
      await eraseRecord(acme, acme.caller, { population: 'change', key }, ground);
    }
    return acme.db.transaction(org, work);
  };
  const db = Object.create(acme.db, { transaction: { value: transaction } }) as typeof acme.db;
  const progress = (): void => undefined;
  await assert.rejects(
    createPackage({ ...acme, db, software: 'attestry test' }, acme.caller, { out: late, progress }),
    { code: 'busy' },
  );
  assert.deepEqual([asked, existsSync(late)], [1, false], 'erased when the file had its place');
  await acme.createPackage(fileOf(acme));
  assert.deepEqual(verify(fileOf(acme), { key: await keyOf(acme) }).faults, []);
});

/** Lines of the audit log about an item, and about another one, and a file that was attached for it. */
async function namedElsewhere(acme: Company, item: string): Promise<string> {
  const control = 'status-communication';
  await acme.controls.adopt(acme.caller, { controls: [{ id: control, owner: 'Ada' }] });
  const { artifact } = await acme.evidence.add(acme.caller, {
    control,
    purpose: 'performance',
    occurred: '2026-02-05',
    grade: 'export',
    name: 'notice.txt',
    media: 'text/plain',
    bytes: Buffer.from('Customers were told.'),
    note: '',
    item,
  });
  const line = { person: 'Ada', via: 'browser', request: 'r1', address: '' };
  for (const [name, subject] of [
    ['checks.exclude', { id: BY_ANOTHER, item }],
    ['checks.exclude', { id: BY_ANOTHER, item: changeKey(4) }],
    ['evidence.add', { control, item }],
  ] as const)
    await recordAction(acme, acme.org, { ...line, name, subject, outcome: 'done' });
  return artifact;
}

test('an erased record stays counted: unknown in a later run, and where an earlier run is done again', async () => {
  const acme = await company();
  const ground = { reason: 'a right to erasure', basis: 'GDPR art. 17' };
  const excluded = { id: BY_ANOTHER, item: changeKey(3), reason: 'Ada was at the dentist all day' };
  await acme.checks.exclude(acme.caller, excluded);
  await acme.checks.include(acme.caller, { ...excluded, reason: 'she was at the dentist on another day' });
  const attached = await namedElsewhere(acme, changeKey(3));
  const erased = await eraseRecord(acme, acme.caller, { population: 'change', key: changeKey(3) }, ground);
  assert.ok(erased.what.includes(attached), 'the file that was attached for it is named: nothing else leads to it');
  assert.deepEqual(
    (await acme.db.transaction(acme.org, (tx) => actionRows(tx, { limit: 10 }))).map(({ subject }) => subject),
    [{ id: BY_ANOTHER, item: changeKey(4) }],
  );
  const before = fileOf(acme, 'before.tar');
  await acme.createPackage(before);
  assert.deepEqual(verify(before).faults, []);
  for (const word of ['dentist', changeKey(3)]) assert.equal(readFileSync(before).includes(word), false, word);
  const report = reportOf(before, verify(before)).join('\n');
  assert.match(report, /Erased, with a sealed tombstone: parts of 1 segment and what 5 other entries said\./);
  assert.match(
    report,
    /was erased on .*; with it went what 5 entries said: exclusion at \d+, exclusion-ended at \d+, evidence-attached at \d+, action at \d+, action at \d+/,
  );
  const again = (file: string) => reperformPackage(file, RULES).runs.find(({ check }) => check === BY_ANOTHER);
  assert.deepEqual(again(before), {
    check: BY_ANOTHER,
    kind: 'erased',
    erasures: 1,
    population: 40,
    about: 40,
    deviations: 2,
    unknown: 1,
  });
  await acme.runChecks();
  const after = fileOf(acme, 'after.tar');
  await acme.createPackage(after);
  assert.deepEqual(again(after), {
    check: BY_ANOTHER,
    kind: 'same',
    population: 40,
    about: 40,
    deviations: 2,
    unknown: 1,
  });
});

test('what was erased beside an item may have told otherwise: nothing that rests on the others reads as clean', async () => {
  const acme = await company();
  await acme.connect('lms');
  const trainings = ['1', '2', '3'].map((employee) => ({
    id: `t${employee}`,
    person: `employee:${employee}`,
    kind: 'security-awareness' as const,
    completedAt: '2026-01-20T10:00:00Z',
  }));
  await acme.collect('lms', pageOf('training', trainings));
  await acme.runChecks();
  const reasonsIn = async (name: string): Promise<string> => {
    const file = fileOf(acme, name);
    await acme.createPackage(file);
    assert.deepEqual(kindsOf(reperformPackage(file, RULES).runs), ['same']);
    const status = documentIn(file, 'status.json') as { controls: { id: string; reasons: string[] }[] };
    return (status.controls.find(({ id }) => id === TRAINING) ?? assert.fail()).reasons.join('\n');
  };
  assert.doesNotMatch(await reasonsIn('whole.tar'), /erased/);
  const ground = { reason: 'a right to erasure', basis: 'GDPR art. 17' };
  await eraseRecord(acme, acme.caller, { population: 'training', key: 'lms/t1' }, ground);
  await acme.runChecks();
  assert.match(
    await reasonsIn('erased.tar'),
    /people\.trained-on-hire: records of trainings were erased, and what it says/,
  );
  const shown = await acme.checks.show(acme.caller, {
    id: 'people.trained-on-hire',
    outcomes: ['deviation'],
    by: 'view',
    counted: false,
    limit: 10,
  });
  assert.deepEqual(shown.erasedBeside, ['trainings']);
});

test('an erasure takes nothing away that says how it was judged: whoever holds the key cannot hide a moved window', async () => {
  const acme = await company();
  const end = async (): Promise<number> => (await acme.ledger.status(acme.org)).size;
  const moved = await end();
  await acme.engagements.change(acme.caller, { id: 'soc2-2026', last: '2026-02-28' });
  await acme.engagements.change(acme.caller, { id: 'soc2-2026', last: '2026-03-31' });
  const positions = [moved, moved + 1];
  const tombstone = { v: 1, subject: 'artifact', artifact: 'none', successor: null, reason: 'why not', basis: 'none' };
  await acme.db.transaction(acme.org, async (tx) => {
    await acme.ledger.seal(tx, acme.org, [{ kind: 'erasure', payload: { ...tombstone, positions, person: 'Ada' } }]);
    await acme.ledger.destroyPayloads(tx, acme.org, positions);
  });
  const file = fileOf(acme);
  await acme.createPackage(file);
  const verified = verify(file, { key: await keyOf(acme) });
  assert.deepEqual(
    verified.faults.flatMap(({ kind, what }) => (kind === 'missing' ? [what] : [])),
    positions.map(
      (each) => `the payload of entry ${each} is missing, and no erasure may say why: it is engagement-changed`,
    ),
  );
});

test('a record that called for something, and was erased, is not taken for none that did, here and in a package', async () => {
  const acme = await company();
  const control = 'privacy-incident-register';
  await acme.controls.adopt(acme.caller, { controls: [{ id: control, owner: 'Ada' }] });
  await acme.connect('pager');
  const incident = {
    id: 'INC-1',
    kind: 'privacy' as const,
    severity: 'high' as const,
    detectedAt: '2026-02-03T10:00:00Z',
  };
  await acme.collect('pager', pageOf('incident', [incident]));
  const reasonsIn = async (name: string): Promise<string> => {
    await acme.runChecks();
    const file = fileOf(acme, name);
    await acme.createPackage(file);
    assert.ok(reperformPackage(file, RULES).controls.every(({ kind }) => kind === 'same'));
    const status = documentIn(file, 'status.json') as { controls: { id: string; reasons: string[] }[] };
    return (status.controls.find(({ id }) => id === control) ?? assert.fail()).reasons.join('\n');
  };
  const unknown = /records of incidents were erased or could not be read: whether they called for it is unknown/;
  const whole = await reasonsIn('whole.tar');
  assert.match(whole, /0 of 1 attached/);
  assert.doesNotMatch(whole, unknown);
  const ground = { reason: 'a right to erasure', basis: 'GDPR art. 17' };
  await eraseRecord(acme, acme.caller, { population: 'incident', key: 'pager/INC-1' }, ground);
  const erased = await reasonsIn('erased.tar');
  assert.match(erased, unknown);
  assert.doesNotMatch(erased, /there was nothing/);
});

test('limits, calendar and declared names are those of the package', async () => {
  const acme = await company();
  await acme.people.declare(acme.caller, { aliases: [{ handle: 'github:ada', is: 'employee:1' }] });
  await acme.collect('git', pageOf('change', [changeOn(50, { author: 'github:ada', approvals: [] })], 'later'));
  const calendar = (await import('#/features/organization/index.ts')).organization;
  await calendar(acme).setCalendar(acme.caller, { zone: 'America/New_York', holidays: ['2026-02-16'] });
  await acme.controls.edit(acme.caller, { id: 'change-peer-review', owner: 'Bo', effectiveFrom: '2026-02-01' });
  await acme.runChecks();
  const file = fileOf(acme);
  await acme.createPackage(file);
  assert.deepEqual(kindsOf(reperformPackage(file, RULES).runs), ['same']);
  const verified = verify(file, { key: await keyOf(acme) });
  assert.deepEqual(verified.faults, []);
  assert.ok(verified.remarks.some(({ what }) => /control change-peer-review .*it is back-dated$/.test(what)));
});

test('a package of a Type I examination is made and verified like any other', async () => {
  const acme = await company();
  await acme.engagements.create(acme.caller, {
    id: 'type-1',
    name: 'Design',
    type: 'type-1',
    last: '2026-02-15',
    categories: ['security'],
    notRelevant: {},
    boundary: {},
    subservice: [],
    promises: [],
    cuecs: [],
  });
  const file = fileOf(acme);
  await acme.createPackage(file, 'type-1');
  const verified = verify(file, { key: await keyOf(acme) });
  assert.deepEqual(verified.faults, []);
  assert.ok(reportOf(file, verified)[0]?.includes('Type I as of 2026-02-15 (Europe/Berlin)'));
  assert.deepEqual(kindsOf(reperformPackage(file, RULES).runs), ['same']);
  const second = fileOf(acme, 'type-2.tar');
  await acme.createPackage(second, 'soc2-2026');
  assert.deepEqual(verify(second, { key: await keyOf(acme) }).faults, []);
});

test('controls are shown as the window has them: retired in it, and changed after it', async () => {
  const acme = await company();
  await acme.engagements.change(acme.caller, { id: 'soc2-2026', last: '2026-06-30' });
  acme.chance.at = Date.UTC(2026, 3, 20, 12);
  await acme.controls.edit(acme.caller, { id: 'change-peer-review', state: 'retired' });
  acme.chance.at = Date.UTC(2026, 6, 20, 12);
  await acme.controls.edit(acme.caller, { id: 'background-checks', frequency: 'monthly', owner: 'Bo' });
  await acme.runChecks();
  const file = fileOf(acme);
  await acme.createPackage(file);
  assert.deepEqual(verify(file, { key: await keyOf(acme) }).faults, []);
  const { controls, criteria } = reperformPackage(file, RULES);
  assert.ok(controls.some(({ control }) => control === 'change-peer-review'));
  assert.deepEqual(
    [...controls, ...criteria].filter(({ kind }) => kind !== 'same'),
    [],
  );
});

test('a package of the demo says so, by the origin of its log', async () => {
  const acme = await company({ demo: true });
  const file = fileOf(acme);
  await acme.createPackage(file);
  const verified = verify(file, { key: await keyOf(acme) });
  assert.equal(reportOf(file, verified)[0], 'This is a demo: the company and its records are invented.');
  assert.ok(verified.origin?.startsWith('demo.'));
});

test('the same moment gives the same bytes but for the entry that seals it; a second package holds the first as an entry', async () => {
  const acme = await company();
  const [first, second] = [fileOf(acme, 'first.tar'), fileOf(acme, 'second.tar')];
  await acme.createPackage(first);
  acme.chance.at += DAY;
  await acme.createPackage(second);
  const verified = verify(second, { key: await keyOf(acme) });
  assert.deepEqual(verified.faults, []);
  assert.equal(verified.entries, verify(first).entries + 1);
});

test('whoever changes what is kept for readings changes no package', async () => {
  const acme = await company();
  const statusIn = async (name: string): Promise<string> => {
    const file = fileOf(acme, name);
    await acme.createPackage(file);
    const archive = Archive.open(file, new Faults());
    const member = archive.find('status.json');
    const text = Buffer.from((member && archive.read(member, 2 ** 20, new Faults())) ?? '').toString('utf8');
    archive.close();
    return text.replace(/"asOf":\{[^}]*\}/u, '');
  };
  const before = await statusIn('before.tar');
  await workOutLists(acme, acme.org);
  const { rowCount } = await db.admin.query(
    `update derived set value = replace(value, '"deviation":2', '"deviation":0') where org = $1 and value like '%"deviation":2%'`,
    [acme.org],
  );
  assert.ok((rowCount ?? 0) > 0, 'nothing that is kept counts the two deviations');
  assert.equal(await statusIn('after.tar'), before);
});

test('what is sealed while a package is being made is in it, or it is begun anew', async () => {
  const acme = await company();
  let interrupted = false;
  const page = acme.ledger.page;
  const interrupting: typeof page = async (tx, from, count) => {
    if (!interrupted) {
      interrupted = true;
      await acme.checks.switch(acme.caller, { id: BY_ANOTHER, enabled: false, reason: 'while it is being made' });
    }
    return page(tx, from, count);
  };
  const { createPackage } = await import('./service.ts');
  const file = fileOf(acme);
  const deps = { ...acme, software: 'test', ledger: { ...acme.ledger, page: interrupting } };
  await createPackage(deps, acme.caller, { out: file, progress: () => undefined });
  const verified = verify(file, { key: await keyOf(acme) });
  assert.deepEqual(verified.faults, []);
  assert.ok(verified.remarks.some(({ what }) => what.includes('was turned off: while it is being made')));
});

test('a damaged package is not re-performed', async () => {
  const acme = await company();
  const file = fileOf(acme);
  await acme.createPackage(file);
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  const damaged = fileOf(acme, 'damaged.tar');
  writeFileSync(damaged, bytes);
  assert.throws(() => reperformPackage(damaged, RULES), DamagedPackage);
});

test('nobody is handed a package of a log that is not whole', async () => {
  for (const [damage, because] of [
    ['delete from ledger_batch where org = $1 and first = 0', /no entry 0/u],
    [
      'delete from ledger_batch where org = $1 and first = (select max(first) from ledger_batch where org = $1)',
      /no entry \d\d/u,
    ],
    [
      `update ledger_batch set entries = overlay(entries placing '\\x41'::bytea from 12) where org = $1 and first = 0`,
      /do not hash to the root/u,
    ],
  ] as const) {
    const acme = await company();
    await db.admin.query('set session_replication_role = replica'); // as whoever owns the database may
    await db.admin.query(damage, [acme.org]);
    await db.admin.query('set session_replication_role = origin');
    await assert.rejects(acme.createPackage(fileOf(acme)), { code: 'log_damaged', message: because });
    assert.equal(existsSync(fileOf(acme)), false);
  }
});

test('nothing is left of a package that could not be finished', async () => {
  const acme = await company();
  const size = async (): Promise<number> => (await acme.ledger.status(acme.org)).size;
  const before = await size();
  await assert.rejects(acme.createPackage(path.join(acme.folder, 'no-such-folder', 'package.tar')), /ENOENT/);
  await assert.rejects(acme.createPackage('/dev/full'), { code: 'file_unwritable' });
  assert.ok(statSync('/dev/full').isCharacterDevice());
  assert.equal(await size(), before, 'nothing was sealed of what could not be begun');
});

test('the log says of a package that was sealed and not written that nobody has it', async () => {
  const acme = await company();
  const full = new Error('the disk is full');
  await assert.rejects(
    acme.createPackage(fileOf(acme), undefined, () => {
      throw full;
    }),
    full,
  );
  assert.equal(existsSync(fileOf(acme)), false);
  const { size } = await acme.ledger.status(acme.org);
  const [sealed, after] = [await acme.ledger.entry(acme.org, size - 2), await acme.ledger.entry(acme.org, size - 1)];
  assert.deepEqual([sealed.kind, after.kind], ['package-created', 'package-unwritten']);
  const said = (entry: typeof sealed) =>
    JSON.parse(Buffer.from(entry.payload ?? []).toString()) as Record<string, unknown>;
  assert.deepEqual(said(after), {
    v: 1,
    position: size - 2,
    manifest: said(sealed)['manifest'],
    person: said(sealed)['person'],
  });
  await acme.createPackage(fileOf(acme));
  assert.deepEqual(verify(fileOf(acme), { key: await keyOf(acme) }).faults, []);
});
