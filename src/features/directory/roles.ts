import { z } from 'zod';
import { DIRECTORY_ROLES } from './contract.ts';

export type DirectoryRole = (typeof DIRECTORY_ROLES)[number];

/** What a group makes of its people. */
export interface GroupRole {
  readonly group: string;
  readonly role: DirectoryRole;
}

const Stored = z.object({ roles: z.array(z.object({ group: z.string(), role: z.enum(DIRECTORY_ROLES) })) });

/** As it was set; empty: nothing was. */
export const rolesIn = (stored: unknown): readonly GroupRole[] =>
  stored === undefined ? [] : Stored.parse(stored).roles;

/** The first line that fits says it; of whoever is in none of the groups: a member, who sees their own tasks. */
export const roleFor = (roles: readonly GroupRole[], groups: readonly string[]): DirectoryRole =>
  roles.find(({ group }) => groups.includes(group))?.role ?? 'member';
