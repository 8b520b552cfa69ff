import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { testCompany } from '#test/kit/company.ts';
import { testDatabase } from '#test/kit/database.ts';

const db = await testDatabase();
const made = await testCompany(db, { at: Date.UTC(2026, 1, 5, 9) });
const { people } = made;
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;
const hire = (employee: string, email: string | null): Fact<'person'> => ({
  employee,
  startedOn: '2024-01-08[Europe/Berlin]',
  endedOn: null,
  email,
});
const approvedBy = (number: number, by: string): Fact<'change'> => ({
  repository: 'acme/app',
  revision: `merge-${number}`,
  headRevision: 'head',
  mergedAt: '2026-01-20T12:00:00Z',
  author: 'employee:1',
  emergency: false,
  coauthors: [],
  approvals: [{ by, state: 'approved', at: '2026-01-20T11:00:00Z', revision: 'head', grade: 'platform' }],
});
const APPROVERS = [
  'employee:2',
  'email:bo@acme.example',
  'github:bo',
  'email:team@acme.example',
  'bot:renovate',
  'github:ada',
];
await made.controls.adopt({ controls: [{ id: 'change-peer-review' }] });
await made.bring({
  source: 'hr',
  population: 'person',
  facts: [
    hire('1', 'ada@acme.example'),
    hire('2', 'BO@acme.example'),
    hire('3', 'team@acme.example'),
    hire('4', 'team@acme.example'),
  ],
});
await made.bring({
  source: 'github',
  population: 'change',
  facts: APPROVERS.map((by, number) => approvedBy(number, by)),
});
const CHECK = 'changes.approved-by-another';

/** What is said of the change that each approver approved. */
async function outcomes(): Promise<Readonly<Record<string, string>>> {
  await made.run([CHECK]);
  const { findings } = await made.checks.show({ id: CHECK });
  const known = new Map(
    findings.filter(({ outcome }) => outcome !== 'pass').map(({ item, outcome }) => [item.split('merge-')[1], outcome]),
  );
  return Object.fromEntries(APPROVERS.map((by, number) => [by, known.get(String(number)) ?? 'pass']));
}

test('an employee id, or an address that HR gave to one employee, is a person; all else is nobody, and unknown', async () => {
  assert.deepEqual(await outcomes(), {
    'employee:2': 'pass',
    'email:bo@acme.example': 'pass',
    'github:bo': 'unknown',
    'email:team@acme.example': 'unknown',
    'bot:renovate': 'deviation',
    'github:ada': 'unknown',
  });
});

test('what is nobody’s is listed with how often it is named, and never guessed', async () => {
  const { handles } = await people.unresolved({});
  assert.deepEqual(
    handles
      .map(({ handle, population, times }) => [handle, population, times])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    [
      ['email:team@acme.example', 'change', 1],
      ['github:ada', 'change', 1],
      ['github:bo', 'change', 1],
    ],
  );
});

test('an alias is sealed, and changes the judgement of what it touches and of nothing else', async () => {
  const { position, declared } = await people.declare({
    aliases: [
      { handle: 'github:bo', is: 'employee:2' },
      { handle: 'github:ada', is: 'employee:1' },
    ],
  });
  assert.equal(declared, 2);
  assert.equal((await made.ledger.entry(made.org, position)).parsed.kind, 'aliases-declared');
  const [report] = await made.run([CHECK]);
  assert.equal(report?.judged, 2);
  const said = await outcomes();
  assert.deepEqual([said['github:bo'], said['github:ada']], ['pass', 'deviation']);
  assert.equal((await people.unresolved({})).handles.length, 1);
});

test('a machine is not a person, and what was declared can be taken back', async () => {
  await people.declare({ aliases: [{ handle: 'github:bo', is: 'bot' }] });
  assert.equal((await outcomes())['github:bo'], 'deviation');
  await people.declare({ aliases: [{ handle: 'github:bo', is: null }] });
  assert.equal((await outcomes())['github:bo'], 'unknown');
  const { aliases } = await people.aliases({});
  assert.deepEqual(
    aliases.map(({ handle, is }) => [handle, is]),
    [['github:ada', 'employee:1']],
  );
  assert.deepEqual((await made.ledger.verify(made.org))?.damages, []);
});

test('nobody is made a person whom HR does not know, and no handle of a person is given away', async () => {
  const declare = (handle: string, is: string) => people.declare({ aliases: [{ handle, is }] });
  await assert.rejects(declare('github:eve', 'employee:99'), refused('person_unknown'));
  await assert.rejects(declare('email:bo@acme.example', 'employee:1'), refused('handle_own'));
  await assert.rejects(declare('employee:2', 'employee:1'), refused('handle_own'));
  await assert.rejects(declare('no handle', 'employee:1'), refused('input_invalid'));
  await assert.rejects(declare('github:eve', 'eve'), refused('input_invalid'));
});

test('a number that two lists give is one person where they share an address or somebody says so, and else nobody', async () => {
  await made.bring({
    source: 'contractors',
    population: 'person',
    facts: [hire('1', 'Ada@acme.example'), hire('2', 'zed@ext.example')].map((fact) => ({
      ...fact,
      kind: 'contractor',
    })),
  });
  const before = await outcomes();
  assert.deepEqual([before['employee:2'], before['email:bo@acme.example']], ['unknown', 'unknown']);
  const shared = (await people.unresolved({})).handles.filter(({ population }) => population === 'person');
  assert.deepEqual(shared, [{ handle: 'employee:2', population: 'person', times: 2 }]);
  await people.declare({ aliases: [{ handle: 'employee:2', is: 'employee:2' }] });
  const after = await outcomes();
  assert.deepEqual([after['employee:2'], after['email:bo@acme.example']], ['pass', 'pass']);
  assert.deepEqual(
    (await people.unresolved({})).handles.filter(({ population }) => population === 'person'),
    [],
  );
});
