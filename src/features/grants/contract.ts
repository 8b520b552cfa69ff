import { z } from 'zod';
import { Sha256 } from '#/contract/bytes.ts';
import { MadeEnd } from '#/contract/cursor.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { AccessRules } from './rules.contract.ts';

const Id = z.uuid();
const Email = z
  .email()
  .max(200)
  .transform((text) => text.toLowerCase());
const After = MadeEnd.text.optional();
const Reason = z.string().trim().min(5).max(2_000);
const Limit = z.int().min(1).max(200).default(50);
const Days = z.int().min(7).max(365);
const Documents = z.array(Id).min(1).max(50);
/** Positions of the briefs on exceptions that the account's owner has read; needed for each report that holds some. */
const Briefs = z.array(z.int().min(0)).max(50).default([]);
/** Reports that the account's owner has looked into; needed for each of which nobody confirmed whether it holds exceptions. */
const ReportsRead = z.array(Id).max(50).default([]);

const Named = z.strictObject({ id: z.string(), title: z.string(), level: z.enum(['public', 'request', 'nda']) });

const RequestState = z.enum(['unconfirmed', 'waiting', 'granted', 'denied']);

const Request = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  company: z.string(),
  /** The domain by which colleagues are known, or the address where many share its domain. */
  party: z.string(),
  /** Anybody gets such an address. */
  freeMail: z.boolean(),
  /** The address was shown to be theirs; by a link that somebody handed over, where it was not mailed. */
  verified: z.enum(['no', 'by mail', 'handed over']),
  reason: z.string(),
  documents: z.array(Named),
  state: RequestState,
  made: z.number(),
  decided: z.number().nullable(),
  decider: z.string().nullable(),
  because: z.string(),
  grant: z.string().nullable(),
});

const Grant = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  company: z.string(),
  party: z.string(),
  documents: z.array(Named),
  download: z.boolean(),
  state: z.enum(['in force', 'expired', 'revoked']),
  made: z.number(),
  expires: z.number(),
  /** Who gave it, or by which rule. */
  person: z.string(),
  rule: z.string().nullable(),
  /** Positions of the briefs on exceptions that the account's owner had read, as whoever gave it said. */
  briefs: z.array(z.number()),
  /** Reports of which nobody had confirmed whether they hold exceptions: the owner had looked, as whoever gave it said. */
  reportsRead: z.array(z.string()),
  /** Of a revoked one: why, and by whom. */
  because: z.string(),
  views: z.number(),
  downloads: z.number(),
  last: z.number().nullable(),
  position: z.number(),
});

/** Who outside may read what: requests, grants, and what was read. */
export const grantsContract = {
  requests: endpoint({
    method: 'GET',
    path: '/grants/requests',
    summary: 'Requests to read documents, the newest first, and how many wait.',
    permission: 'grants:read',
    input: z.strictObject({ state: RequestState.optional(), after: After, limit: Limit }),
    output: z.strictObject({ requests: z.array(Request), next: z.string().nullable(), waiting: z.number() }),
    errors: [],
  }),
  approve: endpoint({
    method: 'POST',
    path: '/grants/requests/{id}/approve',
    summary: 'Lets somebody read what they asked for, or a part of it, for some days.',
    permission: 'grants:write',
    input: z.strictObject({
      id: Id,
      /** All that was asked for, where it is left out. */
      documents: Documents.optional(),
      days: Days.default(90),
      download: z.boolean().default(true),
      briefs: Briefs,
      reportsRead: ReportsRead,
    }),
    output: z.strictObject({ grant: z.string(), expires: z.number(), position: z.number() }),
    errors: ['not_found', 'input_invalid', 'request_state', 'brief_missing', 'brief_unread', 'report_unread'],
  }),
  deny: endpoint({
    method: 'POST',
    path: '/grants/requests/{id}/deny',
    summary: 'Refuses a request, with a reason that whoever asked is told.',
    permission: 'grants:write',
    input: z.strictObject({ id: Id, reason: Reason }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid', 'request_state'],
  }),
  list: endpoint({
    method: 'GET',
    path: '/grants',
    summary: 'Who may read what, until when, and how often they did; the newest first.',
    permission: 'grants:read',
    input: z.strictObject({ before: z.int().min(0).optional(), limit: Limit }),
    output: z.strictObject({ grants: z.array(Grant), next: z.number().nullable() }),
    errors: [],
  }),
  show: endpoint({
    method: 'GET',
    path: '/grants/{id}',
    summary: 'One grant, and what was read under it, the latest first.',
    permission: 'grants:read',
    input: z.strictObject({ id: Id }),
    output: z.strictObject({
      grant: Grant,
      views: z.array(
        z.strictObject({
          document: z.string(),
          title: z.string(),
          at: z.number(),
          download: z.boolean(),
          /** The digest of the very copy; empty where none was given. */
          copy: z.string(),
          /** A copy of the file; else the page of its facts, or the record of their own review. */
          part: z.enum(['copy', 'facts', 'record']),
        }),
      ),
    }),
    errors: ['not_found'],
  }),
  give: endpoint({
    method: 'POST',
    path: '/grants',
    summary: 'Lets somebody read documents who did not ask; they are written to.',
    permission: 'grants:write',
    outsider: true,
    input: z.strictObject({
      email: Email,
      name: z.string().trim().min(1).max(200),
      company: z.string().trim().min(1).max(200),
      documents: Documents,
      days: Days.default(90),
      download: z.boolean().default(true),
      briefs: Briefs,
      reportsRead: ReportsRead,
    }),
    output: z.strictObject({ grant: z.string(), expires: z.number(), position: z.number() }),
    errors: ['not_found', 'input_invalid', 'brief_missing', 'brief_unread', 'report_unread'],
  }),
  revoke: endpoint({
    method: 'POST',
    path: '/grants/{id}/revoke',
    summary: 'Takes a grant back: the next request for a document under it is refused.',
    permission: 'grants:write',
    input: z.strictObject({ id: Id, reason: Reason }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid', 'request_state'],
  }),
  trace: endpoint({
    method: 'GET',
    path: '/grants/trace',
    summary: 'To whom a copy was given, by the SHA-256 of its file.',
    permission: 'grants:read',
    input: z.strictObject({ sha256: Sha256 }),
    output: z.strictObject({
      found: z
        .strictObject({
          grant: z.string(),
          name: z.string(),
          email: z.string(),
          company: z.string(),
          title: z.string(),
          at: z.number(),
        })
        .nullable(),
    }),
    errors: [],
  }),
  rules: endpoint({
    method: 'GET',
    path: '/grants/rules',
    summary: 'Who is let in without anybody deciding, and how many companies are on the lists.',
    permission: 'grants:read',
    input: z.strictObject({}),
    output: z.strictObject({ rules: AccessRules, customers: z.number(), deals: z.number() }),
    errors: [],
  }),
  setRules: endpoint({
    method: 'PUT',
    path: '/grants/rules',
    summary: 'Sets who is let in without anybody deciding.',
    permission: 'trust:write',
    input: AccessRules,
    output: z.strictObject({ position: z.number() }),
    errors: ['input_invalid'],
  }),
  setCustomers: endpoint({
    method: 'PUT',
    path: '/grants/customers',
    summary: 'Replaces the list of customers, given as lines of "domain,name".',
    permission: 'trust:write',
    input: z.strictObject({ text: z.string().max(900_000) }),
    output: z.strictObject({ customers: z.number(), refused: z.array(z.number()) }),
    errors: [],
  }),
  setDeals: endpoint({
    method: 'PUT',
    path: '/grants/deals',
    summary: 'Replaces the list of companies with an open deal, given as lines of "domain,name".',
    permission: 'trust:write',
    input: z.strictObject({ text: z.string().max(900_000) }),
    output: z.strictObject({ deals: z.number(), refused: z.array(z.number()) }),
    errors: [],
  }),
};
