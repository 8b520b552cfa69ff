/** What people see of a letter, where a file writes it in another way. */
const LIGATURES = /[\uFB00-\uFB06]/g;
const UNSEEN = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;

const plain = (text: string): string =>
  text
    .replaceAll(LIGATURES, (letter) => letter.normalize('NFKC'))
    .replaceAll(UNSEEN, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The lines of a page that say something, as they are read. */
export const linesOf = (page: string): readonly string[] =>
  page
    .split('\n')
    .map(plain)
    .filter((line) => line !== '');

const LETTERS = /\p{L}/gu;
const FEWEST_LETTERS = 20;
const LEAST_SHARE = 0.4;

/** A page with words on it. A picture has none, and letters that the file gives no meaning are no words. */
export function isReadable(page: string): boolean {
  const text = page.replaceAll(/\s+/g, '');
  const letters = text.match(LETTERS)?.length ?? 0;
  return letters >= FEWEST_LETTERS && letters / text.length >= LEAST_SHARE;
}

/** The text of several pages as one, which knows on which of them something stands. */
export interface Flow {
  readonly text: string;
  readonly pageAt: (index: number) => number;
}

/** So many lines from each edge of a page may be what runs along it. */
const EDGE = 3;
/** On so many pages what stands at an edge runs along it. */
const RUNS_ON = 3;
const PAGE_NUMBER = /^(?:page )?[-–—| ]*(?:\d{1,4}|[ivxl]{1,7})(?: ?(?:of|\/|\|) ?\d{1,4})?[-–—| ]*$/i;

const shapeOf = (line: string): string => line.toLowerCase().replaceAll(/\d+/g, '#');

const isAtEdge = (at: number, length: number): boolean => at < EDGE || at >= length - EDGE;

/** How often lines stand at the edge of a page, by what they are but for their numbers. */
export function edgesOf(pages: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const lines of pages)
    for (const shape of new Set(lines.filter((_, at) => isAtEdge(at, lines.length)).map(shapeOf)))
      found.set(shape, (found.get(shape) ?? 0) + 1);
  return found;
}

export const timesAtEdge = (edges: ReadonlyMap<string, number>, line: string): number => edges.get(shapeOf(line)) ?? 0;

/** Pages as they are read on: without what runs along their edges, and words that were parted at a line’s end whole. */
export function flowOf(pages: readonly (readonly string[])[], from = 1, to = pages.length): Flow {
  const edges = edgesOf(pages);
  const starts: (readonly [index: number, page: number])[] = [];
  const parts: string[] = [];
  let [length, last] = [0, ''];
  for (let page = from; page <= to; page += 1) {
    const lines = pages[page - 1] ?? [];
    const kept = lines.filter(
      (line, at) => !isAtEdge(at, lines.length) || !(PAGE_NUMBER.test(line) || timesAtEdge(edges, line) >= RUNS_ON),
    );
    starts.push([length, page]);
    for (const line of kept) {
      const isWhole = parts.length > 0 && isParted(last, line);
      if (isWhole) parts.push(parts.pop()?.slice(0, -1) ?? '');
      const part = isWhole || parts.length === 0 ? line : ` ${line}`;
      parts.push(part);
      length += isWhole ? part.length - 1 : part.length;
      last = line;
    }
  }
  return { text: parts.join(''), pageAt: (index) => starts.findLast(([start]) => start <= index)?.[1] ?? from };
}

/** A word that is parted goes on in small letters; so do some that are written with a hyphen: few matter here. */
const isParted = (line: string, next: string): boolean => /\p{Ll}-$/u.test(line.slice(-2)) && /^\p{Ll}/u.test(next);

const LONGEST = 320;

/** The very words from a place on; whole words, and a sign where the sentence goes on beyond them. */
export function wordsAt({ text }: Flow, index: number, length: number): string {
  const end = index + Math.min(Math.max(length, 1), LONGEST);
  const cut = text.slice(index, end);
  if (end >= text.length || !/[\p{L}\p{N}]/u.test(text[end] ?? '') || !/[\p{L}\p{N}]$/u.test(cut)) return cut.trim();
  return `${cut.slice(0, cut.lastIndexOf(' ')).trim()} …`;
}
