/**
 * The place of a text in the order in which segments keep their rows: 53 bits, evenly spread, so that a key is found
 * by computing where it must be. Not a digest: equal orders are told apart by the texts themselves.
 * Two multiplicative hashes over the UTF-16 code units (FNV-1a and one with another multiplier), each mixed as
 * MurmurHash3 ends.
 */
export function orderOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x2f6b1a37;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x9e3779b1);
  }
  return (mixed(b) >>> 11) * 2 ** 32 + (mixed(a) >>> 0);
}

export const ORDER_BITS = 53;

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

/**
 * The first place in an ascending, evenly spread list whose value is at least `order`. Whoever looks up one order after
 * the other says where the last was: those that ascend are found with hardly a look.
 */
export function placeOf(orders: Float64Array, order: number, last = 0): number {
  const guess = guessOf(orders, order, last);
  let low = guess;
  let high = guess;
  for (let step = 1; low > 0 && (orders[low - 1] ?? 0) >= order; step *= 2) {
    high = low;
    low = Math.max(0, low - step);
  }
  for (let step = 1; high < orders.length && (orders[high] ?? 0) < order; step *= 2) {
    low = high + 1;
    high = Math.min(orders.length, high + step);
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((orders[middle] ?? 0) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where an order must be, judged from where another is: of a million about a thousand beside, then thirty, then a few. */
function guessOf(orders: Float64Array, order: number, from: number): number {
  const end = orders.length - 1;
  const each = orders.length / 2 ** ORDER_BITS;
  let guess = Math.min(Math.max(from, 0), Math.max(end, 0));
  for (let look = 0; look < LOOKS; look += 1) {
    const step = Math.trunc((order - (orders[guess] ?? order)) * each);
    if (step === 0) break;
    guess = Math.min(Math.max(guess + step, 0), end);
  }
  return guess;
}

const LOOKS = 3;

/** Orders of texts, ascending, each once. */
export class Orders {
  readonly ascending: Float64Array;

  constructor(orders: ArrayLike<number>) {
    const sorted = Float64Array.from(orders).sort();
    let count = 0;
    for (let at = 0; at < sorted.length; at += 1)
      if (at === 0 || sorted[at] !== sorted[count - 1]) sorted[count++] = sorted[at] ?? 0;
    this.ascending = sorted.subarray(0, count);
  }

  get size(): number {
    return this.ascending.length;
  }

  has(order: number): boolean {
    return this.ascending[placeOf(this.ascending, order)] === order;
  }

  union(other: Orders): Orders {
    const both = new Float64Array(this.size + other.size);
    both.set(this.ascending);
    both.set(other.ascending, this.size);
    return new Orders(both);
  }

  /** Those that the other does not have. */
  difference(other: Orders): Orders {
    return new Orders(this.ascending.filter((order) => !other.has(order)));
  }
}
