import { z } from 'zod';
import { WantedAsOf } from '#/contract/as-of.ts';
import { Bytes, FileBytes } from '#/contract/bytes.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { FileAnswer } from '#/contract/file-answer.ts';
import { GRADES_BY_HAND } from '#/core/grades.ts';
import { parseMoment } from '#/core/time/moment.ts';
import { parseDay } from '#/core/time/zone.ts';

/** Occurred: an instant with its offset, or a day; a day is taken in the organization's zone. */
const Occurred = z
  .string()
  .refine((text) => parseDay(text) !== null || parseMoment(text) !== null, 'not a day or an instant');
/**
 * What it shows: a performance, how the control is designed, or, in the words of a person, that a performance was
 * missed, or that what is attached is all there was until the day on which it occurred.
 */
const Purpose = z.enum(['performance', 'design', 'missed', 'complete']);
/** What a person hands in is never read from the source: a collector alone can say that of itself. */
const Grade = z.enum(GRADES_BY_HAND);

const Artifact = z.strictObject({
  id: z.string(),
  name: z.string(),
  media: z.string(),
  grade: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  /** Null: a person attached it. */
  source: z.string().nullable(),
  collected: z.number(),
  received: z.number(),
  position: z.number(),
});

export const evidenceContract = {
  add: endpoint({
    method: 'POST',
    path: '/evidence',
    summary: 'Attaches a file to a control: what shows that it was performed, or how it is designed.',
    permission: 'evidence:write',
    settles: true,
    input: z.strictObject({
      control: z.string(),
      purpose: Purpose.default('performance'),
      occurred: Occurred,
      /** Of a performance: a day of the period for which it was done, where that is an earlier one than that in which it occurred. */
      period: z.iso.date().optional(),
      /** Of a performance that an item called for: its key. It counts for that item alone, and not by its day. */
      item: z.string().min(1).max(1_000).optional(),
      /** How close to its origin it is; left out, what the file itself allows: a picture is a screenshot, all else is stated. */
      grade: Grade.optional(),
      name: z.string().min(1).max(300),
      media: z.string().max(200).default('application/octet-stream'),
      bytes: FileBytes,
      note: z.string().max(2_000).default(''),
    }),
    output: z.strictObject({ id: z.string(), artifact: z.string(), sha256: z.string(), position: z.number() }),
    errors: ['not_found', 'input_invalid'],
  }),
  list: endpoint({
    method: 'GET',
    path: '/evidence',
    summary: 'What people attached to controls.',
    permission: 'evidence:read',
    input: z.strictObject({ control: z.string().optional(), asOf: WantedAsOf }),
    output: z.strictObject({
      evidence: z.array(
        z.strictObject({
          id: z.string(),
          control: z.string(),
          purpose: Purpose,
          occurred: z.string(),
          period: z.string().nullable(),
          item: z.string().nullable(),
          received: z.number(),
          person: z.string(),
          note: z.string(),
          artifact: z
            .strictObject({
              id: z.string(),
              name: z.string(),
              sha256: z.string(),
              bytes: z.number(),
              grade: z.string(),
            })
            .nullable(),
        }),
      ),
    }),
    errors: [],
  }),
  artifacts: endpoint({
    method: 'GET',
    path: '/evidence/artifacts',
    summary: 'The bytes that were received, newest first: read from sources, or attached by people.',
    permission: 'evidence:read',
    input: z.strictObject({
      source: z.string().max(40).optional(),
      asOf: WantedAsOf,
      /** Only those before this position: the `next` of the page before. */
      before: z.int().min(0).optional(),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.strictObject({ artifacts: z.array(Artifact), next: z.number().nullable() }),
    errors: [],
  }),
  artifact: endpoint({
    method: 'GET',
    path: '/evidence/artifacts/{id}',
    summary: 'One artifact with its bytes, compared with the hash that the log has. Large ones come without bytes.',
    permission: 'evidence:read',
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({
      artifact: Artifact,
      /** Empty where it is too large for an answer. */
      content: Bytes,
      tooLarge: z.boolean(),
    }),
    errors: ['not_found', 'blob_missing', 'blob_damaged'],
  }),
  artifactFile: endpoint({
    method: 'GET',
    path: '/evidence/artifacts/{id}/file',
    summary: 'The bytes of an artifact, however many, as they were received.',
    permission: 'evidence:read',
    file: 'application/octet-stream',
    input: z.strictObject({ id: z.uuid() }),
    output: FileAnswer,
    errors: ['not_found', 'blob_missing', 'blob_damaged'],
  }),
};
