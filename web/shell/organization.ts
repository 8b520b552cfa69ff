import { useEffect, useState } from 'react';
import { chooseOrganization, queries } from './api.ts';

const KEPT = 'attestry.organization';
/** Which one is asked for in this window; null: none yet. */
let current: string | null = null;

function choose(slug: string | null): void {
  current = slug;
  chooseOrganization(slug);
}

/** From now on this organization is looked at, in this browser; what was read of another is forgotten. */
export function rememberOrganization(slug: string | null): void {
  if (slug === null) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, slug);
  choose(slug);
  void queries.resetQueries(); // who looks at something is told anew
}

/**
 * The organization that an address names, or else the one that the person looked at last, or the first that they are
 * in; null: they are in none, or not in that one.
 */
export function settled<M extends { readonly slug: string }>(
  memberships: readonly M[],
  named: string | undefined,
): M | null {
  if (named !== undefined) return memberships.find(({ slug }) => slug === named) ?? null;
  const kept = current ?? localStorage.getItem(KEPT);
  return memberships.find(({ slug }) => slug === kept) ?? memberships[0] ?? null;
}

/** Asks for this organization from now on; until it is so, nothing is to be shown that was read of another. */
export function useIsIn(slug: string): boolean {
  const [isIn, setIn] = useState(current === slug);
  useEffect(() => {
    if (current === null) choose(slug);
    else if (current !== slug) {
      choose(slug);
      void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'account' });
    }
    localStorage.setItem(KEPT, slug);
    setIn(true);
  }, [slug]);
  return isIn;
}
