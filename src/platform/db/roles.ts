/** Roles that never log in; the login takes one on for each connection. */
export const ROLES = { owner: 'attestry_owner', app: 'attestry_app', eraser: 'attestry_eraser' } as const;
export type Role = keyof typeof ROLES;

/** Where all tables are. */
export const SCHEMA = 'attestry';
