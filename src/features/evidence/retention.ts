import { z } from 'zod';

export const SHORTEST_REASON = 10;

/** What must be kept, though a period ended or a person asked; null: everything. */
export const Holds = z.array(
  z.strictObject({ artifact: z.string().nullable(), reason: z.string().min(SHORTEST_REASON) }),
);

/** Days for which artifacts are kept, by their source; `attached` for what people attach. */
const Periods = z.record(z.string(), z.int().min(1).max(36_500));
export type Retention = z.output<typeof Periods>;

export const retentionOf = (value: unknown): Retention => Periods.parse(value ?? {});
