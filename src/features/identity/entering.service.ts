import type { Permission, Standing, VisitingAccount } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { keptName } from '#/core/named-subject.ts';
import { MINUTE, type Instant } from '#/core/time/instant.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { organizationIn } from '#/features/organization/index.ts';
import { sha256 } from '#/ledger/hash.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { type ActionRow, insertActions } from './action.store.ts';
import { isRole, isScopedRole, PERMISSIONS, ROLES } from './roles.ts';
import {
  closeInvitation,
  invitationForUpdate,
  type InvitationRow,
  keyWithHash,
  markKeyUsed,
  memberForUpdate,
  type MemberRow,
  membershipRows,
  type MembershipRow,
  memberRows,
  upsertMember,
} from './store.ts';
import { parseKey, parseToken } from './token.ts';

export interface EnteringDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
}

/** Somebody who stands in an organization, and may do some things there. */
export interface Entered {
  readonly org: string;
  /** As it is sealed with what they do. */
  readonly person: string;
  /** How they came in: `session`, or `key` and its name. */
  readonly via: string;
  /** The same for nobody else here: an account, or a key, of which several may have one name. */
  readonly asker: string;
  readonly standing: Standing;
  /** When they last showed that it is them; a key shows it each time. */
  readonly confirmed: Instant;
}

/** A key's last use is noted no finer than this. */
const USE_GRAIN = 10 * MINUTE;

/** In which organizations an account is now; access that has ended is left out. */
export async function memberships(
  { db, chance }: Pick<EnteringDeps, 'db' | 'chance'>,
  account: string,
): Promise<readonly MembershipRow[]> {
  const rows = await db.outside((tx) => membershipRows(tx, account));
  return rows.filter(({ expires }) => expires === null || expires > chance.now());
}

/** What may be done with a membership: nothing that its role does not allow. */
export const permissionsOf = ({ role }: Pick<MembershipRow, 'role'>): readonly Permission[] =>
  isRole(role) ? ROLES[role].may : [];

/**
 * Lets an account into the organization that it names, or the only one it is in. Throws `not_found` for an organization
 * that it is not in, whether there is one or not.
 */
export async function enterWithSession(
  deps: EnteringDeps,
  account: VisitingAccount,
  slug: string | null,
): Promise<Entered> {
  const all = (await memberships(deps, account.user)).filter(isFor(account));
  const found = slug === null ? onlyOne(all) : all.find((each) => each.slug === slug);
  if (found === undefined) throw new DomainError('not_found', { what: 'organization', id: slug ?? '' });
  if (found.company && account.only === null) throw new DomainError('company_required', { organization: found.name });
  // Who comes in past the provider shows more than a password, whatever else the organization asks.
  if ((found.secondFactor || found.breakGlass) && !account.strong) throw new DomainError('second_factor_required');
  const standing = {
    role: found.role,
    may: permissionsOf(found),
    account: account.user,
    strong: account.strong,
    engagements: isScopedRole(found.role) ? found.engagements : null,
  };
  return {
    org: found.org,
    person: account.email,
    via: 'session',
    asker: account.user,
    standing,
    confirmed: account.confirmed,
  };
}

/** A session for which a provider vouched opens its own organization, and no auditor's access there. */
export const isFor =
  ({ only }: Pick<VisitingAccount, 'only'>) =>
  ({ org, role }: Pick<MembershipRow, 'org' | 'role'>): boolean =>
    only === null || (only === org && !isScopedRole(role));

function onlyOne(all: readonly MembershipRow[]): MembershipRow {
  const [only, another] = all;
  if (only === undefined) throw new DomainError('organization_unclear', { because: 'the account is in none' });
  if (another !== undefined)
    throw new DomainError('organization_unclear', {
      because: `the account is in several: ${all.map(({ slug }) => slug).join(', ')}`,
    });
  return only;
}

/**
 * Lets a program in by its key; it may do what its scopes and its maker's role both allow. Throws `unauthenticated`, and
 * `not_found` where it names another organization than its own, whether there is one or not.
 */
export async function enterWithKey({ db, chance }: EnteringDeps, text: string, slug: string | null): Promise<Entered> {
  const token = parseKey(text);
  if (token === null) throw new DomainError('unauthenticated');
  return db.transaction(token.org, async (tx) => {
    const key = await keyWithHash(tx, sha256(token.secret));
    const now = chance.now();
    if (key === undefined || key.revoked !== null || key.expires <= now) throw new DomainError('unauthenticated');
    if (slug !== null && slug !== (await organizationIn(tx)).slug)
      throw new DomainError('not_found', { what: 'organization', id: slug });
    const may = key.account === null ? PERMISSIONS : await mayOf(tx, key.account, now);
    if (key.used === null || key.used < now - USE_GRAIN) await markKeyUsed(tx, key.id, now);
    const standing = {
      role: `the key ${key.name}`,
      may: may.filter((permission) => key.scopes.includes(permission)),
      account: null,
      strong: true,
      engagements: null,
    };
    return { org: token.org, person: key.person, via: `key ${key.name}`, asker: key.id, standing, confirmed: now };
  });
}

async function mayOf(tx: Tx, account: string, now: Instant): Promise<readonly Permission[]> {
  const member = (await memberRows(tx)).find((each) => each.account === account);
  if (member === undefined || (member.expires !== null && member.expires <= now)) return [];
  return permissionsOf(member);
}

/** What stands in a line of the audit log. */
type Line = Omit<ActionRow, 'position' | 'at'>;

/** Writes a line of the audit log, and seals it. */
export const recordAction = (deps: EnteringDeps, org: string, { subject, ...line }: Line): Promise<void> =>
  recordActions(deps, org, { ...line, subjects: [subject] });

/** Writes a line of the audit log for each thing that one action was about, and seals them together. */
export async function recordActions(
  { db, ledger, chance }: EnteringDeps,
  org: string,
  { subjects, ...said }: Omit<Line, 'subject'> & { readonly subjects: readonly Line['subject'][] },
): Promise<void> {
  const lines = subjects.map((subject) => ({ ...said, subject: kept(subject) }));
  if (lines.length === 0) return;
  await db.transaction(org, async (tx) => {
    const sealed = await ledger.seal(
      tx,
      org,
      lines.map((line) => ({ kind: 'action', payload: { v: 1, ...line } })),
    );
    const placed = lines.map((line, at) => ({
      ...line,
      position: sealed[at]?.position ?? -1,
      at: sealed[at]?.received ?? chance.now(),
    }));
    await insertActions(tx, org, placed);
  });
}

const kept = (subject: Line['subject']): Line['subject'] =>
  Object.fromEntries(Object.entries(subject).map(([name, value]) => [name, keptName(value)]));

export interface Joining {
  readonly org: string;
  readonly invitation: InvitationRow;
}

/** Runs `work` on the invitation that a link opens, which stays locked meanwhile. Throws `link_invalid`. */
export async function withInvitation<T>(
  { db, chance }: EnteringDeps,
  link: string,
  work: (tx: Tx, joining: Joining) => Promise<T>,
): Promise<T> {
  const token = parseToken(link);
  if (token === null) throw new DomainError('link_invalid');
  return db.transaction(token.org, async (tx) => {
    const invitation = await invitationForUpdate(tx, sha256(token.secret), chance.now());
    if (invitation === undefined) throw new DomainError('link_invalid');
    return work(tx, { org: token.org, invitation });
  });
}

interface Joiner {
  readonly user: string;
  readonly name: string;
  readonly vouched: boolean;
  /** Their address was shown to be theirs before. */
  readonly shown: boolean;
}

/** Makes an account a member as an invitation says, as the last step of a transaction. */
export async function join(
  { ledger, chance }: EnteringDeps,
  tx: Tx,
  { org, invitation }: Joining,
  account: Joiner,
): Promise<void> {
  const { id, email, role, engagement, firm, licence, accessUntil, handed } = invitation;
  await closeInvitation(tx, id, 'accepted');
  const before = await memberForUpdate(tx, account.user);
  mustNotChangeRole(before, role);
  // Whoever of a firm is let in to a second examination stays in the first; what had ended stays ended.
  const isStill = before?.firm === firm && before.role === role && (before.expires ?? 0) > chance.now();
  const engagements = [
    ...new Set([...(isStill ? before.engagements : []), ...(engagement === null ? [] : [engagement])]),
  ];
  const about = { account: account.user, email, name: account.name, role, firm };
  const member = { ...about, engagements, licence: licence === null ? null : { ...licence } };
  await upsertMember(tx, org, {
    ...member,
    expires: accessUntil,
    added: chance.now(),
    vouched: account.vouched,
    // what management could open once is theirs to open until its firm joins by a link that only the mail had
    handed: handed && (!account.shown || before?.handed === true),
  });
  await ledger.seal(tx, org, [{ kind: 'member-joined', payload: { v: 1, ...member, invitation: id, person: email } }]);
}

/** Who is in is given another role by `change`, under its rules, and never by an invitation that they accept. */
export function mustNotChangeRole(member: Pick<MemberRow, 'role'> | undefined, role: string): void {
  if (member !== undefined && member.role !== role)
    throw new DomainError('role_refused', { role, because: `they are in already, as ${member.role}` });
}

/** Makes an account an owner of an organization that has no members yet, or that it has just made; true: it is. */
export async function makeFirstOwner(
  { db, ledger, chance }: EnteringDeps,
  org: string,
  { user, email, name }: Pick<VisitingAccount, 'user' | 'email' | 'name'>,
): Promise<boolean> {
  return db.transaction(org, async (tx) => {
    if ((await memberRows(tx)).length > 0) return false;
    const member = { account: user, email, name, role: 'owner', engagements: [], firm: null, licence: null };
    await upsertMember(tx, org, { ...member, expires: null, added: chance.now(), vouched: false, handed: false });
    await ledger.seal(tx, org, [{ kind: 'member-joined', payload: { v: 1, ...member, person: email } }]);
    return true;
  });
}
