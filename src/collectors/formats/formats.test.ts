import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Zip, ZipDeflate, zipSync } from 'fflate';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { sheetXml, workbook, workbookParts } from '#test/kit/workbook.ts';
import { unpacked } from './archive.ts';
import { dated, patternOf } from './dates.ts';
import { declaredInterval } from './declared.ts';
import { atPointer, parsedJson } from './json.ts';
import { separatedRows, separatorOf } from './separated.ts';
import { textOf } from './text.ts';
import { columnLetters, sheetRows } from './workbook.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const named = (content: Uint8Array) => ({ name: 'export.x', bytes: content });

/** What an error says, where it is of the code. */
function says(code: ErrorCode, words: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof DomainError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, words);
    assert.doesNotMatch(`${error.message} ${error.fix}`, /\{\w+\}/, 'every fact of the sentence is given');
    return true;
  };
}

test('a byte order mark is no part of the text', () => {
  assert.equal(textOf(named(bytes('\uFEFFa,b'))), 'a,b');
});

test('what is no text is called what it is, and nobody is asked to save it as another encoding', () => {
  for (const [begin, what] of [
    [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], /is a PNG image, and not text/],
    [[0xff, 0xd8, 0xff, 0xe0], /a JPEG image/],
    [[...Buffer.from('%PDF-1.7\n')], /a PDF/],
    [[0x1f, 0x8b, 8, 0], /a gzip archive/],
    [[0x50, 0x4b, 3, 4], /an archive, perhaps a workbook/],
    [Array.from({ length: 500 }, (_, at) => (at * 37) % 256), /is of a kind that is not known, and not text/],
  ] as const)
    assert.throws(() => textOf(named(Uint8Array.from(begin))), says('file_kind', what));
  assert.equal(textOf(named(bytes('a,b\r\n1,\t2\n'))), 'a,b\r\n1,\t2\n');
});

test('what is not UTF-8 is refused with the line, and UTF-16 by its name', () => {
  assert.throws(() => textOf(named(Uint8Array.of(0xff, 0xfe, 0x61, 0))), says('file_encoding', /UTF-16/));
  assert.throws(() => textOf(named(Uint8Array.of(0xfe, 0xff, 0, 0x61))), says('file_encoding', /UTF-16/));
  assert.throws(() => textOf(named(Uint8Array.of(0x61, 0, 0x62, 0))), says('file_encoding', /line 1 .*U\+0000/));
  const latin1 = Buffer.concat([bytes('name\nAda\nJ'), Uint8Array.of(0xf6), bytes('rg\n')]);
  assert.throws(() => textOf(named(latin1)), says('file_encoding', /line 3 holds bytes of another encoding/));
  assert.equal(
    textOf(named(bytes('a \uFFFD b'))),
    'a \uFFFD b',
    'a replacement character that is really there is text',
  );
});

test('rows of separated values count as a person sees them', () => {
  const rows = separatedRows('f', 'a,b\r\n"1,5","x ""y""\r\nz"\r\n\r\n3,4\n', ',');
  assert.deepEqual(rows, [['a', 'b'], ['1,5', 'x "y"\r\nz'], [''], ['3', '4']]);
});

test('broken quotation marks are refused with the row in which they begin', () => {
  assert.throws(() => separatedRows('f', 'a,b\n1,"2\n3,4\n', ','), says('file_malformed', /row 2.*never closes/));
  assert.throws(() => separatedRows('f', 'a\n"1\n2"x\n', ','), says('file_malformed', /row 2.*follows/));
  assert.throws(() => separatedRows('f', 'a,b\n1,2\n5" disk,3\n', ','), says('file_malformed', /row 3.*middle/));
  assert.throws(
    () => separatedRows('f', `a,b\n1,"${'x'.repeat(4_000_001)}`, ','),
    says('file_malformed', /row 2: it is longer than/),
  );
});

test('the separator is the sign that splits the header most, quoted ones apart', () => {
  for (const [header, separator] of [
    ['a,b,c', ','],
    ['a;b;c', ';'],
    ['a\tb,c\td', '\t'],
    ['"a,b,c,d";e', ';'],
    ['alone', ','],
  ] as const)
    assert.equal(separatorOf('f', `${header}\n`, 1), separator, header);
  assert.equal(separatorOf('f', 'A title, with, commas\na;b\n', 2), ';');
  assert.throws(
    () => separatorOf('f', 'a,b;c\n', 1),
    says('file_malformed', /more than one sign.*"Cells are separated by" \(separator of the mapping\)/),
  );
});

test('broken JSON is refused with its place and without its content', () => {
  const check = says('file_malformed', /line 2, column/);
  assert.throws(
    () => parsedJson('f', '{"name": 1,\n"Ada Lovelace" x}'),
    (error: Error) => check(error) && !error.message.includes('Ada'),
  );
  assert.throws(() => parsedJson('f', '{"a": ['), says('file_malformed', /line 1, column 8|its end/));
  assert.throws(() => parsedJson('f', ''), says('file_malformed', /its end/));
});

test('JSON that is too deep, or holds what no text has, is refused with its path', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  assert.throws(() => parsedJson('f', deep), says('file_malformed', /more than 64/));
  assert.throws(() => parsedJson('f', '{"a/b":[1,"x\\u0000"]}'), says('file_malformed', /\/a~1b\/1: .*U\+0000/));
  assert.throws(() => parsedJson('f', '["\\ud800"]'), says('file_malformed', /\/0: .*surrogate/));
});

test('a pointer reaches own members only', () => {
  const root = parsedJson('f', '{"a/b":{"~":[10,20]},"__proto__":{"x":1}}');
  assert.equal(atPointer(root, '/a~1b/~0/1'), 20);
  assert.equal(atPointer(root, '/constructor'), undefined);
  assert.equal(atPointer(root, '/a~1b/~0/length'), 2);
  assert.equal(atPointer(root, '/__proto__/x'), 1);
  assert.equal(atPointer(root, ''), root);
});

test('an archive is unpacked whether its sizes stand before or behind its parts', () => {
  const content = bytes('<a/>'.repeat(10_000));
  assert.equal(unpacked(named(zipSync({ 'a.xml': content })), () => true)['a.xml']?.length, content.length);
  const chunks: Uint8Array[] = [];
  const zip = new Zip((_, chunk) => void chunks.push(chunk));
  for (const name of ['a.xml', 'b.xml']) {
    const part = new ZipDeflate(name);
    zip.add(part);
    part.push(content, true);
  }
  zip.end();
  const entries = unpacked(named(Buffer.concat(chunks)), (name) => name.endsWith('.xml'));
  assert.deepEqual(
    Object.entries(entries).map(([name, part]) => [name, part.length]),
    [
      ['a.xml', content.length],
      ['b.xml', content.length],
    ],
  );
});

test('an archive that unpacks to more than the limit is stopped, also when it lies about it', () => {
  const honest = zipSync({ 'bomb.xml': new Uint8Array(129 * 2 ** 20) });
  assert.ok(honest.length < 500_000, 'the bomb is small before it is unpacked');
  assert.throws(() => unpacked(named(honest), () => true), says('file_too_large', /bytes when unpacked/));
  const liar = Buffer.from(honest);
  liar.writeUInt32LE(100, 22);
  assert.throws(() => unpacked(named(liar), () => true), says('file_too_large', /bytes when unpacked/));
  const small = Buffer.from(zipSync({ 'a.xml': bytes('x'.repeat(1000)) }));
  small.writeUInt32LE(10, 22);
  assert.throws(() => unpacked(named(small), () => true), says('file_malformed', /not as long/));
});

const FIRST = { headerRow: 1 };

test('cells of a workbook keep what they are', async () => {
  const rows = await sheetRows(
    named(
      workbook([
        ['a', 'b', 'c', 'd', 'e'],
        [' x ', 12.5, true, { serial: 46_084 }, { formula: 'A1&"!"', value: 'a!' }],
        [null, null, { error: '#N/A' }, { serial: 46_084.5 }, null],
      ]),
    ),
    FIRST,
  );
  const [, second = [], third = []] = rows;
  assert.deepEqual(second.slice(0, 3), [' x ', 12.5, true]);
  assert.equal(String(second[3]), '2026-03-03');
  assert.equal(second[4], 'a!', 'the value that was stored with the formula');
  assert.deepEqual(third.slice(0, 3), [null, null, '#N/A'], 'an error is not an empty cell');
  assert.equal(String(third[3]), '2026-03-03T12:00:00');
});

test('the time of a cell is not a millisecond early', async () => {
  // 09:41:00 as a fraction of a day is not a binary fraction
  const rows = await sheetRows(named(workbook([['t'], [{ serial: 46_084 + (9 * 60 + 41) / 1440 }]])), FIRST);
  assert.equal(String(rows[1]?.[0]), '2026-03-03T09:41:00');
});

test('a sheet must be named where there are several', async () => {
  const parts = zipSync(workbookParts({ 'R&D': sheetXml([['a'], ['1']]), People: sheetXml([['b'], ['2']]) }));
  await assert.rejects(sheetRows(named(parts), FIRST), says('sheet_unclear', /several.*"R&D", "People"/));
  await assert.rejects(
    sheetRows(named(parts), { ...FIRST, sheet: 'Missing' }),
    says('sheet_unclear', /no sheet "Missing"/),
  );
  assert.deepEqual(await sheetRows(named(parts), { ...FIRST, sheet: 'People' }), [['b'], ['2']]);
  assert.deepEqual(await sheetRows(named(parts), { ...FIRST, sheet: 1 }), [['a'], ['1']]);
});

test('what leaves a value open is refused: merged rows, and formulas whose value was not stored', async () => {
  const merged = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>';
  await assert.rejects(
    sheetRows(named(workbook([['a'], ['1'], [null]], merged)), FIRST),
    says('file_malformed', /A2:A3.*merged/),
  );
  const title = '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>';
  const rows = await sheetRows(named(workbook([['title'], ['a', 'b'], ['1', '2']], title)), { headerRow: 2 });
  assert.deepEqual(rows[2], ['1', '2'], 'a merged title above the header harms nobody');
  await assert.rejects(
    sheetRows(named(workbook([['a'], [{ formula: 'NOW()', value: null }]])), FIRST),
    says('file_malformed', /A2.*not stored/),
  );
});

test('a sheet cannot make the reader allocate more than the limits', async () => {
  const at = (address: string): Promise<unknown> =>
    sheetRows(
      named(
        zipSync(
          workbookParts({
            S: `<worksheet><sheetData><row><c r="${address}"><v>1</v></c></row></sheetData></worksheet>`,
          }),
        ),
      ),
      FIRST,
    );
  await assert.rejects(at('A9999999'), says('file_too_large', /rows/));
  await assert.rejects(at('XFD2'), says('file_too_large', /columns/));
  await assert.rejects(at('ALL200000'), says('file_too_large', /cells/));
  await assert.rejects(at('A&#57;9999999'), says('file_malformed', /no address/));
  await assert.rejects(at('ZZZZZZZ1'), says('file_malformed', /no address/));
  const rows = zipSync(
    workbookParts({ S: `<worksheet><sheetData>${'<row/>'.repeat(200_001)}</sheetData></worksheet>` }),
  );
  await assert.rejects(sheetRows(named(rows), FIRST), says('file_too_large', /rows/));
});

test('tags over which a reader would take hours are refused before it sees them', async () => {
  for (const xml of [
    `<worksheet>${'<c t="'.repeat(300_000)}`,
    `<worksheet><c ${'a="b" '.repeat(300_000)}/></worksheet>`,
  ])
    await assert.rejects(
      sheetRows(named(zipSync(workbookParts({ S: xml }))), FIRST),
      says('file_malformed', /sheet1\.xml: a tag is not closed, or very long/),
    );
});

test('columns are named as spreadsheets name them', () => {
  assert.deepEqual([0, 25, 26, 701, 702].map(columnLetters), ['A', 'Z', 'AA', 'ZZ', 'AAA']);
});

const Berlin = 'Europe/Berlin';
const FIRST_QUARTER = { from: `2026-01-01[${Berlin}]`, to: `2026-03-31[${Berlin}]`, by: 'Ada' };

test('dates become exactly what they say', () => {
  for (const [text, format, zone, moment] of [
    ['2026-03-03', 'iso', Berlin, '2026-03-03[Europe/Berlin]'],
    ['03.03.2026', 'dd.MM.yyyy', Berlin, '2026-03-03[Europe/Berlin]'],
    ['3/4/2026', 'M/d/yyyy', 'UTC', '2026-03-04[UTC]'],
    ['04-Mar-2026', 'dd-MMM-yyyy', 'UTC', '2026-03-04[UTC]'],
    ['2026-03-03T10:00:00Z', 'iso', undefined, '2026-03-03T10:00:00.000Z'],
    ['2026-03-03 10:00:00+0100', 'iso', undefined, '2026-03-03T09:00:00.000Z'],
    ['2026-03-03 10:00:00', 'iso', Berlin, '2026-03-03T09:00:00.000Z'],
    ['2026-07-03 10:00:00', 'iso', Berlin, '2026-07-03T08:00:00.000Z'],
    ['2026/03/03 10:00:00', 'yyyy/MM/dd HH:mm:ss', 'UTC', '2026-03-03T10:00:00.000Z'],
    ['2026-03-03 10:00:00 UTC', "yyyy-MM-dd HH:mm:ss 'UTC'", 'UTC', '2026-03-03T10:00:00.000Z'],
    ['1623706320', 'epoch-seconds', undefined, '2021-06-14T21:32:00.000Z'],
    ['1623706320123', 'epoch-milliseconds', undefined, '2021-06-14T21:32:00.123Z'],
    // A minute without seconds is some time in that minute, and noon and midnight are the twelves.
    ['01/Mar/26 12:05 AM', 'dd/MMM/yy h:mm a', 'UTC', '2026-03-01T00:05:00.000Z/2026-03-01T00:05:59.999Z'],
    ['01/Mar/26 12:05 PM', 'dd/MMM/yy h:mm a', 'UTC', '2026-03-01T12:05:00.000Z/2026-03-01T12:05:59.999Z'],
    // An hour that the clocks show twice is either.
    ['2025-10-26 02:30:00', 'iso', Berlin, '2025-10-26T00:30:00.000Z/2025-10-26T01:30:00.000Z'],
    ['2026-03-03[Europe/Berlin]', 'iso', undefined, '2026-03-03[Europe/Berlin]'],
  ] as const)
    assert.deepEqual(dated(text, { format, zone }), { moment }, text);
});

test('what is no date, or none without more being said, is a fault', () => {
  for (const [text, format, zone, fault] of [
    ['31.02.2026', 'dd.MM.yyyy', Berlin, /exists/],
    ['2026-02-30', 'iso', Berlin, /exists/],
    ['0000-00-00', 'iso', Berlin, /exists/],
    ['2026-02-30T10:00:00Z', 'iso', undefined, /exists/],
    ['2026-13-01', 'iso', 'UTC', /exists/],
    ['03/13/2026', 'dd/MM/yyyy', 'UTC', /exists/],
    ['2026-03-29 02:30:00', 'iso', Berlin, /put forward/],
    ['2026-03-03', 'iso', undefined, /no time zone/],
    ['2026-03-03 10:00', 'iso', undefined, /no time zone/],
    ['01/Mar/26 13:05 PM', 'dd/MMM/yy hh:mm a', 'UTC', /twelve/],
    ['01/Foo/26 1:05 PM', 'dd/MMM/yy h:mm a', 'UTC', /exists/],
    ['yesterday', 'iso', Berlin, /no date/],
    ['-5', 'epoch-seconds', undefined, /since 1970/],
    ['999999999999999', 'epoch-seconds', undefined, /9999/],
  ] as const) {
    const result = dated(text, { format, zone });
    assert.ok('fault' in result, `${text} became ${JSON.stringify(result)}`);
    assert.match(result.fault, fault, text);
  }
});

test('a pattern that cannot be read is not accepted', () => {
  for (const [format, fault] of [
    ['dd.MM', /one year/],
    ['yyyy-MM-dd-dd', /one day/],
    ['yyyy-MM-dd HH', /hours and minutes/],
    ['yyyy-MM-dd hh:mm', /AM or PM/],
    ['yyyy-MM-dd Q', /"Q" means nothing/],
  ] as const) {
    const pattern = patternOf(format);
    assert.ok(typeof pattern === 'string', format);
    assert.match(pattern, fault);
  }
});

test('whatever a date cell holds, it becomes a moment or a fault', () => {
  const format = fc.constantFrom('iso', 'dd.MM.yyyy', 'M/d/yyyy h:mm a', 'yyyy-MM-dd HH:mm:ss', 'epoch-seconds');
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}([ T]\d{1,2}:\d{2}(:\d{2})?)?( [AP]M|Z)?$/),
    fc.nat().map(String),
  );
  fc.assert(
    fc.property(text, format, fc.constantFrom(undefined, Berlin, 'America/New_York'), (cell, form, zone) => {
      const result = dated(cell, { format: form, zone });
      if ('moment' in result) assert.notEqual(parseMoment(result.moment), null, result.moment);
    }),
    { numRuns: 2_000 },
  );
});

test('a declared last day ends where the next begins', () => {
  const { from, to } = declaredInterval(FIRST_QUARTER, Date.parse('2026-04-02T09:00:00Z'));
  assert.equal(from, Date.parse('2025-12-31T23:00:00Z'));
  assert.equal(to, Date.parse('2026-03-31T22:00:00Z'));
});

test('nobody can declare what comes after the file was read', () => {
  const onTheLastDay = Date.parse('2026-03-31T09:00:00Z');
  assert.equal(declaredInterval(FIRST_QUARTER, onTheLastDay).to, onTheLastDay);
  const before = Date.parse('2026-03-30T21:59:59.999Z');
  assert.throws(() => declaredInterval(FIRST_QUARTER, before), /declared\.to.*after the reading of the file/);
  const { from, by } = FIRST_QUARTER;
  assert.throws(() => declaredInterval({ from, by }, 0), /declared\.from.*after the reading of the file/);
});
