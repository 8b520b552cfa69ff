import { z } from 'zod';

const Begun = z.object({
  /** The organization whose provider was asked. */
  org: z.string(),
  issuer: z.string(),
  nonce: z.string(),
  /** RFC 7636. */
  verifier: z.string(),
  /** The digest of what the browser that began keeps. */
  proof: z.string(),
});

/** A sign-in that went away to a provider, as it is kept until somebody comes back. */
export type Begun = z.output<typeof Begun>;

export const parseBegun = (kept: string): Begun => Begun.parse(JSON.parse(kept));
