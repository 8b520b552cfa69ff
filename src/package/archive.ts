import { hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Faults } from './fault.ts';
import { BLOCK, END, isZero, padding, parseHeader } from './format.ts';
import { type Digests, Hashing, type Part } from './hashing.ts';
import { LIMITS } from './limits.ts';

/** A member of an archive, and where its bytes are. */
export interface Member {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
  /** Which of the members this is that are hashed as they lie; null for segments and those of the log, which are compared in another way. */
  readonly hashed: number | null;
  /** What it hashes to, where that was seen on the way. */
  readonly sha256: string | null;
}

export const MANIFEST = 'manifest.json';

/** How much is read at once: so little that it is still in the processor's cache when it is hashed. */
const WINDOW = 2 ** 18;
/** How much is read where a header is and what is behind it is not wanted: behind a small member there is another header. */
const LOOK = 2 ** 12;
/** Damaged headers behind which a reader looks for the next whole one. */
const RESUMED = 100;

/**
 * An archive that is open for reading. Its members are known; their bytes are read, and hashed, when they are asked for,
 * unless that was done on the way.
 */
export class Archive {
  readonly size: number;
  readonly #members = new Map<string, Member>();
  readonly #hashed: Part[] = [];
  #digests: Digests | null = null;
  #hashing: Hashing | null = null;
  /** What is hashed is hashed while members are looked for. */
  #onTheWay = false;
  readonly #handle: number;
  readonly #window = Buffer.allocUnsafe(WINDOW);
  #start = 0;
  #filled = 0;

  private constructor(handle: number) {
    this.#handle = handle;
    this.size = fstatSync(handle).size;
  }

  /**
   * Opens a file, and adds what is wrong with the container to `faults`. Throws what the file system says. Where all of
   * it is going to be hashed, that is done on the way, or begun by another thread.
   */
  static open(file: string, faults: Faults, { toHash = false } = {}): Archive {
    const archive = new Archive(openSync(file, 'r'));
    try {
      if (toHash) archive.#hashing = new Hashing(archive.#handle, archive.size);
      archive.#onTheWay = archive.#hashing?.alone === true;
      archive.#scan(faults);
      if (archive.#hashing?.alone === false) archive.#digests = archive.digests(archive.#hashed);
      return archive;
    } catch (error) {
      archive.close();
      throw error;
    }
  }

  close(): void {
    this.#hashing?.close();
    closeSync(this.#handle);
  }

  get paths(): Iterable<string> {
    return this.#members.keys();
  }

  find(path: string): Member | undefined {
    return this.#members.get(path);
  }

  /** All bytes of a member; null, with a fault, where it is larger than anything of its kind may be. */
  read(member: Member, limit: number, faults: Faults): Uint8Array | null {
    if (member.size <= limit) return this.readAt(member.offset, member.size);
    faults.add('too-large', member.path, `it has ${member.size} bytes, and at most ${limit} are read`);
    return null;
  }

  /** Exactly so many bytes of the file; throws RangeError where it ends before. */
  readAt(offset: number, length: number): Uint8Array {
    if (length < 0 || offset + length > this.size)
      throw new RangeError(`the file ends at byte ${this.size}, in the middle of something`);
    const bytes = Buffer.allocUnsafeSlow(length);
    this.#fill(bytes, offset, length);
    return bytes;
  }

  /** SHA-256 of a member as it lies; empty for one that is compared in another way. Throws what the file system says. */
  sha256({ hashed, sha256 }: Member): string {
    if (sha256 !== null) return sha256;
    this.#digests ??= this.digests(this.#hashed);
    return hashed === null ? '' : this.#digests.of(hashed);
  }

  /** Begins to hash parts of the file, without holding them in memory. */
  digests(parts: readonly Part[]): Digests {
    this.#hashing ??= new Hashing(this.#handle, 0);
    return this.#hashing.begin(parts);
  }

  /** A part of the file that is valid until the next one is asked for; `ahead` says how much to read when it is not there. */
  #view(offset: number, length: number, ahead: number): Uint8Array {
    if (offset < this.#start || offset + length > this.#start + this.#filled) {
      this.#start = offset;
      this.#filled = Math.min(Math.max(length, ahead), WINDOW, this.size - offset);
      if (this.#filled < length) throw new RangeError(`the file ends at byte ${this.size}, in the middle of something`);
      this.#fill(this.#window, offset, this.#filled);
    }
    return this.#window.subarray(offset - this.#start, offset - this.#start + length);
  }

  #fill(bytes: Buffer, offset: number, length: number): void {
    for (let done = 0; done < length; ) {
      const read = readSync(this.#handle, bytes, done, length - done, offset + done);
      if (read === 0) throw new RangeError(`the file ends at byte ${offset + done}, in the middle of something`);
      done += read;
    }
  }

  #scan(faults: Faults): void {
    let last = '';
    let resumed = 0;
    for (let at = 0; ; ) {
      if (at + BLOCK > this.size) return faults.add('truncated', 'the end', `the file stops at byte ${this.size}`);
      const header = this.#view(at, BLOCK, this.#ahead(last));
      if (isZero(header)) return this.#checkEnd(at, faults);
      const parsed = parseHeader(header);
      if (parsed === null) {
        const next = resumed++ < RESUMED ? this.#nextHeader(at + BLOCK) : null;
        faults.add(
          'malformed',
          at + END.length >= this.size ? 'the end' : `byte ${at}`,
          `no header as it is prescribed stands here, ${last === '' ? 'where the manifest should begin' : `behind ${last}`}`,
        );
        if (next === null) return;
        at = next;
        continue;
      }
      const end = this.#member(parsed, at + BLOCK, { last, faults });
      if (end === null) return;
      last = parsed.path;
      at = end;
    }
  }

  /** Takes a member, and says where the next header is; null when there can be none. */
  #member(
    { path, size }: { readonly path: string; readonly size: number },
    offset: number,
    { last, faults }: { readonly last: string; readonly faults: Faults },
  ): number | null {
    const padded = size + padding(size);
    if (offset + padded > this.size) {
      faults.add('truncated', path, `the file stops at byte ${this.size}, in the middle of it`);
      return null;
    }
    if (this.#members.size >= LIMITS.members) {
      faults.add('too-large', path, `more than ${LIMITS.members} members are not read`);
      return null;
    }
    if (!inOrder(last, path))
      faults.add('misplaced', path, last === '' ? 'it stands where the manifest should' : `it stands behind ${last}`);
    if (!this.#members.has(path)) {
      const hashed = isHashed(path) ? this.#hashed.push({ offset, length: size }) - 1 : null;
      this.#members.set(path, {
        path,
        offset,
        size,
        hashed,
        sha256: hashed === null ? null : this.#seen(offset, size),
      });
    }
    if (!isZero(this.#view(offset + size, padded - size, this.#ahead(path))))
      faults.add('malformed', path, 'something stands in the padding behind it');
    return offset + padded;
  }

  #ahead(path: string): number {
    return this.#onTheWay && isHashed(path) ? WINDOW : LOOK;
  }

  /** What a member hashes to that is read with what is behind it, so that it costs no reading of its own; else null. */
  #seen(offset: number, size: number): string | null {
    const padded = size + padding(size);
    if (!this.#onTheWay || padded > WINDOW) return null;
    return hash('sha256', this.#view(offset, padded, WINDOW).subarray(0, size));
  }

  /** The next whole header, where one was damaged: so that one bit is one fault. */
  #nextHeader(from: number): number | null {
    for (let at = from; at + BLOCK <= this.size; at += BLOCK) {
      const block = this.#view(at, BLOCK, WINDOW);
      if (isMagic(block) && parseHeader(block) !== null) return at;
    }
    return null;
  }

  #checkEnd(at: number, faults: Faults): void {
    const end = at + END.length;
    if (end > this.size) faults.add('truncated', 'the end', `the file has ${this.size} bytes, and should have ${end}`);
    else if (end < this.size)
      faults.add('malformed', 'the end', `the file has ${this.size} bytes, and should have ${end}`);
    else if (!isZero(this.#view(at, END.length, END.length)))
      faults.add('malformed', 'the end', 'something stands behind the last member');
  }
}

/** Others are compared in another way. */
const isHashed = (path: string): boolean => !path.startsWith('log/') && !path.startsWith('segments/');

const MAGIC_AT = 257;
const isMagic = (block: Uint8Array): boolean => block[MAGIC_AT] === 0x75 && block[MAGIC_AT + 1] === 0x73; // "us"

/** The manifest is first; then members ascend by the bytes of their paths, so none is there twice. */
const inOrder = (before: string, after: string): boolean =>
  before === '' ? after === MANIFEST : after !== MANIFEST && (before === MANIFEST || before < after);
