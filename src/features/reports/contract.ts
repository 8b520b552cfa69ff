import { z } from 'zod';
import { Slug } from '#/core/slug.ts';
import { Sha256 } from '#/contract/bytes.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { briefContract } from './brief.contract.ts';
import { FirmAddress } from './firm-account.contract.ts';
import { ReportFacts } from './facts.contract.ts';
import { Reading } from './proposed.contract.ts';

const Id = z.uuid();
const Engagement = Slug.max(60);

const Fault = z.strictObject({ where: z.string(), because: z.string() });

/** `none`: nobody recorded any. `waiting`: for a second person. */
const State = z.enum(['none', 'waiting', 'confirmed', 'withdrawn']);

const Standing = z.strictObject({
  document: z.string(),
  title: z.string(),
  pages: z.number(),
  /** The SHA-256 of the file as it is now. */
  sha256: z.string(),
  state: State,
  /** Of the latest facts; 0: there are none. */
  version: z.number(),
  /** Who recorded the latest ones. */
  recordedBy: z.string().nullable(),
  /** The version that readers and the public page see; null: none. */
  inForce: z.strictObject({ version: z.number(), confirmedBy: z.string(), at: z.number() }).nullable(),
  /** The file is the one that the facts in force, or else the latest, were transcribed from. */
  isOfFile: z.boolean(),
  /** The firm whose own account sealed the SHA-256 of this very file; null: none did. */
  sealedBy: z.strictObject({ firm: z.string(), person: z.string(), address: FirmAddress, at: z.number() }).nullable(),
});

const Sealed = z.strictObject({ position: z.number() });

/** What issued reports say: transcribed by one person, confirmed by another. */
export const reportsContract = {
  ...briefContract,
  list: endpoint({
    method: 'GET',
    path: '/reports',
    summary: 'The SOC 2 reports among the documents, and how far their facts are.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({ reports: z.array(Standing) }),
    errors: [],
  }),
  show: endpoint({
    method: 'GET',
    path: '/reports/{document}',
    summary: 'The latest facts of a report, with what was decided of each version, the newest first.',
    permission: 'trust:read',
    input: z.strictObject({ document: Id }),
    output: z.strictObject({
      report: Standing,
      /** Null: nobody recorded any. */
      facts: ReportFacts.nullable(),
      /** The SHA-256 of the latest facts, as they are confirmed by. */
      digest: z.string(),
      history: z.array(
        z.strictObject({
          what: z.enum(['recorded', 'confirmed', 'withdrawn']),
          version: z.number(),
          person: z.string(),
          reason: z.string(),
          at: z.number(),
          position: z.number(),
        }),
      ),
    }),
    errors: ['not_found'],
  }),
  draft: endpoint({
    method: 'GET',
    path: '/reports/{document}/draft',
    summary:
      'What is being transcribed, and what is missing. Until somebody saves a draft it begins with what was recorded, or with what the examination here says, of exceptions too, where its own records show deviations.',
    permission: 'trust:read',
    input: z.strictObject({ document: Id, engagement: Engagement.optional() }),
    output: z.strictObject({
      facts: ReportFacts,
      revision: z.number(),
      from: z.enum(['draft', 'recorded', 'engagement', 'nothing']),
      faults: z.array(Fault),
    }),
    errors: ['not_found'],
  }),
  read: endpoint({
    method: 'GET',
    path: '/reports/{document}/reading',
    summary:
      'What the text of the file seems to say, each with its page and the very words. Nothing of it is kept: a person looks at it first.',
    permission: 'trust:write',
    input: z.strictObject({ document: Id }),
    output: Reading,
    errors: ['not_found', 'blob_missing'],
  }),
  save: endpoint({
    method: 'PUT',
    path: '/reports/{document}/draft',
    summary: 'Saves what is being transcribed. Nobody outside sees it.',
    permission: 'trust:write',
    input: z.strictObject({
      document: Id,
      /** The revision that was read, so that nobody overwrites what they did not see. */
      revision: z.int().min(0),
      facts: ReportFacts,
    }),
    output: z.strictObject({ revision: z.number(), faults: z.array(Fault) }),
    errors: ['not_found', 'input_invalid', 'report_changed'],
  }),
  record: endpoint({
    method: 'POST',
    path: '/reports/{document}',
    summary:
      'Records the facts of a report, sealed with the SHA-256 of its file. They are public for nobody until a second person confirms them.',
    permission: 'trust:write',
    input: z.strictObject({ document: Id, facts: ReportFacts }),
    output: z.strictObject({ version: z.number(), digest: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid', 'report_incomplete'],
  }),
  confirm: endpoint({
    method: 'POST',
    path: '/reports/{document}/confirm',
    summary: 'Confirms facts that somebody else recorded, after comparing each with the page that it names.',
    permission: 'trust:write',
    input: z.strictObject({ document: Id, version: z.int().min(1), digest: Sha256 }),
    output: Sealed,
    errors: ['not_found', 'report_changed', 'report_second_person'],
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/reports/{document}/withdraw',
    summary: 'Takes the facts of a report back, at once, with the reason; the file stays what it is.',
    permission: 'trust:write',
    input: z.strictObject({ document: Id, reason: z.string().trim().min(10).max(2_000) }),
    output: Sealed,
    errors: ['not_found', 'report_changed', 'input_invalid'],
  }),
  seal: endpoint({
    method: 'POST',
    path: '/reports/seals',
    summary: 'The firm seals the SHA-256 of a report that it issued, from its own account and its own copy.',
    permission: 'audit:write',
    input: z.strictObject({ engagement: Engagement, sha256: Sha256 }),
    output: Sealed,
    errors: ['not_found', 'input_invalid'],
  }),
  seals: endpoint({
    method: 'GET',
    path: '/reports/seals',
    summary: 'Which files the firm sealed of an examination, the oldest first.',
    permission: 'audit:read',
    input: z.strictObject({ engagement: Engagement }),
    output: z.strictObject({
      seals: z.array(
        z.strictObject({
          sha256: z.string(),
          firm: z.string(),
          person: z.string(),
          address: FirmAddress,
          at: z.number(),
          position: z.number(),
        }),
      ),
    }),
    errors: ['not_found'],
  }),
};
