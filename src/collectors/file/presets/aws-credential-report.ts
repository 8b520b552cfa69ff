import { z } from 'zod';
import type { Single } from '#/collectors/file/mapping.ts';
import { Scheme } from './parameters.ts';
import { definePreset } from './preset.ts';

const ROOT = ['<root_account>'];
const TRUE = ['true', 'TRUE'];
const FALSE = ['false', 'FALSE'];
/** The words for "there is none": no password, no key, or not used since AWS began to watch in 2014 and 2015. */
const NEVER = { 'N/A': null, no_information: null };
const dates = { format: 'iso' };

const used = (column: string): Extract<Single, { readonly column: string }> => ({
  column,
  values: { ...NEVER, not_supported: { unknown: true } },
  dates,
});

const key = (number: 1 | 2) => ({
  when: { column: `access_key_${number}_last_rotated`, notIn: ['', 'N/A'] },
  fields: {
    id: { constant: `access_key_${number}` },
    active: { column: `access_key_${number}_active` },
    rotatedAt: { column: `access_key_${number}_last_rotated`, dates },
    lastUsedAt: used(`access_key_${number}_last_used_date`),
  },
});

/** Whatever opens a user makes it active; a user for whom nothing does is disabled. */
const OPENS = ['password_enabled', 'access_key_1_active', 'access_key_2_active', 'cert_1_active', 'cert_2_active'];

export const awsCredentialReport = definePreset({
  id: 'aws-credential-report',
  title: 'AWS IAM credential report',
  doc: 'aws iam get-credential-report, decoded; or IAM, Credential report, Download. It tells nothing of roles and of people who sign in through Identity Center.',
  populations: ['account'],
  recognizedBy: ['user', 'arn', 'password_enabled', 'access_key_1_active'],
  parameters: z.strictObject({
    /** The number of the account. */
    account: z.string().regex(/^\d{12}$/, 'not the twelve digits of an AWS account'),
    /** What the names of users are; `email` where they are e-mail addresses. */
    scheme: Scheme.default('aws'),
  }),
  mapping: ({ account, scheme }) => ({
    population: 'account',
    format: 'csv',
    fields: {
      system: { constant: `aws:${account}` },
      login: { column: 'user' },
      owner: { cases: [{ when: { column: 'user', notIn: ROOT }, make: { column: 'user', scheme } }] },
      status: {
        cases: [
          { when: { column: 'user', in: ROOT }, make: { constant: 'active' } },
          ...OPENS.map((column) => ({ when: { column, in: TRUE }, make: { constant: 'active' } })),
          { when: { column: 'password_enabled', in: FALSE }, make: { constant: 'disabled' } },
        ],
      },
      createdAt: { column: 'user_creation_time', dates },
      lastUsedAt: {
        latest: [used('password_last_used'), used('access_key_1_last_used_date'), used('access_key_2_last_used_date')],
      },
      password: { column: 'password_enabled', values: { not_supported: { unknown: true } } },
      mfa: { column: 'mfa_active' },
      privileged: { cases: [{ when: { column: 'user', in: ROOT }, make: { constant: true } }] },
      keys: { members: [key(1), key(2)] },
    },
  }),
});
