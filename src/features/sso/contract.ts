import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';

const Issuer = z.url().max(500);
const Client = z.string().min(1).max(200);
const Domain = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain reads acme.example')
  .max(200);

/** How the provider vouches. */
const By = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('openid'), client: z.string() }),
  z.strictObject({
    kind: z.literal('saml'),
    /** Where people are sent. */
    address: z.string(),
    /** Of the keys with which it signs: their SHA-256, and until when they hold, which is shown and not asked for. */
    certificates: z.array(z.strictObject({ fingerprint: z.string(), expires: z.number() })),
  }),
]);

export const ssoContract = {
  show: endpoint({
    method: 'GET',
    path: '/single-sign-on',
    summary:
      'The provider that vouches for the people of the organization, by OpenID Connect or SAML 2.0, without its secret.',
    permission: 'identity:read',
    input: z.strictObject({}),
    output: z.strictObject({
      provider: z
        .strictObject({
          issuer: z.string(),
          by: By,
          domain: z.string(),
          joins: z.boolean(),
          /** People of the domain come in by it alone. */
          required: z.boolean(),
          /** The account of the owner who comes in otherwise. */
          breakGlass: z.string().nullable(),
          /** It was shown that the domain is the organization’s, or nobody else is here whose it could be; if not, nobody new comes in. */
          proven: z.boolean(),
          /** Somebody has come in by it. */
          used: z.boolean(),
        })
        .nullable(),
      /** What the provider must be told: where it sends people back. */
      redirect: z.string(),
      /** The same for one that speaks SAML 2.0: what this installation is called there, where it posts to, and both as XML. */
      saml: z.strictObject({ entity: z.string(), back: z.string(), metadata: z.string() }),
    }),
    errors: [],
  }),
  set: endpoint({
    method: 'PUT',
    path: '/single-sign-on',
    summary:
      'Sets the provider, after reading what it says of itself; only an owner does. The secret is encrypted; left out, the one that is there stays. Another provider, client or domain ends the sessions that the former one opened, and is not the only way in until that is said anew.',
    permission: 'identity:write',
    confirm: true,
    byPerson: true,
    input: z.strictObject({
      issuer: Issuer,
      client: Client,
      secret: z.string().min(1).max(500).optional(),
      /** Of the e-mail addresses for which it vouches. */
      domain: Domain,
      /** Whoever it vouches for joins as a member; otherwise only who is invited. */
      joins: z.boolean().default(false),
    }),
    output: z.strictObject({ position: z.number() }),
    errors: [
      'provider_refused',
      'webhook_refused',
      'provider_silent',
      'sso_domain_taken',
      'sso_domain_unproven',
      'role_refused',
      'input_invalid',
    ],
  }),
  setSaml: endpoint({
    method: 'PUT',
    path: '/single-sign-on/saml',
    summary:
      'Sets a provider that speaks SAML 2.0, by its metadata, in the place of the one that is there; only an owner does. Another provider or domain ends the sessions that the former one opened, and is not the only way in until that is said anew.',
    permission: 'identity:write',
    confirm: true,
    byPerson: true,
    input: z.strictObject({
      /** The XML that the provider shows. */
      metadata: z.string().min(1).max(200_000),
      domain: Domain,
      joins: z.boolean().default(false),
    }),
    output: z.strictObject({ position: z.number() }),
    errors: ['provider_refused', 'webhook_refused', 'sso_domain_taken', 'sso_domain_unproven', 'role_refused'],
  }),
  require: endpoint({
    method: 'PUT',
    path: '/single-sign-on/required',
    summary:
      'Makes the provider the only way in for people of its domain, but for one owner who is named for when it fails, or one way among others again. It holds at their next request. When it is no longer the only way, a password or passkey that it had shut out is taken away, unless mail has shown that the address is theirs: "Forgotten password" sets another.',
    permission: 'identity:write',
    confirm: true,
    byPerson: true,
    input: z.strictObject({
      required: z.boolean(),
      /** The account of an owner with a passkey, or a password and an authenticator app. */
      breakGlass: z.uuid().optional(),
    }),
    output: z.strictObject({ position: z.number() }),
    errors: ['sso_enforcement_refused', 'not_found'],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/single-sign-on',
    summary:
      'Takes the provider away, and ends the sessions that it opened; only an owner does. Whoever came in by it alone comes by a password from then on, which "Forgotten password" sets: an earlier password or passkey of theirs is taken away, unless mail has shown that the address is theirs.',
    permission: 'identity:write',
    confirm: true,
    byPerson: true,
    input: z.strictObject({}),
    output: z.strictObject({ position: z.number() }),
    errors: ['not_found', 'role_refused'],
  }),
};
