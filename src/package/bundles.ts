import { SALT_BYTES } from '../ledger/entry.ts';
import { entriesPath } from '../ledger/tiles.ts';

/** Marks an entry whose payload is not in the package. */
const ABSENT = 0xffff_ffff;
const LENGTH_BYTES = 2;
const PAYLOAD_LENGTH_BYTES = 4;

/** The path of the payloads of the same 256 entries as a bundle of entries. */
export const payloadsPath = (index: number, width: number): string =>
  entriesPath(index, width).replace('tile/entries/', 'payloads/');

/** C2SP tlog-tiles: each entry behind its length in two bytes, big-endian. */
export function bundle(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

export interface SaltedPayload {
  readonly salt: Uint8Array;
  readonly payload: Uint8Array;
}

/** Each payload behind its length in four bytes, big-endian, and its salt; the length alone where there is none. */
export function payloadBundle(payloads: readonly (SaltedPayload | null)[]): Uint8Array {
  return Buffer.concat(
    payloads.flatMap((each) => {
      const length = Buffer.alloc(PAYLOAD_LENGTH_BYTES);
      length.writeUInt32BE(each === null ? ABSENT : each.payload.length);
      return each === null ? [length] : [length, each.salt, each.payload];
    }),
  );
}

/** The entries in a bundle; null unless it holds so many, and nothing else. */
export function entriesIn(bytes: Uint8Array, width: number): readonly Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (entries.length < width && offset + LENGTH_BYTES <= bytes.length) {
    const start = offset + LENGTH_BYTES;
    offset = start + ((bytes[offset] ?? 0) << 8) + (bytes[offset + 1] ?? 0);
    entries.push(bytes.subarray(start, offset));
  }
  return entries.length === width && offset === bytes.length ? entries : null;
}

/** A payload as it lies in a bundle: behind its salt, as both are committed to. */
export interface PayloadInBundle {
  readonly payload: Uint8Array;
  /** Salt and payload, one after the other. */
  readonly salted: Uint8Array;
}

/** The payloads in a bundle, null for one that is not there; null unless it holds those of so many entries, and nothing else. */
export function payloadsIn(bytes: Uint8Array, width: number): readonly (PayloadInBundle | null)[] | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const payloads: (PayloadInBundle | null)[] = [];
  let offset = 0;
  while (payloads.length < width && offset + PAYLOAD_LENGTH_BYTES <= bytes.length) {
    const length = view.readUInt32BE(offset);
    const start = offset + PAYLOAD_LENGTH_BYTES;
    const payload = start + SALT_BYTES;
    offset = length === ABSENT ? start : payload + length;
    payloads.push(
      length === ABSENT ? null : { payload: bytes.subarray(payload, offset), salted: bytes.subarray(start, offset) },
    );
  }
  return payloads.length === width && offset === bytes.length ? payloads : null;
}
