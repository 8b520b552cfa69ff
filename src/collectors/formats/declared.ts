import { z } from 'zod';
import type { Instant } from '#/core/time/instant.ts';
import { parseMoment } from '#/core/time/moment.ts';

export const MomentText = z
  .string()
  .refine(
    (text) => parseMoment(text) !== null,
    'not a moment: it reads 2026-03-03T10:00:00Z or 2026-03-03[Europe/Berlin]',
  );

/**
 * What a person says of a file: that it accounts for everything from `from` to `to`, last day included. Without `to`
 * it is as its source was when it is read, which is how a file that is exported anew each time is declared; without
 * `from` as well, it is a look at that instant, and accounts for states only.
 */
export const Declared = z
  .strictObject({ from: MomentText.optional(), to: MomentText.optional(), by: z.string().min(1).max(200) })
  .refine(({ from, to }) => to === undefined || from !== undefined, {
    path: ['to'],
    message: 'without a beginning: say from when, too',
  })
  .refine(
    ({ from, to }) =>
      from === undefined || to === undefined || (parseMoment(from)?.earliest ?? 0) <= (parseMoment(to)?.latest ?? 0),
    { path: ['to'], message: 'it ends before it begins' },
  );
export type Declared = z.output<typeof Declared>;

/** The declared interval, half-open: a last day ends where the next begins. `readAt` is when the file is read. */
export function declaredInterval(
  { from, to }: Declared,
  readAt: Instant,
): { readonly from: Instant; readonly to: Instant } {
  const start = from === undefined ? readAt : (parseMoment(from)?.earliest ?? 0);
  if (to === undefined) return { from: Math.min(start, readAt), to: readAt };
  const end = parseMoment(to);
  return { from: start, to: end === null ? 0 : end.earliest === end.latest ? end.latest : end.latest + 1 };
}
