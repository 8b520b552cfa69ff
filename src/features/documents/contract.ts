import { z } from 'zod';
import { Bytes, FileBytes } from '#/contract/bytes.ts';
import { endpoint } from '#/contract/endpoint.ts';

/** `public`: for anybody. `request`: for whoever was let in. `nda`: for whoever was let in and signed. */
const Level = z.enum(['public', 'request', 'nda']);
const Kind = z.enum([
  'soc2-report',
  'soc3-report',
  'bridge-letter',
  'penetration-test',
  'policy',
  'questionnaire',
  'insurance',
  'diagram',
  'certificate',
  'other',
]);
const Day = z.iso.date();

const about = {
  title: z.string().trim().min(3).max(200),
  kind: Kind,
  level: Level,
  /** The days that it is about, such as the window of a report; both, or neither. */
  first: Day.nullable(),
  last: Day.nullable(),
  /** The last day on which it is given out; null: until it is replaced. */
  validUntil: Day.nullable(),
};

const File = z.strictObject({
  artifact: z.string(),
  sha256: z.string(),
  name: z.string(),
  bytes: z.number(),
  pages: z.number(),
  /** It carries a signature of its own, which no marked copy can keep. */
  signed: z.boolean(),
});

const Document = z.strictObject({
  id: z.string(),
  ...about,
  title: z.string(),
  file: File,
  /** `ended`: its last day is over. */
  state: z.enum(['given', 'ended', 'retired']),
  /** Why it was retired, else empty. */
  reason: z.string(),
  /** When this version was sealed, and by whom. */
  received: z.number(),
  person: z.string(),
  position: z.number(),
});

const file = { name: z.string().trim().min(1).max(300), bytes: FileBytes };
const Id = z.uuid();

/** What is given to others: a PDF, for whom it is, and how long. */
export const documentsContract = {
  list: endpoint({
    method: 'GET',
    path: '/documents',
    summary: 'The documents of the trust center, those that are given out first.',
    permission: 'trust:read',
    input: z.strictObject({}),
    output: z.strictObject({ documents: z.array(Document) }),
    errors: [],
  }),
  show: endpoint({
    method: 'GET',
    path: '/documents/{id}',
    summary: 'One document, and every version of it, the newest first.',
    permission: 'trust:read',
    input: z.strictObject({ id: Id }),
    output: z.strictObject({ document: Document, history: z.array(Document) }),
    errors: ['not_found'],
  }),
  add: endpoint({
    method: 'POST',
    path: '/documents',
    summary:
      'Adds a PDF that others may get. One that is encrypted, damaged, or does more than to be read is refused, with what to do.',
    permission: 'trust:write',
    input: z.strictObject({
      ...about,
      first: about.first.default(null),
      last: about.last.default(null),
      validUntil: about.validUntil.default(null),
      ...file,
    }),
    output: z.strictObject({ id: z.string(), sha256: z.string(), pages: z.number(), position: z.number() }),
    errors: ['input_invalid', 'document_refused', 'document_restricted', 'document_claims'],
  }),
  change: endpoint({
    method: 'PUT',
    path: '/documents/{id}',
    summary: 'Changes what is said of a document.',
    permission: 'trust:write',
    input: z.strictObject({
      id: Id,
      title: about.title.optional(),
      level: Level.optional(),
      first: about.first.optional(),
      last: about.last.optional(),
      validUntil: about.validUntil.optional(),
    }),
    output: z.strictObject({ id: z.string(), sha256: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid', 'document_restricted', 'document_claims'],
  }),
  replace: endpoint({
    method: 'PUT',
    path: '/documents/{id}/file',
    summary: 'Puts a new file in place of the old one: what is read from now on are copies of it.',
    permission: 'trust:write',
    input: z.strictObject({ id: Id, ...file }),
    output: z.strictObject({ id: z.string(), sha256: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid', 'document_refused'],
  }),
  retire: endpoint({
    method: 'POST',
    path: '/documents/{id}/retire',
    summary: 'Gives a document to nobody any more, at once, with the reason.',
    permission: 'trust:write',
    input: z.strictObject({ id: Id, reason: z.string().trim().min(10).max(2_000) }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid'],
  }),
  file: endpoint({
    method: 'GET',
    path: '/documents/{id}/file',
    summary: 'The original of a document, without a mark.',
    permission: 'trust:write',
    input: z.strictObject({ id: Id }),
    output: z.strictObject({ name: z.string(), bytes: Bytes }),
    errors: ['not_found', 'blob_missing'],
  }),
};
