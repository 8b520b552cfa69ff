/** What can go wrong where something is given to others; a part of the list in errors.ts. */
export const TRUST_ERRORS = {
  document_refused: { text: 'The file {name} is not taken: {because}.', fix: '{help}' },
  document_unmarked: {
    text: 'No marked copy could be made, and an unmarked one is given to nobody: {because}.',
    fix: 'Whoever runs the trust center was told. Ask them, or try again later.',
  },
  document_restricted: {
    text: 'A SOC 2 report is for a restricted circle and cannot be public.',
    fix: 'Give it on request or under an NDA. What anybody may read is a SOC 3 report, which a CPA firm writes, or a summary of your own.',
  },
} as const satisfies Record<string, { readonly text: string; readonly fix: string }>;
