import { z } from 'zod';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** What a short name is made of, in the middle of a sentence. */
export const SLUG_SAYS = 'lowercase letters and digits, with dashes between';

/** A short name, by which something is called for good: as a part of an address, on the command line, in the log. */
export const Slug = z.string().regex(SLUG, SLUG_SAYS);

export const isSlug = (text: string): boolean => SLUG.test(text);

/** A short name made of another: lowercase letters of ASCII and digits, with dashes between; empty where none is left. */
export const slugOf = (name: string, longest: number): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '') // ö is an o then, with nothing behind it
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, longest)
    .replace(/-$/, '');
