import type { Instant } from '#/core/time/instant.ts';
import { NEVER } from '#/core/time/instant.ts';

/** That a source took up where another one stopped, as somebody said when it was connected. */
export interface Follows {
  readonly source: string;
  readonly by: string;
  /** When the log received it. */
  readonly at: Instant;
}

/** A source that was connected, as the log has it. */
export interface Connected {
  readonly id: string;
  readonly reference: boolean;
  readonly follows: Follows | null;
}

/**
 * By source, what it follows. In the order in which they were connected, so that nothing follows itself or what came
 * after it. What is kept for comparison only is in no chain, and each source has one follower at most: the first.
 */
export function followsIn(connected: readonly Connected[]): ReadonlyMap<string, Follows> {
  const judged = new Map<string, boolean>();
  const followed = new Set<string>();
  const found = new Map<string, Follows>();
  for (const { id, reference, follows } of connected) {
    if (judged.has(id)) continue;
    judged.set(id, !reference);
    if (follows === null || reference || follows.source === id) continue;
    if (judged.get(follows.source) !== true || followed.has(follows.source)) continue;
    followed.add(follows.source);
    found.set(id, follows);
  }
  return found;
}

/** A source that ever told of a population, and what it follows. */
export interface Link<Row> {
  readonly source: string;
  readonly follows: Follows | null;
  readonly rows: readonly Row[];
}

/**
 * Sources that follow each other, the first before all; most chains are of one. A link counts only where both ever told
 * of this population, and where no other source claims to follow the same one.
 */
export function chainsOf<Row>(links: readonly Link<Row>[]): readonly (readonly Link<Row>[])[] {
  const there = new Set(links.map(({ source }) => source));
  const following = Map.groupBy(links, ({ source, follows }) =>
    follows !== null && follows.source !== source && there.has(follows.source) ? follows.source : null,
  );
  const nextOf = (source: string): Link<Row> | undefined => {
    const all = following.get(source) ?? [];
    return all.length === 1 ? all[0] : undefined;
  };
  const firsts = links.filter(({ source, follows }) => follows === null || nextOf(follows.source)?.source !== source);
  const chains = firsts.map((first) => {
    const chain = [first];
    for (let next = nextOf(first.source); next !== undefined; next = nextOf(next.source)) chain.push(next);
    return chain;
  });
  const placed = new Set(chains.flat());
  return [...chains, ...links.flatMap((link) => (placed.has(link) ? [] : [[link]]))]; // a circle has no first
}

/** For which time a source of a chain answers, all of it by itself. */
export interface Answers {
  readonly from: Instant;
  /** The first instant for which the next one answers alone. */
  readonly to: Instant;
}

/**
 * The first answers from the beginning, the last to the end, and in between each from where it was first read to where
 * it was last: what one leaves out in its own time no other makes up for. What lies between two is of the later one.
 * `spans` are from where to where each was read; of one that says nothing of time it is null, and it answers for all.
 */
export function answersOf(spans: readonly (Answers | null)[]): readonly Answers[] {
  return spans.map((span, place) => {
    const before = spans[place - 1];
    const from = place === 0 || span === null ? Number.NEGATIVE_INFINITY : Math.min(span.from, before?.to ?? NEVER);
    return { from, to: place === spans.length - 1 || span === null ? NEVER : span.to };
  });
}
