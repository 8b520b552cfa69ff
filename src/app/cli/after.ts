import type { Given, Option } from './command.ts';

/** Where the page before ended, as every list takes it that is as of the position of its first page. */
export const AFTER: Option = {
  name: 'after',
  value: 'CURSOR',
  doc: 'Go on behind the page before, which said this; it is as of when that one was.',
};

export function afterIn(given: Given): { readonly after?: string } {
  const after = given.text('after');
  return after === undefined ? {} : { after };
}
