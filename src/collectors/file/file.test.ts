import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { factOf } from '#test/kit/facts.ts';
import { COLLECTED, collected, recordsOf, toolsFor } from '#test/kit/files.ts';
import { type TestCell, workbook } from '#test/kit/workbook.ts';
import { file } from './file.ts';
import { Mapping, type MappingInput } from './mapping.ts';

const zone = 'Europe/Berlin';
const days = { format: 'dd.MM.yyyy', zone };

/** People, as a small company's own spreadsheet might list them. */
const PEOPLE: MappingInput = {
  population: 'person',
  fields: {
    employee: { column: 'No' },
    name: { columns: ['First', 'Last'], join: ' ' },
    email: { column: 'Mail' },
    kind: { column: 'Contract', values: { Employee: 'employee', Freelance: 'contractor' } },
    manager: { column: 'Boss', scheme: 'email' },
    startedOn: { column: 'From', dates: days },
    endedOn: { column: 'To', dates: days, empty: 'none' },
  },
};
const HEADER = 'No,First,Last,Mail,Contract,Boss,From,To';
const ADA = '1,Ada,Lovelace,ada@acme.example,Employee,Grace@ACME.example,01.02.2024,';
const GRACE = '2,Grace,Hopper,,Freelance,,03.03.2020,28.02.2026';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What becomes of a file. */
const imported = (content: string | Uint8Array, more: object = {}, mapping: MappingInput = PEOPLE) =>
  collected(
    file,
    { path: '/in/people.csv', mapping, ...more },
    {
      '/in/people.csv': typeof content === 'string' ? bytes(content) : content,
    },
  );

async function refused(
  content: string | Uint8Array,
  code: ErrorCode,
  words: RegExp,
  more: object = {},
  mapping = PEOPLE,
) {
  await assert.rejects(imported(content, more, mapping), (error) => {
    assert.ok(error instanceof DomainError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, words);
    assert.doesNotMatch(`${error.message} ${error.fix}`, /\{\w+\}/);
    return true;
  });
}

test('rows become facts with their places, and the artifact is the file byte for byte', async () => {
  const content = bytes(`\uFEFF${HEADER}\r\n${ADA}\r\n\r\n${GRACE}\r\n`);
  const result = await imported(content);
  const { person = [] } = recordsOf(result);
  assert.deepEqual(person, [
    {
      key: '1@2024-02-01[Europe/Berlin]',
      place: 'row 2',
      fact: {
        employee: '1',
        name: 'Ada Lovelace',
        email: 'ada@acme.example',
        kind: 'employee',
        manager: 'email:grace@acme.example',
        startedOn: '2024-02-01[Europe/Berlin]',
        endedOn: null,
      },
    },
    {
      key: '2@2020-03-03[Europe/Berlin]',
      place: 'row 4',
      fact: {
        employee: '2',
        name: 'Grace Hopper',
        kind: 'contractor',
        startedOn: '2020-03-03[Europe/Berlin]',
        endedOn: '2026-02-28[Europe/Berlin]',
      },
    },
  ]);
  const [page] = result.pages;
  assert.deepEqual(page?.artifacts[0]?.bytes, content);
  assert.deepEqual([page?.artifacts[0]?.name, page?.artifacts[0]?.media], ['people.csv', 'text/csv']);
  assert.deepEqual(page?.accounted, [
    {
      population: 'person',
      kind: 'none',
      from: null,
      to: null,
      query: { file: 'people.csv', complete: false },
      sourceCount: null,
      ourCount: 2,
      rejected: 0,
      note: '1 row is blank',
    },
  ]);
  assert.deepEqual(page?.looks, [], 'nobody said that the list is whole');
});

test('the same rows come out of every format', async () => {
  const header = HEADER.split(',');
  const rows = [ADA, GRACE].map((line) => line.split(','));
  const objects = rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]])));
  const cells: TestCell[][] = [header, ...rows.map((row) => row.map((cell) => (cell === '' ? null : cell)))];
  const forms: readonly (readonly [string | Uint8Array, Partial<MappingInput>])[] = [
    [[HEADER, ADA, GRACE].join('\n'), {}],
    [[HEADER, ADA, GRACE].join('\n').replaceAll(',', ';'), {}],
    [[HEADER, ADA, GRACE].join('\n').replaceAll(',', '\t'), { format: 'tsv' }],
    [`An export of today\n\n${[HEADER, ADA, GRACE].join('\n')}`, { headerRow: 3 }],
    [JSON.stringify(objects), {}],
    [JSON.stringify({ data: { people: objects } }), { items: '/data/people' }],
    [objects.map((object) => JSON.stringify(object)).join('\n'), {}],
    [workbook(cells), { format: 'xlsx' }],
  ];
  const expected = recordsOf(await imported([HEADER, ADA, GRACE].join('\n')))['person']?.map(({ fact }) => fact);
  assert.equal(expected?.length, 2);
  for (const [content, layout] of forms) {
    const { person } = recordsOf(await imported(content, {}, { ...PEOPLE, ...layout }));
    assert.deepEqual(
      person?.map(({ fact }) => fact),
      expected,
      JSON.stringify(layout),
    );
  }
});

test('places are those of the format', async () => {
  const one = {
    No: '1',
    First: 'A',
    Last: 'B',
    Mail: null,
    Contract: 'Employee',
    Boss: null,
    From: '01.02.2024',
    To: '',
  };
  const place = async (content: string, layout: Partial<MappingInput> = {}) =>
    recordsOf(await imported(content, {}, { ...PEOPLE, ...layout }))['person']?.map((record) => record.place);
  assert.deepEqual(await place(JSON.stringify([one])), ['/0']);
  assert.deepEqual(await place(JSON.stringify({ a: { b: [one] } }), { items: '/a/b' }), ['/a/b/0']);
  assert.deepEqual(await place(`${JSON.stringify(one)}\n\n${JSON.stringify({ ...one, No: '2' })}\n`), [
    'line 1',
    'line 3',
  ]);
});

test('a date of a spreadsheet is read as a date, whatever the form of the others', async () => {
  const rows: TestCell[][] = [
    HEADER.split(','),
    ['1', 'Ada', null, null, 'Employee', null, { serial: 45_323 }, '28.02.2026'],
  ];
  const { person } = recordsOf(await imported(workbook(rows)));
  assert.equal(person?.[0]?.fact['startedOn'], '2024-02-01[Europe/Berlin]');
  assert.equal(person[0].fact['endedOn'], '2026-02-28[Europe/Berlin]');
});

test('one bad row, and nothing is imported; every bad cell is named, and none is quoted', async () => {
  const bad = '3,Edsger,Dijkstra,e@acme.example,Unklar,nobody,2024-02-01,31.02.2026';
  await assert.rejects(imported([HEADER, ADA, bad, '4,x'].join('\n')), (error) => {
    assert.ok(error instanceof DomainError);
    assert.equal(error.code, 'rows_rejected');
    assert.deepEqual([error.facts['rejected'], error.facts['rows']], [2, 3]);
    assert.deepEqual(String(error.facts['list']).split('\n'), [
      'row 3, column "Contract" is none of employee, contractor, and the mapping has no value for it',
      'row 3, column "Boss" is no e-mail address',
      'row 3, column "From" is no date of the form dd.MM.yyyy; it is one of the form iso: give that as dates.format',
      'row 3, column "To" is no date that exists',
      'row 4 (columns "Last", "Mail", "Contract", "Boss", "From", "To") has 2 cells, and the header has 8: those columns are missing',
    ]);
    assert.doesNotMatch(error.message, /Edsger|Unklar|nobody|e@acme/);
    return true;
  });
});

test('a look before the import shows what stands in the bad cells', async () => {
  const { seen, rejected } = await file.test({
    settings: file.settings.parse({ path: 'f', mapping: PEOPLE }),
    secrets: {},
    tools: toolsFor({ f: bytes([HEADER, '3,E,D,,Unklar,,01.02.2024,'].join('\n')) }),
  });
  assert.equal(rejected, 1);
  assert.deepEqual(seen, [
    '1 row: 0 to import, 0 skipped by the mapping, 1 rejected, 0 blank',
    'row 2, column "Contract" is none of employee, contractor, and the mapping has no value for it: "Unklar"',
  ]);
});

test('the list of rejections is cut at a hundred, and the count is not', async () => {
  const rows = Array.from({ length: 250 }, (_, at) => `${at},a,b,,Unklar,,01.02.2024,`);
  await assert.rejects(imported([HEADER, ...rows].join('\n')), (error) => {
    assert.ok(error instanceof DomainError);
    assert.equal(error.facts['rejected'], 250);
    assert.equal(String(error.facts['list']).split('\n').length, 101);
    return true;
  });
});

test('what keeps rows out is counted by its reason, and told with the first of them and with those that come in', async () => {
  const { rows } = await file.test({
    settings: file.settings.parse({ path: 'f', mapping: PEOPLE }),
    secrets: {},
    tools: toolsFor({ f: bytes([HEADER, ADA, ADA, ADA, GRACE].join('\n')) }),
  });
  assert.deepEqual([rows?.total, rows?.accepted, rows?.rejected], [4, 2, 2]);
  assert.deepEqual(rows?.whys, [
    { columns: ['No', 'From'], reason: 'is about the same person as a row before it', rows: 2 },
  ]);
  assert.deepEqual(
    rows?.rejections.map(({ row, reason }) => [row, reason]),
    [
      ['row 3', 'is about the same person as row 2'],
      ['row 4', 'is about the same person as row 2'],
    ],
  );
  assert.deepEqual(
    rows?.first.map(({ place }) => place),
    ['row 2', 'row 5'],
  );
});

test('the second row about the same item is rejected and names the first', async () => {
  await refused(
    [HEADER, ADA, GRACE, ADA].join('\n'),
    'rows_rejected',
    /row 4 \(columns "No", "From"\) is about the same person as row 2/,
  );
});

test('a reason about a whole row names the columns that it is about, in every format that has columns', async () => {
  const short = ADA.split(',').slice(0, -1).join(',');
  await refused(
    `${HEADER}\n${short}`,
    'rows_rejected',
    /row 2 \(column "To"\) has 7 cells, .*: that column is missing$/,
  );
  const long = /row 2 \(columns "I", "J"\) has 10 cells, and the header has 8: no name stands over those cells$/;
  await refused(`${HEADER}\n${ADA},x,y`, 'rows_rejected', long);
  await refused(
    `${HEADER}\n${ADA.replace('ada@', `${'a'.repeat(100_001)}@`)}`,
    'rows_rejected',
    /row 2 \(column "Mail"\) has more than/,
  );
  const twice = [HEADER, ADA, ADA].map((line) => line.split(','));
  await refused(workbook(twice), 'rows_rejected', /row 3 \(columns "No", "From"\) is about the same person as row 2$/);
  const item = Object.fromEntries(HEADER.split(',').map((name, at) => [name, ADA.split(',')[at]]));
  await refused(
    JSON.stringify([item, item]),
    'rows_rejected',
    /\/1 \(columns "No", "From"\) is about the same person as \/0$/,
  );
  const wide = Array.from({ length: 12 }, (_, at) => `c${at}`).join(',');
  await refused(`login,${wide}\nann`, 'rows_rejected', /"c9" and 2 more\) has 1 cell, /, {}, LOGINS);
});

describe('when a person accepts that rows are rejected', () => {
  const accept = { acceptRejected: true, complete: true };

  test('the good rows come in, and a row whose key is known stays as unreadable', async () => {
    const result = await imported([HEADER, ADA, '2,Grace,,,Unklar,,03.03.2020,'].join('\n'), accept);
    const [page] = result.pages;
    assert.deepEqual(
      recordsOf(result)['person']?.map(({ key }) => key),
      ['1@2024-02-01[Europe/Berlin]'],
    );
    assert.deepEqual(page?.unreadable, [
      {
        population: 'person',
        key: '2@2020-03-03[Europe/Berlin]',
        place: 'row 3',
        note: 'Contract: is none of employee, contractor, and the mapping has no value for it',
        artifact: 0,
      },
    ]);
    assert.deepEqual(page.looks, [{ population: 'person', scope: '' }]);
    assert.deepEqual([page.accounted?.[0]?.ourCount, page.accounted?.[0]?.rejected], [1, 1]);
    assert.deepEqual(result.log, [
      'row 3, column "Contract" is none of employee, contractor, and the mapping has no value for it',
    ]);
  });

  test('a row without a key may be anybody, so that nobody can be said to be gone', async () => {
    const [page] = (await imported([HEADER, ADA, ',Grace,,,Employee,,03.03.2020,'].join('\n'), accept)).pages;
    assert.deepEqual(page?.looks, []);
    assert.deepEqual(page.unreadable, []);
    assert.match(page.accounted?.[0]?.note ?? '', /nothing could be told to be gone/);
  });
});

test('rows that are no items are counted apart', async () => {
  const mapping: MappingInput = { ...PEOPLE, only: [{ column: 'Contract', notIn: ['Board', ''] }] };
  const result = await imported([HEADER, ADA, '8,B,B,,Board,,not a date,', '9,,,,,,,'].join('\n'), {}, mapping);
  assert.equal(result.pages[0]?.accounted?.[0]?.ourCount, 1);
  assert.equal(result.pages[0].accounted[0].note, '2 rows are no people by the mapping');
});

test('what a person declares is the coverage, and the last day is in it', async () => {
  const declared = { from: `2026-01-01[${zone}]`, to: `2026-03-31[${zone}]`, by: 'email:ada@acme.example' };
  const [page] = (await imported([HEADER, ADA].join('\n'), { declared })).pages;
  assert.deepEqual(page?.accounted?.[0]?.kind, 'declared');
  assert.deepEqual(
    [page.accounted[0].from, page.accounted[0].to],
    [Date.parse('2025-12-31T23:00:00Z'), Date.parse('2026-03-31T22:00:00Z')],
  );
  assert.deepEqual(page.accounted[0].sourceCount, null, 'a file has no count of its own');
});

test('a file that is exported anew each time accounts for the time up to its reading', async () => {
  const declared = { from: `2026-01-01[${zone}]`, by: 'email:ada@acme.example' };
  const [page] = (await imported([HEADER, ADA].join('\n'), { declared })).pages;
  assert.deepEqual(
    [page?.accounted?.[0]?.from, page?.accounted?.[0]?.to],
    [Date.parse('2025-12-31T23:00:00Z'), COLLECTED],
  );
});

test('a list of states is a look at the instant of its reading, and a list of what happened is none', async () => {
  const declared = { by: 'email:ada@acme.example' };
  const accounts: MappingInput = {
    population: 'account',
    fields: { system: { constant: 'crm' }, login: { column: 'login' } },
  };
  const [page] = (await imported('login\nada\n', { declared }, accounts)).pages;
  const [look] = page?.accounted ?? [];
  assert.deepEqual([look?.kind, look?.from, look?.to], ['declared', COLLECTED, COLLECTED]);
  await assert.rejects(imported([HEADER, ADA].join('\n'), { declared }), /accounts for a time, not for an instant/);
});

test('a list of states that is of an earlier time is a look at the end of that', async () => {
  const accounts: MappingInput = {
    population: 'account',
    fields: { system: { constant: 'crm' }, login: { column: 'login' } },
  };
  const declared = { by: 'email:ada@acme.example', from: '2025-01-01[Europe/Berlin]', to: '2025-06-30[Europe/Berlin]' };
  const [page] = (await imported('login\nada\n', { declared }, accounts)).pages;
  assert.equal(page?.lookedAt, Date.parse('2025-06-30T22:00:00Z') - 1, 'the last day is in it');
  const now = (await imported('login\nada\n', { declared: { by: 'email:ada@acme.example' } }, accounts)).pages[0];
  assert.equal(now?.lookedAt, undefined);
});

const LOGINS: typeof PEOPLE = {
  population: 'account',
  format: 'csv',
  fields: { system: { constant: 'okta' }, login: { column: 'login' }, status: { constant: 'active' } },
};

for (const [what, mapping, first, next] of [
  ['states', LOGINS, 'login\nada\n', 'login\nada\neve\n'],
  ['what happened', PEOPLE, [HEADER, ADA].join('\n'), [HEADER, ADA, GRACE].join('\n')],
] as const)
  test(`an end that was said of one list of ${what} is not taken for that of the next`, async () => {
    const declared = {
      by: 'email:ada@acme.example',
      from: '2025-01-01[Europe/Berlin]',
      to: '2025-06-30[Europe/Berlin]',
    };
    const settings = { path: 'f', mapping, declared };
    const cursor = (await collected(file, settings, { f: bytes(first) })).pages[0]?.cursor ?? null;
    assert.deepEqual((await collected(file, settings, { f: bytes(first) }, cursor)).pages, []);
    const unsaid = { code: 'file_end_unsaid', facts: { file: 'f', to: '2025-06-30[Europe/Berlin]' } };
    await assert.rejects(collected(file, settings, { f: bytes(next) }, cursor), unsaid);
    await assert.rejects(collected(file, settings, { f: bytes(first) }, cursor, true), unsaid);
    const { to: _, ...open } = declared;
    assert.equal((await collected(file, { ...settings, declared: open }, { f: bytes(next) }, cursor)).pages.length, 1);
  });

test('an empty list is a list, and a complete one says that nobody is left', async () => {
  const [page] = (await imported(`${HEADER}\n`, { complete: true })).pages;
  assert.deepEqual([page?.records.length, page?.looks?.length, page?.accounted?.[0]?.ourCount], [0, 1, 0]);
});

test('the same bytes by the same mapping are no new look, and by another one they are', async () => {
  const content = [HEADER, ADA].join('\n');
  const files = { f: bytes(content) };
  const settings = { path: 'f', mapping: PEOPLE, complete: true };
  const first = await collected(file, settings, files);
  const cursor = first.pages[0]?.cursor ?? null;
  const again = await collected(file, settings, files, cursor);
  assert.deepEqual(again.pages, []);
  assert.match(again.log.join(), /nothing new was seen/);
  const anew = (await collected(file, settings, files, cursor, true)).pages[0];
  assert.deepEqual(
    [anew?.records.length, anew?.looks?.length],
    [1, 1],
    'unless somebody says that they are exported anew',
  );
  assert.match(anew?.accounted?.[0]?.note ?? '', /^the same to the byte as the file before, said to be exported anew$/);
  assert.equal(first.pages[0]?.accounted?.[0]?.note, '');
  const more = await collected(file, settings, { f: bytes(`${content}\n${GRACE}`) }, cursor);
  assert.equal(more.pages.length, 1);
  const other = { ...settings, mapping: { ...PEOPLE, fields: { ...PEOPLE.fields, department: { constant: 'all' } } } };
  assert.equal((await collected(file, other, files, cursor)).pages.length, 1);
});

describe('a header', () => {
  test('may repeat names that the mapping does not use, and none that it uses', async () => {
    const twice = `${HEADER},Note,Note\n${ADA},x,y`;
    assert.equal((await imported(twice)).pages[0]?.records.length, 1);
    await refused(`${HEADER},Mail\n${ADA},b@x.example`, 'columns_repeated', /"Mail" \(D, I\)/);
  });

  test('that comes again is no item, and is named', async () => {
    await refused(
      [HEADER, ADA, HEADER, GRACE].join('\n'),
      'rows_rejected',
      /row 3 \(columns "No", .*"To"\) repeats the header/,
    );
    await refused('login\nann\nlogin', 'rows_rejected', /row 3 \(column "login"\) repeats the header/, {}, LOGINS);
    await refused(
      workbook([['login'], ['ann'], ['login']]),
      'rows_rejected',
      /row 3 \(column "login"\) repeats/,
      {},
      { ...LOGINS, format: 'xlsx' },
    );
  });

  test('that lacks a column is refused with the names that are there', async () => {
    await refused('No,First\n1,A', 'columns_missing', /no column "Last", "Mail".*row 1 names: "No", "First"/);
    await refused('No', 'file_malformed', /row 5/, {}, { ...PEOPLE, headerRow: 5 });
  });
});

test('files of another kind than the mapping says are refused with words that help', async () => {
  await refused(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3), 'file_kind', /old \.xls/);
  await refused(HEADER, 'file_kind', /no archive/, {}, { ...PEOPLE, format: 'xlsx' });
  await refused(workbook([['a']]), 'file_kind', /archive, perhaps a workbook/, {}, { ...PEOPLE, format: 'csv' });
  await refused(
    '{"people": []}',
    'file_malformed',
    /say where it is at "Where the list stands"/,
    {},
    { ...PEOPLE, format: 'json' },
  );
  await refused('{"people": {}}', 'file_malformed', /\/people.*there is no list/, {}, { ...PEOPLE, items: '/people' });
  await assert.rejects(collected(file, { path: '/no/such', mapping: PEOPLE }, {}), (error) => {
    assert.ok(error instanceof DomainError);
    assert.match(error.message, /\/no\/such cannot be read: there is no such file/);
    return error.code === 'file_unreadable';
  });
});

test('lines of NDJSON that are no JSON, and items that are no objects, are rejected rows', async () => {
  await refused('{"No":"1"}\nnot json\n', 'rows_rejected', /line 2 is not JSON at column 1: this/);
  await refused('{"No":"1"}\n{"No" 1}', 'rows_rejected', /line 2 is not JSON at column 7: this is not how/);
  await refused('{"No":"1"}\n{"No":', 'rows_rejected', /line 2 is not JSON at its end: it ends too early/);
  await refused(
    '[1, null, [2]]',
    'rows_rejected',
    /\/0 is a number, and no object.*\n\/1 is null, and no.*\n\/2 is a list, and no object/,
  );
});

test('a number that JSON cannot hold exactly is not taken for an identifier', async () => {
  const item = { First: 'A', Last: 'B', Mail: '', Contract: 'Employee', Boss: '', From: '01.02.2024', To: '' };
  const json = (id: string): string => JSON.stringify([{ No: 0, ...item }]).replace('"No":0', `"No":${id}`);
  assert.equal(recordsOf(await imported(json('1042')))['person']?.[0]?.fact['employee'], '1042');
  await refused(json('12345678901234567890'), 'rows_rejected', /column "No" is too large a number/);
  await refused(json('1e999'), 'rows_rejected', /column "No" is too large a number/);
});

describe('an error of a spreadsheet', () => {
  const row = (over: Readonly<Record<string, TestCell>>): TestCell[] =>
    HEADER.split(',').map(
      (name, at) => over[name] ?? ['1', 'A', 'B', null, 'Employee', null, '01.02.2024', null][at] ?? null,
    );
  const sheet = (over: Readonly<Record<string, TestCell>>) => workbook([HEADER.split(','), row(over)]);

  test('is a bad cell, and neither an empty one nor a word', async () => {
    for (const error of ['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NULL!', '#NUM!', '#NV', '#SPILL!'])
      for (const column of ['No', 'First', 'Mail', 'Contract', 'Boss', 'From', 'To']) {
        const words = new RegExp(
          `row 2, column "${column}( \\+ Last)?" holds the error ${error.replace('?', '\\?')} of a`,
        );
        await refused(sheet({ [column]: { error } }), 'rows_rejected', words);
        const csv = [
          HEADER,
          row({ [column]: ` ${error} ` })
            .map(String)
            .join(','),
        ].join('\n');
        await refused(csv, 'rows_rejected', words);
      }
  });

  test('is refused where it decides whether a row is an item, or which case holds', async () => {
    const only = { ...PEOPLE, only: [{ column: 'Contract', in: ['Employee'] }] };
    await refused(
      sheet({ Contract: { error: '#N/A' } }),
      'rows_rejected',
      /"Contract" holds the error #N\/A/,
      {},
      only,
    );
    const kind = { cases: [{ when: { column: 'Boss', in: ['x'] }, make: { constant: 'employee' } }] };
    const cases = { ...PEOPLE, fields: { ...PEOPLE.fields, kind } };
    await refused(sheet({ Boss: { error: '#N/A' } }), 'rows_rejected', /"Boss" holds the error #N\/A/, {}, cases);
  });

  test('is read where the mapping says what it means, and other texts with the sign are texts', async () => {
    const kind = { column: 'Contract', values: { '#N/A': { unknown: true as const } } };
    const named = { ...PEOPLE, fields: { ...PEOPLE.fields, kind } };
    const read = recordsOf(
      await imported(sheet({ Contract: { error: '#N/A' }, First: '#1', Last: '#ops!' }), {}, named),
    );
    assert.deepEqual([read['person']?.[0]?.fact['kind'], read['person']?.[0]?.fact['name']], [undefined, '#1 #ops!']);
  });
});

describe('a mapping', () => {
  const faults = (mapping: object): readonly string[] =>
    (Mapping.safeParse(mapping).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  const only = (fields: object): readonly string[] =>
    faults({
      population: 'person',
      fields: { employee: { column: 'a' }, startedOn: { constant: '2026-01-01[UTC]' }, ...fields },
    });

  test('that its population cannot mean is refused with the place', () => {
    assert.deepEqual(only({}), []);
    assert.match(
      faults({ population: 'person', fields: { employee: { column: 'a' } } }).join(),
      /fields\.startedOn: has no column/,
    );
    for (const [fields, fault] of [
      [{ shoeSize: { column: 'a' } }, /fields\.shoeSize: is no field; there are employee, name/],
      [{ endedOn: { column: 'a' } }, /fields\.endedOn\.dates: is a date/],
      [{ endedOn: { column: 'a', dates: { format: 'dd.MM.yyyy' } } }, /dates\.zone: is written without a time zone/],
      [{ endedOn: { column: 'a', dates: { format: 'dd.MM', zone } } }, /dates\.format: a date pattern has one year/],
      [{ endedOn: { column: 'a', dates: { format: 'iso', zone: 'Mars/Base' } } }, /not an IANA time zone/],
      [{ manager: { column: 'a' } }, /manager\.scheme: names somebody/],
      [{ name: { column: 'a', scheme: 'email' } }, /name\.scheme: names nobody/],
      [{ name: { column: 'a', empty: 'none' } }, /name\.empty: always has a value/],
      [{ employee: { column: 'a', empty: 'unknown' } }, /employee\.empty: must be told/],
      [{ kind: { column: 'a', values: { X: 'boss' } } }, /kind\.values\.X/],
      [{ kind: { constant: 'boss' } }, /kind\.constant/],
      [
        { employee: { cases: [{ when: { column: 'a', in: [''] }, make: { column: 'b' } }] } },
        /employee\.cases: needs a value/,
      ],
      [{ name: { latest: [{ column: 'a' }, { column: 'b' }] } }, /name\.latest: is no date/],
      [{ name: { members: [{ fields: {} }] } }, /name\.members: holds no list/],
      [{ name: { column: 'a', dates: { format: 'iso' } } }, /name\.dates: is no date/],
      [{ name: { column: 'a', colour: 'red' } }, /fields\.name: Unrecognized key: "colour"/],
      [{ name: {} }, /fields\.name: not a way to make a field/],
    ] as const)
      assert.match(only(fields).join('\n'), fault);
  });

  test('survives being saved: what was parsed parses to the same', () => {
    const parsed = file.settings.parse({ path: 'f', mapping: PEOPLE });
    assert.deepEqual(file.settings.parse(JSON.parse(JSON.stringify(parsed))), parsed);
  });
});

test('lists come from JSON text, from columns of their own, and from texts with a sign between', async () => {
  const mapping: MappingInput = {
    population: 'change',
    fields: {
      repository: { constant: 'acme/app' },
      revision: { column: 'rev' },
      mergedAt: { column: 'merged', dates: { format: 'iso' } },
      tickets: { column: 'tickets', split: ',' },
      approvals: { column: 'approvals' },
      checks: {
        members: [
          {
            when: { column: 'ci', notIn: [''] },
            fields: { name: { constant: 'ci' }, result: { column: 'ci', values: { ok: 'success', ko: 'failure' } } },
          },
        ],
      },
    },
  };
  const approvals = JSON.stringify([{ by: 'github:ada', state: 'approved', grade: 'platform' }]).replaceAll('"', '""');
  const rows = [
    'rev,merged,tickets,approvals,ci',
    `abc,2026-03-03T10:00:00Z,"A-1, A-2",,ok`,
    `def,2026-03-03T10:00:00Z,,"${approvals}",`,
  ];
  const { change = [] } = recordsOf(await imported(rows.join('\n'), {}, mapping));
  assert.deepEqual(
    change.map(({ fact }) => fact['tickets']),
    [['A-1', 'A-2'], undefined],
  );
  assert.deepEqual(
    change.map(({ fact }) => fact['checks']),
    [[{ name: 'ci', result: 'success' }], []],
  );
  assert.deepEqual(change[1]?.fact['approvals'], [{ by: 'github:ada', state: 'approved', grade: 'platform' }]);
  const bad = `rev,merged,tickets,approvals,ci\nabc,2026-03-03T10:00:00Z,,"[{""by"":1}]",\n`;
  await refused(bad, 'rows_rejected', /row 2, column "approvals" 0: by:/, {}, mapping);
});

test('numbers are read as they are written, and not otherwise', async () => {
  const mapping = (how: object): MappingInput => ({
    population: 'uptime',
    fields: {
      service: { constant: 'api' },
      from: { column: 'from', dates: { format: 'iso', zone } },
      to: { constant: '2026-03-31[UTC]' },
      percent: { column: 'percent', ...how },
    },
  });
  const percent = async (cell: string, how: object) =>
    recordsOf(await imported(`from;percent\n2026-03-01;${cell}`, {}, mapping(how)))['uptime']?.[0]?.fact['percent'];
  assert.equal(await percent('99.95', {}), 99.95);
  assert.equal(await percent('99,95 %', { decimal: ',', unit: '%' }), 99.95);
  await refused('from;percent\n2026-03-01;1.234,5', 'rows_rejected', /is no number/, {}, mapping({ decimal: ',' }));
});

test('any population survives the way through a file of JSON', async () => {
  let kept = 0;
  for (const population of ['account', 'person', 'incident', 'vulnerability', 'access-review'] as const) {
    const { fields } = populationNamed(population);
    const mapping: MappingInput = {
      population,
      format: 'ndjson',
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [
          name,
          {
            column: name,
            ...(field.none ? { empty: 'none' as const } : {}),
            ...(field.kind === 'moment' ? { dates: { format: 'iso' } } : {}),
            ...(field.kind === 'actor' ? { scheme: 'x' } : {}),
          },
        ]),
      ),
    };
    await fc.assert(
      fc.asyncProperty(factOf(population), async (fact) => {
        const plain = trimmed(fact);
        const result = await imported(JSON.stringify(plain), { acceptRejected: true }, mapping);
        const [record] = recordsOf(result)[population] ?? [];
        const actors = Object.entries(fields).flatMap(([name, field]) =>
          field.kind === 'actor' && plain[name] !== undefined ? [[name, `x:${plain[name] as string}`]] : [],
        );
        if (record === undefined) assert.equal(result.pages[0]?.accounted?.[0]?.rejected, 1);
        else {
          kept += 1;
          assert.deepEqual(record.fact, { ...plain, ...Object.fromEntries(actors) });
        }
      }),
      { numRuns: 40 },
    );
  }
  assert.ok(kept > 100, `${kept} of 200 facts came through`);
});

/** Texts as a file keeps them: without spaces around them, and nothing but a date in its own form. */
const trimmed = (fact: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fact).filter(([, value]) => typeof value !== 'string' || (value.trim() === value && value !== '')),
  );

test('whatever the bytes are, there is an error with words, or every row is accounted for', async () => {
  const mappings = (['csv', 'tsv', 'json', 'ndjson', 'xlsx', undefined] as const).map((format) => ({
    ...PEOPLE,
    ...(format === undefined ? {} : { format }),
  }));
  const lines = fc.array(
    fc.constantFrom(
      HEADER,
      ADA,
      GRACE,
      '"',
      '\r\n',
      '\n',
      ';',
      '\t',
      '{',
      '[',
      '{"No":"1"}',
      '\0',
      '\uFEFF',
      ',,,,,,,',
      '💥',
    ),
    { maxLength: 12 },
  );
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    lines.map((parts) => bytes(parts.join('\n'))),
    lines.map((parts) => bytes(`${HEADER}\n${parts.join('\n')}`)),
    fc.json({ maxDepth: 5 }).map(bytes),
    fc.tuple(fc.nat(400), fc.nat(255)).map(([at, byte]) => {
      const damaged = new Uint8Array(workbook([HEADER.split(','), ADA.split(',')]));
      damaged[at % damaged.length] = byte;
      return damaged;
    }),
  );
  await fc.assert(
    fc.asyncProperty(content, fc.constantFrom(...mappings), fc.boolean(), async (any, mapping, acceptRejected) => {
      try {
        const { pages } = await imported(any, { acceptRejected }, mapping);
        assert.equal(pages.length, 1);
        const [page] = pages;
        const rejected = page?.accounted?.[0]?.rejected ?? 0;
        assert.ok(acceptRejected || rejected === 0, 'nothing is imported half');
        assert.equal(page?.records.length, page?.accounted?.[0]?.ourCount);
        recordsOf({ pages, log: [] });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        assert.doesNotMatch(`${error.message} ${error.fix}`, /\{(file|place|because|format|list)\}/);
      }
    }),
    { numRuns: 1_500 },
  );
});
