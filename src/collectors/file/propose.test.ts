import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mapping } from './mapping.ts';
import { POPULATION_NAMES } from '#/core/populations/index.ts';
import { applied } from './apply.ts';
import { likelyOf } from './names.ts';
import { proposing } from './propose.ts';
import { readRows } from './read.ts';

const layout = { headerRow: 1, items: '' };
const rowsOf = (csv: string) => readRows({ name: 'f.csv', bytes: new TextEncoder().encode(csv) }, layout);
const zone = { zone: 'Europe/Berlin' };

test('names are the same in any spelling, near with a slip, and else not', () => {
  for (const [field, column, expected] of [
    ['startedOn', 'Started On', 'exact'],
    ['startedOn', 'Hire Date', 'exact'],
    ['startedOn', 'hire_date', 'exact'],
    ['startedOn', 'Hire Dtae', 'near'],
    ['startedOn', 'Date hired', 'none'],
    ['startedOn', 'Start', 'exact'],
    ['startedOn', 'Vertragsbeginn', 'exact'],
    ['endedOn', 'Left on', 'exact'],
    ['endedOn', 'Ausgeschieden am', 'exact'],
    ['endedOn', 'Letzter Arbeitstag', 'exact'],
    ['email', 'Work E-Mail', 'exact'],
    ['email', 'Wrok email', 'near'],
    ['employee', 'Employee ID', 'exact'],
    ['employee', 'Employee ID [READ ONLY]', 'exact'],
    ['mfa', '2FA', 'exact'],
    ['severity', '', 'none'],
    ['severity', 'Comment', 'none'],
  ] as const)
    assert.deepEqual(
      likelyOf([column])(field),
      { exact: [], near: [], ...(expected === 'none' ? {} : { [expected]: [column] }) },
      `${field} ~ ${column}`,
    );
});

test('what is told of a column is told once, however many populations it could be of', async () => {
  const rows = await rowsOf('id,title,owner,createdAt\n1,a,ada@acme.example,2026-03-01\n');
  let asked = 0;
  const counting = rows.rows.map((row) => ({ ...row, cell: (column: string) => (asked += 1) && row.cell(column) }));
  const proposalFor = proposing({ ...rows, rows: counting }, zone);
  for (const population of POPULATION_NAMES) proposalFor(population);
  assert.ok(asked <= rows.header.length, `${asked} cells were looked at`);
});

test('a header is turned into a mapping that a person only confirms', async () => {
  const csv = [
    'Employee ID,Full Name,Work Email,Type,Hire Date,Termination Date,Shoe size,Manager Email',
    '1,Ada,ada@acme.example,Employee,13/01/2024,,38,grace@acme.example',
    '2,Bob,,contractor,28/02/2023,31/03/2026,44,grace@acme.example',
  ].join('\n');
  const { fields, missing, unused } = proposing(await rowsOf(csv), zone)('person');
  const byField = Object.fromEntries(fields.map((each) => [each.field, each]));
  assert.deepEqual(missing, []);
  assert.deepEqual(unused, ['Shoe size']);
  assert.deepEqual(byField['startedOn']?.source, { column: 'Hire Date', dates: { format: 'dd/MM/yyyy', ...zone } });
  assert.deepEqual(byField['startedOn'].open, [], 'the thirteenth is no month');
  assert.deepEqual(byField['kind']?.source, { column: 'Type', values: { Employee: 'employee' } });
  assert.deepEqual(byField['manager']?.source, { column: 'Manager Email', scheme: 'email' });
  const mapping = {
    population: 'person',
    fields: Object.fromEntries(fields.map(({ field, source }) => [field, source])),
  };
  assert.deepEqual(Mapping.safeParse(mapping).error, undefined, 'what is proposed is a mapping');
});

test('German headings are understood, and a name in two columns is joined', async () => {
  const csv = [
    'Personalnr;Vorname;Nachname;E-Mail;Abteilung;Eintritt;Austritt;Schuhgröße',
    '1;Eva;Groß;eva@acme.example;Entwicklung;13.01.2024;;38',
    '2;Max;Klein;max@acme.example;Vertrieb;01.02.2023;31.03.2026;44',
  ].join('\n');
  const { fields, missing, unused } = proposing(await rowsOf(csv), zone)('person');
  assert.deepEqual(missing, []);
  assert.deepEqual(unused, ['Schuhgröße']);
  const by = Object.fromEntries(fields.map(({ field, column, and, how }) => [field, [column, and, how]]));
  assert.deepEqual(by, {
    name: ['Vorname', 'Nachname', 'exact'],
    employee: ['Personalnr', null, 'exact'],
    email: ['E-Mail', null, 'exact'],
    department: ['Abteilung', null, 'exact'],
    startedOn: ['Eintritt', null, 'exact'],
    endedOn: ['Austritt', null, 'exact'],
  });
  const mapping = { population: 'person', fields: Object.fromEntries(fields.map((each) => [each.field, each.source])) };
  const { rows } = await rowsOf(csv);
  const { facts } = applied(rows, Mapping.parse(mapping));
  assert.deepEqual(
    facts.map(({ fact }) => (fact as { name?: string }).name),
    ['Eva Groß', 'Max Klein'],
  );
});

test('a whole name goes before its parts, and one part alone is none', async () => {
  const nameIn = async (header: string) => {
    const { fields } = proposing(await rowsOf(`${header}\n1,2,3,4\n`), zone)('person');
    const found = fields.find(({ field }) => field === 'name');
    return found && [found.column, found.and];
  };
  assert.deepEqual(await nameIn('Employee ID,First Name,Surname,Full Name'), ['Full Name', null]);
  assert.deepEqual(await nameIn('Employee ID,Surname,First Name,x'), ['First Name', 'Surname']);
  assert.equal(await nameIn('Employee ID,Vorname,x,y'), undefined);
});

test('what the file leaves open is asked, and not chosen', async () => {
  const csv = 'Employee ID,Hire Date,Manager,Type\n1,03/04/2024,Grace,FTE\n';
  const { fields } = proposing(await rowsOf(csv), zone)('person');
  const open = Object.fromEntries(fields.map((each) => [each.field, each.open.join()]));
  assert.match(open['startedOn'] ?? '', /may be MM\/dd\/yyyy or dd\/MM\/yyyy; say which/);
  assert.match(open['manager'] ?? '', /what kind of name/);
  assert.match(open['kind'] ?? '', /say what these words mean, as values: FTE/);
});

test('a date that does not exist is named, and not the form of all others asked for', async () => {
  const { fields } = proposing(await rowsOf('Employee ID,Hire Date\n1,2025-01-06\n2,2025-02-30\n'), zone)('person');
  const { open = [] } = fields.find(({ field }) => field === 'startedOn') ?? {};
  assert.match(open.join(), /^no form fits all of its dates, such as "2025-02-30"; correct them/);
});

test('a field that every item needs, and a column that stands twice, are not made up', async () => {
  const { fields, missing } = proposing(await rowsOf('Name,Hire Date,Hire Date\nAda,1,2\n'), zone)('person');
  assert.deepEqual(missing, ['employee', 'startedOn']);
  assert.deepEqual(
    fields.map(({ field }) => field),
    ['name'],
  );
});

test('what is asked of a column names no more of a cell than a person reads', async () => {
  const long = 'x'.repeat(50_000);
  const { fields } = proposing(await rowsOf(`Employee ID,Type\n1,${long}\n`), zone)('person');
  const [question = ''] = fields.find(({ field }) => field === 'kind')?.open ?? [];
  assert.match(question, /what these words mean, as values: xxx/);
  assert.ok(question.length < 200, `${question.length}`);
});

test('of an item with any number of members as many are columns as a table may have', async () => {
  const item = JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`name ${at}`, at])));
  const { header } = await readRows({ name: 'f.json', bytes: new TextEncoder().encode(`[${item}]`) }, layout);
  assert.equal(header.length, 1_000);
  assert.equal(header.at(-1), 'name 999');
});
