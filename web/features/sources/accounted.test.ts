import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountedInWords, turnedOnBy } from './accounted.ts';

const read = { kind: 'none', query: {}, sourceCount: null, ourCount: 3, rejected: 0 };

const BEFORE = '3 arrived in 1 reading; the source gave no count of its own';
const WORTH = ': a declaration, not shown by the source, until a count or another list is compared with it';

test('what a source counted itself stands beside what arrived', () => {
  const counted = { ...read, kind: 'counted', sourceCount: 4 };
  assert.equal(accountedInWords([counted], null), 'the source counted 4, 3 arrived in 1 reading');
});

test('rows that were rejected are missing, whatever was declared', () => {
  const declared = { ...read, kind: 'declared', query: { complete: true, declaredBy: 'ada' } };
  const says = (rejected: number) => accountedInWords([declared, { ...declared, rejected }], 'ada');
  assert.match(says(2), /^6 arrived in 2 readings, .+, and 2 rows of the last were rejected; the source gave no count/);
  assert.match(says(1), /, and 1 row of the last was rejected; /);
  assert.doesNotMatch(says(0), /rejected/);
});

test('what nobody counted and nobody declared is not established', () => {
  assert.equal(accountedInWords([read], 'bo'), `${BEFORE}, so completeness is not established by it`);
});

test('what is declared is said with whoever declared it, and with what that is worth', () => {
  const declared = { from: '2026-01-01', by: 'ada' };
  const says = (query: unknown, wholeBy: string | null = 'bo') =>
    accountedInWords([{ ...read, kind: 'declared', query }], wholeBy);
  const time = `${BEFORE}. That nothing of its time is missing rests on the word of ada`;
  assert.equal(says({ complete: false, declared }), `${time}${WORTH}`);
  assert.equal(says({ declaredBy: 'ada' }), `${time}${WORTH}`);
  assert.equal(says({ complete: true, declared }), `${time}, and that it is the whole list on that of bo${WORTH}`);
  assert.equal(
    says({ complete: true, declared }, 'ada'),
    `${BEFORE}. That nothing of its time is missing, and that it is the whole list, rests on the word of ada${WORTH}`,
    'one who said both is named once',
  );
});

test('a file that is said to be the whole list is not said to be of unknown completeness as well', () => {
  const says = (wholeBy: string | null) => accountedInWords([{ ...read, query: { complete: true } }], wholeBy);
  assert.equal(says('bo'), `${BEFORE}. That it is the whole list rests on the word of bo${WORTH}`);
  assert.equal(says(null), `${BEFORE}. That it is the whole list rests on the word of whoever connected it${WORTH}`);
});

test('that a file is the whole list is the word of whoever said so, and not of who took it back', () => {
  const change = (person: string, name: string, after: unknown) => ({ person, settings: [{ name, after }] });
  const changes = [change('cy', 'complete', false), change('bo', 'complete', true), change('ada', 'zone', 'UTC')];
  assert.equal(turnedOnBy(changes, 'complete'), 'bo');
  assert.equal(turnedOnBy(changes.slice(0, 1), 'complete'), null, 'it was so from the beginning');
});
