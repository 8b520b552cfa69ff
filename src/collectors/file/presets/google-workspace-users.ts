import { z } from 'zod';
import { SystemName, ZoneName } from './parameters.ts';
import { definePreset } from './preset.ts';

export const googleWorkspaceUsers = definePreset({
  id: 'google-workspace-users',
  title: 'Google Workspace users',
  doc: 'Admin console, Directory, Users, Download users, all columns. Sign-in times carry no zone; it is the one in which the console shows them. It does not tell administrators, nor when a user was suspended.',
  populations: ['account'],
  recognizedBy: ['Email Address [Required]', '2sv Enrolled [READ ONLY]'],
  parameters: z.strictObject({ zone: ZoneName, system: SystemName.default('google-workspace') }),
  mapping: ({ zone, system }) => ({
    population: 'account',
    fields: {
      system: { constant: system },
      login: { column: 'Email Address [Required]' },
      owner: { column: 'Email Address [Required]', scheme: 'email' },
      status: {
        column: 'Status [READ ONLY]',
        values: { Active: 'active', Suspended: 'disabled', Archived: 'disabled' },
      },
      disabledAt: {
        cases: [{ when: { column: 'Status [READ ONLY]', in: ['Active'] }, make: { constant: null } }],
      },
      lastUsedAt: {
        column: 'Last Sign In [READ ONLY]',
        values: { 'Never logged in': null },
        dates: { format: 'yyyy/MM/dd HH:mm:ss', zone },
      },
      // Who is enrolled is asked for the second step; who is only told to enroll is not yet.
      mfa: { column: '2sv Enrolled [READ ONLY]' },
    },
  }),
});
