import type { Item } from '#/core/populations/index.ts';
import { notApplicable, type Verdict } from '#/core/verdict.ts';

type Repository = Pick<Item<'repository'>, 'archived' | 'production' | 'defaultBranch'>;

/** What rules of a default branch say of a repository that is none of theirs; null where it is one. */
export function withoutBranch({ archived, production, defaultBranch }: Repository): Verdict | null {
  if (archived === true) return notApplicable('archived');
  if (production === false) return notApplicable('not part of the system, as the company says');
  return defaultBranch === null ? notApplicable('has no default branch yet') : null;
}
