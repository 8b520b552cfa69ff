import { z } from 'zod';
import { at } from '#/core/at.ts';

const Said = z.union([z.string(), z.number(), z.array(z.string())]);

/** What the words of a file seem to say, by the places of the facts; a person looks before any of it is one. */
export const Proposal = z.strictObject({
  says: z.array(z.strictObject({ place: z.string(), value: Said })),
  page: z.number(),
  /** The very words that it was read from. */
  words: z.string(),
});
export type Proposal = z.output<typeof Proposal>;
type Said = z.output<typeof Said>;

export const Reading = z.strictObject({
  sha256: z.string(),
  pages: z.number(),
  /** So many pages were read, from the first on; 0: the file cannot be read as text. */
  read: z.number(),
  /** Pages among them without words: pictures, or letters without a meaning. */
  unreadable: z.array(z.number()),
  proposals: z.array(Proposal),
  sections: z.array(z.strictObject({ title: z.string(), from: z.number(), to: z.number() })),
  /** Where something that is listed seems to stand. */
  hints: z.array(
    z.strictObject({
      about: z.enum(['exceptions', 'subservice', 'cuecs', 'incidents', 'changes']),
      page: z.number(),
      words: z.string(),
    }),
  ),
});
export type Reading = z.output<typeof Reading>;

/** How what was read stands to the facts as they are: nobody has said it yet · they say the same · they say otherwise. */
export type Compared = 'unsaid' | 'same' | 'otherwise';

const isPage = (place: string): boolean => place.endsWith('.page');

/** Values that facts say otherwise, with what they say. The same may stand on more pages than one. */
export function differing(
  { says }: Proposal,
  facts: unknown,
): readonly { readonly place: string; readonly now: unknown }[] {
  const told = says.every(({ place }) => isPage(place)) ? says : says.filter(({ place }) => !isPage(place));
  return told.flatMap(({ place, value }) => {
    const now = at(facts, place);
    return isUnsaid(now) || isSame(now, value) ? [] : [{ place, now }];
  });
}

export function compared(proposal: Proposal, facts: unknown): Compared {
  if (differing(proposal, facts).length > 0) return 'otherwise';
  return proposal.says.some(({ place }) => isUnsaid(at(facts, place))) ? 'unsaid' : 'same';
}

const isUnsaid = (now: unknown): boolean =>
  now === null || now === undefined || now === '' || (Array.isArray(now) && now.length === 0);

/** Names are written in more than one way, and a list in more than one order. */
function isSame(now: unknown, value: Said): boolean {
  if (Array.isArray(now) && Array.isArray(value))
    return now.length === value.length && value.every((each) => now.includes(each));
  return bare(now) === bare(value);
}

const bare = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]/gu, '')
    : '';

/** What a reading says of itself where not every page could be read; empty: every page was. */
export function unreadInWords({ read, unreadable, pages }: Pick<Reading, 'read' | 'unreadable' | 'pages'>): string {
  if (read === 0 || unreadable.length === read)
    return 'The text of this file cannot be read: its pages are pictures, as scanners make them, or their letters have no meaning. Nothing is suggested: read it, and type what it says.';
  const parts = [
    ...(unreadable.length === 0
      ? []
      : [`${whichPages(unreadable)} no text that can be read, and nothing is suggested from there.`]),
    ...(read < pages ? [`Only the first ${read} of ${pages} pages were read.`] : []),
  ];
  return parts.join(' ');
}

const MOST_NAMED = 12;

function whichPages(numbers: readonly number[]): string {
  if (numbers.length === 1) return `Page ${numbers[0]} has`;
  const named = numbers.slice(0, MOST_NAMED).join(', ');
  return numbers.length > MOST_NAMED
    ? `Pages ${named} and ${numbers.length - MOST_NAMED} more have`
    : `Pages ${named} have`;
}
