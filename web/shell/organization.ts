import { chooseOrganization, queries } from './api.ts';

const KEPT = 'attestry.organization';

/** From now on this organization is looked at, in this browser; what was read of another is forgotten. */
export function rememberOrganization(slug: string | null): void {
  if (slug === null) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, slug);
  chooseOrganization(slug);
  void queries.resetQueries(); // who looks at something is told anew
}

/** The organization that the person looked at last, or the first that they are in; null: they are in none. */
export function settled<M extends { readonly slug: string }>(memberships: readonly M[]): M | null {
  const kept = localStorage.getItem(KEPT);
  const chosen = memberships.find(({ slug }) => slug === kept) ?? memberships[0] ?? null;
  chooseOrganization(chosen?.slug ?? null);
  return chosen;
}
