import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mapping } from '#/collectors/file/mapping.ts';
import {
  clearlyOf,
  type Column,
  columnsIn,
  guessed,
  type Look,
  mappingOf,
  NONE,
  openOf,
  type Said,
  saidOf,
  unsaidWords,
  wantedOf,
} from './model.ts';

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
const look = (columns: readonly Column[], fields: Look['candidates'][number]['fields'] = []): Look => ({
  format: 'csv',
  total: 3,
  zone: 'Europe/Berlin',
  columns: [...columns],
  columnsTotal: columns.length,
  repeated: [],
  rows: [],
  presets: [],
  candidates: [{ population: 'person', fields, missing: [], unused: [], open: [], silent: [], mapping: {} }],
});
const wanted = (name: string) => wantedOf('person').find((each) => each.name === name) ?? assert.fail(name);
const sayings = (file: Look, chosen: Readonly<Record<string, string>>) => ({
  ...guessed(file, 'person'),
  ...Object.fromEntries(Object.entries(chosen).map(([name, of]) => [name, saidOf(wanted(name), file, of)])),
});

const FILE = look([
  column('PersNr', { samples: ['1', '2', '3'] }),
  column('Kontakt', { emails: true }),
  column('Vertrag', { words: ['Employee', 'Leiharbeit'] }),
  column('Eintritt', { dates: dated('dd.MM.yyyy') }),
  column('Austritt', { filled: 0, empty: 3 }),
]);

test('fields that every record needs come first, and nothing is chosen that neither a name nor a cell lets one guess', () => {
  assert.deepEqual(
    wantedOf('person')
      .filter(({ needed }) => needed)
      .map(({ name }) => name),
    ['employee', 'startedOn'],
  );
  const all = guessed(FILE, 'person');
  const chosen = Object.entries(all).filter(([, { from }]) => from.kind !== 'nothing');
  assert.deepEqual(
    chosen.map(([name, { guess }]) => [name, guess]),
    [['email', 'values']],
  );
  const named = look(
    [column('Hire Date')],
    [{ field: 'startedOn', column: 'Hire Date', and: null, how: 'exact', open: [] }],
  );
  assert.deepEqual(guessed(named, 'person')['startedOn']?.guess, 'exact');
});

test('who has no number is told apart by the address, where no column looks like numbers', () => {
  const mail = column('Mail', { emails: true });
  const began = column('Began', { dates: dated('yyyy-MM-dd'), samples: ['2024-01-02'] });
  const named = [{ field: 'email', column: 'Mail', and: null, how: 'exact', open: [] }];
  const inStead = { from: { kind: 'column', column: 'Mail', and: null }, guess: 'stead' };
  for (const fields of [named, []]) {
    const { employee } = guessed(look([mail, began], fields), 'person');
    assert.deepEqual({ from: employee?.from, guess: employee?.guess }, inStead);
    for (const numbers of [column('Nr', { samples: ['7', '12'] }), column('Key', { samples: ['AC-007', 'ac_12'] })])
      assert.equal(guessed(look([mail, began, numbers], fields), 'person')['employee']?.from.kind, 'nothing');
  }
  const id = { field: 'employee', column: 'Id', and: null, how: 'exact', open: [] };
  const told = guessed(look([mail, column('Id')], [...named, id]), 'person')['employee'];
  assert.deepEqual(told && columnsIn(told), ['Id'], 'there is a better one');
  const two = look([mail, column('Private', { emails: true })]);
  assert.equal(guessed(two, 'person')['employee']?.from.kind, 'nothing', 'which of the two is not known');
});

test('a name in two columns is guessed from both, and joined', () => {
  const fields = [
    { field: 'employee', column: 'Personalnr', and: null, how: 'exact', open: [] },
    { field: 'name', column: 'Vorname', and: 'Nachname', how: 'exact', open: [] },
    { field: 'startedOn', column: 'Eintritt', and: null, how: 'exact', open: [] },
  ];
  const dates = dated('dd.MM.yyyy');
  const file = look(
    [column('Personalnr'), column('Vorname'), column('Nachname'), column('Eintritt', { dates })],
    fields,
  );
  const said = guessed(file, 'person');
  assert.deepEqual(said['name']?.from, { kind: 'column', column: 'Vorname', and: 'Nachname' });
  assert.deepEqual(columnsIn(said['name']), ['Vorname', 'Nachname']);
  const made = mappingOf('person', said, {}, 'UTC') as { fields: Record<string, unknown> };
  assert.deepEqual(made.fields['name'], { columns: ['Vorname', 'Nachname'], join: ' ' });
  assert.equal(Mapping.safeParse(made).error, undefined);
});

test('what the rows are is chosen ahead only where hardly a doubt is left', () => {
  const candidate = (population: string, exact: number, missing: string[] = []) => ({
    population,
    fields: Array.from({ length: exact }, (_, at) => ({
      field: `f${at}`,
      column: `c${at}`,
      and: null,
      how: 'exact',
      open: [],
    })),
    missing,
    unused: [],
    open: [],
    silent: [],
    mapping: {},
  });
  for (const [candidates, clear] of [
    [[candidate('person', 5), candidate('account', 2)], 'person'],
    [[candidate('person', 5)], 'person'],
    [[candidate('person', 3)], null],
    [[candidate('person', 5), candidate('account', 4)], null],
    [[candidate('person', 5, ['startedOn'])], null],
    [[], null],
  ] as const)
    assert.equal(clearlyOf({ candidates: [...candidates] }), clear);
});

test('what was said becomes a mapping that the collector takes', () => {
  const all = sayings(FILE, { employee: 'PersNr', kind: 'Vertrag', startedOn: 'Eintritt', endedOn: 'Austritt' });
  const { endedOn, kind } = all;
  assert.ok(endedOn !== undefined && kind !== undefined);
  const said = {
    ...all,
    endedOn: { ...endedOn, empty: 'none' as const },
    kind: { ...kind, values: { ...kind.values, Leiharbeit: 'contractor' } },
  };
  const mapping = mappingOf('person', said, { headerRow: 3 }, 'Europe/Berlin');
  const dates = { format: 'dd.MM.yyyy', zone: 'Europe/Berlin' };
  assert.deepEqual(mapping, {
    population: 'person',
    headerRow: 3,
    fields: {
      employee: { column: 'PersNr' },
      startedOn: { column: 'Eintritt', dates },
      email: { column: 'Kontakt' },
      kind: { column: 'Vertrag', values: { Employee: 'employee', Leiharbeit: 'contractor' } },
      endedOn: { column: 'Austritt', dates, empty: 'none' },
    },
  });
  assert.equal(Mapping.safeParse(mapping).success, true);
});

test('what is open is said field by field: a column, a form of dates, an empty cell', () => {
  const open = (name: string, said: Said) => openOf(wanted(name), said);
  const nothing = guessed(FILE, 'person');
  assert.match(open('employee', nothing['employee'] ?? assert.fail()) ?? '', /every record needs it/);
  assert.equal(open('name', nothing['name'] ?? assert.fail()), null);
  const unclear = look([
    column('Since', { dates: dated('MM/dd/yyyy', 'dd/MM/yyyy') }),
    column('Left', { dates: dated('iso'), empty: 1 }),
  ]);
  assert.match(open('startedOn', saidOf(wanted('startedOn'), unclear, 'Since')) ?? '', /dates/);
  const left = saidOf(wanted('endedOn'), unclear, 'Left');
  assert.match(open('endedOn', left) ?? '', /empty cell/);
  assert.equal(open('endedOn', { ...left, empty: 'unknown' }), null);
  const constant: Said = { ...left, from: { kind: 'constant' } };
  assert.match(open('department', constant) ?? '', /in every row/);
});

test('words are taken for what they plainly are, and the others are left to a person', () => {
  const words = ['Contractor', 'Praktikum', 'EMPLOYEE'];
  const file = look([column('Type', { words }), column('MFA', { words: ['Yes', 'no', 'maybe'] })]);
  const kind = saidOf(wanted('kind'), file, 'Type');
  assert.deepEqual(kind.values, { Contractor: 'contractor', Praktikum: '', EMPLOYEE: 'employee' });
  assert.deepEqual(unsaidWords(wanted('kind'), kind), ['Praktikum']);
  const mfa = wantedOf('account').find(({ name }) => name === 'mfa') ?? assert.fail();
  assert.deepEqual(saidOf(mfa, file, 'MFA').values, { Yes: 'true', no: 'false', maybe: '' });
});

test('a word may mean that there is none, and what holds for every row stands in no column', () => {
  const file = look([column('Art', { words: ['-', 'freiwillig'] })]);
  const departure = { ...saidOf(wanted('departure'), file, 'Art'), values: { '-': NONE, freiwillig: 'voluntary' } };
  const all = { ...guessed(file, 'person'), departure };
  const { fields } = mappingOf('person', all, {}, 'UTC') as { readonly fields: Readonly<Record<string, unknown>> };
  assert.deepEqual(fields['departure'], { column: 'Art', values: { '-': null, freiwillig: 'voluntary' } });
  const system: Said = { ...departure, from: { kind: 'constant' }, constant: ' Okta ' };
  const accounts = { ...guessed(file, 'account'), system };
  assert.deepEqual((mappingOf('account', accounts, {}, 'UTC') as typeof all & { fields: object }).fields, {
    system: { constant: 'Okta' },
  });
});
