import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meant } from './meant.ts';

const MEMBERS = [
  { email: 'ada@acme.example', name: 'Ada Byron' },
  { email: 'ada.k@acme.example', name: 'Ada King' },
  { email: 'bo@acme.example', name: 'Bo Ek' },
  { email: 'itai@acme.example', name: 'Itai Levi' },
];

const CASES: readonly (readonly [typed: string, email: string | null, because: string])[] = [
  ['Bo', 'bo@acme.example', 'a part of a name is enough where it is the name of one alone'],
  [' bo  EK ', 'bo@acme.example', 'however it is written'],
  ['Ek, ', null, 'what is no part of a name is not passed over'],
  ['Ada', null, 'of two it is not said which'],
  ['Ada K', 'ada.k@acme.example', 'the beginning of the next word tells'],
  ['IT', null, 'the beginning of a word alone may be a role'],
  ['IT lev', null, 'so may several'],
  ['it Levi', 'itai@acme.example', 'beside a whole word it tells'],
  ['Security lead', null, 'a role is nobody by name'],
  ['bo@acme.example', null, 'an address stays what it is'],
  ['', null, 'nothing is nobody'],
];

for (const [typed, email, because] of CASES)
  test(`“${typed}” means ${email ?? 'nobody alone'}: ${because}`, () => {
    assert.equal(meant(typed, MEMBERS), email);
  });
