import { z } from 'zod';
import { Slug } from '#/core/slug.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { isZone } from '#/core/time/zone.ts';

const Name = z.string().trim().min(1).max(200);
const Password = z.string().min(8).max(128);
const Token = z.string().min(20).max(200);

const NewOrganization = z.strictObject({
  name: Name,
  slug: Slug.max(40),
  zone: z.string().refine(isZone, 'not an IANA time zone, such as Europe/Berlin').default('UTC'),
});

const Membership = z.strictObject({
  slug: z.string(),
  name: z.string(),
  demo: z.boolean(),
  role: z.string(),
  may: z.array(z.string()),
  engagements: z.array(z.string()),
  /** Of an auditor, the firm that they joined as; else null. */
  firm: z.string().nullable(),
  expires: z.number().nullable(),
  /** Nothing can be done there before a second factor is set up and used. */
  needsSecondFactor: z.boolean(),
  /** It lets this person in by the provider of the company only, and this session is another. */
  needsCompany: z.boolean(),
});

/** What belongs to a person, in whatever organizations they are. Signing in itself is under /api/auth. */
export const accountContract = {
  state: endpoint({
    method: 'GET',
    path: '/account/state',
    summary: 'Whether the installation has been claimed, and whether somebody is signed in here.',
    permission: 'public',
    input: z.strictObject({}),
    output: z.strictObject({
      claimed: z.boolean(),
      signedIn: z.boolean(),
      version: z.string(),
      /** Mail leaves this server; otherwise links are handed over by a person. */
      mails: z.boolean(),
    }),
    errors: [],
  }),
  found: endpoint({
    method: 'POST',
    path: '/account/setup/found',
    summary: 'What whoever claims a fresh installation would own: the organizations that are there already.',
    permission: 'public',
    input: z.strictObject({ token: Token }),
    output: z.strictObject({
      organizations: z.array(z.strictObject({ name: z.string(), slug: z.string(), demo: z.boolean() })),
    }),
    errors: ['link_invalid'],
  }),
  judged: endpoint({
    method: 'POST',
    path: '/account/judged',
    summary:
      'Whether a password withstands guessing and, to who may make an organization, whether its short name is free: all that only the server can say of them before they are sent. Nothing is kept.',
    permission: 'public',
    input: z.strictObject({
      password: Password.optional(),
      /** What an attacker would try first: the name and the address of its owner. */
      personal: z.array(z.string().max(254)).max(2).default([]),
      slug: Slug.max(40).optional(),
      /** Of the link that claims a fresh installation; left out: of whoever is signed in. */
      token: Token.optional(),
    }),
    output: z.strictObject({ right: z.literal(true) }),
    errors: ['link_invalid', 'password_weak', 'organization_exists', 'unauthenticated', 'company_session', 'forbidden'],
  }),
  setup: endpoint({
    method: 'POST',
    path: '/account/setup',
    summary:
      'Claims a fresh installation by the link on its terminal: makes the first account, who owns what is there, and an organization if one is named.',
    permission: 'public',
    input: z.strictObject({
      token: Token,
      name: Name,
      email: z.email().max(254),
      password: Password,
      organization: NewOrganization.optional(),
    }),
    output: z.strictObject({ email: z.string(), organizations: z.array(z.string()) }),
    errors: ['link_invalid', 'password_weak', 'organization_exists'],
  }),
  invitation: endpoint({
    method: 'POST',
    path: '/account/invitation',
    summary: 'What an invitation is for.',
    permission: 'public',
    input: z.strictObject({ token: Token }),
    output: z.strictObject({
      organization: z.string(),
      email: z.string(),
      role: z.string(),
      firm: z.string().nullable(),
      /** There is an account already: sign in and accept. */
      hasAccount: z.boolean(),
    }),
    errors: ['link_invalid'],
  }),
  join: endpoint({
    method: 'POST',
    path: '/account/join',
    summary: 'Accepts an invitation by making the account that it is for.',
    permission: 'public',
    input: z.strictObject({ token: Token, name: Name, password: Password }),
    output: z.strictObject({ email: z.string(), organization: z.string() }),
    errors: ['link_invalid', 'password_weak', 'account_exists'],
  }),
  accept: endpoint({
    method: 'POST',
    path: '/account/accept',
    summary: 'Accepts an invitation with the account that is signed in, whose address must be the invited one.',
    permission: 'self',
    input: z.strictObject({ token: Token }),
    output: z.strictObject({ organization: z.string() }),
    errors: ['link_invalid', 'role_refused'],
  }),
  forgotten: endpoint({
    method: 'POST',
    path: '/account/forgotten',
    summary:
      'Asks for a link that sets a new password. The answer is the same whether there is an account with that address or not.',
    permission: 'public',
    input: z.strictObject({ email: z.email().max(254) }),
    output: z.strictObject({ asked: z.literal(true) }),
    errors: ['too_many_requests'],
  }),
  confirmAddress: endpoint({
    method: 'POST',
    path: '/account/address/confirm',
    summary: 'Sends a link to the address of the account, which shows that it is theirs.',
    permission: 'self',
    input: z.strictObject({}),
    output: z.strictObject({ asked: z.literal(true) }),
    errors: ['mail_off', 'too_many_requests'],
  }),
  company: endpoint({
    method: 'POST',
    path: '/account/company',
    summary:
      'Where somebody goes to sign in with the provider of their company, by the domain of their address. What they bring back goes to `POST /api/auth/company`, with the proof.',
    permission: 'public',
    input: z.strictObject({ email: z.email().max(254) }),
    output: z.strictObject({ address: z.string(), proof: z.string() }),
    errors: ['sso_unknown', 'provider_refused', 'webhook_refused', 'provider_silent', 'too_many_requests'],
  }),
  me: endpoint({
    method: 'GET',
    path: '/account',
    summary: 'Who is signed in, and in which organizations they may do what.',
    permission: 'self',
    input: z.strictObject({}),
    output: z.strictObject({
      account: z.string(),
      name: z.string(),
      email: z.string(),
      hasApp: z.boolean(),
      /** The address was shown to be theirs, by a link that was sent there. */
      verified: z.boolean(),
      /** This session began with more than a password. */
      strong: z.boolean(),
      /** The provider of one organization vouched for them; the session is for that one. */
      company: z.boolean(),
      confirmed: z.number(),
      organizations: z.array(Membership),
    }),
    errors: [],
  }),
  addOrganization: endpoint({
    method: 'POST',
    path: '/account/organizations',
    summary: 'Makes another organization; whoever owns one may.',
    permission: 'self',
    input: NewOrganization,
    output: z.strictObject({ slug: z.string() }),
    errors: ['organization_exists', 'forbidden'],
  }),
  sessions: endpoint({
    method: 'GET',
    path: '/account/sessions',
    summary: 'Where the person is signed in.',
    permission: 'self',
    input: z.strictObject({}),
    output: z.strictObject({
      sessions: z.array(
        z.strictObject({
          id: z.string(),
          current: z.boolean(),
          since: z.number(),
          expires: z.number(),
          address: z.string().nullable(),
          agent: z.string().nullable(),
        }),
      ),
    }),
    errors: [],
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/account/sessions/{id}',
    summary: 'Ends one session; it holds at its next request.',
    permission: 'self',
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({ ended: z.number() }),
    errors: [],
  }),
  endOtherSessions: endpoint({
    method: 'DELETE',
    path: '/account/sessions',
    summary: 'Ends every session but this one.',
    permission: 'self',
    input: z.strictObject({}),
    output: z.strictObject({ ended: z.number() }),
    errors: [],
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/account/confirm',
    summary:
      'Whoever is signed in shows that it is them, by password or by a code of their authenticator app, before something dangerous.',
    permission: 'self',
    input: z.union([
      z.strictObject({ password: z.string().min(1).max(128) }),
      z.strictObject({ code: z.string().regex(/^\d{6}$/, 'six digits') }),
    ]),
    output: z.strictObject({ until: z.number() }),
    errors: ['sign_in_refused'],
  }),
};
