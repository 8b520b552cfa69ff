/** Whose work a control is, and how often it is performed, as the contract has them. */
export const OWNER_FUNCTIONS = [
  'engineering',
  'operations',
  'security',
  'hr',
  'leadership',
  'legal',
  'product',
] as const;
export type OwnerFunction = (typeof OWNER_FUNCTIONS)[number];

export const FREQUENCIES = [
  'continuous',
  'per-event',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'semiannual',
  'annual',
] as const;
export type Frequency = (typeof FREQUENCIES)[number];
