import { edgesOf, timesAtEdge } from './lines.ts';

/** The parts that reports of this kind have, in their usual order. */
export const PARTS = ['auditor', 'assertion', 'description', 'tests', 'other'] as const;
export type Part = (typeof PARTS)[number];

/** How each is called, what is told apart by more than one word first. */
const NAMES: readonly (readonly [Part, RegExp])[] = [
  ['other', /\b(?:other|additional|unaudited) information\b|\bnot covered by\b/i],
  [
    'tests',
    /\btests? (?:of|performed)\b|\bresults of (?:the )?tests\b|\btesting (?:matrix|matrices|results)\b|\binformation provided by the (?:independent )?service auditors?\b|\bcriteria,? (?:and )?(?:the )?(?:related )?controls?\b|\bcontrols?,? tests\b/i,
  ],
  ['assertion', /\bassertion\b/i],
  [
    'auditor',
    /\b(?:independent )?(?:service )?auditors?['’]?s?['’]? report\b|\bindependent accountants?['’]?s?['’]? report\b|\breport of (?:the |an )?independent\b/i,
  ],
  [
    'description',
    /\bdescription of\b.*\b(?:system|services?|platform|environment)\b|\bsystem(?:s)? description\b|['’]s?['’]? description of\b/i,
  ],
];

const LONGEST = 240;

const partOf = (line: string): Part | null =>
  line.length > LONGEST ? null : (NAMES.find(([, name]) => name.test(line))?.[0] ?? null);

const MARK = /^(?:section|part) (?:[IVX]{1,4}|\d{1,2}|one|two|three|four|five|six|seven|eight)\b[\s.:,|–—-]*(.*)$/i;
const LEADS_ON = /[.·•…_] ?[.·•…_] ?[.·•…_] ?\d{1,4}$/;
const NUMBER_AT_END = /\s\d{1,4}$/;

/** A page that lists the parts instead of being one of them. */
export function isContents(lines: readonly string[]): boolean {
  if (lines.slice(0, 6).some((line) => /^(?:table of )?contents\b/i.test(line))) return true;
  const leads = lines.filter(
    (line) => LEADS_ON.test(line) || (NUMBER_AT_END.test(line) && (partOf(line) !== null || MARK.test(line))),
  );
  return leads.length >= 3;
}

/** Words of a heading begin with capitals; of a sentence few do. */
function isTitle(line: string): boolean {
  if (/[.;:]$/.test(line) || line.length > LONGEST) return false;
  const words = line.split(' ').filter((word) => /^[\p{L}('’“"]/u.test(word) && word.length > 3);
  const capitals = words.filter((word) => /^[('’“"]?\p{Lu}/u.test(word));
  return words.length > 0 && capitals.length / words.length >= 0.6;
}

/** A heading near the top of a page, and which part it begins. */
export interface Heading {
  readonly part: Part;
  readonly title: string;
  readonly page: number;
  /** The line says by itself that a part begins: Section II. */
  readonly isMarked: boolean;
}

/** So many lines from the top a heading may stand. */
const TOP = 8;
/** What stands on more of the pages than this names the report, and no part of it. */
const NAMES_ALL = 0.85;

/** Every heading of every page that is no table of contents, in order. */
export function headingsIn(pages: readonly (readonly string[])[]): readonly Heading[] {
  const edges = edgesOf(pages);
  const most = Math.max(3, pages.length * NAMES_ALL);
  return pages.flatMap((lines, at) => {
    if (isContents(lines)) return [];
    const top = lines.filter((line) => timesAtEdge(edges, line) < most).slice(0, TOP);
    for (const [place] of top.entries()) {
      const found = headingAt(top, place);
      if (found !== null) return [{ ...found, page: at + 1 }];
    }
    return [];
  });
}

/** What stands behind a colon and is no longer than this is a title, however it is written. */
const SHORT = 120;

/** What follows the number of a section in a heading; null: it is none. A sentence may begin a line with it, too. */
function markOf(line: string): string | null {
  const rest = MARK.exec(line)?.[1];
  if (rest === undefined) return null;
  const isTold = /^\S+ \S+ ?[:–—-]/.test(line) && rest.length < SHORT && !/[.,;]$/.test(rest);
  return rest === '' || isTold || (/^\p{Lu}/u.test(rest) && isTitle(rest)) ? rest : null;
}

/** A heading may be broken into a few lines. */
const BROKEN = 4;

function headingAt(top: readonly string[], place: number): Omit<Heading, 'page'> | null {
  const line = top[place] ?? '';
  const marked = markOf(line);
  const lines = [marked ?? line];
  if (marked === null && (MARK.test(line) || !isTitle(line))) return null;
  for (const next of top.slice(place + 1, place + BROKEN)) {
    if (!isTitle(next) || MARK.test(next) || /^(?:to|scope)\b:?/i.test(next)) break;
    lines.push(next);
  }
  // as few of the lines as make it a name, and on to where it is one: the next heading is no part of it
  for (let most = 1; most <= lines.length; most += 1) {
    const title = lines.slice(0, most).join(' ').trim();
    const part = partOf(title);
    if (part !== null) return { part, title: whole(title, lines.slice(most)), isMarked: marked !== null };
  }
  return null;
}

/** A title that stops in the middle of a phrase goes on. */
function whole(title: string, rest: readonly string[]): string {
  let all = title;
  for (const line of rest) {
    if (
      !/\b(?:of|on|and|its|the|to|for|by|a|an|with|in|controls|relevant)$/i.test(all) &&
      !/^(?:of|on|and|for|to|its|the|by|relevant)\b/i.test(line)
    )
      break;
    all = `${all} ${line}`;
  }
  return all.slice(0, 200);
}
