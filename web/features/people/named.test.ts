import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressesIn, isHandle, namesIn, namingBy, partedAtAddresses } from './named.ts';

const PEOPLE = [
  { employee: '1', name: 'Ada Lovelace', email: 'Ada@acme.example' },
  { employee: '2', name: 'Bo Berg', email: 'team@acme.example' },
  { employee: '3', name: 'Cy Chen', email: 'team@acme.example' },
  { employee: '4', name: 'Di Dorn', email: null },
  { employee: '4', name: 'Ed Ende', email: null },
  { employee: '5', name: '', email: 'five@acme.example' },
];
const named = namesIn(PEOPLE, [
  { handle: 'github:ada', is: 'employee:1' },
  { handle: 'github:deploys', is: 'bot' },
  { handle: 'github:left', is: null },
]);

test('a number, an address and a declared handle lead to the name of the person', () => {
  assert.equal(named('employee:1'), 'Ada Lovelace');
  assert.equal(named('email:ada@acme.example'), 'Ada Lovelace');
  assert.equal(named('github:ada'), 'Ada Lovelace');
});

test('what is of two people, of a machine or of nobody names nobody', () => {
  for (const handle of [
    'employee:4',
    'email:team@acme.example',
    'github:deploys',
    'github:left',
    'github:x',
    'employee:5',
  ])
    assert.equal(named(handle), null, handle);
});

test('a person who came back is one, though a list has them twice', () => {
  const twice = namesIn([...PEOPLE.slice(0, 1), ...PEOPLE.slice(0, 1)], []);
  assert.equal(twice('employee:1'), 'Ada Lovelace');
});

test('an address of a page, a time and a sentence are no handles', () => {
  for (const text of ['https://acme.example/x', '10:30', 'note: see the ticket', 'Ada', 'mailto://x'])
    assert.equal(isHandle(text), false, text);
  for (const text of ['employee:1042', 'github:lars-diallo-lf', 'email:ada@acme.example'])
    assert.equal(isHandle(text), true, text);
});

test('the addresses in a text are asked for once each', () => {
  assert.deepEqual(addressesIn('Ada@acme.example asked bo@acme.example, and ada@acme.example did it.'), [
    'ada@acme.example',
    'bo@acme.example',
  ]);
  assert.deepEqual(addressesIn('the security team'), []);
});

test('an address in a sentence gives way to the name of a member, then of the list of people, and stays where there is none', () => {
  const listed = namesIn([{ employee: '7', name: 'Bo Berg', email: 'bo@acme.example' }], []);
  const named = namingBy([{ email: 'Ada@acme.example', name: 'Ada Lovelace' }], listed);
  assert.equal(named('ada@acme.example'), 'Ada Lovelace');
  assert.equal(named('bo@acme.example said that it is done'), 'Bo Berg said that it is done');
  assert.equal(named('Approved by cy@acme.example.'), 'Approved by cy@acme.example.');
  assert.equal(named('the security team'), 'the security team');
});

test('a name that two have, or that reads as an address, is put in the place of nobody’s address', () => {
  const listed = namesIn([{ employee: '7', name: 'Ada Lovelace', email: 'other@acme.example' }], []);
  const members = [
    { email: 'ada@acme.example', name: 'Ada Lovelace' },
    { email: 'bo@acme.example', name: 'Bo Berg' },
    { email: 'bb@acme.example', name: 'bo berg ' },
    { email: 'eve@acme.example', name: 'ada@acme.example' },
    { email: 'no@acme.example', name: ' ' },
    { email: 'ada@acme.example', name: 'Ada Lovelace' },
  ];
  const named = namingBy(members, listed);
  assert.equal(named('ada@acme.example'), 'Ada Lovelace', 'she is there twice, and is one');
  for (const address of [
    'bo@acme.example',
    'bb@acme.example',
    'eve@acme.example',
    'no@acme.example',
    'other@acme.example',
  ])
    assert.equal(named(address), address);
});

test('the end of an address is not the address of somebody else', () => {
  const named = namingBy([{ email: 'brien@acme.example', name: 'Bo Brien' }], () => null);
  for (const address of ["o'brien@acme.example", 'ö.brien@acme.example', 'øbrien@acme.example'])
    assert.equal(named(address), address);
  assert.equal(named('(brien@acme.example)'), '(Bo Brien)');
});

test('a text is parted at its addresses, and is the same put together', () => {
  for (const [text, parts] of [
    ['', ['']],
    ['owner: nobody', ['owner: nobody']],
    ['ada@acme.example', ['', 'ada@acme.example', '']],
    [
      'Acme · owner: ada@acme.example, or bo@acme.example.',
      ['Acme · owner: ', 'ada@acme.example', ', or ', 'bo@acme.example', '.'],
    ],
  ] as const) {
    assert.deepEqual(partedAtAddresses(text), parts);
    assert.equal(partedAtAddresses(text).join(''), text);
  }
});
