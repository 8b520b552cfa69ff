import { z } from 'zod';
import { notApplicable, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { required } from '#/checks/requirement.ts';
import { outcomeOf } from './outcome.ts';

const nightly = { result: 'success', error: null } as const;

export default defineCheck({
  id: 'backups.encrypted',
  version: 2,
  title: 'A backup is encrypted',
  prose:
    'A copy holds everything that the original holds, and is guarded by fewer people. A failed backup leaves no copy, so it is not judged. Who can read the key, and whether the copy lies apart from the original, are not seen.',
  controls: ['backups', 'encryption-at-rest'],
  terms: {
    backups: ['backups|backup|backs up|back up|backed up', 'encrypted|encrypt'],
    'encryption-at-rest': ['encrypts|encrypt', 'backups|backup|backs up|back up|backed up'],
  },
  sentence: () => 'Each backup that did not fail is encrypted.',
  parameters: z.strictObject({}),
  population: 'backup',
  reads: ['result', 'error', 'encrypted'],
  anchor: 'startedAt',
  companions: {},
  judge(backup) {
    const encrypted = required(
      backup.encrypted,
      'it is not encrypted',
      'the source does not say whether it is encrypted',
    );
    if (outcomeOf(backup) !== 'failure') return encrypted;
    return backup.result === 'success' && encrypted.outcome !== 'pass'
      ? unknown('the source calls it a success and names an error, so that there may be a copy')
      : notApplicable('it failed and left no copy');
  },
  examples: [
    { name: 'encrypted', item: { ...nightly, encrypted: true }, expect: 'pass' },
    { name: 'not encrypted', item: { ...nightly, encrypted: false }, expect: 'deviation' },
    { name: 'the source does not say', item: nightly, expect: 'unknown' },
    {
      name: 'failed, and would not have been encrypted',
      item: { ...nightly, result: 'failure', encrypted: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'called a success with an error, and not encrypted',
      item: { ...nightly, error: 'no space left', encrypted: false },
      expect: 'unknown',
    },
    {
      name: 'its error is a word for none, and it is not encrypted',
      item: { ...nightly, error: 'None', encrypted: false },
      trap: true,
      expect: 'deviation',
    },
    {
      name: 'of unsaid result, and not encrypted',
      item: { encrypted: false },
      expect: 'deviation',
    },
  ],
});
