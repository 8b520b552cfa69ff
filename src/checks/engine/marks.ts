/** Which items are to be judged again, and by which of the checks. */
export class Marks {
  readonly #all: Marked;
  readonly #of: readonly Marked[];

  constructor(checks: number, items: number) {
    this.#of = Array.from({ length: checks }, () => new Marked(items));
    this.#all = new Marked(items);
  }

  isMarked(check: number, item: number): boolean {
    return this.#of[check]?.has(item) === true;
  }

  /** The items that the check must judge again, ascending. */
  of(check: number): Uint32Array {
    return (this.#of[check] ?? this.#all).items();
  }

  /** The items that any check must judge again, ascending. */
  any(): Uint32Array {
    return this.#all.items();
  }

  mark(check: number, item: number): void {
    this.#of[check]?.add(item);
    this.#all.add(item);
  }

  markAll(check: number): void {
    this.#of[check]?.addAll();
    this.#all.addAll();
  }
}

/** A set of items: a byte for each, and a list of those that are in it, for they are few. */
class Marked {
  readonly #bytes: Uint8Array;
  #items: number[] | null = [];

  constructor(items: number) {
    this.#bytes = new Uint8Array(items);
  }

  has(item: number): boolean {
    return this.#bytes[item] === 1;
  }

  add(item: number): void {
    if (this.#bytes[item] !== 0) return;
    this.#bytes[item] = 1;
    this.#items?.push(item);
  }

  addAll(): void {
    this.#bytes.fill(1);
    this.#items = null;
  }

  items(): Uint32Array {
    if (this.#items === null) return Uint32Array.from(this.#bytes.keys());
    return Uint32Array.from(this.#items).sort();
  }
}
