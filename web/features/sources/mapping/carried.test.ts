import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carried, type SaidOfFile } from './carried.ts';
import { type Column, guessed, type Look, type Said, saidOf, wantedOf } from './model.ts';

const column = (name: string, over: Partial<Column> = {}): Column => ({
  name,
  samples: [],
  filled: 3,
  empty: 0,
  words: null,
  emails: false,
  dates: null,
  ...over,
});
const dated = (...formats: readonly string[]): Column['dates'] => ({
  forms: formats.map((format) => ({ format, reads: '2026-03-04[UTC]' })),
  example: '03/04/2026',
  strangers: [],
});
const look = (...columns: readonly Column[]): Look => ({
  format: 'csv',
  total: 3,
  zone: 'UTC',
  columns: [...columns],
  columnsTotal: columns.length,
  repeated: [],
  rows: [],
  presets: [],
  candidates: [],
});
const said = (name: string, file: Look, of: string, over: Partial<Said> = {}): Record<string, Said> => {
  const wanted = wantedOf('person').find((each) => each.name === name) ?? assert.fail(name);
  return { [name]: { ...saidOf(wanted, file, of), ...over } };
};

const FILE = look(
  column('Work mail', { emails: true }),
  column('Start', { dates: dated('MM/dd/yyyy', 'dd/MM/yyyy') }),
  column('Gone', { dates: dated('dd/MM/yyyy'), empty: 2 }),
  column('Contract', { words: ['Freelance', 'Permanent'] }),
);
const SAID: SaidOfFile = {
  path: 'first',
  look: FILE,
  population: 'person',
  zone: 'Europe/Berlin',
  sayings: {
    ...guessed(FILE, 'person'),
    ...said('employee', FILE, 'Work mail'),
    ...said('startedOn', FILE, 'Start', { format: 'dd/MM/yyyy' }),
    ...said('endedOn', FILE, 'Gone', { empty: 'none' }),
    ...said('kind', FILE, 'Contract', { values: { Freelance: 'contractor', Permanent: 'employee' } }),
  },
};

test('what was said of a file holds for the corrected one', () => {
  const next = carried(SAID, 'second', FILE) ?? assert.fail();
  assert.deepEqual(next, { ...SAID, path: 'second', lost: [] });
});

test('what does not fit the next file is said, and what its cells newly ask is open', () => {
  const other = look(
    column('Work mail', { emails: true, empty: 1 }),
    column('Start', { dates: dated('dd.MM.yyyy') }),
    column('Contract', { words: ['Freelance', 'Intern'] }),
  );
  const { lost, sayings, zone } = carried(SAID, 'second', other) ?? assert.fail();
  assert.deepEqual(lost, [
    'Started on: its dates are written otherwise now.',
    'Ended on: the file has no column Gone.',
  ]);
  assert.equal(sayings['startedOn']?.format, 'dd.MM.yyyy');
  assert.deepEqual(sayings['endedOn']?.from, { kind: 'nothing' });
  assert.deepEqual(sayings['kind']?.values, { Freelance: 'contractor', Intern: 'employee' });
  assert.equal(zone, 'Europe/Berlin');
  const full = look(...FILE.columns.map((each) => ({ ...each, empty: 0 })));
  const before: SaidOfFile = { ...SAID, look: full, sayings: { ...SAID.sayings, ...said('endedOn', full, 'Gone') } };
  assert.equal(carried(before, 'second', FILE)?.sayings['endedOn']?.empty, '', 'it had no empty cell before');
});

test('a form of dates that somebody typed stays where the file offers what it did, or nothing', () => {
  const typed = { ...SAID, sayings: { ...SAID.sayings, ...said('startedOn', FILE, 'Start', { format: 'd/M/yy' }) } };
  assert.equal(carried(typed, 'second', FILE)?.sayings['startedOn']?.format, 'd/M/yy');
  const strange = look(...FILE.columns.map((each) => ({ ...each, dates: null })));
  assert.equal(carried(typed, 'second', strange)?.sayings['startedOn']?.format, 'd/M/yy');
});

test('nothing is carried to a file of other columns, nor where nobody said what the rows are', () => {
  assert.equal(carried(SAID, 'second', look(column('Work mail'), column('id'))), null);
  assert.equal(carried({ ...SAID, population: null }, 'second', FILE), null);
});
