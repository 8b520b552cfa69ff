import type { Permission } from '#/contract/endpoint.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { isRole, mayRole } from './roles.ts';
import { memberRows, type MemberRow } from './store.ts';

/** Members whose role has a permission, and whose access has not ended. */
export const membersWhoMay = async (tx: Tx, permission: Permission, now: Instant): Promise<readonly MemberRow[]> =>
  (await memberRows(tx)).filter(
    ({ role, expires }) => isRole(role) && mayRole(role, permission) && (expires === null || expires > now),
  );
