import type { ApiClient } from '#/contract/api.ts';

export type Existing = NonNullable<Parameters<ApiClient['assessment']['answer']>[0]['exists']>[number];

/** What may be there before a programme begins, in sentences. */
export const EXISTING: readonly (readonly [name: Existing, sentence: string])[] = [
  ['sign-on', 'People sign in to most systems through one account'],
  ['second-factor', 'Everybody uses a second factor'],
  ['change-reviews', 'Somebody else reviews each change, and the repository enforces it'],
  ['backups', 'There are backups, and a restore was tried'],
  ['hr-records', 'There is one list of people with first and last days'],
  ['policies', 'Policies are written, and somebody approved them'],
  ['scans', 'We scan for known holes on a schedule'],
  ['incident-plan', 'There is a plan for incidents'],
];
