import { z } from 'zod';
import { SystemName } from './parameters.ts';
import { definePreset } from './preset.ts';

/** Statuses of which a user can come to sign in without an administrator. */
const USABLE = ['ACTIVE', 'PROVISIONED', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT'];
const UNUSABLE = ['STAGED', 'SUSPENDED', 'DEPROVISIONED'];
const dates = { format: 'iso' };

export const oktaUsers = definePreset({
  id: 'okta-users',
  title: 'Okta users',
  doc: 'The answer of GET /api/v1/users, all pages joined into one list. Deactivated users are in it only when it is asked for them (filter=status eq "DEPROVISIONED"). It does not tell second factors or administrators.',
  populations: ['account'],
  recognizedBy: ['status', 'statusChanged', 'lastLogin', 'profile'],
  parameters: z.strictObject({ system: SystemName.default('okta') }),
  mapping: ({ system }) => ({
    population: 'account',
    format: 'json',
    fields: {
      system: { constant: system },
      login: { column: '/profile/login' },
      owner: { column: '/profile/email', scheme: 'email' },
      status: {
        column: 'status',
        values: Object.fromEntries([
          ...USABLE.map((status) => [status, 'active']),
          ...UNUSABLE.map((status) => [status, 'disabled']),
        ]),
      },
      createdAt: { column: 'created', dates },
      disabledAt: {
        cases: [
          { when: { column: 'status', in: USABLE }, make: { constant: null } },
          { when: { column: 'status', in: UNUSABLE }, make: { column: 'statusChanged', dates } },
        ],
      },
      lastUsedAt: { column: 'lastLogin', dates, empty: 'none' },
    },
  }),
});
