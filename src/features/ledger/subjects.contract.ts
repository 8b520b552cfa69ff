/** What has a page of its own. */
export const SUBJECTS = [
  'artifact',
  'check',
  'control',
  'document',
  'engagement',
  'entry',
  'grant',
  'item',
  'person',
  'policy',
  'population',
  'report',
  'source',
  'task',
  'trust-center',
] as const;
