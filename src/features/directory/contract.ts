import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';

/** What a group of a directory may make of its people: never an owner, and never an auditor. */
export const DIRECTORY_ROLES = ['admin', 'contributor', 'member', 'advisor', 'sales', 'success'] as const;
const RoleName = z.enum(DIRECTORY_ROLES);

const GroupRole = z.strictObject({
  /** The name of the group, as the directory writes it. */
  group: z.string().trim().min(1).max(200),
  role: RoleName,
});

const Connection = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** It takes out nobody whom this role could not, and an owner only while its maker is one; `terminal`: anybody. */
  madeAs: z.string(),
  person: z.string(),
  created: z.number(),
  expires: z.number(),
  used: z.number().nullable(),
  revoked: z.number().nullable(),
});

/** The directory of the company, which says by SCIM who may come in. */
export const directoryContract = {
  show: endpoint({
    method: 'GET',
    path: '/directory',
    summary: 'What the directory of the company may say, by which connections, and how many people it named.',
    permission: 'identity:read',
    input: z.strictObject({}),
    output: z.strictObject({
      /** Where it says so: the base address of SCIM 2.0. */
      address: z.string(),
      /** Of the e-mail addresses of which it speaks: that of single sign-on. Null: none is set, and it adds nobody. */
      domain: z.string().nullable(),
      connections: z.array(Connection),
      groups: z.array(z.strictObject({ name: z.string(), people: z.number() })),
      /** The first line that fits somebody says what they are; empty: roles are given by hand. */
      roles: z.array(GroupRole),
      people: z.strictObject({ members: z.number(), expected: z.number(), letGo: z.number() }),
    }),
    errors: [],
  }),
  people: endpoint({
    method: 'GET',
    path: '/directory/people',
    summary: 'Whom the directory named, by the name that it has for them, and what became of them here.',
    permission: 'identity:read',
    input: z.strictObject({
      /** Only those after this one: the `next` of the page before. */
      after: z.string().max(300).optional(),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.strictObject({
      people: z.array(
        z.strictObject({
          id: z.string(),
          userName: z.string(),
          email: z.string(),
          name: z.string(),
          /** Not yet here: they may come in, and did not so far. */
          state: z.enum(['member', 'expected', 'let go']),
          role: z.string().nullable(),
          changed: z.number(),
        }),
      ),
      next: z.string().nullable(),
    }),
    errors: [],
  }),
  connect: endpoint({
    method: 'POST',
    path: '/directory/connections',
    summary:
      'Makes a connection for a directory. Its token is shown once and stored as a hash; it is good for SCIM and nothing else, and takes out nobody whom its maker could not, and an owner only as long as its maker is one.',
    permission: 'identity:write',
    confirm: true,
    byPerson: true,
    input: z.strictObject({
      name: z.string().trim().min(1).max(100),
      /** Days until it ends. */
      days: z.int().min(1).max(366).default(365),
    }),
    output: z.strictObject({ id: z.string(), token: z.string(), expires: z.number(), position: z.number() }),
    errors: [],
  }),
  disconnect: endpoint({
    method: 'DELETE',
    path: '/directory/connections/{id}',
    summary: 'Ends a connection; it holds at its next request. Whom it let in stays.',
    permission: 'identity:write',
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found'],
  }),
  setRoles: endpoint({
    method: 'PUT',
    path: '/directory/roles',
    summary:
      'Says what the groups of the directory make of their people, from now on and of those who are here. Nobody becomes an owner or an auditor by a group, and an owner stays one.',
    permission: 'identity:write',
    confirm: true,
    byPerson: true,
    input: z.strictObject({ roles: z.array(GroupRole).max(50) }),
    output: z.strictObject({ position: z.number() }),
    errors: ['role_refused'],
  }),
};
