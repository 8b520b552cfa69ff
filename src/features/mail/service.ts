import { MadeEnd } from '#/contract/cursor.ts';
import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { invitersOf, roleOfAddress } from '#/features/identity/index.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { mailContract } from './contract.ts';
import { isOver, textOf } from './deliver.service.ts';
import { whyNotOpened } from './opening.ts';
import { MAIL, type PostDeps, posting } from './post.service.ts';
import { spentAmong } from './spent.service.ts';
import { mailForUpdate, type MailRow, mailRows, updateMail } from './store.ts';

export interface MailDeps extends PostDeps {
  readonly db: Database;
}

export const mail = (deps: MailDeps): Handlers<typeof mailContract> => ({
  list: ({ org }, { state, after, limit }) =>
    deps.db.transaction(org, async (tx) => {
      const rows = await mailRows(tx, {
        state,
        after: after === undefined ? null : MadeEnd.read(after),
        limit: limit + 1,
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        messages: await asTheyStand(tx, page, deps.chance.now()),
        next: last === undefined ? null : MadeEnd.write(last),
        server: deps.mailer === null ? null : { host: deps.mailer.host, from: deps.mailer.from },
      };
    }),
  open: (caller, { id }) => open(deps, caller, id),
  send: async ({ org }, { id }) => {
    if (deps.mailer === null) throw new DomainError('mail_off');
    const queue = await deps.queue();
    return deps.db.transaction(org, async (tx) => {
      const { state } = await undelivered(deps, tx, id);
      if (state === 'waiting') throw new DomainError('mail_state', { state });
      await updateMail(tx, id, { state: 'waiting', error: null });
      await queue.send(tx, MAIL, { org, id });
      return { state: 'waiting' as const };
    });
  },
  test: async ({ org, person }) => {
    if (deps.mailer === null) throw new DomainError('mail_off');
    if (!person.includes('@'))
      throw new DomainError('input_invalid', { where: 'person', because: 'whoever asks has no e-mail address' });
    const text = 'Mail from Attestry arrives. Nothing is to be done.';
    const letter = { kind: 'test', subject: 'A test of mail from Attestry', text, link: null, expires: null } as const;
    await deps.db.transaction(org, (tx) => posting(deps)(tx, org, { ...letter, to: person }));
    return { to: person };
  },
});

/** Messages with what became of those that were not delivered: some are over, and some were handed over and used. */
async function asTheyStand(tx: Tx, rows: readonly MailRow[], now: number) {
  const spent = await spentAmong(tx, rows.filter(isHeld));
  return rows.map(({ role: _, ...row }) => {
    const over = isHeld(row) && isOver(row, now) ? ('expired' as const) : row.state;
    return { ...row, state: spent.get(row.id) ?? over };
  });
}

const isHeld = ({ state }: Pick<MailRow, 'state'>): boolean => state === 'kept' || state === 'failed';

/** What was not delivered and still holds. */
async function undelivered({ chance }: MailDeps, tx: Tx, id: string): Promise<MailRow & { readonly body: Uint8Array }> {
  const row = await mailForUpdate(tx, id);
  if (row === undefined) throw new DomainError('not_found', { what: 'message', id });
  const { body, state } = row;
  if (isOver(row, chance.now())) throw new DomainError('mail_state', { state: 'expired' });
  const spent = (await spentAmong(tx, [row])).get(id);
  if (spent !== undefined) throw new DomainError('mail_state', { state: spent });
  if (state === 'delivered' || state === 'expired' || body === null) throw new DomainError('mail_state', { state });
  return { ...row, body };
}

const open = (deps: MailDeps, { org, person, standing }: Caller, id: string) =>
  deps.db.transaction(org, async (tx) => {
    const { kind, role, recipient, subject, body, state } = await undelivered(deps, tx, id);
    const found = await roleOfAddress(tx, { email: recipient, invited: role, giver: standing?.role ?? null });
    const invitations = kind === 'invitation' ? await invitersOf(tx, recipient, deps.chance.now()) : [];
    const isInviter = invitations.length > 0 && invitations.every((inviter) => inviter === person);
    const because = whyNotOpened(standing, { kind, isKept: state === 'kept', isInviter, ...found });
    if (because !== null) throw new DomainError('role_refused', { role: found.role ?? 'none', because });
    const { text, link } = textOf(deps.vault, { org, id, body });
    return { subject, text, link };
  });
