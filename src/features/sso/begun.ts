import { z } from 'zod';

const Any = {
  /** The organization whose provider was asked. */
  org: z.string(),
  issuer: z.string(),
  /** The digest of what the browser that began keeps. */
  proof: z.string(),
};

const Begun = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('openid'),
    ...Any,
    nonce: z.string(),
    /** RFC 7636. */
    verifier: z.string(),
  }),
  z.object({
    kind: z.literal('saml'),
    ...Any,
    /** The id of the request that was sent. */
    request: z.string(),
  }),
]);

/** A sign-in that went away to a provider, as it is kept until somebody comes back. */
export type Begun = z.output<typeof Begun>;

export const parseBegun = (kept: string): Begun => Begun.parse(JSON.parse(kept));
