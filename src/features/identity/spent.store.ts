import { sql } from 'kysely';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

/** A link that somebody was sent, and when. */
export interface Sent {
  readonly id: string;
  readonly kind: 'invitation' | 'password' | 'address';
  readonly recipient: string;
  readonly made: Instant;
}

/** What a link opens at most once, as the audit log calls it. */
const USES = { password: 'account.password-set', address: 'account.address-confirmed' } as const;

/**
 * Which links open nothing any more, though their time is not over: those that were used, and invitations that were
 * withdrawn. An invitation and its message are made together, so the message is of the last that was made until then.
 */
export async function spentLinks(tx: Tx, sent: readonly Sent[]): Promise<ReadonlyMap<string, 'used' | 'withdrawn'>> {
  const spent = new Map<string, 'used' | 'withdrawn'>();
  for (const { id, kind, recipient, made } of sent) {
    const state =
      kind === 'invitation' ? await ofInvitation(tx, recipient, made) : await ofUse(tx, USES[kind], recipient, made);
    if (state !== null) spent.set(id, state);
  }
  return spent;
}

async function ofInvitation(tx: Tx, email: string, made: Instant): Promise<'used' | 'withdrawn' | null> {
  const row = await tx
    .selectFrom('invitation')
    .select('state')
    .where('email', '=', email)
    .where('created', '<=', instant(made))
    .orderBy('created', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined || row.state === 'open' ? null : row.state === 'accepted' ? 'used' : 'withdrawn';
}

/** Whoever used a later link ended the earlier ones with it: there is one password, and one address. */
async function ofUse(tx: Tx, name: string, email: string, made: Instant): Promise<'used' | null> {
  const row = await tx
    .selectFrom('action')
    .select(sql<number>`1`.as('one'))
    .where('name', '=', name)
    .where(sql<boolean>`person = ${email}`)
    .where('outcome', '=', 'done')
    .where('occurred', '>=', instant(made))
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : 'used';
}
