import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordsFound } from './words-found.ts';

const CASES: readonly (readonly [typed: string, first: string | undefined])[] = [
  ['population', 'population'],
  ['Populations', 'population'],
  ['deviated', 'deviation'],
  ['not evidenced', 'not evidenced'],
  ['design inc', 'design incomplete'],
  ['unknown', 'unknown'],
  ['CUEC', 'CUEC'],
  ['late', 'late'],
  ['items', 'item'],
  ['deals', 'deal'],
  ['runs', 'run'],
  ['seals', 'seal'],
  ['sealing', 'seal'],
  ['policies', 'policy'],
  ['series', 'series'],
  ['criteria', 'criterion'],
  ['access', 'access request'],
  ['co', undefined],
  ['contract', undefined],
  ['police', undefined],
  ['backup', undefined],
  ['', undefined],
];

for (const [typed, first] of CASES)
  test(`“${typed}” ${first === undefined ? 'asks for no word' : `asks what ${first} means`}`, () => {
    assert.equal(wordsFound(typed)[0]?.word, first);
  });

test('no word is explained twice, and not more than two at once', () => {
  const words = wordsFound('controls').map(({ word }) => word);
  assert.equal(new Set(words).size, words.length);
  assert.ok(words.length <= 2);
});
