import { z } from 'zod';

/** What a company may promise its customers; the library says which category each suggests. */
export const Promised = z.enum([
  'uptime',
  'recovery',
  'accurate-processing',
  'confidential-data',
  'customers-apart',
  'deletion',
  'personal-data',
  'individual-requests',
  'breach-notice',
  'sub-processor-notice',
]);
