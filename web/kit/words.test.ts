import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amid, inWords } from './words.ts';

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
