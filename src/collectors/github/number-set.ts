/** A set of small numbers that fits into a cursor: a bit each. */
export class NumberSet {
  #bits: Uint8Array;

  /** From the text that `encoded` gave; from an empty text, the empty set. */
  constructor(text: string) {
    this.#bits = Uint8Array.fromBase64(text);
  }

  has(number: number): boolean {
    return ((this.#bits[number >> 3] ?? 0) & (1 << (number & 7))) !== 0;
  }

  add(number: number): void {
    const place = number >> 3;
    if (place >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(place + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[place] = (this.#bits[place] ?? 0) | (1 << (number & 7));
  }

  encoded(): string {
    let end = this.#bits.length;
    while (end > 0 && this.#bits[end - 1] === 0) end -= 1;
    return this.#bits.subarray(0, end).toBase64();
  }
}
