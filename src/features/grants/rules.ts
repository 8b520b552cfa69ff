import type { AccessRules } from './rules.contract.ts';

export const RULES = 'access-rules';

/** What is known of who asks. */
export interface Asking {
  readonly party: string;
  readonly isCustomer: boolean;
  readonly hasDeal: boolean;
  readonly hasNda: boolean;
}

/** The rule that lets somebody in, in words; null: a person decides. Who has no company signs for themselves alone. */
export function ruleFor(rules: AccessRules, { party, isCustomer, hasDeal, hasNda }: Asking): string | null {
  if (rules.domains.includes(party)) return `domain ${party}`;
  if (rules.customers && isCustomer) return 'customer list';
  if (rules.deals && hasDeal) return 'open deal';
  const isCompany = !party.includes('@');
  return rules.nda && hasNda && isCompany ? 'signed NDA on file' : null;
}
