/**
 * Everything that can go wrong and that a caller can do something about: one closed list. The sentence says what is
 * wrong and where; `fix` says what to do. `{name}` is filled from the facts of the error.
 */
export const ERRORS = {
  database_unavailable: {
    text: 'The database cannot be reached: {because}.',
    fix: 'Run "attestry doctor", or set DATABASE_URL to a PostgreSQL server.',
  },
  database_newer: {
    text: 'The database was brought up to date by a newer version of Attestry (migration {migration}).',
    fix: 'Run that version or a later one.',
  },
  migration_changed: {
    text: 'The migration {name} was applied in another form than the one in this version.',
    fix: 'Use the version of Attestry that applied it; a released migration is never edited.',
  },
  blob_damaged: {
    text: 'The stored bytes {address} in {area} are not what was stored: they now hash to {digest}.',
    fix: 'Run "attestry ledger fsck" to see what else is damaged, and restore the file from a backup.',
  },
  blob_missing: {
    text: 'The stored bytes {address} in {area} are gone.',
    fix: 'Run "attestry ledger fsck" to see what else is missing, and restore the file from a backup.',
  },
  secret_invalid: {
    text: 'The secret key has {bytes} bytes and not 32.',
    fix: 'Set ATTESTRY_SECRET to the base64 form of 32 random bytes.',
  },
  secret_unreadable: {
    text: 'What was encrypted for {about} does not open with this key.',
    fix: 'Use the ATTESTRY_SECRET, or the secret.key file of the data folder, with which it was encrypted.',
  },
  key_missing: {
    text: 'The signing key {id} is not among the keys of this installation.',
    fix: 'Restore the keys folder of the data folder from a backup.',
  },
  log_missing: { text: 'The organization has no log.', fix: 'Make one with "attestry init".' },
  position_unknown: {
    text: 'The log has {size} entries; there is none at position {position}.',
    fix: 'Positions run from 0; see "attestry ledger status".',
  },
  input_invalid: {
    text: 'What was given is not of its form at "{where}": {because}.',
    fix: 'Correct it and try again.',
  },
  organization_exists: { text: 'There is an organization "{slug}" already.', fix: 'Choose another short name.' },
  person_unknown: {
    text: 'No record of a person has the handle {handle}.',
    fix: 'Import people first, or correct the number; "attestry population list person" shows whom the HR system knows.',
  },
  handle_own: {
    text: 'The handle {handle} is a person’s already, by an employee id or e-mail address of the HR system.',
    fix: 'Declare only handles that "attestry person unresolved" lists.',
  },
  collector_unknown: { text: 'There is no collector "{id}".', fix: 'There are: {known}.' },
  source_exists: { text: 'There is a source "{id}" already.', fix: 'Choose another name for the new one.' },
  secret_missing: {
    text: 'The collector needs the secret "{name}": {doc}.',
    fix: 'Give it with --secret {name}=…, or in a file with --secret-file {name}=FILE.',
  },
  busy: { text: 'Somebody else is doing this already: {what}.', fix: 'Wait until it is done.' },
  control_exists: { text: 'There is a control "{id}" already, here or in the library.', fix: 'Choose another id, or adopt the one of the library.' },
  statement_without_limit: {
    text: 'The statement does not name {missing}, by which a check judges.',
    fix: 'Put {missing} where the statement names the limit, so that statement and check cannot disagree.',
  },
  limit_unknown: { text: 'The control has no limit "{name}".', fix: 'It has: {known}.' },
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
