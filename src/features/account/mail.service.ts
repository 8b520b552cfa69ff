import { DomainError } from '#/core/errors.ts';
import { HOUR } from '#/core/time/instant.ts';
import { type EnteringDeps, isScopedRole, memberships, recordAction } from '#/features/identity/index.ts';
import type { AskedMail, Auth } from '#/platform/auth/auth.ts';
import type { Turn } from '#/platform/jobs/queue.ts';
import type { Letter, Post } from '#/platform/mail/letter.ts';
import type { Mailer } from '#/platform/mail/mailer.ts';
import { addressLetter, byCompanyLetter, passwordLetter } from './letters.ts';

export interface AccountMailDeps extends EnteringDeps {
  readonly auth: Auth;
  readonly mailer: Mailer | null;
  readonly post: Post;
  /** The address that people see. */
  readonly url: string;
}

/**
 * Makes the mail that somebody asked for, if there is such an account. Of somebody who is in one organization it goes
 * through its outbox. An auditor's, and that of somebody who is in several, is for no organization to see: it is sent
 * at once, or, where no mail leaves, not at all; the terminal makes such links.
 */
export async function sendAccountMail(deps: AccountMailDeps, { id, isLast }: Turn): Promise<void> {
  const { auth, db, post, mailer } = deps;
  const asked = await auth.askedMail(id);
  if (asked === null) return;
  const account = await auth.accountWithEmail(asked.email);
  if (account !== null) {
    const all = await memberships(deps, account.user);
    const [only] = all;
    // Who comes in by a provider alone gets no second way in from us, which would stay open when they are let go there.
    const isVouched = only !== undefined && all.every(({ company }) => company);
    const letter =
      isVouched && asked.kind === 'password' ? companyLetter(deps, asked.email) : await letterOf(deps, asked);
    if (only !== undefined && all.length === 1 && !isScopedRole(only.role))
      await db.transaction(only.org, (tx) => post(tx, only.org, letter));
    else if (mailer !== null) await sendAlone(mailer, { id, isLast, letter });
  }
  await auth.forgetAskedMail(id);
  if (account !== null) await noteAsked(deps, { ...asked, user: account.user, id });
}

const ASKED = { password: 'account.password-asked', address: 'account.address-asked' } as const;

/** Whose account it is about learns that somebody asked; who that was, and from where, is not known here. */
async function noteAsked(
  deps: AccountMailDeps,
  { kind, email, user, id }: AskedMail & { readonly user: string; readonly id: string },
): Promise<void> {
  for (const { org } of await memberships(deps, user))
    await recordAction(deps, org, {
      person: email,
      via: 'mail',
      name: ASKED[kind],
      subject: {},
      outcome: 'asked',
      request: id,
      address: '',
    });
}

const companyLetter = ({ url, chance }: AccountMailDeps, email: string): Letter =>
  byCompanyLetter({ to: email, link: `${url}/company`, expires: chance.now() + HOUR });

async function letterOf(
  { auth, url, chance }: AccountMailDeps,
  { kind, email }: { readonly kind: 'password' | 'address'; readonly email: string },
): Promise<Letter> {
  const about = { to: email, expires: chance.now() + HOUR };
  return kind === 'password'
    ? passwordLetter({ ...about, link: `${url}/new-password#${(await auth.passwordToken(email)) ?? ''}` })
    : addressLetter({ ...about, link: await auth.addressLink(email) });
}

/** What is refused for good, and the last try, end it: whoever waits asks again. */
async function sendAlone(
  mailer: Mailer,
  { id, isLast, letter }: { readonly id: string; readonly isLast: boolean; readonly letter: Letter },
): Promise<void> {
  const { to, subject, text } = letter;
  await mailer.send({ id, to, subject, text, leave: null }).catch((error: unknown) => {
    const isForGood = error instanceof DomainError && error.code === 'mail_refused';
    if (!isForGood && !isLast) throw error;
  });
}
