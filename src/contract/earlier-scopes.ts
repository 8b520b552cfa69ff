import { z } from 'zod';

/** Days and categories that an examination had before, oldest first, and when they were changed. */
export const EarlierScopes = z.array(
  z.strictObject({ first: z.string(), last: z.string(), categories: z.array(z.string()), until: z.number() }),
);
