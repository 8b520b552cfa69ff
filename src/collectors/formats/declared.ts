import { z } from 'zod';
import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { parseMoment } from '#/core/time/moment.ts';

export const MomentText = z
  .string()
  .refine(
    (text) => parseMoment(text) !== null,
    'not a moment: it reads 2026-03-03T10:00:00Z or 2026-03-03[Europe/Berlin]',
  );

/** Of a file that lies on the machine that reads it, or was handed in. */
export const FilePath = z
  .string()
  .min(1)
  .max(4_096)
  .meta({ title: 'Where the file lies', description: 'The full path of the file on the server.' });

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

/**
 * The declared interval, half-open: a last day ends where the next begins. `readAt` is when the file is read. It ends at the latest when the file is read: nobody can have written down what came after. Throws where all of it does.
 */
export function declaredInterval(
  { from, to }: Declared,
  readAt: Instant,
): { readonly from: Instant; readonly to: Instant } {
  const start = from === undefined ? readAt : (parseMoment(from)?.earliest ?? 0);
  const end = to === undefined ? null : parseMoment(to);
  for (const [where, begins] of [
    ['from', start],
    ['to', end?.earliest ?? 0],
  ] as const)
    if (begins > readAt)
      throw new DomainError('input_invalid', {
        where: `declared.${where}`,
        because: 'it lies after the reading of the file, which cannot account for what has not happened',
      });
  if (end === null) return { from: start, to: readAt };
  return { from: start, to: Math.min(readAt, end.earliest === end.latest ? end.latest : end.latest + 1) };
}
