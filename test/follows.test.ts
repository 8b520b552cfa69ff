import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from '#/collectors/collector.ts';
import type { Fact } from '#/core/populations/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import { reperformPackage } from '#/package/reperform.ts';
import { verifyPackage } from '#/package/verify.ts';
import { localClient } from '#/contract/local-client.ts';
import { readinessContract } from '#/features/readiness/contract.ts';
import { lastReadings } from '#/features/sources/index.ts';
import { readiness, workOutLists } from '#/features/readiness/index.ts';
import { checksContract } from '#/features/checks/contract.ts';
import { checks } from '#/features/checks/index.ts';
import { QUARTER } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';
import { entriesOf, forged, membersOf } from '#test/kit/forger.ts';
import { RULES } from '#test/kit/package-rules.ts';
import { type Company, pageOf, PEOPLE, testCompany } from '#test/kit/packaged-company.ts';

const db = await testDatabase();
const CHECK = 'people.trained-on-hire';
const CONTROL = 'security-training-onboarding';
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

const training = (id: string, person: string): Fact<'training'> => ({
  id,
  person,
  kind: 'security-awareness',
  completedAt: '2025-11-04T09:00:00Z',
});
const lists = (id: string, from: string, to: string, over: object = {}): Page => {
  const page = pageOf('training', [training(id, 'employee:9')], id);
  return {
    ...page,
    accounted: (page.accounted ?? []).map((each) => ({ ...each, from: day(from), to: day(to), ...over })),
  };
};

/** One who joined on 12 January and was trained by nobody; the old tool was read until a day, the new one from another. */
async function company({
  follows,
  demo = true,
}: {
  readonly follows: boolean;
  readonly demo?: boolean;
}): Promise<Company> {
  const acme = await testCompany(db, { demo, brings: ['person', 'training'] });
  await acme.controls.adopt(acme.caller, { controls: [{ id: CONTROL, owner: 'Ada' }] });
  await acme.engagements.create(acme.caller, { ...QUARTER, id: 'soc2', name: 'SOC 2' });
  const add = (id: string, of: string | null) =>
    acme.sources.add(acme.caller, {
      id,
      collector: 'test',
      settings: {},
      secrets: {},
      reference: false,
      follows: of,
      untried: true,
    });
  await add('hr', null);
  await add('old', null);
  acme.chance.at = Date.UTC(2026, 2, 1, 12);
  await add('new', follows ? 'old' : null);
  acme.chance.at = Date.UTC(2026, 3, 1, 12);
  await acme.collect('hr', pageOf('person', PEOPLE));
  return acme;
}

async function said(acme: Company): Promise<string> {
  await acme.runChecks();
  const { findings } = await localClient(checksContract, checks(acme), acme.caller).show({ id: CHECK });
  const one = findings.find(({ item }) => item.startsWith('hr/3@'));
  return `${one?.outcome ?? 'nothing'}: ${one?.reason ?? ''}`;
}

const statusIn = async (acme: Company, control = CONTROL) =>
  (await localClient(readinessContract, readiness(acme), acme.caller).status({})).controls.find(
    ({ id }) => id === control,
  ) ?? assert.fail();

const DEVIATES = /^deviation: /;
const STATED = 'training from new: it follows old, which was read up to 2026-01-25; stated by ada on 2026-03-01';

test('lists of two tools that part the time between them account for it where one follows the other, and else never', async () => {
  const [together, apart] = [await company({ follows: true }), await company({ follows: false })];
  for (const acme of [together, apart]) {
    await acme.collect('old', lists('t1', '2025-01-01', '2026-01-25'));
    assert.match(await said(acme), /^unknown: .*2026-01-25/, 'the new tool was not read yet');
    await acme.collect('new', lists('t2', '2026-01-25', '2026-04-02'));
  }
  assert.match(await said(apart), /^unknown: /);
  assert.match(await said(together), DEVIATES, 'what was unknown is judged again, once the new list came');
  const { status, reasons } = await statusIn(together);
  assert.equal(status, 'deviations found');
  assert.ok(reasons.includes(STATED), reasons.join('\n'));
  assert.ok(!(await statusIn(apart)).reasons.some((reason) => reason.includes('follows')));
});

test('a day that neither was read for leaves it unknown, and so does what the new list rejects in its time', async () => {
  const acme = await company({ follows: true });
  await acme.collect('old', lists('t1', '2025-01-01', '2026-01-20'));
  await acme.collect('new', lists('t2', '2026-01-22', '2026-04-02'));
  assert.match(await said(acme), /^unknown: .* from 2026-01-20 to 2026-01-22$/);
  await acme.collect('old', lists('t3', '2026-01-15', '2026-01-25'));
  assert.match(await said(acme), DEVIATES);
  await acme.collect('new', lists('t4', '2026-01-26', '2026-02-20', { rejected: 1 }));
  assert.match(await said(acme), /^unknown: /);
  await workOutLists(acme, acme.org);
  const { items } = await localClient(readinessContract, readiness(acme), acme.caller).apart({
    list: 'no-longer-deviating',
  });
  assert.deepEqual(
    items.map(({ item, check }) => [item.slice(0, 5), check]),
    [['hr/3@', CHECK]],
    'and it stays in sight',
  );
});

test('the old tool need not be read any more once the new one was read for all that it told of', async () => {
  const acme = await company({ follows: true });
  const replaced = async (): Promise<readonly string[]> =>
    (await db.transaction(acme.org, lastReadings)).flatMap(({ id, replaced: is }) => (is ? [id] : []));
  await acme.collect('old', lists('t1', '2025-01-01', '2026-01-25'));
  assert.deepEqual(await replaced(), []);
  await acme.collect('old', pageOf('person', PEOPLE));
  await acme.collect('new', lists('t2', '2026-01-25', '2026-04-02'));
  assert.deepEqual(await replaced(), [], 'nobody else tells of its people');
  await acme.collect('new', pageOf('person', PEOPLE));
  assert.deepEqual(await replaced(), ['old']);
});

test('a row of the database that says otherwise is named, and a status rests on nothing of it', async () => {
  const acme = await company({ follows: true });
  await acme.collect('old', lists('t1', '2025-01-01', '2026-01-25'));
  await acme.collect('new', lists('t2', '2026-01-25', '2026-04-02'));
  await acme.runChecks();
  assert.ok((await statusIn(acme)).reasons.includes(STATED));
  for (const set of [`follows_by = 'mallory'`, `follows = null, follows_by = null`]) {
    await db.admin.query(`update source set ${set} where org = '${acme.org}' and id = 'new'`);
    const { reasons } = await statusIn(acme);
    assert.ok(
      reasons.some((reason) => reason.startsWith('not as the log sealed it: table source')),
      reasons.join('\n'),
    );
  }
});

type Payload = Record<string, Json>;

test('a package says who stated it, is judged by it again, and by nothing that its log does not bear out', async () => {
  const acme = await company({ follows: true });
  await acme.collect('old', lists('t1', '2025-01-01', '2026-01-25'));
  await acme.collect('new', lists('t2', '2026-01-25', '2026-04-02'));
  await acme.runChecks();
  const file = path.join(acme.folder, 'package.tar');
  await acme.createPackage(file);
  const { remarks } = verifyPackage(file, { key: null, since: null, believed: { anchors: '', witnesses: [] } });
  assert.ok(
    remarks.some(({ what }) => /^ada stated on 2026-03-01T12:00:00.000Z that the source new follows old: /.test(what)),
    JSON.stringify(remarks),
  );
  const done = reperformPackage(file, RULES, CHECK);
  assert.deepEqual(
    [...done.runs, ...done.controls].map(({ kind }) => kind),
    done.runs.map(() => 'same').concat(done.controls.map(() => 'same')),
  );
  assert.deepEqual(done.follows, [{ source: 'new', follows: 'old', by: 'ada', at: Date.UTC(2026, 2, 1, 12) }]);
  assert.match(done.items.find(({ key }) => key.startsWith('hr/3@'))?.shown ?? '', /^deviation$/);

  /** What becomes of the run and of the control where the operator seals another story. */
  const kinds = (lie: (payload: Payload) => Json): readonly string[] => {
    const name = path.join(acme.folder, 'forged.tar');
    const bytes = forged(membersOf(readFileSync(file)), entriesOf(file), ({ entries }) => {
      for (const entry of entries) if (entry.kind === 'source-added') entry.payload = lie(entry.payload as Payload);
    });
    writeFileSync(name, bytes);
    const { runs, controls } = reperformPackage(name, RULES);
    const run = runs.find(({ check }) => check === CHECK)?.kind ?? '';
    return [run, controls.find(({ control }) => control === CONTROL)?.kind ?? ''];
  };
  const isNew = ({ id }: Payload): boolean => id === 'new';
  assert.deepEqual(
    kinds((payload) => payload),
    ['same', 'same'],
  );
  const lies: Readonly<Record<string, (payload: Payload) => Json>> = {
    'nobody said it': ({ follows: _, ...payload }) => payload,
    'it follows what is of another kind': (payload) => (isNew(payload) ? { ...payload, follows: 'hr' } : payload),
    'it follows itself': (payload) => (isNew(payload) ? { ...payload, follows: 'new' } : payload),
    'it follows one that nobody connected': (payload) => (isNew(payload) ? { ...payload, follows: 'other' } : payload),
  };
  for (const [name, lie] of Object.entries(lies)) assert.deepEqual(kinds(lie), ['differs', 'differs'], name);
  const backwards = kinds((payload) => (payload['id'] === 'old' ? { ...payload, v: 2, follows: 'new' } : payload));
  assert.deepEqual(backwards, ['same', 'same'], 'nothing follows what was connected after it');
  const another = kinds((payload) => (isNew(payload) ? { ...payload, person: 'mallory' } : payload));
  assert.deepEqual(another, ['same', 'differs'], 'who said it stands in the reasons');
});

test('a log that has it added afterwards, where the run went by none, is found', async () => {
  const acme = await company({ follows: false });
  await acme.collect('old', lists('t1', '2025-01-01', '2026-01-25'));
  await acme.collect('new', lists('t2', '2026-01-25', '2026-04-02'));
  await acme.runChecks();
  const file = path.join(acme.folder, 'package.tar');
  await acme.createPackage(file);
  assert.deepEqual(reperformPackage(file, RULES).follows, []);
  const name = path.join(acme.folder, 'forged.tar');
  const bytes = forged(membersOf(readFileSync(file)), entriesOf(file), ({ entries }) => {
    for (const entry of entries)
      if (entry.kind === 'source-added' && (entry.payload as Payload)['id'] === 'new')
        entry.payload = { ...(entry.payload as Payload), v: 2, follows: 'old' };
  });
  writeFileSync(name, bytes);
  const { runs, controls } = reperformPackage(name, RULES);
  assert.equal(runs.find(({ check }) => check === CHECK)?.kind, 'differs');
  assert.equal(controls.find(({ control }) => control === CONTROL)?.kind, 'differs');
});
