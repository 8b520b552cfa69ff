import { CONTROL_ERRORS } from './control-errors.ts';
import { FILE_ERRORS } from './file-errors.ts';
import { SOURCE_ERRORS } from './source-errors.ts';
import { SERVER_ERRORS } from './server-errors.ts';
import { TRUST_ERRORS } from './trust-errors.ts';

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
  database_role: {
    text: 'The connection runs as {role}, which row-level security does not bind, or which is not {app}.',
    fix: 'On the server, take superuser and bypassrls from {app}; a pooler in between must pass options on.',
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
  secret_single: {
    text: 'ATTESTRY_SECRET holds one key, and no new one before it.',
    fix: 'Set it to the base64 form of 32 new random bytes, a comma, and the key of now; restart all servers, and run it again.',
  },
  secret_unreadable: {
    text: 'What was encrypted for {about} does not open with this key.',
    fix: 'Use the ATTESTRY_SECRET, or the secret.key file of the data folder, with which it was encrypted.',
  },
  secret_gone: {
    text: 'The key that opens what was encrypted is gone: there is no {file}, and none is set.',
    fix: 'Put the file back from the copy that was kept of it, or set ATTESTRY_SECRET to that key. No new one is made: it would open nothing.',
  },
  keys_damaged: {
    text: 'The file of signing keys {file} cannot be read.',
    fix: 'Restore it from a backup.',
  },
  key_missing: {
    text: 'The signing key {id} is not among the keys of this installation.',
    fix: 'Restore the keys folder of the data folder from a backup.',
  },
  log_missing: { text: 'The organization has no log.', fix: 'Make one with "attestry init".' },
  log_damaged: {
    text: 'The log is not as it was sealed, so that nothing can be proven by it: {because}.',
    fix: 'Run "attestry ledger fsck" to see what is changed or missing, and restore it from a backup.',
  },
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
  busy: { text: 'Somebody else is doing this already: {what}.', fix: 'Wait until it is done.' },
  ...CONTROL_ERRORS,
  ...SOURCE_ERRORS,
  item_unknown: {
    text: 'The population of {check} has no item "{item}".',
    fix: 'See the items with "attestry population list" or "attestry check show {check}".',
  },
  address_refused: {
    text: 'The address {address} is not one that is asked: {because}.',
    fix: 'Give an address on the internet without a password in it: https, or ssh of a repository, which may also be the full path of a folder where one is read. ATTESTRY_WEBHOOK_NETWORKS names private networks that may be reached.',
  },
  http_failed: {
    text: '{request} got no answer: {because}.',
    fix: 'Check the address and the network, then run it again; it goes on where it stopped.',
  },
  answer_too_large: {
    text: 'The answer to {request} is larger than {limit} bytes.',
    fix: 'Check that the address is the one that was meant.',
  },
  program_missing: {
    text: 'The program {program} cannot be started: {because}.',
    fix: 'Install it, and see that it is found by the PATH.',
  },
  program_failed: {
    text: '{program} ended with {end}: {because}',
    fix: 'Correct what it names, then run it again; it goes on where it stopped.',
  },
  source_refused: {
    text: '{source} refuses {what}: {because}.',
    fix: 'Give the secret of an account that may read it; "attestry source test" says what can be seen.',
  },
  source_unclear: {
    text: '{source} cannot be read as its settings say: {because}.',
    fix: 'Correct the settings of the source, then run it again.',
  },
  file_unreadable: {
    text: 'The file {file} cannot be read: {because}.',
    fix: 'Check the path, and that Attestry may read it.',
  },
  file_unwritable: {
    text: 'The file or folder {file} cannot be made or used: {because}.',
    fix: 'Choose another place, or make it possible there.',
  },
  file_too_large: {
    text: 'The file {file} has {found} {what}; at most {most} are read.',
    fix: 'Split it into several files, each a source of its own.',
  },
  file_encoding: {
    text: 'The file {file} is not UTF-8 text: {because}.',
    fix: 'Save it as UTF-8; in Excel that is "CSV UTF-8 (Comma delimited)".',
  },
  file_malformed: {
    text: 'The file {file} cannot be read as {format} at {place}: {because}.',
    fix: 'Export it again, or mend it at that place.',
  },
  file_kind: {
    text: 'The file {file} is {found}, and not {expected}.',
    fix: 'Export it in one of the formats that are read: CSV, TSV, JSON, NDJSON, XLSX.',
  },
  sheet_unclear: {
    text: 'The workbook {file} does not tell which sheet to read: {because}. Its sheets: {sheets}.',
    fix: 'Name the sheet in the mapping, as "sheet".',
  },
  columns_missing: {
    text: 'The file {file} has no column {columns}. The header in row {row} names: {header}.',
    fix: 'Correct the name in the mapping, or the number of the header row; names count letter by letter.',
  },
  columns_repeated: {
    text: 'The header of {file} has more than one column named {columns}.',
    fix: 'Give each column that the mapping uses a name of its own.',
  },
  demo_failed: {
    text: 'The demo stopped at its source {source}: {because}.',
    fix: 'Nothing of it can be used. Remove the data folder, or give another one with --data, and run it again.',
  },
  demo_unfinished: {
    text: 'The demo in {data} was stopped before its story was told to the end.',
    fix: 'Nothing of it can be used, and all of it is invented. Remove that folder, or give another one with --data, and make it again.',
  },
  ...FILE_ERRORS,
  engagement_exists: {
    text: 'There is an engagement "{id}" already.',
    fix: 'Choose another id, or change the one that is there.',
  },
  engagement_none: {
    text: 'No examination is open.',
    fix: 'Open one: attestry engagement create --first 2026-01-01 --last 2026-12-31',
  },
  engagement_not_yet: {
    text: 'By then the ledger had no examination "{engagement}": it was opened later, at position {position}.',
    fix: 'Ask for a day after it was opened; "attestry engagement list" shows when.',
  },
  task_state: {
    text: 'The task "{key}" is {state}.',
    fix: 'Only an open task can be worked on or put aside, and only one that was put aside can be taken up again.',
  },
  policy_exists: { text: 'There is a policy "{id}" already.', fix: 'Edit the one that is there; its history is kept.' },
  policy_changed: {
    text: 'What you read of the policy "{id}" is no longer what it says.',
    fix: 'Read it again, then approve what it says now.',
  },
  policy_owner: {
    text: 'Nobody owns the policy "{id}".',
    fix: 'Name one person who answers for it, then approve it.',
  },
  policy_approver: {
    text: '{person} wrote this version of the policy "{id}" and is not its owner.',
    fix: 'Somebody else approves it, or its owner does.',
  },
  criterion_outside: {
    text: 'The examination "{engagement}" is not about {criterion}: its category is not in scope.',
    fix: 'Add the category with "attestry engagement change {engagement} --category NAME", or ask for another criterion.',
  },
  organization_none: {
    text: 'There is no organization in this data folder yet.',
    fix: 'Make one with "attestry init", or look at the demo company with "attestry demo".',
  },
  organization_several: {
    text: 'There are several organizations: {known}.',
    fix: 'Say which with --org or ATTESTRY_ORG.',
  },
  usage: { text: '{because}', fix: 'See "attestry {command} --help".' },
  nothing_to_compare: {
    text: 'No source has brought {population} yet, so there is nothing to compare.',
    fix: 'Collect or import them first.',
  },
  stopped: { text: 'Stopped.', fix: 'What was sealed stays; run it again to go on.' },
  witness_failed: {
    text: 'The checkpoint of {size} entries was not taken by {place}: {because}.',
    fix: 'Nothing is lost: the next try sends the newest one. Correct the address if it will never work.',
  },
  witness_of_machine: {
    text: '{place} is written by the login of the machine, and is not named from elsewhere.',
    fix: 'Name an address of http or https. A file or a repository is named on the machine itself, with "attestry ledger witness set".',
  },
  witness_ahead: {
    text: '{place} has seen {seen} entries of this log, which has {size}.',
    fix: 'The log was set back, or is written in two places: run "attestry ledger verify", and compare with the checkpoint that was seen there.',
  },
  checkpoint_newer: {
    text: 'A checkpoint of {known} entries is known, and the log that was restored has {size}.',
    fix: 'Restore a later backup: what was acknowledged between the two is missing from this one.',
  },
  checkpoint_foreign: {
    text: 'The checkpoint of {known} entries is not one of this log: {because}.',
    fix: 'Compare the origin and the key; if they are this log’s, it was changed, and "attestry ledger verify" may name where.',
  },
  backup_damaged: {
    text: 'The backup {file} is not as it was written, at {where}: {because}. Nothing was restored.',
    fix: 'Take another copy of it, or an earlier backup.',
  },
  backup_moved: {
    text: 'The file {where} was erased or merged with others while the backup was written. No backup was kept.',
    fix: 'Run it again.',
  },
  backup_newer: {
    text: 'The backup was written by a newer version of Attestry (migration {migration}), or by another one.',
    fix: 'Restore it with that version or a later one.',
  },
  restore_occupied: {
    text: 'A backup is restored only where nothing is yet: {because}.',
    fix: 'Name an empty folder with --data, and a database of its own where DATABASE_URL is set.',
  },
  restore_without_key: {
    text: 'The backup does not hold the key under which its secrets are encrypted, and none was given.',
    fix: 'Set ATTESTRY_SECRET, or put the secret.key that was kept apart into the folder named by --data.',
  },
  on_hold: {
    text: 'It must be kept: {reason}.',
    fix: 'Lift the legal hold first, if it no longer holds: attestry erase hold --lift.',
  },
  ...SERVER_ERRORS,
  ...TRUST_ERRORS,
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
    if (this.code === 'not_found') return fixOfMissing(String(this.facts['what']));
    return filled(ERRORS[this.code].fix, this.facts);
  }
}

/** What a command lists, by the word that it begins with. */
export const LISTED: readonly string[] = [
  'check',
  'control',
  'engagement',
  'policy',
  'population',
  'source',
  'webhook',
];

/** A way out that there is: not everything that can be missing has a command that lists it. */
function fixOfMissing(what: string): string {
  const [, population] = /^item of (.+)$/u.exec(what) ?? [];
  if (population !== undefined) return `List what there is with "attestry population list ${population}".`;
  return LISTED.includes(what) ? filled(ERRORS.not_found.fix, { what }) : 'Correct what it was called.';
}

const filled = (text: string, facts: Facts): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole)).replace(/(?<!\.)\.\.$/, '.');
