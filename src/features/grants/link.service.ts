import { HOUR, type Instant } from '#/core/time/instant.ts';
import { sha256 } from '#/ledger/hash.ts';
import type { Tx } from '#/platform/db/database.ts';
import { SECRET_BYTES, tokenOf } from '#/platform/secret-link.ts';
import type { GrantsDeps } from './ground.service.ts';
import { insertLink, linksSince } from './visitor.store.ts';

/** Links to one visitor within an hour. */
const MOST_LINKS = 6;

interface Linking {
  readonly visitor: string;
  readonly request: string | null;
  readonly lasts: number;
}

/** The address of a link that signs a visitor in once. It is stored as a digest only. */
export async function linkFor(
  { chance, mailer }: GrantsDeps,
  tx: Tx,
  org: string,
  { home, visitor, request, lasts }: Linking & { readonly home: string },
): Promise<{ readonly link: string; readonly expires: Instant }> {
  const secret = chance.random(SECRET_BYTES);
  const made = chance.now();
  const expires = made + lasts;
  await insertLink(tx, org, { digest: sha256(secret), visitor, request, made, expires, mailed: mailer !== null });
  return { link: `${home}/access/${tokenOf(secret)}`, expires };
}

/** Whether so many links went to a visitor lately that no more do for a while. */
export const hasManyLinks = async ({ chance }: GrantsDeps, tx: Tx, visitor: string): Promise<boolean> =>
  (await linksSince(tx, visitor, chance.now() - HOUR)) >= MOST_LINKS;
