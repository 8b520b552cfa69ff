/**
 * Everything that can go wrong and that a caller can do something about: one closed list. The sentence says what is
 * wrong and where; `fix` says what to do. `{name}` is filled from the facts of the error.
 */
export const ERRORS = {
  database_unavailable: {
    text: 'The database cannot be reached: {because}.',
    fix: 'Run "attestry doctor", or set DATABASE_URL to a PostgreSQL server.',
  },
  blob_damaged: {
    text: 'The stored bytes {digest} are not what was stored: {because}.',
    fix: 'Run "attestry fsck" to see what else is damaged, and restore the file from a backup.',
  },
  not_found: { text: 'There is no {what} "{id}".', fix: 'List what there is with "attestry {what} list".' },
} as const satisfies Record<string, { readonly text: string; readonly fix: string }>;

export type ErrorCode = keyof typeof ERRORS;
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** An error of the list above. Its facts are data; the sentence is made where it is shown. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly facts: Facts;

  constructor(code: ErrorCode, facts: Facts = {}, options?: ErrorOptions) {
    super(filled(ERRORS[code].text, facts), options);
    this.name = 'DomainError';
    this.code = code;
    this.facts = facts;
  }

  get fix(): string {
    return filled(ERRORS[this.code].fix, this.facts);
  }
}

const filled = (text: string, facts: Facts): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
