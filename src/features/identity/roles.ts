import type { Permission } from '#/contract/endpoint.ts';

/** What a person may be in an organization. */
export const ROLE_NAMES = [
  'owner',
  'admin',
  'contributor',
  'member',
  'advisor',
  'auditor',
  'sales',
  'success',
] as const;
export type Role = (typeof ROLE_NAMES)[number];

interface RoleRule {
  /** In a sentence, for whoever gives it. */
  readonly doc: string;
  readonly may: readonly Permission[];
}

/** What the programme consists of; everybody who works on it may see all of it. */
const PROGRAMME: readonly Permission[] = [
  'organization:read',
  'engagements:read',
  'controls:read',
  'sources:read',
  'populations:read',
  'people:read',
  'evidence:read',
  'checks:read',
  'readiness:read',
  'ledger:read',
  'work:read',
  'policies:read',
  'vendors:read',
  'risks:read',
  'jobs:read',
  'trust:read',
  'deals:read',
  'questionnaires:read',
];

/** What waits for them, and what of it they have read. Management is told; an auditor looks for themselves. */
const TOLD: readonly Permission[] = ['notifications:read', 'notifications:write'];

/** How they themselves look at the console. */
const OWN: readonly Permission[] = ['views:read', 'views:write'];

const CONTRIBUTION: readonly Permission[] = [
  'controls:write',
  'sources:write',
  'populations:write',
  'people:write',
  'evidence:write',
  'checks:write',
  'work:write',
  'policies:write',
  'vendors:write',
  'risks:write',
  'questionnaires:write',
  'jobs:write',
];

const DIRECTION: readonly Permission[] = [
  'engagements:write',
  'auditors:read',
  'auditors:write',
  'packages:read', // it holds the whole log, with what members did and who asked for documents
  'packages:write',
  'ledger:write',
  'organization:write',
  'trust:write',
  'grants:read',
  'grants:write',
  'deals:write',
  'identity:read',
  'identity:write',
  'mail:read',
  'mail:write',
  'webhooks:read',
  'webhooks:write',
];

/** Roles as a table; nothing else in the product decides who may do what. */
export const ROLES: Readonly<Record<Role, RoleRule>> = {
  owner: {
    doc: 'May do everything that management may, and make other owners.',
    may: [
      ...PROGRAMME,
      ...TOLD,
      ...OWN,
      ...CONTRIBUTION,
      ...DIRECTION,
      'identity:erase',
      'evidence:erase',
      'grants:erase',
    ],
  },
  admin: {
    doc: 'Runs the programme and its members; cannot make owners or erase.',
    may: [...PROGRAMME, ...TOLD, ...OWN, ...CONTRIBUTION, ...DIRECTION],
  },
  contributor: {
    doc: 'Works on controls, sources, evidence and findings.',
    may: [...PROGRAMME, ...TOLD, ...OWN, ...CONTRIBUTION],
  },
  member: {
    doc: 'Sees and does their own tasks only.',
    may: ['organization:read', 'work:read', 'work:write', ...TOLD, ...OWN],
  },
  advisor: {
    doc: 'A partner who helps to prepare: sees the programme and works on tasks; never an auditor.',
    may: [...PROGRAMME, ...TOLD, ...OWN, 'work:write', 'policies:write', 'risks:write'],
  },
  auditor: {
    doc: 'Of a licensed audit firm, for the examinations that are named and for a time: sees what management shows of those, and nothing of others; changes nothing of it. A package of those, which they may take, holds the whole log.',
    may: [
      'organization:read',
      'engagements:read',
      'controls:read',
      'sources:read',
      'populations:read',
      'people:read',
      'evidence:read',
      'checks:read',
      'readiness:read',
      'ledger:read',
      'packages:read',
      'audit:read',
      'audit:write',
      ...OWN,
    ],
  },
  sales: {
    doc: 'Trust center, who may read its documents, and deals only.',
    may: [
      'organization:read',
      'trust:read',
      'grants:read',
      'grants:write',
      'deals:read',
      'deals:write',
      'questionnaires:read',
      'questionnaires:write',
      ...TOLD,
      ...OWN,
    ],
  },
  success: {
    doc: 'Sends reports to existing customers: trust center and deals only.',
    may: [
      'organization:read',
      'trust:read',
      'grants:read',
      'grants:write',
      'deals:read',
      'deals:write',
      ...TOLD,
      ...OWN,
    ],
  },
};

export const isRole = (name: string): name is Role => (ROLE_NAMES as readonly string[]).includes(name);

export const mayRole = (role: Role, permission: Permission): boolean => ROLES[role].may.includes(permission);

/** Roles that somebody of a role may give and take: nobody gives more than they have. */
export const mayGive = (giver: Role, role: Role): boolean =>
  giver === 'owner' || (giver === 'admin' && role !== 'owner');

/** These are for one engagement, and end. */
export const isScoped = (role: Role): boolean => role === 'auditor';

/** The same of a role that was stored. */
export const isScopedRole = (name: string): boolean => isRole(name) && isScoped(name);

/** Every permission that some role has: what a key can be given. */
export const PERMISSIONS: readonly Permission[] = [...new Set(Object.values(ROLES).flatMap(({ may }) => may))].sort();
