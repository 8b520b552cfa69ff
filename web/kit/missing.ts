import { DomainError } from '#/core/errors.ts';

/** What a page that is about one thing is about, by where its address begins. */
const THINGS: readonly (readonly [begins: string, what: string])[] = [
  ['/artifacts/', 'artifact'],
  ['/checks/', 'check'],
  ['/controls/', 'control'],
  ['/evidence/', 'record'],
  ['/ledger/', 'entry'],
  ['/policies/', 'policy'],
  ['/sources/', 'source'],
  ['/trust/reports/', 'document'],
];

/** What the address of such a page names, as the server calls it. */
const NAMES: ReadonlySet<unknown> = new Set(['id', 'population', 'key', 'position', 'document']);

/** A name that nothing can have is the name of nothing: whoever followed a broken link did not fill in a form. */
export function withMissing(error: unknown, page: string): unknown {
  if (!(error instanceof DomainError) || error.code !== 'input_invalid' || !NAMES.has(error.facts['where']))
    return error;
  const [begins, what] = THINGS.find(([each]) => page.startsWith(each)) ?? [];
  if (begins === undefined || what === undefined) return error;
  return new DomainError('not_found', { what, id: decodeURIComponent(page.slice(begins.length)) });
}
