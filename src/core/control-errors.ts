import { placeOf } from './place.ts';
import type { Told } from './told-error.ts';

/** What can go wrong with what a company says of its controls; a part of the list in errors.ts. */
export const CONTROL_ERRORS = {
  control_exists: {
    text: 'There is a control "{id}" already, here or in the library.',
    fix: 'Choose another id, or adopt the one of the library.',
    fields: ['id', 'title'],
  },
  control_outside: {
    text: 'The control {control} was not in force on any day of the examination "{engagement}".',
    fix: 'See from when until when it was in force.',
    at: placeOf('control-versions', '{control}'),
  },
  statement_without_limit: {
    text: 'The statement does not name {missing}, by which a check judges.',
    fix: 'Put {missing} where the statement names the limit, so that statement and check cannot disagree.',
    fields: ['statement'],
  },
  statement_span_apart: {
    text: 'The statement says {said} in its own words, while checks judge by {limits}.',
    fix: 'Put {limits} where the time stands and set the limit; say what no check judges by in a control of its own.',
    fields: ['statement'],
  },
  frequency_apart: {
    text: 'The control cannot be performed {frequency} while its statement says "{said}" (the limit {limit}).',
    fix: 'Give the limit alone, and the frequency follows; or one of these frequencies alone, and the limit follows: {known}.',
    fields: ['frequency'],
  },
  limit_unknown: { text: 'The control has no limit "{name}".', fix: 'It has: {known}.', fields: ['{name}'] },
} as const satisfies Record<string, Told>;
