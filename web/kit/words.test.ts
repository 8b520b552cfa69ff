import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amid, beginning, inWords, reasonShown } from './words.ts';

test('names read as words, with the letters that people write in capitals', () => {
  const CASES: readonly (readonly [name: string, begins: string, within: string])[] = [
    ['access-grant', 'Access grant', 'access grant'],
    ['mergedAt', 'Merged at', 'merged at'],
    ['mfa', 'MFA', 'MFA'],
    ['hr', 'HR', 'HR'],
    ['id', 'ID', 'ID'],
    ['patchDueAt', 'Patch due at', 'patch due at'],
    ['data-subject-request', 'Data subject request', 'data subject request'],
    ['', '', ''],
  ];
  for (const [name, begins, within] of CASES) assert.deepEqual([inWords(name), amid(name)], [begins, within]);
});

test('the beginning of a text ends with a whole word, where there is one', () => {
  const text = 'Access ends the same day, and keys with it';
  assert.equal(beginning(text), text);
  assert.equal(beginning(text, text.length), text);
  for (const [most, shown] of [
    [20, 'Access ends the same …'],
    [22, 'Access ends the same …'],
    [24, 'Access ends the same …'],
    [25, 'Access ends the same day …'],
    [41, 'Access ends the same day, and keys with …'],
    [4, 'Acce …'],
  ] as const)
    assert.equal(beginning(text, most), shown.replace(' …', '\u{a0}…'), String(most));
});

test('a reason is shown without the id of its check, and with days as people write them', () => {
  assert.equal(reasonShown('people.trained-on-hire: not run since 2026-11-01'), 'not run since 1\u{a0}Nov\u{a0}2026');
  assert.equal(
    reasonShown('account from okta: stated on 2026-11-01'),
    'account from okta: stated on 1\u{a0}Nov\u{a0}2026',
  );
});

test('a reason is shown without the population whose name it says in words', () => {
  assert.equal(reasonShown('access-grant: no source tells of access grants'), 'no source tells of access grants');
  assert.equal(reasonShown('account from okta: no source tells of it'), 'account from okta: no source tells of it');
  assert.equal(reasonShown('change: the source gave no count'), 'change: the source gave no count');
});

test('a day in a reason is written as people write it, and one within the name of a file stays', () => {
  assert.equal(reasonShown('about (1,097 looked at)'), 'about (1,097\u{a0}looked\u{a0}at)');
  assert.equal(reasonShown('it was due 2026-03-03.'), 'it was due 3\u{a0}Mar\u{a0}2026.');
  assert.equal(reasonShown('ada attached test-2025-12-11.txt'), 'ada attached test-2025-12-11.txt');
  assert.equal(reasonShown('ada attached 2025-12-11.txt'), 'ada attached 2025-12-11.txt');
});
