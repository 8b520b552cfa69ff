import { placeOf } from './place.ts';
import type { Told } from './told-error.ts';

/** What can go wrong between a request and the service that it is for; a part of the list in errors.ts. */
export const SERVER_ERRORS = {
  unauthenticated: {
    text: 'Nobody is signed in, or the session is over.',
    fix: 'Sign in; a program gives an API key, as "Authorization: Bearer KEY".',
  },
  sign_in_refused: {
    text: 'That did not let you in.',
    fix: 'Check the address, the password and the code; after several tries it takes a few minutes until the next.',
  },
  passkey_unused: {
    text: 'No passkey was used: it was given up, there is none here, or the device did not answer.',
    fix: 'Try again with the device that holds it, or take another way in.',
  },
  passkey_known: {
    text: 'That device holds a passkey of this account already.',
    fix: 'Use the one that is there, or add another device.',
  },
  provider_refused: {
    text: 'The provider of single sign-on was not believed: {because}.',
    fix: 'Begin again; if it stays, an owner compares Settings, Single sign-on with what the provider says.',
  },
  provider_silent: {
    text: 'The provider of single sign-on gives no answer: {because}.',
    fix: 'Try again in a few minutes; if it stays, whoever runs it can look, and an owner compares its address in Settings, Single sign-on.',
  },
  company_session: {
    text: 'This session is for one organization, whose provider vouched for you; the account itself is not its to change.',
    fix: 'Sign in with your password or a passkey, if you have one.',
  },
  company_required: {
    text: '{organization} lets its people in by single sign-on only.',
    fix: 'Sign out, and sign in with your company.',
  },
  sso_enforcement_refused: {
    text: 'Single sign-on cannot be made the only way in: {because}.',
    fix: 'Name an owner who has a passkey, or a password and an authenticator app, and let somebody come in by the provider first.',
    fields: ['breakGlass'],
  },
  sso_unknown: {
    text: 'No company here signs in people of {domain}.',
    fix: 'Sign in with your password or a passkey, or ask an owner to set up single sign-on.',
    fields: ['email'],
  },
  sso_not_invited: {
    text: 'Your company vouches for {email}, but nobody has invited that address.',
    fix: 'Ask an owner or an admin for an invitation.',
  },
  sso_domain_taken: {
    text: 'The domain {domain} cannot be set: {because}.',
    fix: 'Give the domain of your own address; an organization has one, and no other has the same.',
    fields: ['domain'],
  },
  sso_domain_unproven: {
    text: 'The domain {domain} cannot be set: several companies share this installation, and no mail has shown that {email} is yours.',
    fix: 'Confirm the address: Settings, You. Where no mail leaves the server, its operator sets ATTESTRY_SMTP first, or sets the provider on the terminal.',
    at: placeOf('single-sign-on'),
  },
  sso_unproven: {
    text: 'Nobody new comes in by the single sign-on of {domain}: several companies share this installation, and nothing has shown yet that the domain is of the one that set it.',
    fix: 'Ask an owner to confirm an address of that domain: Settings, You. Or the operator sets the provider on the terminal.',
    at: placeOf('single-sign-on'),
  },
  directory_closed: {
    text: 'Nobody can be named by a directory: no single sign-on is set.',
    fix: 'An owner sets it up first: Settings, Single sign-on. A directory speaks of people of its domain.',
  },
  directory_refused: {
    text: 'The directory was not understood, or asks for what it may not: {because} ({type}).',
    fix: 'Compare the mapping of attributes in the directory with docs/guides/single-sign-on.md.',
  },
  account_exists: {
    text: 'There is an account with this address already.',
    fix: 'Sign in with it, then open the link again.',
  },
  role_refused: {
    text: 'The role {role} cannot be given that way: {because}.',
    fix: 'See the roles under People; an owner may give every one of them.',
    fields: ['role'],
  },
  last_owner: {
    text: 'They are the last owner of the organization.',
    fix: 'Make another owner first.',
  },
  scope_refused: {
    text: 'The scope {scope} cannot be given to a key: {because}.',
    fix: 'Give only scopes that you have yourself; "GET /api/identity/keys" lists them.',
    fields: ['scopes'],
  },
  password_wrong: {
    text: 'That is not the password of the account.',
    fix: 'Give the one with which you sign in now; after several tries it takes a few minutes until the next.',
    fields: ['currentPassword', 'password'],
  },
  password_weak: {
    text: 'This password cannot be taken: {because}.',
    fix: 'Take several words that do not belong together, or let a password manager make one.',
    fields: ['password', 'newPassword'],
  },
  link_invalid: {
    text: 'The link is not valid any more: it was used, it is too old, or it was withdrawn.',
    fix: 'Ask for a new one.',
  },
  forbidden: {
    text: 'It needs the permission {permission}, which {role} does not have.',
    fix: 'Ask an owner or an admin of the organization for another role, or for a key with that scope.',
  },
  organization_unclear: {
    text: 'It is not clear for which organization: {because}.',
    fix: 'Name its short name in the header Attestry-Organization, or with --org.',
  },
  second_factor_required: {
    text: 'The organization lets nobody in without a second factor.',
    fix: 'Set up an authenticator app or a passkey under your account, then sign in with it.',
  },
  confirmation_required: {
    text: 'This is asked of you once more, because it cannot be undone or gives others power.',
    fix: 'Confirm with your password or your second factor; the confirmation holds for ten minutes.',
  },
  person_required: {
    text: 'No API key does that: it changes by whom, or how, the organization can be entered.',
    fix: 'Let a person do it in the console, where they confirm that it is them, or the operator on the terminal.',
  },
  origin_refused: {
    text: 'The request came from the page of another site: {origin}.',
    fix: 'Open Attestry at its own address; behind a proxy, set ATTESTRY_URL to the address that people see.',
  },
  too_many_requests: {
    text: 'Too many requests came from there.',
    fix: 'Wait {seconds}, then go on.',
  },
  overloaded: { text: 'The server has as much work as it can take.', fix: 'Try again in a few seconds.' },
  request_too_large: {
    text: 'The request has more than {limit} bytes.',
    fix: 'Send less at once; files go in one by one.',
  },
  media_refused: {
    text: 'A body of the type "{media}" is not taken.',
    fix: 'Send JSON, as application/json, in UTF-8 and not packed.',
  },
  job_failed: {
    text: 'The job {id} is {state}: {because}.',
    fix: 'Correct what it names, then try it again.',
  },
  job_not_open: {
    text: 'The job {id} is {state}.',
    fix: 'Only what failed is tried again, and only what waits or runs is stopped.',
  },
  package_missing: {
    text: 'The file of the package of job {id} is not there: {because}.',
    fix: 'Wait for the job, or have the package written again.',
    at: placeOf('packages'),
  },
  source_unread: {
    text: 'The source {source} was not read to its end: {because}.',
    fix: 'See the log of its last run; what was sealed before stays, and the next run goes on from there.',
  },
  source_content_refused: {
    text: 'Nothing new of the source {source} came in, and it is not tried again by itself: {because}',
    fix: 'Mend the file, or what its source says of it, and hand it in again.',
    lasting: true,
  },
  source_secret_refused: {
    text: 'The source {source} cannot be read, and is not tried again at once: {because}',
    fix: 'Give it a new secret, which is tried first.',
    at: placeOf('source-secret'),
    lasting: true,
  },
  webhook_refused: {
    text: 'Nothing is sent to {address}: {because}.',
    fix: 'Give an https address on the internet; ATTESTRY_WEBHOOK_NETWORKS names private networks that may be reached.',
    fields: ['url'],
  },
  mail_off: {
    text: 'No mail leaves this server.',
    fix: 'Set ATTESTRY_SMTP to a mail server; until then open the message under Settings, Mail, and hand its link over yourself.',
  },
  mail_state: {
    text: 'The message is {state}.',
    fix: 'Only what was not delivered and still holds is sent or opened; make a new one otherwise.',
  },
  mail_refused: {
    text: 'The mail server {host} refused the message: {because}.',
    fix: 'Correct the address or what the server says; the message can then be sent again under Settings, Mail.',
  },
  mail_unsent: {
    text: 'The mail server {host} did not take the message: {because}.',
    fix: 'Nothing is to be done where it is busy; otherwise check ATTESTRY_SMTP.',
    at: placeOf('doctor'),
  },
  route_unknown: {
    text: 'There is nothing at {method} {path}.',
    fix: 'See /api/reference for what there is.',
  },
  key_reused: {
    text: 'The idempotency key was used for another request.',
    fix: 'Use a new key for each request, and the same one only to repeat it.',
  },
  unexpected: {
    text: 'Something went wrong that nobody foresaw. Nothing that was acknowledged is lost.',
    fix: 'Try again; if it stays, look for the request {request} in the log of the server.',
  },
  variable_invalid: {
    text: '{name} cannot be read: {because}.',
    fix: 'Set this variable of the environment to {help}, or take it away. All of them are looked at by one command.',
    at: placeOf('doctor'),
  },
  port_taken: {
    text: 'The port {port} is in use, perhaps by Attestry itself in another terminal.',
    fix: 'End what uses it, or take another one: set PORT, such as PORT=4181.',
  },
  answer_foreign: {
    text: 'The answer, with status {status}, is not one of Attestry.',
    fix: 'Something stands before the server, such as a proxy or a firewall, and answered in its place: whoever runs it can look there. Nothing that was acknowledged is lost.',
  },
  server_unreachable: {
    text: 'The server {server} gave no answer: {because}.',
    fix: 'Check the address, and that the server runs there.',
    at: placeOf('serve-there'),
  },
  local_only: {
    text: '"{command}" works on the data folder itself, not on a server.',
    fix: 'Run it on the machine of the server, without --server and without ATTESTRY_SERVER.',
  },
} as const satisfies Record<string, Told>;
