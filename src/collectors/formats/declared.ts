import { z } from 'zod';
import type { Instant } from '#/core/time/instant.ts';
import { parseMoment } from '#/core/time/moment.ts';

export const MomentText = z
  .string()
  .refine(
    (text) => parseMoment(text) !== null,
    'not a moment: it reads 2026-03-03T10:00:00Z or 2026-03-03[Europe/Berlin]',
  );

/** What a person says of a file: that it accounts for everything from `from` to `to`, last day included. */
export const Declared = z
  .strictObject({ from: MomentText, to: MomentText, by: z.string().min(1).max(200) })
  .refine(({ from, to }) => (parseMoment(from)?.earliest ?? 0) <= (parseMoment(to)?.latest ?? 0), {
    path: ['to'],
    message: 'it ends before it begins',
  });
export type Declared = z.output<typeof Declared>;

/** The declared interval, half-open: a last day ends where the next begins. */
export function declaredInterval({ from, to }: Declared): { readonly from: Instant; readonly to: Instant } {
  const end = parseMoment(to);
  return {
    from: parseMoment(from)?.earliest ?? 0,
    to: end === null ? 0 : end.earliest === end.latest ? end.latest : end.latest + 1,
  };
}
