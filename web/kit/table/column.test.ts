import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Text } from '@mantine/core';
import { createElement, type FunctionComponent, type PropsWithChildren } from 'react';
import { type Column, columnsOf, fits, idOf, nameOf, order, saidBy, shownOf, tellingOf, toldBy } from './column.ts';
import { tableCsv } from './csv.ts';
import { type Saying, wordsOf } from './said.ts';

interface Row {
  readonly name: string;
  readonly items: number;
  readonly note: string;
}

const Told: Saying<{ readonly at: number }> = () => null;
Told.said = ({ at }) => new Date(at).toISOString();

const COLUMNS: readonly Column<Row>[] = [
  { head: 'Name', cell: ({ name }) => createElement('a', { href: '/' }, name) },
  { head: 'Items', number: true, cell: ({ items }) => items.toLocaleString('en-US') },
  { head: 'Read at', cell: ({ items }) => createElement(Told, { at: items }) },
  { head: 'Note', extra: true, cell: ({ note }) => note.slice(0, 2), value: ({ note }) => note },
  { head: 'Action', acts: true, cell: () => createElement('button', {}, 'Do it') },
];
const [NAME, ITEMS, READ, NOTE] = COLUMNS as [Column<Row>, Column<Row>, Column<Row>, Column<Row>];
const row: Row = { name: '=cmd', items: 1_204, note: 'Seen by Ada' };

test('a table says in words what people see in it, and numbers as numbers', () => {
  assert.equal(saidBy(NAME, row), '=cmd');
  assert.equal(saidBy(ITEMS, row), 1_204);
  assert.equal(saidBy(READ, row), '1970-01-01T00:00:01.204Z');
  assert.equal(saidBy(NOTE, row), 'Seen by Ada');
  assert.equal(wordsOf(['a', null, false, createElement('div', {}, 'b', 3)]), 'a b3');
});

test('a row is told with the heads of its columns, days as people say them, and nothing of what is empty', () => {
  const lines = createElement(
    'div',
    {},
    'Ada',
    createElement(Text as FunctionComponent<PropsWithChildren>, {}, 'ada@acme.example'),
  );
  const columns: readonly Column<Row>[] = [
    { head: 'Who', cell: () => lines },
    ...COLUMNS,
    { head: 'Day', cell: () => '2026-03-03' },
    { head: 'Nothing', cell: () => null },
  ];
  assert.equal(
    toldBy(columns, row, 'Pacific/Auckland'),
    'Who: Ada, ada@acme.example; Name: =cmd; Items: 1204; Read at: 1 Jan 1970; Note: Seen by Ada; Day: 3 Mar 2026',
  );
});

test('text is ordered as people order it, and numbers by their size', () => {
  assert.deepEqual(['CC10', 'cc9', 'CC9.2'].toSorted(order), ['cc9', 'CC9.2', 'CC10']);
  assert.deepEqual([12, 9, 100].toSorted(order), [9, 12, 100]);
});

test('every word that is looked for is somewhere in what a row says, shown or not', () => {
  assert.equal(fits(COLUMNS, row, ''), true);
  assert.equal(fits(COLUMNS, row, 'ada  =CMD'), true);
  assert.equal(fits(COLUMNS, row, 'ada bo'), false);
});

test('what can be done with a row stays whatever is chosen, and what is extra is shown when it is', () => {
  const heads = (chosen: readonly string[] | null) => shownOf(COLUMNS, chosen).map(idOf);
  assert.deepEqual(heads(null), ['name', 'items', 'read-at', 'action']);
  assert.deepEqual(heads(['note', 'name']), ['name', 'note', 'action']);
});

test('a file has every column that says something, no formula, and says where there is more', () => {
  const [head, first, last] = tableCsv(COLUMNS, [row], true).trim().split('\r\n');
  assert.equal(head, 'Name,Items,Read at,Note');
  assert.equal(first, "'=cmd,1204,1970-01-01T00:00:01.204Z,Seen by Ada");
  assert.match(last ?? '', /^There are more than these 1;/);
});

test('columns go with rows that hold what they are of', () => {
  const [name, , , note] = columnsOf(COLUMNS, ({ of }: { readonly of: Row }) => of);
  assert.deepEqual(
    [name, note].map((column) => column !== undefined && saidBy(column, { of: row })),
    ['=cmd', row.note],
  );
});

test('an address that names no column of a table shows those that the table shows by itself', () => {
  const heads = (chosen: readonly string[] | null) => shownOf(COLUMNS, chosen).map(({ head }) => head);
  for (const none of [null, [], ['garbage'], ['action']])
    assert.deepEqual(heads(none), ['Name', 'Items', 'Read at', 'Action']);
  assert.deepEqual(heads(['note', 'garbage']), ['Note', 'Action']);
});

test('a day that no line ends within is found, and saved, by plain spaces', () => {
  const day: Column<Row> = { head: 'Due', cell: () => '3\u{a0}Mar\u{a0}2026' };
  assert.equal(saidBy(day, row), '3 Mar 2026');
  assert.equal(fits([day], row, '3 mar 2026'), true);
  assert.equal(saidBy({ head: 'Due', cell: () => null, value: () => '3\u{a0}Mar' }, row), '3 Mar');
});

test('a column in which no row shows anything is none, and a row is called by the one that says so', () => {
  const empty: Column<Row> = { head: 'Why', cell: () => ['', null, false] };
  const some: Column<Row> = { head: 'For', cell: ({ items }) => items > 1 && '0' };
  const heads = (rows: readonly Row[]) => tellingOf([NAME, empty, some], rows).map(({ head }) => head);
  assert.deepEqual(heads([{ ...row, items: 1 }, row]), ['Name', 'For']);
  assert.deepEqual(heads([{ ...row, items: 1 }]), ['Name']);
  assert.deepEqual(heads([]), ['Name', 'Why', 'For']);
  assert.equal(nameOf([NAME, ITEMS])?.head, 'Name');
  assert.equal(nameOf([NAME, { ...ITEMS, name: true }])?.head, 'Items');
});
