import { orderOf } from '#/core/segment/order.ts';

/** What people page through, as far as it takes to find a place in it: its items stand in the order of their keys. */
interface Placed {
  readonly table: { readonly size: number };
  readonly keyAt: (item: number) => string;
}

/** The first place whose key is not before an order. */
export function firstOfOrder({ table, keyAt }: Placed, order: number): number {
  let [low, high] = [0, table.size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (orderOf(keyAt(middle)) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first place of a key; null where there is none of it. */
export function placeOfKey(placed: Placed, key: string): number | null {
  const order = orderOf(key);
  for (let place = firstOfOrder(placed, order); place < placed.table.size; place += 1) {
    const here = placed.keyAt(place);
    if (here === key) return place;
    if (orderOf(here) !== order) return null;
  }
  return null;
}

/** The last item that was looked at, by the order of its key, and how many of that very order were until then. */
export interface End {
  readonly order: number;
  readonly of: number;
}

/** Behind an item: where the next page begins. */
export const placeBehind = (placed: Placed, { order, of }: End): number => firstOfOrder(placed, order) + of;

/** How the item before a place is named. It does not tell its key, which not everybody may see who may see the next one. */
export function endBefore(placed: Placed, place: number): End {
  const order = orderOf(placed.keyAt(place - 1));
  return { order, of: place - firstOfOrder(placed, order) };
}
