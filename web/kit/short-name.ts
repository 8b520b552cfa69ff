const LONG_ID = /\b([0-9a-f]{10})[0-9a-f]{30}\b/g;

/** The key of an item, as short as it can be told apart: ids of commits are cut, as git cuts them. */
export const shortKey = (key: string): string => key.replaceAll(LONG_ID, '$1');

/** As much of a name as a glance takes in. */
const GLANCE = 64;

/**
 * The name of an artifact as it is called in a few words: a command of git by what it does and where it ends, without how
 * it is to be printed; and of any other that is long, its two ends.
 */
export function shortName(name: string): string {
  const [, git = '', rest = ''] = /^(git [a-z-]+)\b(.*)$/.exec(name) ?? [];
  const last = rest.split(' ').findLast((word) => word !== '' && !word.startsWith('-')) ?? '';
  const said =
    git === '' ? name : [git, ...(rest === '' ? [] : ['…']), ...(/^[^%]+$/.test(last) ? [last] : [])].join(' ');
  const short = shortKey(said);
  return short.length <= GLANCE ? short : `${short.slice(0, GLANCE / 2)}…${short.slice(-GLANCE / 2)}`;
}
