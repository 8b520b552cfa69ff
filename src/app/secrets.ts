import { renewAnswers } from '#/features/identity/index.ts';
import { renewMail } from '#/features/mail/index.ts';
import { renewSourceSecrets } from '#/features/sources/index.ts';
import { renewProvider } from '#/features/sso/index.ts';
import { renewWebhooks } from '#/features/webhooks/index.ts';
import { renewAuthSecrets } from '#/platform/auth/auth.ts';
import type { Attestry } from './wire.ts';

/**
 * What is encrypted in an organization, by the file that seals it, and how it is sealed anew with the newest key. A
 * test finds a file that seals something and is not here.
 */
export const SEALED: Readonly<Record<string, (attestry: Attestry, org: string) => Promise<number>>> = {
  'src/platform/signing-keys.ts': ({ db, ledger, signing }, org) =>
    db.transaction(org, async (tx) => {
      await ledger.lock(tx); // under which a key is added
      return signing.renew(org);
    }),
  'src/features/sources/secrets.service.ts': renewSourceSecrets,
  'src/features/identity/once.service.ts': renewAnswers,
  'src/features/mail/post.service.ts': renewMail,
  'src/features/webhooks/service.ts': renewWebhooks,
  'src/features/sso/service.ts': renewProvider,
};

/** Seals everything with the newest key; how many things were not yet. Safe to repeat, and beside a running server. */
export async function renewSecrets(attestry: Attestry): Promise<number> {
  let renewed = await renewAuthSecrets({ database: attestry.db.url, vault: attestry.vault });
  for (const { org } of await attestry.db.organizations())
    for (const renew of Object.values(SEALED)) renewed += await renew(attestry, org);
  return renewed;
}
