import type { Once } from '#/checks/engine/people.ts';

/** A segment, by the digests that its columns were sealed with. */
interface Sealed {
  readonly position: number;
  readonly header: { readonly columns: readonly { readonly sha256: string }[] };
}

/**
 * Populations are judged one after the other, mostly beside the same people: which numbers several lists give is looked
 * up once for all of them. Kept for one round of runs and by what was sealed, so that nothing else can be meant.
 */
export class SamePeople {
  readonly #found = new Map<string, ReturnType<Once>>();

  once(people: readonly Sealed[], asOf: number): Once {
    // of a segment that was merged later some rows are not seen yet: which, the position says as well
    const seen = people.every(({ position }) => position < asOf) ? 'all' : asOf;
    const key = [seen, ...people.map(({ header }) => header.columns.map(({ sha256 }) => sha256).join())].join(' ');
    return (look) => {
      const found = this.#found.get(key) ?? look();
      this.#found.set(key, found);
      return found;
    };
  }
}
