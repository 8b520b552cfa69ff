import { DomainError } from '#/core/errors.ts';
import type { Auth } from '#/platform/auth/auth.ts';
import { waysOf } from '#/platform/auth/ways.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type EnteringDeps, join } from './entering.service.ts';
import { isScopedRole } from './roles.ts';
import { memberRows, openInvitations, upsertMember } from './store.ts';

/** What the directory of the company says of somebody. */
export type Listed =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'let go' }
  | { readonly kind: 'expected'; readonly role: string };

export interface VouchedDeps extends EnteringDeps {
  readonly auth: Auth;
  readonly listedAs: (tx: Tx, who: { readonly account: string | null; readonly email: string }) => Promise<Listed>;
}

/** Whom the provider of an organization vouches for. */
export interface Vouching {
  readonly email: string;
  readonly name: string;
  readonly issuer: string;
  /** The provider's own name for them, which no other person ever gets. */
  readonly subject: string;
  /** Whoever it vouches for joins, invited or not. */
  readonly joins: boolean;
}

/**
 * The account of whoever a provider vouches for, as a member of its organization: who is one already, who is invited,
 * whom the directory of the company names, or, where the organization says so, anybody but those whom it let go. An auditor's account is never management's to vouch for. Throws
 * `sso_not_invited`, and `provider_refused` where the address has passed to another person.
 */
export async function memberVouchedFor(
  deps: VouchedDeps,
  org: string,
  vouching: Vouching,
): Promise<{ readonly org: string; readonly user: string; readonly email: string }> {
  const { auth, db, chance } = deps;
  const { issuer, subject } = vouching;
  const known = await auth.vouchedFor({ org, issuer, subject });
  const account = known ?? (await auth.accountWithEmail(vouching.email))?.user ?? null;
  return db.transaction(org, async (tx) => {
    const member = (await memberRows(tx)).find((each) => each.account === account);
    const isOver = member !== undefined && member.expires !== null && member.expires <= chance.now();
    if (member !== undefined && isScopedRole(member.role)) throw notInvited(vouching);
    const listed = await deps.listedAs(tx, { account, email: vouching.email });
    if (listed.kind === 'let go') throw notInvited(vouching);
    if (member === undefined || isOver) await mayJoin(tx, deps, { vouching, listed });
    const user = account ?? (await auth.createVouched(vouching));
    if (known === null && !(await auth.vouch({ org, issuer, subject, user })))
      throw new DomainError('provider_refused', { because: 'it knows that address as another person' });
    if (member === undefined || isOver) await joinVouched(tx, deps, { org, user, vouching, listed });
    return { org, user, email: member?.email ?? vouching.email };
  });
}

const notInvited = ({ email }: Vouching): DomainError => new DomainError('sso_not_invited', { email });

const invitationOf = async (tx: Tx, { chance }: VouchedDeps, { email }: Vouching) =>
  (await openInvitations(tx, chance.now())).find((each) => each.email === email && !isScopedRole(each.role));

interface Known {
  readonly vouching: Vouching;
  readonly listed: Listed;
}

async function mayJoin(tx: Tx, deps: VouchedDeps, { vouching, listed }: Known): Promise<void> {
  if (vouching.joins || listed.kind === 'expected') return;
  if ((await invitationOf(tx, deps, vouching)) === undefined) throw notInvited(vouching);
}

/** As the invitation says, or as the groups of the directory do, or else as a member who sees their own tasks. */
async function joinVouched(
  tx: Tx,
  deps: VouchedDeps,
  { org, user, vouching, listed }: Known & { readonly org: string; readonly user: string },
): Promise<void> {
  const { name, email } = vouching;
  const { password, passkey, verified } = await waysOf(tx, user);
  // Somebody else may have made an account for the address beforehand: what opens it does not open this organization.
  const vouched = !verified || (!password && !passkey);
  const invitation = await invitationOf(tx, deps, vouching);
  if (invitation !== undefined) return join(deps, tx, { org, invitation }, { user, name, vouched, shown: true });
  const role = listed.kind === 'expected' ? listed.role : 'member';
  const member = { account: user, email, name, role, engagements: [], firm: null, licence: null };
  await upsertMember(tx, org, { ...member, expires: null, added: deps.chance.now(), vouched, handed: false });
  const payload = { v: 1, ...member, person: email };
  await deps.ledger.seal(tx, org, [{ kind: 'member-joined', payload }]);
}
