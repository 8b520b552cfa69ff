import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant, isAfter, type LastShown } from '#/platform/db/statements.ts';
import type { LetterKind } from '#/platform/mail/letter.ts';

export type MailState = 'kept' | 'waiting' | 'delivered' | 'failed' | 'expired';

export interface MailRow {
  readonly id: string;
  readonly kind: LetterKind;
  /** Of an invitation: as what it lets somebody in. */
  readonly role: string | null;
  readonly recipient: string;
  readonly subject: string;
  readonly state: MailState;
  readonly made: Instant;
  readonly sent: Instant | null;
  readonly tries: number;
  readonly error: string | null;
  readonly expires: Instant | null;
}

const MAIL = [
  'id',
  'kind',
  'role',
  'recipient',
  'subject',
  'state',
  'made',
  'sent',
  'tries',
  'error',
  'expires',
] as const;

export interface NewMail extends Pick<MailRow, 'id' | 'kind' | 'role' | 'recipient' | 'subject' | 'state' | 'expires'> {
  /** Encrypted. */
  readonly body: Uint8Array;
  readonly made: Instant;
}

export async function insertMail(tx: Tx, org: string, { made, expires, ...row }: NewMail): Promise<void> {
  const times = { made: formatInstant(made), expires: expires === null ? null : formatInstant(expires) };
  await tx
    .insertInto('mail')
    .values({ org, ...row, ...times, tries: 0 })
    .execute();
}

export interface MailPage {
  readonly state?: MailState | undefined;
  readonly after: LastShown | null;
  readonly limit: number;
}

/** The newest first. */
export async function mailRows(tx: Tx, { state, after, limit }: MailPage): Promise<readonly MailRow[]> {
  const rows = await tx
    .selectFrom('mail')
    .select(MAIL)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .where(isAfter(after))
    .orderBy('made', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows as readonly MailRow[];
}

export interface KeptPage extends Omit<MailPage, 'state'> {
  readonly now: Instant;
}

/** Links to outsiders and for new passwords that never left the server and still hold, the newest first. */
export async function keptLinks(tx: Tx, { now, after, limit }: KeptPage): Promise<readonly MailRow[]> {
  const rows = await tx
    .selectFrom('mail')
    .select(MAIL)
    .where('state', '=', 'kept')
    .where('kind', 'in', ['access', 'password'])
    .where('expires', '>', instant(now))
    .where(isAfter(after))
    .orderBy('made', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows as readonly MailRow[];
}

/** With its text, encrypted; null where it is gone. */
export async function mailForUpdate(
  tx: Tx,
  id: string,
): Promise<(MailRow & { readonly body: Uint8Array | null }) | undefined> {
  const row = await tx
    .selectFrom('mail')
    .select([...MAIL, 'body'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row as (MailRow & { readonly body: Uint8Array | null }) | undefined;
}

type Change = Partial<Pick<MailRow, 'state' | 'sent' | 'tries' | 'error'>> & { readonly body?: null };

export async function updateMail(tx: Tx, id: string, { sent, ...change }: Change): Promise<void> {
  const at = sent === undefined || sent === null ? {} : { sent: formatInstant(sent) };
  await tx
    .updateTable('mail')
    .set({ ...change, ...at })
    .where('id', '=', id)
    .execute();
}

/** Messages whose text is still there. */
export const heldMail = (tx: Tx): Promise<readonly { readonly id: string; readonly body: Uint8Array | null }[]> =>
  tx.selectFrom('mail').select(['id', 'body']).where('body', 'is not', null).forUpdate().execute();

export async function replaceBody(tx: Tx, id: string, body: Uint8Array): Promise<void> {
  await tx.updateTable('mail').set({ body }).where('id', '=', id).execute();
}

/** The text of what does not hold any more goes, and after a while all of it. */
export async function forgetMail(tx: Tx, now: Instant, before: Instant): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ state: 'expired', body: null })
    .where('expires', '<', instant(now))
    .where('state', 'in', ['kept', 'failed', 'waiting'])
    .execute();
  await tx.deleteFrom('mail').where('made', '<', instant(before)).execute();
}
