import { z } from 'zod';
import { notApplicable } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { required } from '#/checks/requirement.ts';
import { outcomeOf } from './outcome.ts';

const nightly = { result: 'success', error: null } as const;

export default defineCheck({
  id: 'backups.encrypted',
  version: 1,
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
  judge: (backup) =>
    outcomeOf(backup) === 'failure'
      ? notApplicable('it failed and left no copy')
      : required(backup.encrypted, 'it is not encrypted', 'the source does not say whether it is encrypted'),
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
      name: 'of unsaid result, and not encrypted',
      item: { encrypted: false },
      expect: 'deviation',
    },
  ],
});
