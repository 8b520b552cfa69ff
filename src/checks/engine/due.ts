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
  /** So many of the earlier ones were looked at. */
  #seen = 0;
  readonly #kept: { readonly items: number[]; readonly at: number[] } = { items: [], at: [] };
  readonly #judged: { readonly item: number; readonly until: Instant }[] = [];

  constructor(earlier: DueTimes) {
    this.#earlier = earlier;
  }

  set(item: number, until: Instant): void {
    if (until !== NEVER) this.#judged.push({ item, until });
  }

  /** Takes over those of items that stand where they stood, or behind; in their order. */
  keep({ was, item, length }: { readonly was: number; readonly item: number; readonly length: number }): void {
    const { dueItems, dueAt } = this.#earlier;
    while ((dueItems[this.#seen] ?? NEVER) < was) this.#seen += 1;
    for (; (dueItems[this.#seen] ?? NEVER) < was + length; this.#seen += 1) {
      this.#kept.items.push((dueItems[this.#seen] ?? 0) + item - was);
      this.#kept.at.push(dueAt[this.#seen] ?? NEVER);
    }
  }

  times(): DueTimes {
    const { items, at } = this.#kept;
    const judged = this.#judged.toSorted((a, b) => a.item - b.item);
    const dueItems = new Uint32Array(items.length + judged.length);
    const dueAt = new Float64Array(dueItems.length);
    let kept = 0;
    let next = 0;
    for (let due = 0; due < dueItems.length; due += 1) {
      const isJudged = (judged[next]?.item ?? NEVER) < (items[kept] ?? NEVER);
      dueItems[due] = (isJudged ? judged[next]?.item : items[kept]) ?? 0;
      dueAt[due] = (isJudged ? judged[next]?.until : at[kept]) ?? NEVER;
      if (isJudged) next += 1;
      else kept += 1;
    }
    return { dueItems, dueAt };
  }
}
