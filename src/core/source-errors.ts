import { placeOf } from './place.ts';
import type { Told } from './told-error.ts';

/** What can go wrong where a source is connected; a part of the list in errors.ts. */
export const SOURCE_ERRORS = {
  source_closed: {
    text: '{source} cannot be opened from the machine of the server: {because}.',
    fix: 'Correct the address. Where it is right, let that machine trust the host, or let the account of the server read it there; then test it again.',
    fields: ['{setting}'],
  },
  collector_unknown: { text: 'There is no collector "{id}".', fix: 'There are: {known}.' },
  source_exists: {
    text: 'There is a source "{id}" already.',
    fix: 'Choose another name for the new one.',
    fields: ['id'],
  },
  source_disconnected: {
    text: 'The source "{id}" is disconnected since {since}.',
    fix: 'Connect another that follows it, or reconnect this one.',
    at: placeOf('source-reconnect', '{id}'),
  },
  source_connected: {
    text: 'The source "{id}" is connected.',
    fix: 'Only one that was disconnected is reconnected; see the list of sources.',
  },
  source_settings_fixed: {
    text: 'The source "{id}" has brought something, and its setting {name} says what it is.',
    fix: 'Disconnect it, and connect another that follows it; the next file of one that was handed in is handed in on its page.',
    fields: ['{name}'],
  },
  source_settings_changed: {
    text: 'Somebody changed the settings of the source "{id}" meanwhile.',
    fix: 'See what they are now, then say again what is to be another.',
    at: placeOf('source', '{id}'),
  },
  source_not_followed: {
    text: 'Nothing can follow the source "{id}" like this: {because}.',
    fix: 'Name the source that the new one takes up from: one whose records are judged, that tells of the same, and that no other follows.',
    fields: ['follows'],
  },
  secret_unknown: {
    text: 'The collector "{collector}" reads no secret "{name}".',
    fix: 'It reads: {known}.',
    fields: ['{name}'],
  },
  secret_refused: {
    text: '{source} does not take {what}: {because}.',
    fix: 'Give the source a new one.',
    at: placeOf('source-secret'),
    lasting: true,
    fields: ['{secret}'],
  },
  secret_missing: {
    text: 'The collector needs the secret "{name}": {doc}.',
    fix: 'Give it with --secret {name}=…, or in a file with --secret-file {name}=FILE.',
    fields: ['{name}'],
  },
} as const satisfies Record<string, Told>;
