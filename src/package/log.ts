import { parseCheckpoint, type SignedCheckpoint } from '../ledger/checkpoint.ts';
import { type Entry, parseEntry, SALT_BYTES } from '../ledger/entry.ts';
import { HASH_BYTES, leafHash, sha256Hex } from '../ledger/hash.ts';
import { parseVerifierKey, verifiedSignatures } from '../ledger/note.ts';
import { keyAfter, LOG_BEGUN, ROTATION } from '../ledger/rotation.ts';
import { entriesPath, TILE_WIDTH, tilePath, tilesOf, tileWidth } from '../ledger/tiles.ts';
import type { Archive } from './archive.ts';
import { entriesIn, payloadsIn, payloadsPath, type PayloadInBundle } from './bundles.ts';
import { type Faults, messageOf } from './fault.ts';
import { listIn, readCanonical, textIn } from './json.ts';
import { LIMITS } from './limits.ts';
import { LogTree } from './log-tree.ts';
import { ERASURE, STAYING } from './staying.ts';

export const CHECKPOINT = 'log/checkpoint';

/** An entry of the log that a package carries, and what it is about, unless that was erased. */
export interface LogEntry {
  readonly position: number;
  readonly kind: string;
  readonly received: string;
  /** Undefined when the payload is not in the package. */
  readonly payload: unknown;
  /** The payload as it lies, canonical JSON; null when it is not there. */
  readonly text: string | null;
}

/** The log of a package, computed again from its entries. */
export interface Log {
  readonly checkpoint: SignedCheckpoint | null;
  readonly size: number;
  /** The root that the log had at any earlier size. */
  rootAt(size: number): Uint8Array;
  /** The keys that signed for it, oldest first, each taking over from the one before. */
  readonly keys: readonly string[];
  /** How many positions' payloads an erasure destroyed. */
  readonly erased: number;
  /** Received dates of the first and the last entry. */
  readonly received: readonly [string, string] | null;
}

/** Reads and computes the log again, and shows each entry that holds to `visit`, in order. What differs is a fault. */
export function readLog(archive: Archive, faults: Faults, visit: (entry: LogEntry) => void): Log {
  const checkpoint = readCheckpoint(archive, faults);
  const size = Math.min(checkpoint?.size ?? sizeOfMembers(archive), LIMITS.members * TILE_WIDTH);
  const reading = new Reading(archive, faults, visit);
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    if (!reading.bundle(index, Math.min(TILE_WIDTH, size - index * TILE_WIDTH))) break;
  }
  reading.finish(checkpoint?.origin ?? null);
  const { tree, keys } = reading;
  if (checkpoint !== null && tree.size === size) {
    checkTree(archive, tree, checkpoint, faults);
    checkSigned(checkpoint, keys.at(-1), faults);
  }
  return {
    checkpoint,
    size: tree.size,
    keys,
    erased: reading.erased.size,
    received: reading.received,
    rootAt: (at) => tree.rootAt(at),
  };
}

function readCheckpoint(archive: Archive, faults: Faults): SignedCheckpoint | null {
  const member = archive.find(CHECKPOINT);
  if (member === undefined) faults.add('missing', CHECKPOINT, 'it is missing');
  const bytes = member === undefined ? null : archive.read(member, LIMITS.checkpoint, faults);
  if (bytes === null) return null;
  try {
    const text = Buffer.from(bytes).toString('utf8');
    if (Buffer.compare(Buffer.from(text), bytes) !== 0) throw new TypeError('not a checkpoint: it is not UTF-8');
    return parseCheckpoint(text);
  } catch (error) {
    faults.add('malformed', CHECKPOINT, messageOf(error));
    return null;
  }
}

/** How long the log is by its bundles, for a package whose checkpoint cannot be read: so that the rest is still compared. */
function sizeOfMembers(archive: Archive): number {
  let size = 0;
  while (archive.find(`log/${entriesPath(size / TILE_WIDTH, TILE_WIDTH)}`) !== undefined) size += TILE_WIDTH;
  for (let width = TILE_WIDTH - 1; width > 0; width -= 1)
    if (archive.find(`log/${entriesPath(size / TILE_WIDTH, width)}`) !== undefined) return size + width;
  return size;
}

/** It must be signed by the key in force, and by nobody else: what others say of it travels in members of their own. */
function checkSigned(checkpoint: SignedCheckpoint, key: string | undefined, faults: Faults): void {
  try {
    if (key === undefined || verifiedSignatures(checkpoint.note, [parseVerifierKey(key)]).length === 0)
      faults.add('forged', CHECKPOINT, 'it is not signed by the key that the log names');
  } catch (error) {
    faults.add('forged', CHECKPOINT, `the log names no key: ${messageOf(error)}`);
  }
  if (checkpoint.note.signatures.length !== 1)
    faults.add('malformed', CHECKPOINT, 'it carries other signatures than that of the log');
}

/** Takes bundle after bundle. */
class Reading {
  readonly tree = new LogTree();
  readonly keys: string[] = [];
  readonly erased = new Set<number>();
  received: readonly [string, string] | null = null;
  readonly #absent = new Map<number, string>();
  readonly #kept = new Map<number, string>();
  readonly #archive: Archive;
  readonly #faults: Faults;
  readonly #visit: (entry: LogEntry) => void;
  #origin: string | null = null;

  constructor(archive: Archive, faults: Faults, visit: (entry: LogEntry) => void) {
    this.#archive = archive;
    this.#faults = faults;
    this.#visit = visit;
  }

  /** False where the entries cannot be told apart, and so nothing behind them can be compared. */
  bundle(index: number, width: number): boolean {
    const path = `log/${entriesPath(index, width)}`;
    const bytes = this.#bytes(path, LIMITS.entries);
    const entries = bytes === null ? null : entriesIn(bytes, width);
    if (entries === null && bytes !== null)
      this.#faults.add('malformed', path, 'it does not hold its entries, and nothing else');
    const beside = `log/${payloadsPath(index, width)}`;
    const packed = this.#bytes(beside, LIMITS.payloads);
    const payloads = packed === null ? null : payloadsIn(packed, width);
    if (payloads === null && packed !== null)
      this.#faults.add('malformed', beside, 'it does not hold the payloads of its entries, and nothing else');
    for (const [at, entry] of (entries ?? []).entries())
      this.#entry(entry, payloads?.[at] ?? null, { path, beside, known: payloads !== null });
    return entries !== null;
  }

  #entry(
    bytes: Uint8Array,
    payload: PayloadInBundle | null,
    { path, beside, known }: { readonly path: string; readonly beside: string; readonly known: boolean },
  ): void {
    const position = this.tree.size;
    this.tree.add(leafHash(bytes));
    let entry: Entry;
    try {
      entry = parseEntry(bytes);
    } catch (error) {
      this.#faults.add('malformed', path, `entry ${position}: ${messageOf(error)}`);
      return;
    }
    const [first, last] = this.received ?? [entry.received, ''];
    if (entry.received < last)
      this.#faults.add('malformed', path, `entry ${position} was received before the one before it`);
    this.received = [first, entry.received];
    if (!known) return;
    if (payload === null) this.#absent.set(position, beside);
    const read = payload === null ? { value: undefined, text: null } : this.#payload(position, entry, payload, beside);
    if (read !== null)
      this.#take({ position, kind: entry.kind, received: entry.received, payload: read.value, text: read.text }, path);
  }

  /** What an entry is about, if it is what the entry commits to, in its one form. */
  #payload(position: number, entry: Entry, { payload, salted }: PayloadInBundle, path: string) {
    if (salted.length < SALT_BYTES || sha256Hex(salted) !== entry.payload) {
      this.#faults.add('changed', path, `the payload of entry ${position} is not the one that it commits to`);
      return null;
    }
    const read = readCanonical(payload);
    if (read === null)
      this.#faults.add(
        'malformed',
        path,
        `the payload of entry ${position} is not canonical JSON, so it could be read in two ways`,
      );
    return read;
  }

  #take(entry: LogEntry, path: string): void {
    const { position, kind, payload } = entry;
    if ((kind === LOG_BEGUN) !== (position === 0))
      this.#faults.add(
        'malformed',
        path,
        `entry ${position} is ${kind}: a log begins with ${LOG_BEGUN}, and only once`,
      );
    if (position === 0) this.#origin = textIn(payload, 'origin');
    const before = this.keys.at(-1) ?? '';
    const after = keyAfter(before, kind, payload);
    if (after !== before) this.keys.push(after);
    else if (kind === ROTATION)
      this.#faults.add('forged', path, `entry ${position} says that the key changed, and not both keys signed it`);
    if (STAYING.has(kind)) this.#kept.set(position, kind);
    if (kind === ERASURE) this.#erase(position, payload);
    this.#visit(entry);
  }

  #erase(position: number, payload: unknown): void {
    for (const erased of listIn(payload, 'positions'))
      if (typeof erased === 'number' && erased < position) this.erased.add(erased);
  }

  /** What has no payload must have been erased, and what was erased must have none. */
  finish(origin: string | null): void {
    for (const [position, path] of this.#absent)
      if (!this.erased.has(position) || this.#kept.has(position)) {
        const kind = this.#kept.get(position);
        const what = kind === undefined ? '' : `: it is ${kind}`;
        this.#faults.add(
          'missing',
          path,
          `the payload of entry ${position} is missing, and no erasure may say why${what}`,
        );
      }
    for (const position of this.erased)
      if (!this.#absent.has(position))
        this.#faults.add(
          'malformed',
          'log',
          `the payload of entry ${position} is there, though an erasure says that it was destroyed`,
        );
    if (origin !== null && this.#origin !== null && this.#origin !== origin)
      this.#faults.add('forged', CHECKPOINT, `it names the log ${origin}, and the log calls itself ${this.#origin}`);
  }

  #bytes(path: string, limit: number): Uint8Array | null {
    const member = this.#archive.find(path);
    if (member === undefined) this.#faults.add('missing', path, 'it is missing');
    return member === undefined ? null : this.#archive.read(member, limit, this.#faults);
  }
}

/** Compares root and tiles with the entries; where they differ, the one that the checkpoint does not confirm is named. */
function checkTree(archive: Archive, tree: LogTree, { size, root }: SignedCheckpoint, faults: Faults): void {
  if (same(tree.rootAt(size), root)) return checkTiles(archive, tree, faults);
  const shipped = leavesOfTiles(archive, size);
  if (shipped === null || !same(shipped.rootAt(size), root)) {
    faults.add('forged', CHECKPOINT, 'its root is not that of the entries');
    return checkTiles(archive, tree, faults);
  }
  for (let position = 0; position < size; position += 1) {
    if (same(tree.leaf(position), shipped.leaf(position))) continue;
    const index = Math.floor(position / TILE_WIDTH);
    const path = `log/${entriesPath(index, Math.min(TILE_WIDTH, size - index * TILE_WIDTH))}`;
    faults.add('changed', path, `entry ${position} is not the one that the checkpoint commits to`);
  }
  checkTiles(archive, shipped, faults);
}

function leavesOfTiles(archive: Archive, size: number): LogTree | null {
  const tree = new LogTree();
  for (let index = 0; index * TILE_WIDTH < size; index += 1) {
    const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
    const member = archive.find(`log/${tilePath({ level: 0, index }, width)}`);
    if (member?.size !== width * HASH_BYTES) return null;
    const bytes = archive.readAt(member.offset, member.size);
    for (let at = 0; at < width; at += 1) tree.add(bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  }
  return tree;
}

/** Each tile must be what the entries make it. */
function checkTiles(archive: Archive, tree: LogTree, faults: Faults): void {
  for (const address of tilesOf(tree.size)) {
    const width = tileWidth(address, tree.size);
    const path = `log/${tilePath(address, width)}`;
    const member = archive.find(path);
    const expected = tree.tile(address, width);
    if (member === undefined) faults.add('missing', path, 'it is missing');
    else if (member.size !== expected.length || !same(archive.readAt(member.offset, member.size), expected))
      faults.add('changed', path, 'it is not made of the hashes below it');
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

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
