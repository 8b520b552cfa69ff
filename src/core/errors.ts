import { CONTROL_ERRORS } from './control-errors.ts';
import { FILE_ERRORS } from './file-errors.ts';
import { LEDGER_ERRORS } from './ledger-errors.ts';
import { SOURCE_ERRORS } from './source-errors.ts';
import { SERVER_ERRORS } from './server-errors.ts';
import { grouped } from './grouped.ts';
import { LISTED, placeOf, type Step, stepInWords } from './place.ts';
import { momentInWords } from './time/words.ts';
import { TRUST_ERRORS } from './trust-errors.ts';
import type { Told } from './told-error.ts';

/**
 * Everything that can go wrong and that a caller can do something about: one closed list. The sentence says what is
 * wrong and where; `fix` says what to do. `{name}` is filled from the facts of the error.
 */
export const ERRORS = {
  database_unavailable: {
    text: 'The database cannot be reached: {because}.',
    fix: 'Set DATABASE_URL to a PostgreSQL server that runs, or see what is wrong.',
    at: placeOf('doctor'),
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
  input_invalid: {
    text: 'What was given is not of its form at "{where}": {because}.',
    fix: 'Correct it and try again.',
    fields: ['{where}'],
  },
  organization_exists: {
    text: 'There is an organization "{slug}" already.',
    fix: 'Choose another short name.',
    fields: ['slug'],
  },
  person_unknown: {
    text: 'No record of a person has the handle {handle}.',
    fix: 'Import people first, or correct the number: see whom the HR system knows.',
    at: placeOf('population', 'person'),
    fields: ['is'],
  },
  handle_own: {
    text: 'The handle {handle} is a person’s already, by an employee id or e-mail address of the HR system.',
    fix: 'Declare only handles that are nobody’s.',
    at: placeOf('unresolved'),
    fields: ['handle'],
  },
  busy: { text: 'Somebody else is doing this already: {what}.', fix: 'Wait until it is done.' },
  ...CONTROL_ERRORS,
  ...LEDGER_ERRORS,
  ...SOURCE_ERRORS,
  item_unknown: {
    text: 'The population of {check} has no item "{item}".',
    fix: 'See its items.',
    at: placeOf('check', '{check}'),
    fields: ['item'],
  },
  deviation_none: {
    text: 'The last run of {check} found no deviation in "{item}", and nothing was said of it before.',
    fix: 'See which items deviate.',
    at: placeOf('check', '{check}'),
  },
  address_refused: {
    text: 'The address {address} is not one that is asked: {because}.',
    fix: 'Give an address on the internet without a password in it: https, or ssh of a repository, which may also be the full path of a folder where one is read. ATTESTRY_WEBHOOK_NETWORKS names private networks that may be reached.',
    fields: ['{setting}'],
  },
  http_failed: {
    text: '{request} got no answer: {because}.',
    fix: 'Check the address and the network, then test it again; a reading goes on where it stopped.',
    fields: ['{setting}'],
  },
  answer_too_large: {
    text: 'The answer to {request} is larger than {limit} bytes.',
    fix: 'Check that the address is the one that was meant.',
    fields: ['{setting}'],
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
    fix: 'Give the secret of an account that may read it, and test what can be seen.',
    at: placeOf('source-secret'),
    fields: ['{setting}'],
  },
  source_unclear: {
    text: '{source} cannot be read as its settings say: {because}.',
    fix: 'Correct the settings of the source, then test it again.',
    fields: ['{setting}'],
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
    fields: ['id'],
  },
  engagement_none: {
    text: 'No examination is open.',
    fix: 'Open one.',
    at: placeOf('examination'),
  },
  engagement_not_yet: {
    text: 'By then the ledger had no examination "{engagement}": it was opened later, at position {position}.',
    fix: 'Ask for a day after it was opened.',
    at: placeOf('examinations'),
  },
  task_state: {
    text: 'The task "{key}" is {state}.',
    fix: 'Only an open task can be worked on, done or put aside. Taken up again can be one that was put aside, or one that a person made.',
  },
  task_caused: {
    text: 'The task "{key}" was made by nobody, and nobody says that it is done.',
    fix: 'It closes when its cause is gone: do what it says, or put it aside with the reason.',
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
    fix: 'Ask for another criterion, or add the category.',
    at: placeOf('examination-categories', '{engagement}'),
  },
  organization_none: {
    text: 'There is no organization in this data folder yet.',
    fix: 'Make one, or look at the demo company.',
    at: placeOf('organization'),
  },
  organization_several: {
    text: 'There are several organizations: {known}.',
    fix: 'Say which with --org or ATTESTRY_ORG.',
  },
  usage: { text: '{because}', fix: 'See how it is written.', at: placeOf('help', '{command}') },
  nothing_to_compare: {
    text: 'No source has brought {population} yet, so there is nothing to compare.',
    fix: 'Collect or import them first.',
  },
  stopped: { text: 'Stopped.', fix: 'What was sealed stays; run it again to go on.' },
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
    fix: 'Lift the legal hold first, if it no longer holds.',
    at: placeOf('hold'),
  },
  ...SERVER_ERRORS,
  ...TRUST_ERRORS,
  not_found: { text: 'There is no {what} "{id}".', fix: 'List what there is.', at: placeOf('list', '{what}') },
} as const satisfies Record<string, Told>;

export type ErrorCode = keyof typeof ERRORS;
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** An error of the list above. Its facts are data; the sentence is made where it is shown. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly facts: Facts;
  /** What else is wrong with the same, where all of it was looked at. */
  readonly also: readonly DomainError[];

  constructor(code: ErrorCode, facts: Facts = {}, options: Also = {}) {
    super(filled(ERRORS[code].text, facts), options);
    this.name = 'DomainError';
    this.code = code;
    this.facts = facts;
    this.also = options.also ?? [];
  }

  /** The inputs that it is about, by the names that the contract has for them; empty: none in particular. */
  get fields(): readonly string[] {
    return ((ERRORS[this.code] as Told).fields ?? []).map((field) => filled(field, this.facts));
  }

  /** What to do, and where. */
  get step(): Step {
    if (this.code === 'not_found') return stepForMissing(String(this.facts['what']));
    return stepOf(this.code, this.facts);
  }

  /** Does another try meet it again, as long as nobody does anything about it? */
  get isLasting(): boolean {
    return isLasting(this.code);
  }

  /** What to do, as the command line tells it. */
  get fix(): string {
    return stepInWords(this.step);
  }
}

interface Also extends ErrorOptions {
  readonly also?: readonly DomainError[];
}

/** The same of a code that was kept; false of what is on the list no more. */
export const isLasting = (code: string): boolean =>
  Object.hasOwn(ERRORS, code) && (ERRORS[code as ErrorCode] as Told).lasting === true;

/** What to do about an error; without its facts, in general. */
export function stepOf(code: ErrorCode, facts: Facts = {}): Step {
  const { fix, at }: Told = ERRORS[code];
  const place = at === undefined ? null : placeOf(at.name, at.of === null ? null : filled(at.of, facts));
  return { says: filled(fix, facts), place };
}

/** A way out that there is: not everything that can be missing has a command that lists it. */
function stepForMissing(what: string): Step {
  const [, population] = /^item of (.+)$/u.exec(what) ?? [];
  if (population !== undefined) return { says: ERRORS.not_found.fix, place: placeOf('population', population) };
  return LISTED.includes(what) ? stepOf('not_found', { what }) : { says: 'Correct what it was called.', place: null };
}

/** Facts that are a number of things, and no name or place of one, such as a port. */
const COUNTS: ReadonlySet<string> = new Set(['bytes', 'found', 'most', 'rejected', 'rows', 'seen', 'size']);

function inText(name: string, fact: unknown): string {
  if (typeof fact === 'number' && name === 'seconds') return inWaiting(fact);
  return typeof fact === 'number' && COUNTS.has(name) ? grouped(fact) : momentInWords(String(fact));
}

const TO_COUNT = 120;

/** How long somebody waits, and never less: nobody counts a thousand seconds. */
function inWaiting(seconds: number): string {
  if (seconds > TO_COUNT) return `${grouped(Math.ceil(seconds / 60))} minutes`;
  return `${Math.ceil(seconds)} ${seconds <= 1 ? 'second' : 'seconds'}`;
}

const filled = (text: string, facts: Facts): string =>
  text
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => inText(name, facts[name] ?? whole))
    .replace(/(?<!\.)\.\.$/, '.');
