import { createHash, hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Faults } from './fault.ts';
import { BLOCK, END, isZero, padding, parseHeader } from './format.ts';
import { LIMITS } from './limits.ts';

/** A member of an archive: where its bytes are, and what they hash to. */
export interface Member {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
  /** SHA-256 of its bytes as they lie; empty for members that are compared in another way: segments, and those of the log. */
  readonly sha256: string;
}

export const MANIFEST = 'manifest.json';

/** How much of the file is read at once: no more than stays in a processor's cache until it is hashed. */
const WINDOW = 2 ** 20;
/** How much is read where something was skipped, and the next may be skipped as well. */
const LOOK = 2 ** 12;
/** Damaged headers behind which a reader looks for the next whole one. */
const RESUMED = 100;

/**
 * An archive that is open for reading. It was read once from front to back: its members are known, and what can be
 * hashed as it lies was hashed on the way. Other bytes are read when they are asked for.
 */
export class Archive {
  readonly size: number;
  readonly #members = new Map<string, Member>();
  readonly #handle: number;
  readonly #window = Buffer.allocUnsafe(WINDOW);
  #start = 0;
  #filled = 0;

  private constructor(handle: number) {
    this.#handle = handle;
    this.size = fstatSync(handle).size;
  }

  /** Opens a file, and adds what is wrong with the container to `faults`. Throws what the file system says. */
  static open(file: string, faults: Faults): Archive {
    const archive = new Archive(openSync(file, 'r'));
    try {
      archive.#scan(faults);
      return archive;
    } catch (error) {
      archive.close();
      throw error;
    }
  }

  close(): void {
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

  /** SHA-256 of a part of the file, without holding it in memory. */
  digestAt(offset: number, length: number): string {
    if (length <= WINDOW) return hash('sha256', this.#view(offset, length, WINDOW));
    const digest = createHash('sha256');
    for (let at = 0; at < length; at += WINDOW)
      digest.update(this.#view(offset + at, Math.min(WINDOW, length - at), WINDOW));
    return digest.digest('hex');
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
      const header = this.#view(at, BLOCK, isHashed(last) ? WINDOW : LOOK);
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
    const hashed = isHashed(path);
    const sha256 = hashed ? this.#memberDigest(offset, size, padded) : '';
    if (!this.#members.has(path)) this.#members.set(path, { path, offset, size, sha256 });
    if (!isZero(this.#view(offset + size, padded - size, hashed ? WINDOW : LOOK)))
      faults.add('malformed', path, 'something stands in the padding behind it');
    return offset + padded;
  }

  /** With what is behind it, so that a small member costs no reading of its own. */
  #memberDigest(offset: number, size: number, padded: number): string {
    if (padded > WINDOW) return this.digestAt(offset, size);
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
