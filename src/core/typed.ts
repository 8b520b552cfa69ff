import { z } from 'zod';

/** One line of text that a person types; without letters that nobody sees. */
export const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^[^\p{Cc}]*$/u, 'it is one line of text');

/** Text of several lines that a person types. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .regex(/^[^\p{Cc}]*(?:[\t\n\r][^\p{Cc}]*)*$/u, 'it is plain text');

/** Shown as a link, so that no other scheme may stand there; or nothing. */
export const Address = z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(500)]);
