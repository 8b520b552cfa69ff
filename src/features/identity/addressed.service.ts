import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { isRole, isScopedRole, mayGive } from './roles.ts';
import { memberRows, membershipRows, openInvitations } from './store.ts';

/** What the owner of an address is here, or is invited to be, and how somebody of another role stands to it. */
export interface AddressedRole {
  /** Null: nothing. */
  readonly role: string | null;
  readonly isScoped: boolean;
  /** Whoever has the other role may give this one. */
  readonly mayGive: boolean;
  /** The account is in other organizations, too. */
  readonly isElsewhere: boolean;
}

export async function roleOfAddress(
  tx: Tx,
  { email, invited, giver }: { readonly email: string; readonly invited: string | null; readonly giver: string | null },
): Promise<AddressedRole> {
  const member = invited === null ? (await memberRows(tx)).find((each) => each.email === email) : undefined;
  const role = invited ?? member?.role ?? null;
  const isKnown = role !== null && isRole(role);
  return {
    role,
    isScoped: role !== null && isScopedRole(role),
    mayGive: isKnown && giver !== null && isRole(giver) && mayGive(giver, role),
    isElsewhere: member !== undefined && (await membershipRows(tx, member.account)).length > 1,
  };
}

/** Who invited an address and waits for it to join. */
export const invitersOf = async (tx: Tx, email: string, now: Instant): Promise<readonly string[]> =>
  (await openInvitations(tx, now)).filter((each) => each.email === email).map(({ person }) => person);

/** The addresses of those who direct the organization. */
export const directorsOf = async (tx: Tx): Promise<readonly string[]> =>
  (await memberRows(tx)).filter(({ role }) => role === 'owner' || role === 'admin').map(({ email }) => email);
