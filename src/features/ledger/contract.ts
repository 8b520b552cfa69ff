import { z } from 'zod';
import { WantedAsOf } from '#/contract/as-of.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { SUBJECTS } from './subjects.contract.ts';

const Entry = z.strictObject({
  position: z.number(),
  kind: z.string(),
  received: z.number(),
  /** What of its payload names it, in a few words; empty once the payload is erased. */
  about: z.string(),
  /** The same part by part, each with what it names: a control, a check, a source. */
  parts: z.array(
    z.strictObject({
      text: z.string(),
      of: z.strictObject({ what: z.enum(SUBJECTS), id: z.string() }).nullable(),
    }),
  ),
  erased: z.boolean(),
});

/** The log itself. It proves that what it holds is unchanged since it was received, and not that it is true. */
export const ledgerContract = {
  show: endpoint({
    method: 'GET',
    path: '/ledger',
    summary: 'How long the log is, the key that signs it, its latest checkpoint, and since when an outsider vouches.',
    permission: 'ledger:read',
    input: z.strictObject({ asOf: WantedAsOf }),
    output: z.strictObject({
      origin: z.string(),
      size: z.number(),
      /** When it took its last entry; 0 while it had none. */
      received: z.number(),
      epoch: z.number(),
      /** The last time that it went on from a backup; null: it never did. */
      restored: z.strictObject({ position: z.number(), received: z.number(), reason: z.string() }).nullable(),
      verifier: z.string(),
      checkpoint: z.string(),
    }),
    errors: ['log_missing'],
  }),
  entries: endpoint({
    method: 'GET',
    path: '/ledger/entries',
    summary: 'What the log took, newest first.',
    permission: 'ledger:read',
    input: z.strictObject({
      /** Only those before this position: the `next` of the page before. */
      before: z.int().min(0).optional(),
      asOf: WantedAsOf,
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.strictObject({ entries: z.array(Entry), next: z.number().nullable() }),
    errors: [],
  }),
  entry: endpoint({
    method: 'GET',
    path: '/ledger/entries/{position}',
    summary: 'One entry, what is left of its payload, and the proof of its place under the latest checkpoint.',
    permission: 'ledger:read',
    input: z.strictObject({ position: z.int().min(0).max(Number.MAX_SAFE_INTEGER) }),
    output: z.strictObject({
      position: z.number(),
      kind: z.string(),
      received: z.number(),
      /** As its hash was taken, RFC 8785. */
      entry: z.string(),
      payload: z.unknown(),
      erased: z.boolean(),
      /** It is of an examination, of members or of readers that are not theirs to see: its payload is not shown, its place is. */
      withheld: z.boolean(),
      /** The hashes of its inclusion proof, base64. RFC 6962. */
      proof: z.array(z.string()),
      size: z.number(),
      checkpoint: z.string(),
    }),
    errors: ['position_unknown'],
  }),
};
