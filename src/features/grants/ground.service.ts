import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import type { NdasDeps } from '#/features/ndas/index.ts';
import { settingAt } from '#/features/organization/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { Post } from '#/platform/mail/letter.ts';
import type { Mailer } from '#/platform/mail/mailer.ts';
import { AccessRules } from './rules.contract.ts';
import { RULES } from './rules.ts';

export interface GrantsDeps extends NdasDeps {
  readonly post: Post;
  /** The address that people see. */
  readonly url: string;
  /** Null: no mail leaves this server, and links are handed over. */
  readonly mailer: Mailer | null;
}

/** The day of an instant in the organization, as letters and marks say it. */
export async function dayOf({ zoneOf }: GrantsDeps, tx: Tx, at: Instant): Promise<string> {
  return formatDay(zoneNamed(await zoneOf(tx)).dayOf(at));
}

export const rulesIn = async (tx: Tx): Promise<AccessRules> => AccessRules.parse((await settingAt(tx, RULES)) ?? {});
