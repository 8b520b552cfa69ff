import { CHECKS } from '#/checks/index.ts';
import type { Company, Team } from './company.ts';
import { CATEGORIES, libraryControl } from '#/library/library.ts';
import { PROMISE_NAMES } from '#/library/promises.ts';
import { starterFor } from '#/library/starter.ts';

const TEAM_OF: Readonly<Record<string, Team>> = {
  engineering: 'engineering',
  operations: 'operations',
  security: 'security',
  hr: 'people',
  leadership: 'leadership',
  legal: 'finance',
  product: 'support',
};

/** How often the company does what the library would have done daily. */
export const RHYTHMS = [{ control: 'processing-reconciliation', frequency: 'weekly' }] as const;

/** What the demo company adopts: the starter set of a company that promises everything, and all that checks serve. */
export function adoptionOf(company: Company): readonly { readonly id: string; readonly owner: string | null }[] {
  const chosen = starterFor({
    categories: [...CATEGORIES],
    promises: [...PROMISE_NAMES],
    hasOffice: true,
    usesContractors: true,
    handlesPersonalData: true,
    hostsOnCloud: true,
    headcount: company.staffOn(company.firstDay).length,
  });
  const ids = new Set([...chosen.map(({ control }) => control), ...CHECKS.flatMap(({ controls }) => controls)]);
  return [...ids].map((id) => ({ id, owner: ownerOf(company, libraryControl(id)?.ownerFunction ?? '') }));
}

/** The longest-serving of the team, as long as they are still there. */
const ownerOf = ({ people }: Company, ownerFunction: string): string | null =>
  people.find(({ team, ended }) => team === TEAM_OF[ownerFunction] && ended === null)?.email ?? null;
