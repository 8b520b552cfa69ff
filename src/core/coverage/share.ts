import { grouped } from '#/core/grouped.ts';

/**
 * What a comparison says of one source of our list. `confirmed`: nothing of it is missing, as far as the other list
 * goes. `partial`: of some of its parts nothing was compared. `missing`: the other list has what ours lacks, which may
 * be of any source. `nothing`: nothing of it is on the other list.
 */
export type Says = 'confirmed' | 'partial' | 'missing' | 'nothing';

/** How many items of ours there are, and how many of them the other list has, too. */
export interface Counted {
  readonly matched: number;
  readonly of: number;
}

/** What was compared of a source, and of each of its parts: a repository, or a kind of people. */
export interface Share extends Counted {
  readonly source: string;
  readonly says: Says;
  readonly parts: readonly (Counted & { readonly name: string })[];
}

/** One of our items: the names that the other list may have it by, and the part of its source that it is of. */
export interface Compares {
  readonly source: string;
  readonly names: readonly string[];
  readonly part: string;
}

/**
 * The share of each source. `parts` are those of which nothing may have been in the time, by source: where another list
 * has nothing of one, what is missing of it would not show, so it counts as not compared.
 */
export function sharesOf(
  items: readonly Compares[],
  there: ReadonlySet<string>,
  { parts, isMissing }: { readonly parts: readonly Pick<Compares, 'source' | 'part'>[]; readonly isMissing: boolean },
): readonly Share[] {
  const known = [...parts, ...items];
  return [...new Set(known.map(({ source }) => source))].sort().map((source) => {
    const ours = items.filter((each) => each.source === source);
    const names = [...new Set(known.flatMap((each) => (each.source === source ? each.part : [])))].sort();
    const of = names.map((name) => ({
      name,
      ...counted(
        ours.filter(({ part }) => part === name),
        there,
      ),
    }));
    const all = counted(ours, there);
    return { source, says: isMissing ? 'missing' : saysOf(all, of), ...all, parts: of };
  });
}

const counted = (items: readonly Compares[], there: ReadonlySet<string>): Counted => ({
  matched: items.filter(({ names }) => names.some((name) => there.has(name))).length,
  of: items.length,
});

function saysOf({ matched }: Counted, parts: readonly Counted[]): Says {
  if (matched === 0) return 'nothing';
  return parts.every((part) => part.matched > 0) ? 'confirmed' : 'partial';
}

/** What a comparison of this kind holds against the other list. */
export const itemsIn = (kind: string): string =>
  kind === 'changes' ? 'changes' : kind === 'leavers' ? 'people who left' : 'people';

/** 9 of 11 changes; compared: a/b (9 of 10); not compared: c/d. One part is the source itself. */
export function shareInWords({ matched, of, parts }: Omit<Share, 'source' | 'says'>, many: string): string {
  const all = `${grouped(matched)} of ${grouped(of)} ${many} are on both sides`;
  if (parts.length < 2) return all;
  const [some, none] = [parts.filter((part) => part.matched > 0), parts.filter((part) => part.matched === 0)];
  return [
    all,
    ...(some.length === 0
      ? []
      : [`compared: ${listed(some.map((part) => `${part.name} (${grouped(part.matched)} of ${grouped(part.of)})`))}`]),
    ...(none.length === 0 ? [] : [`not compared: ${listed(none.map(({ name }) => name))}`]),
  ].join('; ');
}

const MOST_LISTED = 20;

const listed = (names: readonly string[]): string =>
  names.length <= MOST_LISTED
    ? names.join(', ')
    : `${names.slice(0, MOST_LISTED).join(', ')} and ${grouped(names.length - MOST_LISTED)} more`;
