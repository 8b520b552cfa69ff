import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchWords } from './search-words.ts';

test('words are counted in one form, and what may say who somebody is is not kept', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['  Bug   BOUNTY ', 'bug bounty'],
    ['bug\u202Ebounty\u0000\n', 'bug bounty'],
    ['ｂｕｇ', 'bug'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['=HYPERLINK("x")', '=hyperlink("x")'],
    ['iso 27001', 'iso 27001'],
    ['zoe@buyer.example', null],
    ['https://elsewhere.example', null],
    ['call 0171 555-1234', null],
    ['4111 1111 1111 1111', null],
    ['x', null],
    ['???', null],
    ['a'.repeat(101), null],
    ['', null],
  ];
  for (const [text, words] of cases) assert.equal(searchWords(text), words, text);
});
