import { z } from 'zod';
import { Slug } from '#/core/slug.ts';
import { WantedAsOf } from '#/contract/as-of.ts';
import { Sha256 } from '#/contract/bytes.ts';
import { endpoint } from '#/contract/endpoint.ts';

const PolicyId = Slug.max(60);
const Owner = z.string().trim().min(1).max(200).nullable();

/** `review due`: in force, and its next review should have been by now. */
const State = z.enum(['draft', 'approved', 'review due', 'retired']);

const Approval = z.strictObject({
  version: z.number(),
  person: z.string(),
  /** An instant. */
  at: z.number(),
  /** A day. */
  nextReview: z.string(),
  /** The text as it was approved. */
  artifact: z.string(),
  sha256: z.string(),
  /** Controls to which it was attached as evidence of their design. */
  controls: z.array(z.string()),
  position: z.number(),
});

const Policy = z.strictObject({
  id: z.string(),
  title: z.string(),
  owner: Owner,
  /** Of the latest text. */
  version: z.number(),
  state: State,
  /** A text is waiting that was not approved. */
  hasDraft: z.boolean(),
  /** The approval that is in force; null: none ever was, or it is retired. */
  approval: Approval.nullable(),
  /** What was approved no longer says what the controls say: approve a new version. */
  outdated: z.boolean(),
});

const Served = z.strictObject({
  id: z.string(),
  title: z.string(),
  criteria: z.array(z.string()),
  adopted: z.boolean(),
  /** An approval is evidence of its design. */
  shown: z.boolean(),
  /** Its statement is in the company’s own words: compare it with the text. */
  ownWords: z.boolean(),
});

/** Whoever helps may write; what a policy then shows of controls is decided by those who may say so of other evidence. */
export const policiesContract = {
  list: endpoint({
    method: 'GET',
    path: '/policies',
    summary: 'The policies of the company, and the templates that are not taken up yet.',
    permission: 'policies:read',
    input: z.strictObject({ asOf: WantedAsOf }),
    output: z.strictObject({
      policies: z.array(Policy),
      templates: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          purpose: z.string(),
          ownerFunction: z.string(),
          /** Adopted controls that would be served. */
          controls: z.number(),
          criteria: z.array(z.string()),
        }),
      ),
    }),
    errors: [],
  }),
  show: endpoint({
    method: 'GET',
    path: '/policies/{id}',
    summary: 'One policy: its text with places and as it reads, what it serves, and its history.',
    permission: 'policies:read',
    input: z.strictObject({ id: PolicyId, asOf: WantedAsOf }),
    output: z.strictObject({
      policy: Policy,
      /** Markdown with places, as it is edited. */
      body: z.string(),
      /** Markdown as it reads today. */
      text: z.string(),
      serves: z.array(Served),
      history: z.array(
        z.strictObject({
          what: z.enum(['drafted', 'edited', 'approved', 'retired']),
          version: z.number(),
          person: z.string(),
          received: z.number(),
          position: z.number(),
          /** Of a retirement the reason, else empty. */
          reason: z.string(),
          /** Of an approval, the text as it was approved. */
          artifact: z.string().nullable(),
        }),
      ),
    }),
    errors: ['not_found'],
  }),
  draft: endpoint({
    method: 'POST',
    path: '/policies',
    summary: 'Takes up a template, filled from the organization, its scope and its controls.',
    permission: 'policies:write',
    input: z.strictObject({ template: PolicyId, owner: Owner.default(null) }),
    output: z.strictObject({ id: z.string(), version: z.number(), position: z.number() }),
    errors: ['not_found', 'policy_exists'],
  }),
  edit: endpoint({
    method: 'PUT',
    path: '/policies/{id}',
    summary:
      'Changes the text, the title or the owner. Of an approved policy this begins a new version; the approved one stays in force.',
    permission: 'policies:write',
    input: z.strictObject({
      id: PolicyId,
      title: z.string().trim().min(3).max(200).optional(),
      owner: Owner.optional(),
      body: z.string().min(20).max(60_000).optional(),
    }),
    output: z.strictObject({ id: z.string(), version: z.number(), position: z.number() }),
    errors: ['not_found', 'input_invalid'],
  }),
  approve: endpoint({
    method: 'POST',
    path: '/policies/{id}/approve',
    summary: 'Approves a version: it is in force from now on, and evidence of the design of the controls it shows.',
    permission: 'evidence:write',
    settles: true,
    input: z.strictObject({
      id: PolicyId,
      /** The version that was read, so that nobody approves what they did not see. */
      version: z.int().min(1),
      /** The SHA-256 of the text that was read, where the caller has it. */
      sha256: Sha256.optional(),
      /** A day; a year from now when it is left out. */
      nextReview: z.iso.date().optional(),
    }),
    output: z.strictObject({
      id: z.string(),
      version: z.number(),
      sha256: z.string(),
      nextReview: z.string(),
      controls: z.array(z.string()),
      position: z.number(),
    }),
    errors: ['not_found', 'input_invalid', 'policy_changed', 'policy_owner', 'policy_approver'],
  }),
  retire: endpoint({
    method: 'POST',
    path: '/policies/{id}/retire',
    summary: 'Takes a policy out of force, with the reason. What it showed until now stays.',
    permission: 'evidence:write',
    settles: true,
    input: z.strictObject({ id: PolicyId, reason: z.string().trim().min(10).max(2_000) }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid'],
  }),
};
