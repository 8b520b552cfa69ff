import { z } from 'zod';

/** Days, categories and criteria said not to be relevant that an examination had before, oldest first, and when that was changed. */
export const EarlierScopes = z.array(
  z.strictObject({
    first: z.string(),
    last: z.string(),
    categories: z.array(z.string()),
    notRelevant: z.array(z.string()),
    until: z.number(),
  }),
);
