import { type Instant, NEVER } from '#/core/time/instant.ts';
import type { Outcomes } from './outcomes.ts';

/** Items that fall due, ascending, and when. */
export type DueTimes = Pick<Outcomes, 'dueItems' | 'dueAt'>;

/** Takes down when outcomes can change, as one item after the other is judged. */
export interface DueBook {
  /** Each item at most once. */
  set(item: number, until: Instant): void;
  times(): DueTimes;
}

/** For a run that judges everything: a place for each item. */
export class DueOfAll implements DueBook {
  readonly #until: Float64Array;

  constructor(size: number) {
    this.#until = new Float64Array(size).fill(NEVER);
  }

  set(item: number, until: Instant): void {
    this.#until[item] = until;
  }

  times(): DueTimes {
    const until = this.#until;
    let count = 0;
    for (let item = 0; item < until.length; item += 1) if (until[item] !== NEVER) count += 1;
    const dueItems = new Uint32Array(count);
    let at = 0;
    for (let item = 0; item < until.length; item += 1) if (until[item] !== NEVER) dueItems[at++] = item;
    return { dueItems, dueAt: Float64Array.from(dueItems, (item) => until[item] ?? NEVER) };
  }
}

/** For a run that judges few items: theirs beside those of an earlier run. */
export class DueOfSome implements DueBook {
  readonly #earlier: DueTimes;
  /** So many of the earlier ones were looked at, and so many of them kept. */
  #seen = 0;
  #count = 0;
  readonly #kept: DueTimes;
  readonly #judged: { readonly item: number; readonly until: Instant }[] = [];

  constructor(earlier: DueTimes) {
    const { length } = earlier.dueItems;
    this.#earlier = earlier;
    this.#kept = { dueItems: new Uint32Array(length), dueAt: new Float64Array(length) };
  }

  set(item: number, until: Instant): void {
    if (until !== NEVER) this.#judged.push({ item, until });
  }

  /** Takes over those of items that stand where they stood, or behind; in their order. */
  keep({ was, item, length }: { readonly was: number; readonly item: number; readonly length: number }): void {
    const { dueItems, dueAt } = this.#earlier;
    while ((dueItems[this.#seen] ?? NEVER) < was) this.#seen += 1;
    for (; (dueItems[this.#seen] ?? NEVER) < was + length; this.#seen += 1) {
      this.#kept.dueItems[this.#count] = (dueItems[this.#seen] ?? 0) + item - was;
      this.#kept.dueAt[this.#count] = dueAt[this.#seen] ?? NEVER;
      this.#count += 1;
    }
  }

  times(): DueTimes {
    const kept = this.#kept;
    const dueItems = new Uint32Array(this.#count + this.#judged.length);
    const dueAt = new Float64Array(dueItems.length);
    let from = 0;
    let at = 0;
    const move = (to: number): void => {
      dueItems.set(kept.dueItems.subarray(from, to), at);
      dueAt.set(kept.dueAt.subarray(from, to), at);
      at += to - from;
      from = to;
    };
    for (const { item, until } of this.#judged.toSorted((a, b) => a.item - b.item)) {
      let to = from;
      while (to < this.#count && (kept.dueItems[to] ?? 0) < item) to += 1;
      move(to);
      dueItems[at] = item;
      dueAt[at] = until;
      at += 1;
    }
    move(this.#count);
    return { dueItems, dueAt };
  }
}
