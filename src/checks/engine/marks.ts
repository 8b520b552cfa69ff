/** Which items are to be judged again, and by which of the checks. */
export class Marks {
  readonly #of: readonly Uint8Array[];
  /** Marked for any check. */
  readonly any: Uint8Array;

  constructor(checks: number, items: number) {
    this.#of = Array.from({ length: checks }, () => new Uint8Array(items));
    this.any = new Uint8Array(items);
  }

  /** 1 for each item that the check must judge again. */
  of(check: number): Uint8Array {
    return this.#of[check] ?? this.any;
  }

  mark(check: number, item: number): void {
    this.of(check)[item] = 1;
    this.any[item] = 1;
  }

  markAll(check: number): void {
    this.of(check).fill(1);
    this.any.fill(1);
  }
}
