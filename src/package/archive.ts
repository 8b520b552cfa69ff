import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { BLOCK, END, isZero, padding, parseHeader } from './format.ts';

/** A member of an archive: where its bytes are. */
export interface Member {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
}

/** Something in a package that is not as it should be. */
export interface Fault {
  /** The member, or where in the file. */
  readonly where: string;
  readonly what: string;
}

/** An archive that is open for reading; its members are known, their bytes are read when they are asked for. */
export class Archive {
  readonly size: number;
  readonly members: readonly Member[];
  /** What is wrong with the container itself. */
  readonly faults: readonly Fault[];
  readonly #handle: number;

  private constructor(handle: number) {
    this.#handle = handle;
    this.size = fstatSync(handle).size;
    const faults: Fault[] = [];
    this.members = this.#readMembers(faults);
    this.faults = faults;
  }

  static open(file: string): Archive {
    return new Archive(openSync(file, 'r'));
  }

  close(): void {
    closeSync(this.#handle);
  }

  find(path: string): Member | undefined {
    return this.members.find((member) => member.path === path);
  }

  read(member: Member): Uint8Array {
    return this.readAt(member.offset, member.size);
  }

  /** Exactly so many bytes of the file; throws RangeError where it ends before. */
  readAt(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const read = readSync(this.#handle, bytes, done, length - done, offset + done);
      if (read === 0) throw new RangeError(`the file ends at byte ${this.size}, in the middle of something`);
      done += read;
    }
    return bytes;
  }

  #readMembers(faults: Fault[]): readonly Member[] {
    const members: Member[] = [];
    try {
      for (let at = 0; ; ) {
        const header = this.readAt(at, BLOCK);
        if (isZero(header)) {
          this.#checkEnd(at, faults);
          return members;
        }
        const { path, size } = parseHeader(header);
        const last = members.at(-1)?.path;
        if (last !== undefined && !inOrder(last, path))
          faults.push({ where: path, what: `it stands behind ${last}, and should stand before it` });
        members.push({ path, offset: at + BLOCK, size });
        const end = at + BLOCK + size;
        if (!isZero(this.readAt(end, padding(size))))
          faults.push({ where: path, what: 'something stands in the padding behind it' });
        at = end + padding(size);
      }
    } catch (error) {
      faults.push({
        where: `after ${members.at(-1)?.path ?? 'the beginning'}`,
        what: error instanceof Error ? error.message : String(error),
      });
      return members;
    }
  }

  #checkEnd(at: number, faults: Fault[]): void {
    if (at + END.length !== this.size)
      faults.push({ where: 'the end', what: `the file has ${this.size} bytes, and should have ${at + END.length}` });
    else if (!isZero(this.readAt(at, END.length)))
      faults.push({ where: 'the end', what: 'something stands behind the last member' });
  }
}

export const MANIFEST = 'manifest.json';

/** The manifest is first; then members ascend by the bytes of their paths. */
const inOrder = (before: string, after: string): boolean =>
  before === MANIFEST || (after !== MANIFEST && before < after);
