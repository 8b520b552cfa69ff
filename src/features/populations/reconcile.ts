import type { Actor } from '#/core/actor.ts';

/** What a comparison of two lists found. */
export interface Compared {
  readonly matched: number;
  /** On our list only. */
  readonly onlyHere: readonly string[];
  /** On the other list only: what ours lacks. */
  readonly onlyThere: readonly string[];
}

/** Compares two lists by a name that both use; a name counts once on each. */
export function compared(here: Iterable<string>, there: Iterable<string>): Compared {
  const [ours, theirs] = [new Set(here), new Set(there)];
  return {
    matched: [...ours].filter((name) => theirs.has(name)).length,
    onlyHere: [...ours].filter((name) => !theirs.has(name)).sort(),
    onlyThere: [...theirs].filter((name) => !ours.has(name)).sort(),
  };
}

/** How somebody is named in a comparison: a person by their key; anybody else by the handle, which no list of people has. */
export function nameOf(actor: Actor): string | null {
  switch (actor.kind) {
    case 'person':
      return actor.person;
    case 'unresolved':
      return `unresolved ${actor.handle}`;
    case 'bot':
    case 'unnamed':
      return null;
  }
}
