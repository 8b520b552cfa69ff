import { isSlug, SLUG_SAYS } from '#/core/slug.ts';
import { lacking } from './form-faults.ts';
import { sentence } from './words.ts';

/** What is said at the field of a short name until it is one. */
export const notSlug = (typed: string) => lacking(typed !== '' && !isSlug(typed), sentence(SLUG_SAYS));
