import type { Ledger } from '#/features/ledger/index.ts';
import { organizationName } from '#/features/organization/index.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Post } from '#/platform/mail/letter.ts';
import type { Mailer } from '#/platform/mail/mailer.ts';

export interface SubscribersDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly post: Post;
  /** The address that people see. */
  readonly url: string;
  /** Null: no mail leaves this server, and nobody can subscribe. */
  readonly mailer: Mailer | null;
  /** The zone in which an organization enters days. */
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

export const SECRET_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

/** The bytes of a token; null: it is none of ours. */
export const secretIn = (token: string): Uint8Array | null =>
  TOKEN.test(token) ? Buffer.from(token, 'base64url') : null;

export const tokenOf = (secret: Uint8Array): string => Buffer.from(secret).toString('base64url');

/** The company, as those outside know it, and where its trust center is, with no slash at its end. */
export async function companyIn({ db, url }: SubscribersDeps, tx: Tx, org: string) {
  const slug = (await db.organizations()).find((each) => each.org === org)?.slug ?? '';
  return { name: await organizationName(tx), home: `${url}/t/${slug}` };
}
