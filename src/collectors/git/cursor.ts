import { z } from 'zod';
import type { Json } from '#/collectors/collector.ts';

/** Where a reading stands. It is written with every page, so that another one goes on from there. */
export const Cursor = z.strictObject({
  v: z.literal(1),
  branch: z.string(),
  /** Whose branch it is, of a copy; null of the repository's own, and where readings of before did not ask. */
  remote: z.string().nullable().default(null),
  /** The last commit of the default branch that was read. */
  read: z.string().nullable(),
  /** What finished readings account for: up to which commit, and until when. */
  since: z.strictObject({ head: z.string().nullable(), to: z.number().nullable() }),
  /** How many changes were brought since then. */
  brought: z.int(),
});
export type Cursor = z.output<typeof Cursor>;

const FIRST: Omit<Cursor, 'branch'> = {
  v: 1,
  remote: null,
  read: null,
  since: { head: null, to: null },
  brought: 0,
};

export const cursorFrom = (saved: Json | null, branch: string): Cursor =>
  saved === null ? { ...FIRST, branch } : Cursor.parse(saved);
