import assert from 'node:assert/strict';
import { test } from 'node:test';
import { momentOf } from '#/core/time/moment.ts';
import { passesOnWord } from '#/checks/check.ts';
import approvedByAnother from './approved-by-another.ts';
import checksSucceeded from './checks-succeeded.ts';
import emergencyReviewed from './emergency-reviewed.ts';
import notAlone from './not-merged-by-its-author-alone.ts';

const noon = momentOf('2026-03-03T12:00:00Z');
const said = (by: string, grade: 'platform' | 'stated') => ({
  by,
  state: 'approved',
  at: noon,
  revision: 'merged',
  grade,
});
const recorded = {
  author: 'email:ann@acme.example',
  mergedBy: 'email:ann@acme.example',
  mergedAt: noon,
  headRevision: null,
  revision: 'merged',
  coauthors: [],
  approvals: [said('email:cat@acme.example', 'stated')],
};
const JUDGING = [approvedByAnother, emergencyReviewed, notAlone] as const;

test('a change that passes by a line of its message alone passes by a statement', () => {
  for (const check of JUDGING) {
    assert.equal(passesOnWord(check, 'pass', recorded), true, check.id);
    assert.equal(passesOnWord(check, 'deviation', recorded), false, 'nobody stated what did not happen');
  }
});

test('one that a platform recorded an approval of as well does not', () => {
  const both = [...recorded.approvals, said('github:bob', 'platform')];
  for (const check of JUDGING) assert.equal(passesOnWord(check, 'pass', { ...recorded, approvals: both }), false);
});

test('what the author, a machine or nobody approved on the platform proves nothing', () => {
  for (const by of ['email:ann@acme.example', 'bot:renovate', undefined]) {
    const approvals = [...recorded.approvals, { ...said('', 'platform'), by }];
    for (const check of JUDGING) assert.equal(passesOnWord(check, 'pass', { ...recorded, approvals }), true);
  }
});

test('one that another person merged rests on that where a platform recorded it, and else on a name that was typed', () => {
  const merged = { ...recorded, mergedBy: 'email:bob@acme.example' };
  const openedAt = momentOf('2026-03-02T12:00:00Z');
  for (const approvals of [recorded.approvals, [], undefined]) {
    assert.equal(passesOnWord(notAlone, 'pass', { ...merged, approvals, openedAt }), false);
    for (const unsaid of [null, undefined])
      assert.equal(passesOnWord(notAlone, 'pass', { ...merged, approvals, openedAt: unsaid }), true);
  }
  const proven = [said('github:cat', 'platform')];
  assert.equal(passesOnWord(notAlone, 'pass', { ...merged, approvals: proven }), false, 'and it was approved as well');
});

test('a test that somebody says there was is a statement', () => {
  const stated = { name: 'Tested-by (stated)', result: 'success' };
  const ran = { name: 'unit', result: 'success' };
  const told = [[stated], [stated, ran], [ran], undefined].map((checks) =>
    passesOnWord(checksSucceeded, 'pass', { checks }),
  );
  assert.deepEqual(told, [true, false, false, false]);
});
