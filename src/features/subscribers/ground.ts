import type { Ledger } from '#/features/ledger/index.ts';
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
