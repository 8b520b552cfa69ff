import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { columnsTold } from './columns.ts';
import { readRows } from './read.ts';

const told = async (text: string, most = 200) => {
  const rows = await readRows({ name: 'x.csv', bytes: Buffer.from(text) }, { headerRow: 1, items: '' });
  return columnsTold(rows, 'Europe/Berlin', most);
};
const one = async (...cells: readonly string[]) => {
  const [column] = await told(`a;b\n${cells.map((cell) => `${cell};x`).join('\n')}`);
  return column ?? assert.fail('no column');
};
const formsIn = async (...cells: readonly string[]) => (await one(...cells)).dates?.forms.map(({ format }) => format);

test('a column shows some of what stands in it, how much is empty, and its words where they are few', async () => {
  const { samples, filled, empty, words, emails } = await one('open', 'done', 'open', '', 'late', 'left');
  assert.deepEqual([samples, filled, empty], [['open', 'done', 'late'], 5, 1]);
  assert.deepEqual([words, emails], [['open', 'done', 'late', 'left'], false]);
  assert.equal((await one(...Array.from({ length: 31 }, (_, at) => `w${at}`))).words, null);
  assert.equal((await one('x'.repeat(101))).words, null, 'a text is no word');
  assert.equal((await one('ada@acme.example', 'bo@acme.example')).emails, true);
  assert.equal((await one('', '')).emails, false);
});

test('the form of its dates is told where the rows leave no doubt', async () => {
  assert.deepEqual(await formsIn('03.04.2023', '31.12.2024'), ['dd.MM.yyyy']);
  assert.deepEqual(await formsIn('3.4.2023', '31.12.2024'), ['d.M.yyyy']);
  assert.deepEqual(await formsIn('03/04/2023', '31/12/2024'), ['dd/MM/yyyy']);
  assert.deepEqual(await formsIn('03/04/2023', '12/31/2024'), ['MM/dd/yyyy']);
  assert.deepEqual(await formsIn('2023-04-03', '2024-12-31T10:00:00Z'), ['iso']);
  assert.deepEqual(await formsIn('1700000000'), ['epoch-seconds']);
  assert.deepEqual(await formsIn('1700000000000'), ['epoch-milliseconds']);
});

test('where the rows leave it open, each form says what it makes of one that they read differently', async () => {
  const { dates } = await one('05/05/2026', '03/04/2026');
  assert.deepEqual(dates, {
    forms: [
      { format: 'MM/dd/yyyy', reads: '2026-03-04[Europe/Berlin]' },
      { format: 'dd/MM/yyyy', reads: '2026-04-03[Europe/Berlin]' },
    ],
    example: '03/04/2026',
    strangers: [],
  });
});

test('one cell that is no date does not hide how the others are written, and is named', async () => {
  const { dates } = await one('03.04.2023', '01.09.2024', '31.02.2025');
  assert.deepEqual([dates?.forms.map(({ format }) => format), dates?.strangers], [['dd.MM.yyyy'], ['31.02.2025']]);
});

test('numbers, names and empty columns are no dates', async () => {
  for (const cells of [['1001', '1002'], ['4711'], ['Ada', 'Bo'], ['', ''], ['v1.2', 'v1.3']])
    assert.equal((await one(...cells)).dates, null, cells.join());
});

test('columns that share a name, or have none, are not told of, and no more than asked for', async () => {
  const names = async (most?: number) => (await told('a;b;a;;c\n1;2;3;4;5', most)).map(({ name }) => name);
  assert.deepEqual([await names(), await names(1)], [['b', 'c'], ['b']]);
});

test('the export of a scanner that nobody here wrote is told column by column', async () => {
  const url = new URL('../../../test/fixtures/samples/prowler-aws.csv', import.meta.url);
  const columns = await told(readFileSync(url, 'utf8'));
  const named = (name: string) => columns.find((each) => each.name === name) ?? assert.fail(name);
  assert.equal(named('TIMESTAMP').dates?.forms.length, 1);
  assert.deepEqual(
    named('STATUS').words?.toSorted(),
    ['FAIL', 'MANUAL', 'PASS'].filter((word) => named('STATUS').words?.includes(word)),
  );
  assert.ok((named('SEVERITY').words ?? []).length > 1);
});
