import { z } from 'zod';
import { FileBytes, Sha256 } from '#/contract/bytes.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { POPULATION_NAMES } from '#/core/populations/index.ts';

/** Both are sealed with what is left. */
const GROUND = {
  /** Why, in a sentence. */
  reason: z.string().min(1).max(2_000),
  /** The legal basis: a person's right, the end of a retention period, an order. */
  basis: z.string().min(1).max(500),
};

const Erased = {
  /** Positions of the entries that say so. */
  positions: z.array(z.number()),
  what: z.array(z.string()),
};

const Aged = z.strictObject({
  id: z.string(),
  sha256: z.string(),
  name: z.string(),
  source: z.string(),
  received: z.number(),
});

const Sealed = z.strictObject({ position: z.number() });
const Hold = z.strictObject({
  /** Null: all of them. */
  artifact: Sha256.nullable().default(null),
  reason: z.string().min(1).max(2_000),
});

/**
 * What is destroyed, and what must not be. All of it is an owner's, or of a key to which an owner gave the scope; who
 * erases in the console confirms first that it is them.
 */
export const erasureContract = {
  artifact: endpoint({
    method: 'POST',
    path: '/erasures/artifacts/{artifact}',
    summary:
      'Destroys an artifact, by its id or its SHA-256, everywhere it was received, and leaves a sealed tombstone; a redacted successor may take its place.',
    permission: 'evidence:erase',
    confirm: true,
    input: z.strictObject({
      artifact: z.string().min(1).max(100),
      ...GROUND,
      successor: FileBytes.optional(),
      successorName: z.string().min(1).max(300).optional(),
    }),
    output: z.strictObject({
      ...Erased,
      /** Records that were read from it: they stay, and may say the same. */
      left: z.array(
        z.strictObject({ population: z.enum(POPULATION_NAMES), items: z.number(), keys: z.array(z.string()) }),
      ),
    }),
    errors: ['not_found', 'artifact_erased', 'on_hold', 'input_invalid', 'busy'],
  }),
  record: endpoint({
    method: 'POST',
    path: '/erasures/records',
    summary: 'Destroys what the records say of one item. It stays counted, as unknown.',
    permission: 'evidence:erase',
    confirm: true,
    input: z.strictObject({ population: z.enum(POPULATION_NAMES), key: z.string().min(1).max(1_000), ...GROUND }),
    output: z.strictObject(Erased),
    errors: ['not_found', 'on_hold', 'busy'],
  }),
  listDue: endpoint({
    method: 'GET',
    path: '/erasures/due',
    summary: 'Artifacts whose retention period is over.',
    permission: 'evidence:erase',
    input: z.strictObject({}),
    output: z.strictObject({ artifacts: z.array(Aged) }),
    errors: [],
  }),
  due: endpoint({
    method: 'POST',
    path: '/erasures/due',
    summary: 'Destroys the artifacts whose retention period is over; what a hold keeps is left, and named.',
    permission: 'evidence:erase',
    confirm: true,
    input: z.strictObject({}),
    output: z.strictObject({ erased: z.array(Aged), held: z.array(Aged.extend({ because: z.string() })) }),
    errors: ['busy'],
  }),
  retention: endpoint({
    method: 'POST',
    path: '/erasures/retention',
    summary:
      'Says for how many days the artifacts of a source are kept; null: for ever. What people attach is "attached", and "population:NAME" is what records of a kind were read from.',
    permission: 'evidence:erase',
    confirm: true,
    input: z.strictObject({ source: z.string().min(1).max(100), days: z.int().min(1).max(36_500).nullable() }),
    output: Sealed,
    errors: ['not_found'],
  }),
  hold: endpoint({
    method: 'POST',
    path: '/erasures/holds',
    summary: 'Keeps an artifact, or all of them, whatever else says that it may go.',
    permission: 'evidence:erase',
    input: Hold,
    output: Sealed,
    errors: ['input_invalid'],
  }),
  'hold-lifted': endpoint({
    method: 'POST',
    path: '/erasures/holds/lift',
    summary: 'Lifts a hold: what it kept may be erased again.',
    permission: 'evidence:erase',
    confirm: true,
    input: Hold,
    output: Sealed,
    errors: ['input_invalid', 'not_found'],
  }),
};
