import { z } from 'zod';
import { Slug } from '#/core/slug.ts';
import { FileBytes } from '#/contract/bytes.ts';
import { WantedAsOf } from '#/contract/as-of.ts';
import { endpoint } from '#/contract/endpoint.ts';

const Engagement = Slug.max(60);

/** A web address, or nothing. Shown as a link, so that no other scheme may stand there. */
const Address = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]);

const offer = {
  firm: z.string().min(2).max(200),
  /** Number and state, as the firm gives it; empty: not told yet. */
  licence: z.string().max(200).default(''),
  /** Where anybody can look the licence up. */
  licenceLookup: Address.default(''),
  /** The date of its latest peer review report; null: not told yet. */
  peerReviewed: z.iso.date().nullable().default(null),
  /** What they ask for, in whole units of the currency. */
  feeLow: z.int().min(0).max(1_000_000_000).nullable().default(null),
  feeHigh: z.int().min(0).max(1_000_000_000).nullable().default(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'three capital letters, such as USD')
    .default('USD'),
  includes: z.array(z.string().min(1).max(300)).max(50).default([]),
  start: z.iso.date().nullable().default(null),
  notes: z.string().max(4_000).default(''),
};

const Quote = z.strictObject({
  id: z.string(),
  engagement: z.string(),
  firm: z.string(),
  licence: z.string(),
  licenceLookup: z.string(),
  peerReviewed: z.string().nullable(),
  feeLow: z.number().nullable(),
  feeHigh: z.number().nullable(),
  currency: z.string(),
  includes: z.array(z.string()),
  start: z.string().nullable(),
  notes: z.string(),
  recorded: z.number(),
  person: z.string(),
  /** What is not told yet and has to be before it can be compared. */
  open: z.array(z.string()),
});

const Letter = z.strictObject({
  engagement: z.string(),
  firm: z.string(),
  licence: z.string(),
  licenceLookup: z.string(),
  /** The day on which both had signed. */
  signed: z.string(),
  person: z.string(),
  received: z.number(),
  position: z.number(),
  /** Null once it was erased. */
  artifact: z.strictObject({ id: z.string(), name: z.string(), sha256: z.string(), bytes: z.number() }).nullable(),
});

export const auditContract = {
  guide: endpoint({
    method: 'GET',
    path: '/audit/guide',
    summary: 'What a firm that examines must be, what to ask it, and what others say that it costs.',
    permission: 'engagements:read',
    input: z.strictObject({}),
    output: z.strictObject({
      musts: z.array(z.strictObject({ what: z.string(), why: z.string(), lookUp: z.string() })),
      questions: z.array(z.strictObject({ ask: z.string(), tells: z.string() })),
      /** In US dollars. */
      fees: z.array(z.strictObject({ what: z.string(), low: z.number(), high: z.number(), who: z.string() })),
    }),
    errors: [],
  }),
  firm: endpoint({
    method: 'GET',
    path: '/audit/firm',
    summary: 'The firm that is engaged for an examination, by its engagement letter; null while none is.',
    permission: 'engagements:read',
    input: z.strictObject({ engagement: Engagement, asOf: WantedAsOf }),
    output: z.strictObject({
      engaged: Letter.nullable(),
      /** Firms whose people are let in to it as auditors. */
      letIn: z.array(z.string()),
      letters: z.number(),
    }),
    errors: ['not_found', 'engagement_not_yet'],
  }),
  quotes: endpoint({
    method: 'GET',
    path: '/audit/quotes',
    summary: 'What firms offer for an examination. Only who decides sees it, and never a firm.',
    permission: 'auditors:read',
    input: z.strictObject({ engagement: Engagement }),
    output: z.strictObject({ quotes: z.array(Quote) }),
    errors: ['not_found'],
  }),
  record: endpoint({
    method: 'POST',
    path: '/audit/quotes',
    summary: 'Records what a firm offers.',
    permission: 'auditors:write',
    input: z.strictObject({ engagement: Engagement, ...offer }),
    output: z.strictObject({ id: z.string() }),
    errors: ['not_found', 'input_invalid'],
  }),
  revise: endpoint({
    method: 'PUT',
    path: '/audit/quotes/{id}',
    summary: 'Replaces what was recorded of an offer.',
    permission: 'auditors:write',
    input: z.strictObject({ id: z.uuid(), ...offer }),
    output: z.strictObject({ id: z.string() }),
    errors: ['not_found', 'input_invalid'],
  }),
  drop: endpoint({
    method: 'DELETE',
    path: '/audit/quotes/{id}',
    summary: 'Takes an offer off the list.',
    permission: 'auditors:write',
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({ id: z.string() }),
    errors: ['not_found'],
  }),
  engage: endpoint({
    method: 'POST',
    path: '/audit/letters',
    summary: 'Records the signed engagement letter, sealed with its bytes. Its firm is the engaged one from then on.',
    permission: 'auditors:write',
    input: z.strictObject({
      engagement: Engagement,
      firm: z.string().min(2).max(200),
      licence: z.string().min(1).max(200),
      licenceLookup: Address.default(''),
      signed: z.iso.date(),
      name: z.string().min(1).max(300),
      media: z.string().max(200).default('application/octet-stream'),
      bytes: FileBytes,
    }),
    output: z.strictObject({ artifact: z.string(), sha256: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid'],
  }),
};
