/** What a firm is by law, and not by name. */
const LEGAL: ReadonlySet<string> = new Set(
  'llp llc pllc lp pc pa plc inc ltd limited corp gmbh ag cpa cpas'.split(' '),
);
/** `Quimby & Partners` is called Quimby where it is spoken of as who examines. */
const OTHERS: ReadonlySet<string> = new Set('partners associates company co sons'.split(' '));
const EXAMINES = /\b(audit|examin|attest|assess|opinion|report|cpas?\b|accountant|soc\b)/i;

const WORD = /[\p{L}\d]+(?:[’'-][\p{L}\d]+)*/gu;

/** The words of a text, without whose they are. */
const wordsOf = (text: string): readonly string[] =>
  [...text.normalize('NFKC').replaceAll('&', ' and ').replaceAll('.', '').matchAll(WORD)].map(([word]) =>
    word.replace(/[’']s$/, ''),
  );

/** A name without what it is by law. */
function nameOf(firm: string): readonly string[] {
  const words = wordsOf(firm);
  return words.slice(0, words.findLastIndex((word) => !LEGAL.has(word.toLowerCase())) + 1);
}

const lowered = (words: readonly string[]): string => words.join(' ').toLowerCase();

/** Whether two names are of one firm. */
export const isSameFirm = (one: string, other: string): boolean => lowered(nameOf(one)) === lowered(nameOf(other));

/** The words by which a sentence names one of these firms; null: it names none. */
export function firmNamedIn(sentence: string, firms: readonly string[]): string | null {
  const said = wordsOf(sentence);
  for (const firm of firms) {
    const name = nameOf(firm);
    const [first = '', and, others = '', ...more] = name;
    const isShort = and === 'and' && OTHERS.has(others.toLowerCase()) && more.length === 0;
    if (isSaid(name, said)) return name.join(' ');
    if (isShort && EXAMINES.test(sentence) && isSaid([first], said)) return first;
  }
  return null;
}

/** One word may mean something else, and is a name only where it is written as one; several are it however they are. */
function isSaid(name: readonly string[], said: readonly string[]): boolean {
  const [only = '', ...more] = name;
  if (more.length === 0) return only !== '' && said.some((word) => word === only || word === only.toUpperCase());
  return ` ${lowered(said)} `.includes(` ${lowered(name)} `);
}
