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

/** The first place in an ascending, evenly spread list whose value is at least `order`. */
export function placeOf(orders: Float64Array, order: number): number {
  const guess = Math.max(0, Math.min(orders.length - 1, Math.floor((order / 2 ** ORDER_BITS) * orders.length)));
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
