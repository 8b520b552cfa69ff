import { z } from 'zod';
import { WantedAsOf } from '#/contract/as-of.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { SUBJECTS } from './subjects.contract.ts';
import { Published, WitnessPlace } from './witness.contract.ts';

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

/** An outsider who saw so many entries, and when by its own clock. */
const Vouch = z.strictObject({ size: z.number(), time: z.number(), by: z.string() });

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
  keys: endpoint({
    method: 'GET',
    path: '/ledger/keys',
    summary:
      'The key that verifies checkpoints and packages, and those before it with the days on which they were in force.',
    permission: 'ledger:read',
    input: z.strictObject({}),
    output: z.strictObject({
      verifier: z.string(),
      keys: z.array(
        z.strictObject({
          verifier: z.string(),
          from: z.number(),
          /** Null: it is the key of now. */
          to: z.number().nullable(),
        }),
      ),
    }),
    errors: ['log_missing'],
  }),
  rotateKey: endpoint({
    method: 'POST',
    path: '/ledger/keys',
    summary: 'Puts a new signing key in place of the old one, by an entry that both sign.',
    permission: 'ledger:write',
    confirm: true,
    input: z.strictObject({
      /** It is sealed. */
      reason: z.string().trim().min(1).max(500),
    }),
    output: z.strictObject({ verifier: z.string() }),
    errors: ['log_missing', 'key_missing'],
  }),
  witness: endpoint({
    method: 'GET',
    path: '/ledger/witness',
    summary: 'Where checkpoints are sent, outside, and who there vouches for the first entry and for all of them.',
    permission: 'ledger:read',
    input: z.strictObject({}),
    output: z.strictObject({
      setting: WitnessPlace,
      /** The longest log whose checkpoint arrived at that place, and when it did; null: none did yet. */
      sent: z.strictObject({ size: z.number(), at: z.number() }).nullable(),
      since: z.array(
        z.strictObject({
          /** The log with so many entries. */
          size: z.number(),
          earliest: Vouch.nullable(),
          latest: Vouch.nullable(),
        }),
      ),
      /** What is kept of an outsider’s word and does not hold. */
      damages: z.array(z.string()),
    }),
    errors: ['log_missing'],
  }),
  setWitness: endpoint({
    method: 'PUT',
    path: '/ledger/witness',
    summary:
      'Names the place to which checkpoints are sent from now on; it is sealed. A file or a repository is named on the machine itself.',
    permission: 'ledger:write',
    confirm: true,
    input: z.strictObject({ setting: WitnessPlace }),
    output: z.strictObject({ position: z.number() }),
    errors: ['log_missing', 'witness_of_machine', 'address_refused', 'http_failed'],
  }),
  sendCheckpoint: endpoint({
    method: 'POST',
    path: '/ledger/witness/checkpoints',
    summary: 'Sends the newest checkpoint to the place that was named, unless it was sent there before.',
    permission: 'ledger:write',
    idle: (answer) => ['off', 'known'].includes(Published.safeParse(answer).data?.kind ?? ''),
    input: z.strictObject({}),
    output: Published,
    errors: ['log_missing', 'witness_failed', 'witness_ahead', 'busy'],
  }),
};
