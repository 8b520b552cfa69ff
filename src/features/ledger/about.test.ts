import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aboutOf } from './about.ts';

const saidOf = (kind: string, payload: unknown): string =>
  aboutOf(kind, payload)
    .map(({ text }) => text)
    .join(' · ');

const ID = '094a4a78-ecfe-4ff8-80ee-d3c678896864';
const CASES: readonly (readonly [kind: string, payload: unknown, says: string])[] = [
  [
    'check-run',
    {
      checkId: 'changes.approved-by-another',
      population: 'change',
      counts: { population: 1204, shown: { deviation: 1 } },
    },
    'changes.approved-by-another · 1 deviation · 1,204 items',
  ],
  ['run-finished', { source: 'github', state: 'finished', records: 1 }, 'github · finished · 1 record'],
  [
    'run-finished',
    { source: 'github', state: 'finished', records: 25, unreadable: 1 },
    'github · finished · 25 records · 1 unreadable item',
  ],
  [
    'coverage',
    { source: 'git', parts: [{ population: 'change' }, { population: 'deployment' }] },
    'git · change · deployment',
  ],
  ['document-added', { id: ID, definition: { title: 'Data processing agreement' } }, 'Data processing agreement'],
  ['control-adopted', { id: 'backups', definition: { title: 'Backups performed' } }, 'Backups performed'],
  ['engagement-opened', { id: 'soc2', engagement: { name: 'SOC 2 of Acme' } }, 'SOC 2 of Acme'],
  ['auditor-engaged', { firm: 'Harrow & Finch LLP', engagement: 'soc2' }, 'Harrow & Finch LLP · soc2'],
  [
    'action',
    { name: 'controls.edit', subject: { id: 'backups' }, outcome: 'forbidden' },
    'controls.edit · backups · forbidden',
  ],
  ['action', { name: 'account.sign-in', outcome: 'done' }, 'account.sign-in'],
  [
    'exclusion',
    { check: 'people.trained', item: 'ada', reason: 'on leave until May' },
    'people.trained · ada · on leave until May',
  ],
  [
    'aliases-declared',
    {
      aliases: [
        { handle: 'github:ada', is: 'employee:1' },
        { handle: 'github:bob', is: 'employee:2' },
      ],
    },
    'github:ada is employee:1 · 1 more handle',
  ],
  ['access-granted', { id: ID }, 'a reader'],
  ['report-confirmed', { document: ID }, ID],
  ['reconciliation', { comparison: { kind: 'count', population: 'change', source: 'git' } }, 'change · git'],
  [
    'reconciliation',
    { v: 2, population: 'change', shares: [{ source: 'git' }, { source: 'site' }], complete: false },
    'change · git · site · not complete',
  ],
  ['policy-approved', { id: 'code-of-conduct', version: 2 }, 'code-of-conduct · version 2'],
  [
    'deviation-explained',
    { check: 'changes.no-direct-push', item: 'code/app@1', happened: 'It was pushed.' },
    'changes.no-direct-push · code/app@1 · It was pushed.',
  ],
  [
    'task-made',
    { title: 'Ask the landlord', assignee: 'bo@acme.example', control: null },
    'Ask the landlord · bo@acme.example',
  ],
  ['task-dropped', { task: 'gap:backups', reason: 'our landlord does it' }, 'gap:backups · our landlord does it'],
  ['erasure', { segment: 12 }, 'entry 12'],
  ['artifact-received', { name: 'x'.repeat(200), source: 'files' }, `${'x'.repeat(120)} · files`],
  ['trust-published', { content: {} }, 'the trust center'],
  ['key-rotated', { v: 1 }, ''],
];
for (const [kind, payload, says] of CASES)
  test(`${kind} is about ${says.slice(0, 60) || 'nothing'}`, () => assert.equal(saidOf(kind, payload), says));

test('what was erased, or is no object, is about nothing', () => {
  for (const payload of [null, undefined, 'text', 7, []])
    for (const kind of ['check-run', 'coverage', 'aliases-declared', 'action', 'member-joined', 'exclusion'])
      assert.equal(saidOf(kind, payload), '', kind);
});

test('what an entry names is named by what it is, so that its name and its page are found', () => {
  const named = (kind: string, payload: unknown) => aboutOf(kind, payload).map(({ of }) => of && `${of.what} ${of.id}`);
  assert.deepEqual(named('check-run', { checkId: 'people.trained' }), ['check people.trained']);
  assert.deepEqual(named('evidence-attached', { control: 'backups', purpose: 'complete' }), ['control backups', null]);
  assert.deepEqual(named('segment', { source: 'git', population: 'change', rows: 3 }), [
    'source git',
    'population change',
    null,
  ]);
  assert.deepEqual(named('access-granted', { id: ID, documents: ['one', 'two', 'three'] }), [
    `grant ${ID}`,
    'document one',
    null,
  ]);
  assert.deepEqual(named('aliases-declared', { aliases: [{ handle: 'github:ada', is: 'employee:1' }] }), [
    'person employee:1',
  ]);
});
