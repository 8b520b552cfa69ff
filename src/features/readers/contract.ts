import { z } from 'zod';
import { endpoint } from '#/contract/endpoint.ts';

const Days = z.int().min(30).max(3_650).nullable();

/** Personal data of people outside: how long it is kept, and how one of them is forgotten. */
export const readersContract = {
  retention: endpoint({
    method: 'GET',
    path: '/readers/retention',
    summary: 'After how many days without access the data of a reader is erased, and how many readers were forgotten.',
    permission: 'grants:read',
    input: z.strictObject({}),
    output: z.strictObject({
      /** Null: it is kept until somebody erases it. */
      days: Days,
      forgotten: z.number(),
    }),
    errors: [],
  }),
  setRetention: endpoint({
    method: 'PUT',
    path: '/readers/retention',
    summary: 'Says after how many days without access the data of a reader is erased; null keeps it.',
    permission: 'trust:write',
    input: z.strictObject({ days: Days }),
    output: z.strictObject({ position: z.number() }),
    errors: [],
  }),
  forget: endpoint({
    method: 'POST',
    path: '/readers/forget',
    summary:
      'Erases the personal data of somebody outside, by their address, and ends what they may read. A sealed tombstone says that it was done and why; it names nobody, and neither may the reason.',
    permission: 'grants:erase',
    confirm: true,
    input: z.strictObject({
      address: z
        .email()
        .max(200)
        .transform((text) => text.toLowerCase()),
      reason: z.string().trim().min(5).max(500),
      /** The legal basis: a right of the person, the end of a retention period, an order. */
      basis: z.string().trim().min(3).max(200),
    }),
    output: z.strictObject({
      position: z.number(),
      grants: z.number(),
      requests: z.number(),
      /** Agreements that they signed and that bind nobody any more: the signed copies are destroyed. */
      agreements: z.number(),
      /** Companies whose agreement in force they signed: it stays, with who signed it, until it is ended. */
      kept: z.array(z.string()),
      /** They heard of changes, or objected to a subprocessor. */
      subscriber: z.boolean(),
      messages: z.number(),
    }),
    errors: ['not_found', 'input_invalid'],
  }),
};
