import type { Handlers, Visitor, VisitingAccount } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { mustBeRight } from '#/core/must-be-right.ts';
import { isFor, join, makeFirstOwner, memberships, permissionsOf, withInvitation } from '#/features/identity/index.ts';
import { createOrganization } from '#/features/organization/index.ts';
import type { AskedMail } from '#/platform/auth/auth.ts';
import { beginWithCompany, type SignInDeps } from '#/features/sso/index.ts';
import { weaknessOf } from '#/platform/auth/password.ts';
import { CONFIRMED_FOR } from '#/platform/auth/routes.ts';
import type { Queue } from '#/platform/jobs/queue.ts';
import type { Mailer } from '#/platform/mail/mailer.ts';
import type { accountContract } from './contract.ts';

export interface AccountDeps extends SignInDeps {
  readonly version: string;
  readonly queue: () => Promise<Pick<Queue, 'sendAlone'>>;
  /** Null: no mail leaves this server. */
  readonly mailer: Mailer | null;
}

/** Links that open something are tried this often from one address. */
const LINKS = { window: 900, most: 30 };
/** Passwords and names that are looked at before they are sent. */
const JUDGED = { window: 900, most: 100 };
/** People of one office who sign in with their company. */
const OF_COMPANY = { window: 900, most: 100 };
/** Mails about one address, whether it is one of an account or not, and asked for from one place. */
const OF_MAIL = { window: 3600, most: 5 };
const OF_PLACE = { window: 3600, most: 60 };

export const account = (deps: AccountDeps): Handlers<typeof accountContract, Visitor> => ({
  state: async ({ account: who }) => {
    const claimed = await deps.auth.hasAccounts();
    return { claimed, signedIn: who !== null, version: deps.version, mails: deps.mailer !== null };
  },
  found: async ({ address }, { token }) => {
    await deps.auth.limitFrom('link', address, LINKS);
    if (!(await deps.auth.isSetupLink(token))) throw new DomainError('link_invalid');
    const all = await deps.db.organizations();
    return { organizations: all.map(({ name, slug, demo }) => ({ name, slug, demo })) };
  },
  judged: (visitor, input) => judged(deps, visitor, input),
  setup: (visitor, input) => setup(deps, visitor, input),
  invitation: async ({ address }, { token }) => {
    await deps.auth.limitFrom('link', address, LINKS);
    return withInvitation(deps, token, async (_, { org, invitation: { email, role, firm } }) => {
      const found = (await deps.db.organizations()).find((each) => each.org === org);
      const hasAccount = (await deps.auth.accountWithEmail(email)) !== null;
      return { organization: found?.name ?? '', email, role, firm, hasAccount };
    });
  },
  join: (visitor, input) => joinWithNew(deps, visitor, input),
  accept: async ({ account: who }, { token }) => {
    // The link proves nothing about the account, so whoever only a provider brought gets a password by mail, afterwards.
    const { user, name, email, verified } = signedIn(who);
    return withInvitation(deps, token, async (tx, joining) => {
      if (joining.invitation.email !== email) throw new DomainError('link_invalid');
      await join(deps, tx, joining, { user, name, vouched: false, shown: verified });
      return { organization: await slugOf(deps, joining.org) };
    });
  },
  forgotten: ({ address }, { email }) => askForMail(deps, address, { kind: 'password', email }),
  confirmAddress: ({ account: who, address }) => {
    if (deps.mailer === null) throw new DomainError('mail_off'); // a link that is handed over shows nothing
    return askForMail(deps, address, { kind: 'address', email: whole(who).email });
  },
  company: async ({ address }, { email }) => {
    await deps.auth.limitFrom('company', address, OF_COMPANY);
    return beginWithCompany(deps, email);
  },
  me: ({ account: who }) => me(deps, signedIn(who)),
  addOrganization: (visitor, input) => addOrganization(deps, whole(visitor.account), input),
  sessions: async ({ account: who }) => {
    const { user, session, only } = signedIn(who);
    const rows = (await deps.auth.sessions(user)).filter(({ id }) => only === null || id === session);
    return { sessions: rows.map((row) => ({ ...row, current: row.id === session })) };
  },
  endSession: async ({ account: who }, { id }) => ({
    ended: await deps.auth.endSessions(whole(who).user, { only: id }),
  }),
  endOtherSessions: async ({ account: who }) => {
    const { user, session } = whole(who);
    return { ended: await deps.auth.endSessions(user, { except: session }) };
  },
  confirm: async ({ headers }, proof) => {
    await deps.auth.confirm(headers, proof);
    return { until: deps.chance.now() + CONFIRMED_FOR };
  },
});

type Handling<N extends keyof typeof accountContract> = (
  deps: AccountDeps,
  ...given: Parameters<Handlers<typeof accountContract, Visitor>[N]>
) => ReturnType<Handlers<typeof accountContract, Visitor>[N]>;

function signedIn(account: VisitingAccount | null): VisitingAccount {
  if (account === null) throw new DomainError('unauthenticated');
  return account;
}

/** For what is the person's in all their organizations, a session of one of them is not enough. */
function whole(account: VisitingAccount | null): VisitingAccount {
  const who = signedIn(account);
  if (who.only !== null) throw new DomainError('company_session');
  return who;
}

async function me(deps: AccountDeps, { user, ...who }: VisitingAccount) {
  const { name, email, hasApp, verified, strong, confirmed, only } = who;
  const organizations = (await memberships(deps, user)).filter(isFor({ only })).map((each) => ({
    slug: each.slug,
    name: each.name,
    demo: each.demo,
    role: each.role,
    may: [...permissionsOf(each)],
    engagements: [...each.engagements],
    firm: each.firm,
    expires: each.expires,
    needsSecondFactor: (each.secondFactor || each.breakGlass) && !strong,
    needsCompany: each.company && only === null,
  }));
  return { account: user, name, email, hasApp, verified, strong, confirmed, company: only !== null, organizations };
}

/** Nothing here looks whether there is such an account: who asks learns nothing, not even by how long it takes. */
async function askForMail({ auth, queue }: AccountDeps, address: string, { kind, email }: AskedMail) {
  await auth.limitFrom('mail from', address, OF_PLACE);
  await auth.limit(`mail ${kind} ${email.toLowerCase()}`, OF_MAIL);
  const id = await auth.askForMail({ kind, email });
  await (await queue()).sendAlone('mail', { org: null, id });
  return { asked: true as const };
}

const takenName = async ({ db }: AccountDeps, slug: string): Promise<DomainError | null> =>
  (await db.organizations()).some((each) => each.slug === slug)
    ? new DomainError('organization_exists', { slug })
    : null;

/** Which names are taken is said to those alone who may make an organization. */
const judged: Handling<'judged'> = async (deps, { account: who, address }, { password, personal, slug, token }) => {
  await deps.auth.limitFrom('judged', address, JUDGED);
  if (token !== undefined && !(await deps.auth.isSetupLink(token))) throw new DomainError('link_invalid');
  if (slug !== undefined && token === undefined) await mustOwnOne(deps, whole(who));
  const weak = password === undefined ? null : await weaknessOf(password, personal);
  mustBeRight([weak, slug === undefined ? null : await takenName(deps, slug)]);
  return { right: true };
};

/** Throws `forbidden`. */
async function mustOwnOne(deps: AccountDeps, { user, email }: VisitingAccount): Promise<void> {
  const owns = (await memberships(deps, user)).some(({ role }) => role === 'owner');
  if (!owns) throw new DomainError('forbidden', { permission: 'owner', role: email });
}

/** Whoever claims an installation owns the organizations that have nobody yet. */
const setup: Handling<'setup'> = async (deps, { address }, { token, name, email, password, organization }) => {
  await deps.auth.limitFrom('link', address, LINKS);
  if (!(await deps.auth.isSetupLink(token))) throw new DomainError('link_invalid');
  const weak = await weaknessOf(password, [name, email]);
  mustBeRight([weak, organization === undefined ? null : await takenName(deps, organization.slug)]);
  const user = await deps.auth.claim(token, { name, email, password, verified: false });
  const owner = { user, email: email.toLowerCase(), name };
  if (organization !== undefined) await createOrganization(deps, { ...organization, demo: false }, owner.email);
  const owned: string[] = [];
  for (const { org, slug } of await deps.db.organizations())
    if (await makeFirstOwner(deps, org, owner)) owned.push(slug);
  return { email: owner.email, organizations: owned };
};

const joinWithNew: Handling<'join'> = async (deps, { address }, { token, name, password }) => {
  await deps.auth.limitFrom('link', address, LINKS);
  return withInvitation(deps, token, async (tx, joining) => {
    const { email, handed } = joining.invitation;
    if ((await deps.auth.accountWithEmail(email)) !== null) throw new DomainError('account_exists');
    const user = await deps.auth.create({ name, email, password, verified: !handed });
    await join(deps, tx, joining, { user, name, vouched: false, shown: false });
    return { email, organization: await slugOf(deps, joining.org) };
  });
};

async function addOrganization(
  deps: AccountDeps,
  who: VisitingAccount,
  input: { readonly name: string; readonly slug: string; readonly zone: string },
) {
  await mustOwnOne(deps, who);
  const { org, slug } = await createOrganization(deps, { ...input, demo: false }, who.email);
  await makeFirstOwner(deps, org, who);
  return { slug };
}

const slugOf = async ({ db }: AccountDeps, org: string): Promise<string> =>
  (await db.organizations()).find((each) => each.org === org)?.slug ?? '';
