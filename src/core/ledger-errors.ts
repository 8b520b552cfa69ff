import { placeOf } from './place.ts';
import type { Told } from './told-error.ts';

/** What can go wrong with the log, its keys and the bytes that it speaks of; a part of the list in errors.ts. */
export const LEDGER_ERRORS = {
  blob_damaged: {
    text: 'The stored bytes {address} in {area} are not what was stored: they now hash to {digest}.',
    fix: 'Restore the file from a backup, and see what else is damaged.',
    at: placeOf('find-damage'),
  },
  blob_missing: {
    text: 'The stored bytes {address} in {area} are gone.',
    fix: 'Restore the file from a backup, and see what else is missing.',
    at: placeOf('find-damage'),
  },
  keys_damaged: {
    text: 'The file of signing keys {file} cannot be read.',
    fix: 'Restore it from a backup.',
  },
  key_missing: {
    text: 'The signing key {id} is not among the keys of this installation.',
    fix: 'Restore the keys folder of the data folder from a backup.',
  },
  log_missing: { text: 'The organization has no log.', fix: 'Make one.', at: placeOf('organization') },
  log_damaged: {
    text: 'The log is not as it was sealed, so that nothing can be proven by it: {because}.',
    fix: 'Restore it from a backup, and see what is changed or missing.',
    at: placeOf('find-damage'),
  },
  position_unknown: {
    text: 'The log has {size} entries; there is none at position {position}.',
    fix: 'Positions run from 0; see how many there are.',
    at: placeOf('ledger'),
  },
  witness_failed: {
    text: 'The checkpoint of {size} entries was not taken by {place}: {because}.',
    fix: 'Nothing is lost: the next try sends the newest one. Correct the address if it will never work.',
  },
  witness_of_machine: {
    text: '{place} is written by the login of the machine, and is not named from elsewhere.',
    fix: 'Name an address of http or https. A file or a repository is named on the machine itself.',
    at: placeOf('witness'),
  },
  witness_ahead: {
    text: '{place} has seen {seen} entries of this log, which has {size}.',
    fix: 'The log was set back, or is written in two places: compare with the checkpoint that was seen there, and verify the log.',
    at: placeOf('ledger-verify'),
  },
  checkpoint_newer: {
    text: 'A checkpoint of {known} entries is known, and the log that was restored has {size}.',
    fix: 'Restore a later backup: what was acknowledged between the two is missing from this one.',
  },
  checkpoint_foreign: {
    text: 'The checkpoint of {known} entries is not one of this log: {because}.',
    fix: 'Compare the origin and the key; if they are this log’s, it was changed, and verifying it may name where.',
    at: placeOf('ledger-verify'),
  },
} as const satisfies Record<string, Told>;
