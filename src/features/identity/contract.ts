import { z } from 'zod';
import { WantedInstant } from '#/contract/as-of.ts';
import { endpoint } from '#/contract/endpoint.ts';

export const RoleName = z.enum(['owner', 'admin', 'contributor', 'member', 'advisor', 'auditor', 'sales', 'success']);
const Email = z.email().max(254);
const Scope = z.string().regex(/^[a-z]+:(read|write|erase)$/, 'a scope reads controls:read');

/** Under which a firm examines, and where anybody can look it up. */
const Licence = z.strictObject({ number: z.string(), state: z.string(), lookUp: z.string() });

const Member = z.strictObject({
  account: z.string(),
  email: z.string(),
  name: z.string(),
  role: RoleName,
  engagements: z.array(z.string()),
  firm: z.string().nullable(),
  licence: Licence.nullable(),
  expires: z.number().nullable(),
  added: z.number(),
  /** The provider of single sign-on brought them in, and they come by it alone while there is one. */
  vouched: z.boolean(),
  /** Somebody of the company had the link by which they joined, which so shows nothing of their address. */
  handed: z.boolean(),
});

const Key = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  person: z.string(),
  created: z.number(),
  expires: z.number(),
  used: z.number().nullable(),
  revoked: z.number().nullable(),
});

const Action = z.strictObject({
  position: z.number(),
  at: z.number(),
  person: z.string(),
  via: z.string(),
  name: z.string(),
  subject: z.record(z.string(), z.string()),
  outcome: z.string(),
  request: z.string(),
  address: z.string(),
});

/** Auditors are of a licensed firm, for one engagement and until a day. */
const Grant = {
  role: RoleName,
  engagement: z.string().max(60).optional(),
  firm: z.string().min(2).max(200).optional(),
  licence: z
    .strictObject({
      number: z.string().min(1).max(100),
      /** Whose board licensed it, such as New York. */
      state: z.string().min(2).max(60),
      /** Where anybody can look it up. */
      lookUp: z
        .url({ protocol: /^https$/ })
        .max(500)
        .default('https://cpaverify.org/'),
    })
    .optional(),
  until: z.iso.date().optional(),
};

export const identityContract = {
  roles: endpoint({
    method: 'GET',
    path: '/identity/roles',
    summary: 'The roles, and what each may do.',
    permission: 'organization:read',
    input: z.strictObject({}),
    output: z.strictObject({
      roles: z.array(z.strictObject({ role: RoleName, doc: z.string(), may: z.array(z.string()) })),
    }),
    errors: [],
  }),
  members: endpoint({
    method: 'GET',
    path: '/identity/members',
    summary: 'Who is in the organization, and who was invited.',
    permission: 'identity:read',
    input: z.strictObject({}),
    output: z.strictObject({
      members: z.array(Member),
      invitations: z.array(
        z.strictObject({
          id: z.string(),
          email: z.string(),
          role: RoleName,
          /** Of an auditor; else null. */
          firm: z.string().nullable(),
          person: z.string(),
          created: z.number(),
          expires: z.number(),
        }),
      ),
    }),
    errors: [],
  }),
  names: endpoint({
    method: 'GET',
    path: '/identity/names',
    summary:
      'By what names the members of the company go whose e-mail addresses the caller has read elsewhere. It lists nobody, and names nobody of an audit firm.',
    permission: 'organization:read',
    input: z.strictObject({ of: z.array(z.string().max(254)).min(1).max(50) }),
    output: z.strictObject({ names: z.array(z.strictObject({ email: z.string(), name: z.string() })) }),
    errors: [],
  }),
  invite: endpoint({
    method: 'POST',
    path: '/identity/invitations',
    summary:
      'Invites somebody. The link is mailed, and shown once here, so that it can be handed over where no mail is delivered; an auditor’s is shown only where no mail leaves the server.',
    permission: 'identity:write',
    confirm: true,
    input: z.strictObject({ email: Email, ...Grant }),
    output: z.strictObject({
      id: z.string(),
      /** Null: it is mailed to an auditor, and nobody of the company may join in their name. */
      link: z.string().nullable(),
      position: z.number(),
      /** It is on its way by mail; otherwise it is for whoever invites to hand it over. */
      mailed: z.boolean(),
    }),
    errors: ['role_refused', 'input_invalid', 'not_found'],
  }),
  withdraw: endpoint({
    method: 'DELETE',
    path: '/identity/invitations/{id}',
    summary: 'Withdraws an invitation.',
    permission: 'identity:write',
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found'],
  }),
  change: endpoint({
    method: 'PUT',
    path: '/identity/members/{account}',
    summary: 'Gives a member another role. An auditor’s account is never changed into another, nor another into one.',
    permission: 'identity:write',
    confirm: true,
    input: z.strictObject({ account: z.uuid(), role: RoleName }),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found', 'role_refused', 'last_owner'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/identity/members/{account}',
    summary: 'Takes somebody out of the organization; it holds at their next request.',
    permission: 'identity:write',
    confirm: true,
    input: z.strictObject({ account: z.uuid() }),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found', 'role_refused', 'last_owner'],
  }),
  keys: endpoint({
    method: 'GET',
    path: '/identity/keys',
    summary: 'The API keys, without what makes them work.',
    permission: 'identity:read',
    input: z.strictObject({}),
    output: z.strictObject({ keys: z.array(Key), scopes: z.array(z.string()) }),
    errors: [],
  }),
  addKey: endpoint({
    method: 'POST',
    path: '/identity/keys',
    summary: 'Makes an API key. It is shown once and stored as a hash; it may never do more than whoever makes it.',
    permission: 'identity:write',
    confirm: true,
    byPerson: true,
    input: z.strictObject({
      name: z.string().min(1).max(100),
      scopes: z.array(Scope).min(1).max(100),
      /** Days until it ends. */
      days: z.int().min(1).max(366).default(90),
    }),
    output: z.strictObject({ id: z.string(), key: z.string(), expires: z.number(), position: z.number() }),
    errors: ['scope_refused'],
  }),
  revokeKey: endpoint({
    method: 'DELETE',
    path: '/identity/keys/{id}',
    summary: 'Ends an API key; it holds at its next request.',
    permission: 'identity:write',
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found'],
  }),
  security: endpoint({
    method: 'GET',
    path: '/identity/security',
    summary: 'What the organization asks of whoever enters.',
    permission: 'organization:read',
    input: z.strictObject({}),
    output: z.strictObject({ secondFactor: z.boolean() }),
    errors: [],
  }),
  setSecurity: endpoint({
    method: 'PUT',
    path: '/identity/security',
    summary: 'Says whether everybody needs a second factor.',
    permission: 'identity:write',
    confirm: true,
    byPerson: true,
    input: z.strictObject({ secondFactor: z.boolean() }),
    output: z.strictObject({ position: z.number() }),
    errors: ['second_factor_required'],
  }),
  actions: endpoint({
    method: 'GET',
    path: '/identity/actions',
    summary:
      'The audit log: everything that somebody asked to be changed, and who came in and left, newest first. `GET /api/identity/actions/file` has all of it, filtered in the same way.',
    permission: 'identity:read',
    input: z.strictObject({
      person: z.string().max(300).optional(),
      /** The start of its name, such as controls or controls.adopt. */
      name: z.string().max(100).optional(),
      outcome: z.string().max(60).optional(),
      /** Stands somewhere in the line: in who, what, about what, from where. */
      text: z.string().min(1).max(200).optional(),
      /** Instants. */
      from: WantedInstant.optional(),
      to: WantedInstant.optional(),
      /** Only those before this position: the `next` of the page before. */
      before: z.int().min(0).optional(),
      limit: z.int().min(1).max(1_000).default(100),
    }),
    output: z.strictObject({ actions: z.array(Action), next: z.number().nullable() }),
    errors: [],
  }),
};
