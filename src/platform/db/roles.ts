/** Roles that never log in; the login takes one on for each connection. */
export const ROLES = { owner: 'attestry_owner', app: 'attestry_app', eraser: 'attestry_eraser' } as const;
export type Role = keyof typeof ROLES;

/** Where the tables of organizations are. */
export const SCHEMA = 'attestry';
/** Where accounts are, which are of persons and not of organizations. */
export const ACCOUNTS = 'attestry_auth';
/** Where the queue keeps its jobs. */
export const QUEUE = 'attestry_queue';
