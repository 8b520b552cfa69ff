/** Whose work a control may be. */
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

/** How often a control may be performed. */
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
