import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import { deviation, notApplicable, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { ifActive } from './account.ts';

export default defineCheck({
  id: 'access.no-shared-account',
  version: 1,
  title: 'An account is used by one person',
  prose:
    'What several people can do under one name, nobody did. The kind of an account is what its source, or the company, says it is; people who pass a password around without saying so are not seen.',
  controls: ['authentication-standards'],
  terms: {
    'authentication-standards': ['unique|individual|personal|own', 'shared|shar'],
  },
  sentence: () => 'No active account is shared by several people.',
  parameters: z.strictObject({}),
  population: 'account',
  reads: ['kind', 'status'],
  anchor: 'validity',
  companions: {},
  judge: ({ kind, status }) => ifActive(status, unique(kind)),
  examples: [
    { name: 'of one person', item: { kind: 'person', status: 'active' }, expect: 'pass' },
    { name: 'shared', item: { kind: 'shared', status: 'active' }, expect: 'deviation' },
    {
      name: 'shared once, and disabled',
      item: { kind: 'shared', status: 'disabled' },
      trap: true,
      expect: 'not-applicable',
    },
    { name: 'shared, and may be disabled', item: { kind: 'shared' }, expect: 'unknown' },
    { name: 'of a machine', item: { kind: 'service', status: 'active' }, trap: true, expect: 'not-applicable' },
    { name: 'of unsaid kind', item: { status: 'active' }, expect: 'unknown' },
  ],
});

function unique(kind: Item<'account'>['kind']): Verdict {
  switch (kind) {
    case 'person':
      return pass();
    case 'shared':
      return deviation('several people use it');
    case 'service':
      return notApplicable('only a machine uses it');
    case undefined:
      return unknown('the source does not say who uses it');
  }
}
