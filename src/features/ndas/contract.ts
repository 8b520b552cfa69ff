import { z } from 'zod';
import { Bytes, FileBytes } from '#/contract/bytes.ts';
import { endpoint } from '#/contract/endpoint.ts';

const Text = z.strictObject({
  version: z.number(),
  title: z.string(),
  /** Markdown; of a file, what is added to it. */
  body: z.string(),
  /** The file that the text is; null: it is the body. */
  file: z.strictObject({ name: z.string(), sha256: z.string(), pages: z.number() }).nullable(),
  /** Whoever signed an earlier one signs again. */
  material: z.boolean(),
  person: z.string(),
  received: z.number(),
  position: z.number(),
});

const Agreement = z.strictObject({
  id: z.string(),
  company: z.string(),
  party: z.string(),
  signer: z.string(),
  title: z.string(),
  email: z.string(),
  signed: z.number(),
  how: z.enum(['signed', 'elsewhere']),
  version: z.number(),
  state: z.enum(['in force', 'to be signed again', 'ended']),
  because: z.string(),
  sha256: z.string(),
  person: z.string(),
  position: z.number(),
});

const Id = z.uuid();

/** What others agree to before they read: the text, and who agreed. */
export const ndasContract = {
  text: endpoint({
    method: 'GET',
    path: '/ndas/text',
    summary: 'The text that is signed now, its earlier versions, and a text to begin with.',
    permission: 'grants:read',
    input: z.strictObject({}),
    output: z.strictObject({
      latest: Text.nullable(),
      history: z.array(Text),
      template: z.strictObject({ title: z.string(), body: z.string() }),
    }),
    errors: [],
  }),
  publish: endpoint({
    method: 'PUT',
    path: '/ndas/text',
    summary:
      'Publishes a version of the text, as Markdown or as a PDF. Where it changes something that matters, whoever signed signs again.',
    permission: 'trust:write',
    input: z.strictObject({
      title: z.string().trim().min(5).max(200),
      /** Markdown; or else a file. */
      body: z.string().trim().min(200).max(60_000).optional(),
      /** A PDF, and what it is called. */
      bytes: FileBytes.optional(),
      name: z.string().trim().min(1).max(300).default('agreement.pdf'),
      material: z.boolean(),
    }),
    output: z.strictObject({
      version: z.number(),
      /** Whether it says itself that reports are restricted in their use, or that was added. */
      restrictedUse: z.enum(['own', 'added']),
      position: z.number(),
    }),
    errors: ['input_invalid', 'document_refused'],
  }),
  textFile: endpoint({
    method: 'GET',
    path: '/ndas/text/{version}/file',
    summary: 'The PDF that a version of the text is.',
    permission: 'grants:read',
    input: z.strictObject({ version: z.int().min(1) }),
    output: z.strictObject({ name: z.string(), bytes: Bytes }),
    errors: ['not_found', 'blob_missing'],
  }),
  list: endpoint({
    method: 'GET',
    path: '/ndas',
    summary: 'The agreements, the newest first.',
    permission: 'grants:read',
    input: z.strictObject({ before: z.int().min(0).optional(), limit: z.int().min(1).max(200).default(50) }),
    output: z.strictObject({ ndas: z.array(Agreement), next: z.number().nullable() }),
    errors: [],
  }),
  record: endpoint({
    method: 'POST',
    path: '/ndas',
    summary: 'Records an agreement that was signed elsewhere, with the file that shows it.',
    permission: 'grants:write',
    outsider: true,
    input: z.strictObject({
      /** Of the company. */
      domain: z.string().trim().min(4).max(253),
      company: z.string().trim().min(1).max(200),
      signer: z.string().trim().max(200).default(''),
      signed: z.iso.date(),
      name: z.string().trim().min(1).max(300),
      media: z.string().max(200).default('application/pdf'),
      bytes: FileBytes,
    }),
    output: z.strictObject({ id: z.string(), sha256: z.string(), position: z.number() }),
    errors: ['input_invalid'],
  }),
  end: endpoint({
    method: 'POST',
    path: '/ndas/{id}/end',
    summary: 'Ends an agreement, with the reason: what is under NDA is no longer read under it.',
    permission: 'grants:write',
    input: z.strictObject({ id: Id, reason: z.string().trim().min(5).max(2_000) }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid', 'request_state'],
  }),
  file: endpoint({
    method: 'GET',
    path: '/ndas/{id}/file',
    summary: 'The signed copy, or the file that shows an agreement.',
    permission: 'grants:read',
    input: z.strictObject({ id: Id }),
    output: z.strictObject({ name: z.string(), bytes: Bytes }),
    errors: ['not_found', 'blob_missing'],
  }),
};
