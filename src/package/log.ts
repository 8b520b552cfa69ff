import { parseCheckpoint, type SignedCheckpoint } from '../ledger/checkpoint.ts';
import { commitment, type Entry, parseEntry, SALT_BYTES } from '../ledger/entry.ts';
import { HASH_BYTES, leafHash, sameBytes } from '../ledger/hash.ts';
import { parseVerifierKey, verifiedSignatures } from '../ledger/note.ts';
import { keyAfter } from '../ledger/rotation.ts';
import { entriesPath, TILE_WIDTH, tilePath, tilesOf, tileWidth } from '../ledger/tiles.ts';
import { EMPTY, extend, type Frontier, rootOf } from '../ledger/tree.ts';
import type { Archive, Fault } from './archive.ts';

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

/** Each payload behind its length in four bytes, big-endian, and its salt; the length alone where there is none. */
export function payloadBundle(
  payloads: readonly ({ readonly salt: Uint8Array; readonly payload: Uint8Array } | null)[],
): Uint8Array {
  return Buffer.concat(
    payloads.flatMap((each) => {
      const length = Buffer.alloc(PAYLOAD_LENGTH_BYTES);
      length.writeUInt32BE(each === null ? ABSENT : each.payload.length);
      return each === null ? [length] : [length, each.salt, each.payload];
    }),
  );
}

/** An entry of the log that a package carries, and what it is about, unless that is not there. */
export interface LogEntry {
  readonly position: number;
  readonly entry: Entry;
  /** Undefined when the payload is not in the package. */
  readonly payload: unknown;
}

/** The log of a package, computed again from its entries. */
export interface Log {
  readonly checkpoint: SignedCheckpoint | null;
  readonly entries: readonly LogEntry[];
  /** The root that the log had at any earlier size. */
  rootAt(size: number): Uint8Array;
  /** The keys that signed for it, oldest first, each taking over from the one before. */
  readonly keys: readonly string[];
  /** Positions whose payload an erasure destroyed. */
  readonly erased: ReadonlySet<number>;
}

/** Reads and recomputes the log; what differs is added to `faults`. */
export function readLog(archive: Archive, faults: Fault[]): Log {
  const checkpoint = readCheckpoint(archive, faults);
  const size = checkpoint?.size ?? 0;
  const reading = new Reading(archive, faults);
  for (let index = 0; index * TILE_WIDTH < size; index += 1)
    reading.bundle(index, Math.min(TILE_WIDTH, size - index * TILE_WIDTH));
  reading.finish();
  if (checkpoint !== null) {
    checkTiles(archive, reading.leaves, faults);
    if (!sameBytes(rootOf(extend(EMPTY, reading.leaves)), checkpoint.root))
      faults.push({ where: CHECKPOINT, what: 'its root is not that of the entries' });
    const key = reading.keys.at(-1);
    if (key === undefined || verifiedSignatures(checkpoint.note, [parseVerifierKey(key)]).length === 0)
      faults.push({ where: CHECKPOINT, what: 'it is not signed by the key that the log names' });
    if (checkpoint.note.signatures.length !== 1)
      faults.push({ where: CHECKPOINT, what: 'it carries other signatures than that of the log' });
  }
  return {
    checkpoint,
    entries: reading.entries,
    keys: reading.keys,
    erased: reading.erased,
    rootAt: (at) => rootOf(extend(EMPTY, reading.leaves.slice(0, at))),
  };
}

export const CHECKPOINT = 'log/checkpoint';

function readCheckpoint(archive: Archive, faults: Fault[]): SignedCheckpoint | null {
  const member = archive.find(CHECKPOINT);
  if (member === undefined) {
    faults.push({ where: CHECKPOINT, what: 'it is missing' });
    return null;
  }
  try {
    return parseCheckpoint(Buffer.from(archive.read(member)).toString('utf8'));
  } catch (error) {
    faults.push({ where: CHECKPOINT, what: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** Takes bundle after bundle. */
class Reading {
  readonly entries: LogEntry[] = [];
  readonly leaves: Uint8Array[] = [];
  readonly keys: string[] = [];
  readonly erased = new Set<number>();
  readonly #absent = new Set<number>();
  readonly #archive: Archive;
  readonly #faults: Fault[];
  #received = '';

  constructor(archive: Archive, faults: Fault[]) {
    this.#archive = archive;
    this.#faults = faults;
  }

  bundle(index: number, width: number): void {
    const path = `log/${entriesPath(index, width)}`;
    const bytes = this.#bytes(path);
    const payloads = this.#payloads(`log/${payloadsPath(index, width)}`, width);
    let offset = 0;
    for (let at = 0; at < width; at += 1) {
      const length =
        bytes === null || offset + LENGTH_BYTES > bytes.length
          ? 0
          : Buffer.from(bytes.buffer, bytes.byteOffset).readUInt16BE(offset);
      const entry = bytes?.subarray(offset + LENGTH_BYTES, offset + LENGTH_BYTES + length) ?? new Uint8Array(0);
      offset += LENGTH_BYTES + length;
      this.#entry(path, entry, payloads[at] ?? null);
    }
    if (bytes !== null && offset !== bytes.length) this.#fault(path, 'it does not end with its last entry');
  }

  #entry(
    path: string,
    bytes: Uint8Array,
    payload: { readonly salt: Uint8Array; readonly payload: Uint8Array } | null,
  ): void {
    const position = this.leaves.length;
    this.leaves.push(leafHash(bytes));
    let entry: Entry;
    try {
      entry = parseEntry(bytes);
    } catch (error) {
      this.#fault(path, `entry ${position}: ${error instanceof Error ? error.message : String(error)}`);
      return;
    }
    if (entry.received < this.#received) this.#fault(path, `entry ${position} was received before the one before it`);
    this.#received = entry.received;
    if (payload === null) this.#absent.add(position);
    else if (commitment(payload.salt, payload.payload) !== entry.payload)
      this.#fault(path, `the payload of entry ${position} is not the one that it commits to`);
    this.#take(
      position,
      entry,
      payload === null ? undefined : JSON.parse(Buffer.from(payload.payload).toString('utf8')),
    );
  }

  #take(position: number, entry: Entry, payload: unknown): void {
    this.entries.push({ position, entry, payload });
    const before = this.keys.at(-1) ?? '';
    const after = keyAfter(before, entry.kind, payload);
    if (after !== before) this.keys.push(after);
    if (entry.kind === 'erasure') for (const erased of positionsIn(payload)) this.erased.add(erased);
  }

  /** What has no payload must have been erased. */
  finish(): void {
    for (const position of this.#absent)
      if (!this.erased.has(position))
        this.#fault('log', `the payload of entry ${position} is missing, and no erasure says why`);
    for (const position of this.erased)
      if (!this.#absent.has(position))
        this.#fault('log', `the payload of entry ${position} is there, though an erasure says that it was destroyed`);
  }

  #payloads(
    path: string,
    width: number,
  ): readonly ({ readonly salt: Uint8Array; readonly payload: Uint8Array } | null)[] {
    const bytes = this.#bytes(path);
    if (bytes === null) return [];
    const payloads = [];
    let offset = 0;
    for (let at = 0; at < width && offset + PAYLOAD_LENGTH_BYTES <= bytes.length; at += 1) {
      const length = Buffer.from(bytes.buffer, bytes.byteOffset).readUInt32BE(offset);
      offset += PAYLOAD_LENGTH_BYTES;
      if (length === ABSENT) {
        payloads.push(null);
        continue;
      }
      payloads.push({
        salt: bytes.subarray(offset, offset + SALT_BYTES),
        payload: bytes.subarray(offset + SALT_BYTES, offset + SALT_BYTES + length),
      });
      offset += SALT_BYTES + length;
    }
    if (offset !== bytes.length || payloads.length !== width)
      this.#fault(path, 'it does not hold the payloads of its entries, and nothing else');
    return payloads;
  }

  #bytes(path: string): Uint8Array | null {
    const member = this.#archive.find(path);
    if (member === undefined) this.#fault(path, 'it is missing');
    return member === undefined ? null : this.#archive.read(member);
  }

  #fault(where: string, what: string): void {
    this.#faults.push({ where, what });
  }
}

function positionsIn(payload: unknown): readonly number[] {
  const { positions } = (payload ?? {}) as { readonly positions?: unknown };
  return Array.isArray(positions)
    ? positions.filter((position): position is number => Number.isSafeInteger(position))
    : [];
}

/** Each tile must be what the entries make it. */
function checkTiles(archive: Archive, leaves: readonly Uint8Array[], faults: Fault[]): void {
  let level: readonly Uint8Array[] = leaves;
  for (const address of tilesOf(leaves.length)) {
    if (address.level > 0 && address.index === 0) level = roots(level);
    const width = tileWidth(address, leaves.length);
    const path = `log/${tilePath(address, width)}`;
    const member = archive.find(path);
    const expected = Buffer.concat(level.slice(address.index * TILE_WIDTH, address.index * TILE_WIDTH + width));
    if (member === undefined) faults.push({ where: path, what: 'it is missing' });
    else if (expected.length !== width * HASH_BYTES || !sameBytes(archive.read(member), expected))
      faults.push({ where: path, what: 'it is not made of the hashes below it' });
  }
}

/** The roots of the full tiles of a level, which are the hashes of the next. */
function roots(hashes: readonly Uint8Array[]): readonly Uint8Array[] {
  return Array.from({ length: Math.floor(hashes.length / TILE_WIDTH) }, (_, index) => {
    const frontier: Frontier = extend(EMPTY, hashes.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH));
    return rootOf(frontier);
  });
}

/** Paths that the log of a package of this size has, and no others. */
export function logPaths(size: number): ReadonlySet<string> {
  const paths = new Set([CHECKPOINT]);
  for (const address of tilesOf(size)) paths.add(`log/${tilePath(address, tileWidth(address, size))}`);
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    paths.add(`log/${entriesPath(index, width)}`);
    paths.add(`log/${payloadsPath(index, width)}`);
  }
  return paths;
}
