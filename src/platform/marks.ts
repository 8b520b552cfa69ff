import { createHmac, timingSafeEqual } from 'node:crypto';

/** Texts and bytes, in their order. */
export type Parts = readonly (string | Uint8Array)[];

/** Tells whether text is as this installation wrote it, by a key that does not lie where the text does. */
export interface Marks {
  mark(parts: Parts): Buffer;
  /** `gone`: it was marked by a key that is not here, so nothing can be said of it. */
  look(parts: Parts, mark: Uint8Array): 'as written' | 'changed' | 'gone';
}

const ID_BYTES = 4;

/** By the keys of a vault, the newest first: it marks, and the others still know what they marked. */
export function marksBy(keys: readonly Uint8Array[], about: string): Marks {
  const [newest = NO_KEY, ...older] = keys.map((key) => {
    const own = createHmac('sha256', key).update(`mark ${about}`).digest();
    return { own, id: createHmac('sha256', own).update('id').digest().subarray(0, ID_BYTES) };
  });
  return {
    mark: (parts) => Buffer.concat([newest.id, digestOf(newest.own, parts)]),
    look: (parts, mark) => {
      const id = mark.subarray(0, ID_BYTES);
      const by = [newest, ...older].find((each) => Buffer.compare(each.id, id) === 0);
      if (by === undefined) return 'gone';
      const [expected, found] = [digestOf(by.own, parts), mark.subarray(ID_BYTES)];
      return found.length === expected.length && timingSafeEqual(expected, found) ? 'as written' : 'changed';
    },
  };
}

const NO_KEY = { own: Buffer.alloc(0), id: Buffer.alloc(ID_BYTES) };

/** Each part with its length, so that no two lists of parts are the same bytes. */
function digestOf(key: Uint8Array, parts: Parts): Buffer {
  const digest = createHmac('sha256', key);
  for (const part of parts) digest.update(`${part.length} `).update(part);
  return digest.digest();
}
