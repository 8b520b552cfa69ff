const MOST = 3_000;
const AROUND = 300;

/** What an artifact is opened for; an address carries it as it is. */
export interface Where {
  /** Where in it a record was found, as the collector says it; empty: nowhere in particular. */
  readonly place: string;
  /** The id of a commit that the record is about, if it is about one. */
  readonly commit?: string;
}

/** Keys of what came with a commit end with its id. */
export function whereOf(place: string, key: string): Where {
  const [, commit] = /@([0-9a-f]{40})$/.exec(key) ?? [];
  return commit === undefined ? { place } : { place, commit };
}

type Range = readonly [from: number, to: number];

/** A text as it is shown, and the lines, counted from 0, that a place names; null where it names none. */
export interface Placed {
  readonly lines: readonly string[];
  readonly marked: Range | null;
}

/**
 * Finds `row 12`, `line 12` or a JSON pointer in a text, else the line that begins with the id of a commit. JSON is
 * laid out for that; the file stays as it was received.
 */
export function placed(text: string, { place, commit }: Where): Placed {
  const [, row] = /\b(?:row|line) (\d+)\b/.exec(place) ?? [];
  if (row !== undefined) return { lines: text.split('\n'), marked: [Number(row) - 1, Number(row) - 1] };
  const value = jsonOf(text);
  if (value === undefined) return { lines: text.split('\n'), marked: commitIn(text.split('\n'), commit) };
  return laidOut(value, /(\/[^\s,;]+)/.exec(place)?.[1] ?? null);
}

const ID = /^[0-9a-f]{40}(␀|$)/;

/** From the id of a commit to the line before the next one; parents stand behind their commit, and are skipped. */
function commitIn(lines: readonly string[], commit: string | undefined): Range | null {
  const from = commit === undefined ? -1 : lines.findIndex((line) => line.startsWith(commit));
  if (from < 0) return null;
  const next = lines.findIndex((line, at) => at > from + 1 && ID.test(line));
  return [from, next < 0 ? lines.length - 1 : next - 1];
}

function jsonOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // it begins like JSON and is none, such as one object a line
  }
}

/** JSON with two spaces, and the lines of what a pointer names. RFC 6901. */
function laidOut(whole: unknown, pointer: string | null): Placed {
  const lines: string[] = [];
  let marked: Range | null = null;
  const print = (value: unknown, depth: number, path: string, [before, after]: readonly [string, string]): void => {
    const from = lines.length;
    const indent = '  '.repeat(depth);
    const isList = Array.isArray(value);
    const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (members.length === 0) lines.push(`${indent}${before}${JSON.stringify(value)}${after}`);
    else {
      lines.push(`${indent}${before}${isList ? '[' : '{'}`);
      for (const [at, [name, member]] of members.entries()) {
        const ends = at < members.length - 1 ? ',' : '';
        const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
        print(member, depth + 1, `${path}/${step}`, [isList ? '' : `${JSON.stringify(name)}: `, ends]);
      }
      lines.push(`${indent}${isList ? ']' : '}'}${after}`);
    }
    if (path === pointer) marked = [from, lines.length - 1];
  };
  print(whole, 0, '', ['', '']);
  return { lines, marked };
}

/** As many lines as a page can bear, around the marked ones. */
export function window({ lines, marked }: Placed): { readonly first: number; readonly shown: readonly string[] } {
  if (lines.length <= MOST) return { first: 0, shown: lines };
  const first = Math.max(0, (marked?.[0] ?? 0) - AROUND);
  return { first, shown: lines.slice(first, first + MOST) };
}
