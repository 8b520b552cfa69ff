import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Ticket, Turn } from '#/platform/jobs/queue.ts';
import type { Vault } from '#/platform/keys.ts';
import type { Mailer } from '#/platform/mail/mailer.ts';
import { aboutMail } from './post.service.ts';
import { forgetMail, mailForUpdate, type MailRow, updateMail } from './store.ts';

export interface DeliverDeps {
  readonly db: Database;
  readonly chance: Chance;
  readonly vault: Vault;
  readonly mailer: Mailer | null;
  /** Told, in the transaction that marks a message as failed, that its address did not take it. */
  readonly bounced: (tx: Tx, failed: Bounced) => Promise<unknown>;
}

/** A message whose address was refused by the server that it is at, or that our server asked. */
export interface Bounced {
  readonly address: string;
  readonly kind: 'permanent' | 'temporary';
}

/** How long it is known what was sent to whom. */
const KEPT = 30 * DAY;

/**
 * One try to deliver a message. What the server does not take now is thrown, so that the queue tries again; what it
 * refuses for good, and what failed to the last, is marked and seen in the outbox.
 */
export async function deliverMail(deps: DeliverDeps, { org, id, isLast }: Turn): Promise<void> {
  if (org === null) throw new TypeError('a message is of an organization');
  const { db, chance, mailer } = deps;
  const letter = await begun(deps, org, id);
  if (letter === null) return;
  try {
    if (mailer === null) throw new DomainError('mail_off');
    await mailer.send(letter);
  } catch (error) {
    const isRefused = error instanceof DomainError && error.code === 'mail_refused';
    const isOver = isLast || isRefused;
    const because = error instanceof DomainError ? error.message : 'something went wrong that nobody foresaw';
    await db.transaction(org, async (tx) => {
      await updateMail(tx, id, { state: isOver ? 'failed' : 'waiting', error: because });
      if (isOver && isOfAddress(error))
        await deps.bounced(tx, { address: letter.to, kind: isRefused ? 'permanent' : 'temporary' });
    });
    if (isOver) return;
    throw error;
  }
  // The text has done its work; what is kept is that it was delivered.
  const change = { state: 'delivered', sent: chance.now(), error: null, body: null } as const;
  await db.transaction(org, (tx) => updateMail(tx, id, change));
}

const isOfAddress = (error: unknown): boolean => error instanceof DomainError && error.facts['of'] === 'address';

interface Ready {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly leave: string | null;
}

/** Null: there is nothing to send, or not any more. */
const begun = ({ db, chance, vault }: DeliverDeps, org: string, id: string): Promise<Ready | null> =>
  db.transaction(org, async (tx) => {
    const row = await mailForUpdate(tx, id);
    if (row === undefined || row.state !== 'waiting' || row.body === null) return null;
    if (isOver(row, chance.now())) {
      await updateMail(tx, id, { state: 'expired', body: null });
      return null;
    }
    await updateMail(tx, id, { tries: row.tries + 1 });
    const { text, leave = null } = textOf(vault, { org, id, body: row.body });
    return { id, to: row.recipient, subject: row.subject, text, leave };
  });

export const isOver = ({ expires }: Pick<MailRow, 'expires'>, now: number): boolean =>
  expires !== null && expires <= now;

export function textOf(
  vault: Vault,
  { org, id, body }: { readonly org: string; readonly id: string; readonly body: Uint8Array },
): { readonly text: string; readonly link: string | null; readonly leave?: string | null } {
  return JSON.parse(Buffer.from(vault.open(body, aboutMail(org, id))).toString('utf8')) as ReturnType<typeof textOf>;
}

/** Marks a message that no try could finish, such as one whose worker was killed each time. */
export const markMailFailed = ({ db }: Pick<DeliverDeps, 'db'>, { org, id }: Ticket): Promise<void> =>
  org === null
    ? Promise.resolve()
    : db.transaction(org, async (tx) => {
        const row = await mailForUpdate(tx, id);
        if (row?.state !== 'waiting') return;
        await updateMail(tx, id, { state: 'failed', error: row.error ?? 'its worker ended before it did' });
      });

/** What nobody needs any more. */
export const forgetOldMail = ({ db, chance }: Pick<DeliverDeps, 'db' | 'chance'>, org: string): Promise<void> =>
  db.transaction(org, (tx) => forgetMail(tx, chance.now(), chance.now() - KEPT));
