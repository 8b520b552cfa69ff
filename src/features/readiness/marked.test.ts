import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { DAY } from '#/core/time/instant.ts';
import { marksBy } from '#/platform/marks.ts';
import { readinessContract } from './contract.ts';
import { readiness } from './index.ts';
import { QUARTER, testCompany, type TestCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const START = Date.UTC(2026, 0, 1);

/** A company with changes by somebody whom it does not know, and everything that readings ask for worked out. */
async function judged(): Promise<TestCompany> {
  const made = await testCompany(db, { zone: 'UTC' });
  await made.controls.adopt({ controls: [{ id: 'change-peer-review', owner: 'Ada' }] });
  await made.engagements.create({ ...QUARTER, id: 'soc2', name: 'SOC 2' });
  made.chance.at = START + 20 * DAY;
  const facts = [1, 2].map((number) => ({
    repository: 'acme/app',
    revision: `r${number}`,
    form: 'pull-request' as const,
    number: String(number),
    author: 'ada',
    mergedAt: '2026-01-05T10:00:00Z',
    approvals: [],
  }));
  await made.bring({ source: 'git', population: 'change', facts });
  await made.run();
  return made;
}

const changedIn = async ({ ledger, org }: TestCompany): Promise<readonly unknown[]> => {
  const found: unknown[] = [];
  await ledger.verify(org, ({ entry, payload }) => {
    if (entry?.kind === 'kept-changed') found.push(payload);
  });
  return found;
};

/** As a process reads it that was not there before, and so remembers nothing. */
const statusOf = ({ deps, caller }: TestCompany) => localClient(readinessContract, readiness(deps), caller).status({});

const rewrite = (sql: string, made: TestCompany) => db.admin.query(`${sql} and org = '${made.org}'`);

test('a reading believes nothing that somebody changed beside it, works it out again, and seals that it was changed', async () => {
  const made = await judged();
  const before = await statusOf(made);
  const { rowCount } = await rewrite(
    `update derived set value = replace(value, '"unknown":2', '"unknown":0') where value like '%"unknown":2%'`,
    made,
  );
  assert.ok((rowCount ?? 0) > 0, 'nothing that is kept counts the two of which nothing is known');
  const after = await statusOf(made);
  assert.deepEqual(after.controls, before.controls);
  assert.equal((await changedIn(made)).length, rowCount);
  await statusOf(made);
  assert.equal((await changedIn(made)).length, rowCount, 'it is found, and said, once');
});

test('a mark is of its row, its page and its organization: none can be used for another', async () => {
  const made = await judged();
  const other = await judged();
  const before = await statusOf(made);
  for (const change of [
    `update derived d set value = e.value, mark = e.mark from derived e where e.org = '${other.org}' and e.what = d.what and e.subject = d.subject and d.org = '${made.org}'`,
    `update derived set mark = '\\x00' where org = '${made.org}'`,
    `update derived set value = 'no JSON' where org = '${made.org}'`,
    `update derived set erased = 7 where org = '${made.org}'`,
  ]) {
    const { rowCount } = await db.admin.query(change);
    assert.ok((rowCount ?? 0) > 0, change);
    assert.deepEqual((await statusOf(made)).controls, before.controls, change);
  }
});

test('what a key marked that is no longer there is worked out again, and nobody is accused', async () => {
  const made = await judged();
  const before = await statusOf(made);
  await rewrite(`update derived set mark = set_byte(mark, 0, 255 - get_byte(mark, 0)) where true`, made);
  assert.deepEqual((await statusOf(made)).controls, before.controls);
  assert.deepEqual(await changedIn(made), []);
});

test('an older key still knows what it marked, and a mark tells parts apart', () => {
  const [one, two] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const mark = marksBy([one], 'a').mark(['ab', 'c']);
  assert.equal(marksBy([two, one], 'a').look(['ab', 'c'], mark), 'as written');
  assert.equal(marksBy([one], 'a').look(['a', 'bc'], mark), 'changed');
  assert.equal(marksBy([one], 'a').look(['ab', 'c'], mark.subarray(0, 20)), 'changed');
  assert.equal(marksBy([two], 'a').look(['ab', 'c'], mark), 'gone');
  assert.equal(marksBy([one], 'b').look(['ab', 'c'], mark), 'gone');
});
