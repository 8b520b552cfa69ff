import { createHash, hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { DomainError } from '#/core/errors.ts';
import { BLOCK, END, isZero, memberHeader, padding, parseHeader } from '#/package/format.ts';
import type { FileWriter } from '#/platform/file-writer.ts';

/** Bytes that are handed on piece by piece. */
interface Source {
  readonly size: number;
  readonly read: (offset: number, length: number) => Uint8Array;
}

export const PIECE: number = 2 ** 20;
const MANIFEST = 'manifest.json';
const DIGEST = 'manifest.sha256';

const Digested = z.strictObject({ path: z.string(), size: z.number(), sha256: z.string() });

/** What a backup says of itself; it is its last member but one, and the last is its digest. */
export const Manifest = z.strictObject({
  format: z.literal('attestry-backup'),
  v: z.literal(1),
  version: z.string(),
  made: z.number(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256: z.string() })),
  logs: z.array(
    z.strictObject({
      org: z.string(),
      slug: z.string(),
      origin: z.string(),
      size: z.number(),
      checkpoint: z.string(),
    }),
  ),
  rows: z.array(
    z.strictObject({ path: z.string(), org: z.string().nullable(), schema: z.string(), table: z.string() }),
  ),
  /** Base64 of something that opens with the key under which the secrets are encrypted. */
  canary: z.string(),
  members: z.array(Digested),
});
export type Manifest = z.infer<typeof Manifest>;

/** Writes members one after the other, in the container that packages have, and remembers what they hash to. */
export class BackupWriter {
  readonly members: z.infer<typeof Digested>[] = [];
  readonly #to: FileWriter;

  constructor(to: FileWriter) {
    this.#to = to;
  }

  async add(path: string, bytes: Uint8Array): Promise<void> {
    await this.stream(path, { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length) });
  }

  async stream(path: string, { size, read }: Source): Promise<void> {
    const digest = createHash('sha256');
    await this.#to.write(memberHeader(path, size));
    for (let at = 0; at < size; at += PIECE) {
      const piece = read(at, Math.min(PIECE, size - at));
      digest.update(piece);
      await this.#to.write(piece);
    }
    await this.#to.write(END.subarray(0, padding(size)));
    this.members.push({ path, size, sha256: digest.digest('hex') });
  }

  async end(manifest: Omit<Manifest, 'members'>): Promise<void> {
    const bytes = Buffer.from(JSON.stringify({ ...manifest, members: [...this.members] } satisfies Manifest));
    await this.add(MANIFEST, bytes);
    await this.add(DIGEST, Buffer.from(hash('sha256', bytes)));
    await this.#to.write(END);
  }
}

interface Member extends z.infer<typeof Digested> {
  readonly offset: number;
}

/** A backup that was read whole once, and is as it was written. */
export class BackupReader {
  readonly manifest: Manifest;
  readonly size: number;
  readonly #file: string;
  readonly #handle: number;
  readonly #members: ReadonlyMap<string, Member>;

  /** Reads and compares every byte; throws `backup_damaged`, and names the member. */
  constructor(file: string) {
    this.#file = file;
    this.#handle = openSync(file, 'r');
    try {
      this.size = fstatSync(this.#handle).size;
      this.#members = this.#scan();
      this.manifest = this.#compared();
    } catch (error) {
      closeSync(this.#handle);
      throw error;
    }
  }

  close(): void {
    closeSync(this.#handle);
  }

  has(path: string): boolean {
    return this.#members.has(path);
  }

  paths(under: string): readonly string[] {
    return [...this.#members.keys()].filter((path) => path.startsWith(under));
  }

  read(path: string): Buffer {
    const { offset, size } = this.#member(path);
    return this.#at(offset, size, path);
  }

  /** The same bytes each time that they are asked for. */
  pieces(path: string): { readonly length: number; readonly pieces: () => Iterable<Uint8Array> } {
    const { offset, size } = this.#member(path);
    const piece = (at: number): Uint8Array => this.#at(offset + at, Math.min(PIECE, size - at), path);
    return {
      length: size,
      *pieces() {
        for (let at = 0; at < size; at += PIECE) yield piece(at);
      },
    };
  }

  #member(path: string): Member {
    return this.#members.get(path) ?? this.#damaged(path, 'it is missing');
  }

  #scan(): ReadonlyMap<string, Member> {
    const members = new Map<string, Member>();
    let at = 0;
    for (let last = 'the beginning'; ; ) {
      const header = this.#at(at, BLOCK, `what follows ${last}`);
      if (isZero(header)) break;
      const { path, size } = parseHeader(header) ?? this.#damaged(`what follows ${last}`, 'no header stands there');
      if (members.has(path)) this.#damaged(path, 'it is there twice');
      const offset = at + BLOCK;
      members.set(path, { path, size, offset, sha256: this.#digest(offset, size, path) });
      at = offset + size + padding(size);
      if (!isZero(this.#at(offset + size, padding(size), path))) this.#damaged(path, 'something stands behind it');
      last = path;
    }
    if (at + END.length !== this.size || !isZero(this.#at(at, END.length, 'the end')))
      this.#damaged('the end', 'the file does not end where it should');
    return members;
  }

  #compared(): Manifest {
    const bytes = this.read(MANIFEST);
    if (hash('sha256', bytes) !== this.read(DIGEST).toString('latin1'))
      this.#damaged(MANIFEST, 'it does not hash to what stands behind it');
    const manifest = this.#parsed(bytes);
    for (const { path, size, sha256 } of manifest.members) {
      const there = this.#member(path);
      if (there.size !== size || there.sha256 !== sha256)
        this.#damaged(path, `it hashes to ${there.sha256}, and ${sha256} was written`);
    }
    if (this.#members.size !== manifest.members.length + 2) this.#damaged(MANIFEST, 'it does not name every member');
    return manifest;
  }

  #parsed(bytes: Buffer): Manifest {
    try {
      return Manifest.parse(JSON.parse(bytes.toString('utf8')));
    } catch (error) {
      return this.#damaged(MANIFEST, `it is no manifest of a backup (${error instanceof Error ? error.name : ''})`);
    }
  }

  #digest(offset: number, size: number, path: string): string {
    const digest = createHash('sha256');
    for (let at = 0; at < size; at += PIECE) digest.update(this.#at(offset + at, Math.min(PIECE, size - at), path));
    return digest.digest('hex');
  }

  #at(offset: number, length: number, where: string): Buffer {
    if (offset + length > this.size) this.#damaged(where, `the file stops at byte ${this.size}`);
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      const read = readSync(this.#handle, bytes, done, length - done, offset + done);
      if (read === 0) this.#damaged(where, `the file stops at byte ${offset + done}`);
      done += read;
    }
    return bytes;
  }

  #damaged(where: string, because: string): never {
    throw new DomainError('backup_damaged', { file: this.#file, where, because });
  }
}
