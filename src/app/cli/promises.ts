import { PROMISE_NAMES, type PromiseName } from '#/library/promises.ts';
import type { Given } from './command.ts';
import { misused } from './parse.ts';

/** What a company promises, which tells the categories that are examined. */
export const PROMISE = {
  name: 'promise',
  value: 'PROMISE',
  many: true,
  doc: `What it promises its customers: ${PROMISE_NAMES.join(', ')}. May be given several times.`,
} as const;

/** Those that were given; a word that is none is refused. */
export function promisesIn(given: Given, command: string): readonly PromiseName[] {
  const promises = given.texts('promise');
  const unknown = promises.find((promise) => !isPromise(promise));
  if (unknown !== undefined)
    misused(command, `There is no promise "${unknown}"; there are ${PROMISE_NAMES.join(', ')}.`);
  return promises.filter(isPromise);
}

const isPromise = (name: string): name is PromiseName => (PROMISE_NAMES as readonly string[]).includes(name);
