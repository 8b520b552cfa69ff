import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { makeFolder } from './make-folder.ts';
import { type Marks, marksBy } from './marks.ts';
import { syncFolder } from './sync-folder.ts';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what must not be read from the database or from a copy of it. */
export interface Vault {
  /** `about` is bound to the result: what was sealed for one purpose does not open for another. */
  seal(secret: Uint8Array, about: string): Uint8Array;
  /** Throws `secret_unreadable`. */
  open(sealed: Uint8Array, about: string): Uint8Array;
  /** The same under the newest key; null: it is sealed with that already. Throws `secret_unreadable`. */
  renew(sealed: Uint8Array, about: string): Uint8Array | null;
  /** Marks for text that anybody may read, and that nobody else may write. */
  marks(about: string): Marks;
}

/** Puts what the newest key seals anew in the place of what an older one sealed, one by one; how many were not yet. */
export async function renewEach<Thing>(
  vault: Vault,
  things: readonly Thing[],
  {
    sealed,
    about,
    replace,
  }: {
    /** Null: there is nothing to open. */
    readonly sealed: (thing: Thing) => Uint8Array | null;
    readonly about: (thing: Thing) => string;
    readonly replace: (thing: Thing, anew: Uint8Array) => Promise<void>;
  },
): Promise<number> {
  let renewed = 0;
  for (const thing of things) {
    const before = sealed(thing);
    const anew = before === null ? null : vault.renew(before, about(thing));
    if (anew === null) continue;
    await replace(thing, anew);
    renewed += 1;
  }
  return renewed;
}

/** Keys, the newest first: it seals, and the others still open what they sealed. */
type Ring = () => readonly [Buffer, ...Buffer[]];

/**
 * The keys come from ATTESTRY_SECRET (base64 of 32 bytes each), else from `secret.key` in the data folder, which is made
 * with the folder and readable by its owner only; never where something was encrypted already (`isNew` is false): a new
 * one would open nothing, so that nothing is sealed or opened there, and the rest goes on. Whoever has them and a copy
 * of the data has the secrets.
 */
export function openVault(folder: string, secret: string | null, isNew = true): Vault {
  if (secret === null && isNew && !hasKey(folder))
    writeFirst(fileIn(folder), randomBytes(KEY_BYTES).toString('base64'));
  const ring = secret === null ? ringInFile(fileIn(folder)) : fixedRing(keysIn(secret));
  if (secret !== null || hasKey(folder)) ring(); // a key that is none is found now, and not when something is to be opened
  return {
    seal: (plain, about) => sealedWith(ring()[0], plain, about),
    open: (sealed, about) => openedBy(ring(), sealed, about).plain,
    renew: (sealed, about) => {
      const keys = ring();
      const { plain, key } = openedBy(keys, sealed, about);
      return key === keys[0] ? null : sealedWith(keys[0], plain, about);
    },
    marks: (about) => marksBy(ring(), about),
  };
}

/** Puts a new key before those in the data folder. A process that uses the folder takes it up with its next secret. */
export function addKey(folder: string): void {
  const keys = keysIn(textOf(fileIn(folder)));
  writeKeys(folder, [randomBytes(KEY_BYTES), ...keys]);
}

/** Keeps the newest key of the data folder only; how many went. */
export function dropOldKeys(folder: string): number {
  const [newest, ...old] = keysIn(textOf(fileIn(folder)));
  if (old.length > 0) writeKeys(folder, [newest]);
  return old.length;
}

/** Is there a key in the data folder? */
export const hasKey = (folder: string): boolean => existsSync(fileIn(folder));

const fileIn = (folder: string): string => path.join(folder, 'secret.key');

const writeKeys = (folder: string, keys: readonly Buffer[]): void =>
  writePrivately(fileIn(folder), keys.map((key) => key.toString('base64')).join('\n'));

function sealedWith(key: Buffer, plain: Uint8Array, about: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Which key sealed it is not written down: the one under which its tag is right did. */
function openedBy(keys: readonly Buffer[], sealed: Uint8Array, about: string): { plain: Buffer; key: Buffer } {
  let cause: unknown;
  for (const key of keys) {
    try {
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(about));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return {
        plain: Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]),
        key,
      };
    } catch (error) {
      cause = error;
    }
  }
  throw new DomainError('secret_unreadable', { about }, { cause });
}

const fixedRing =
  (keys: ReturnType<Ring>): Ring =>
  () =>
    keys;

/** Reads the file again when it was written since. */
function ringInFile(file: string): Ring {
  let seen = '';
  let keys: ReturnType<Ring> | null = null;
  return () => {
    if (!existsSync(file)) throw new DomainError('secret_gone', { file });
    const { mtimeMs, ino, size } = statSync(file);
    const now = `${mtimeMs} ${ino} ${size}`;
    if (keys === null || now !== seen) keys = keysIn(textOf(file));
    seen = now;
    return keys;
  };
}

function textOf(file: string): string {
  if (!existsSync(file)) throw new DomainError('secret_gone', { file });
  return readFileSync(file, 'utf8');
}

/** Throws `secret_invalid`. */
function keysIn(text: string): ReturnType<Ring> {
  const [first = Buffer.alloc(0), ...others] = text
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .map((each) => Buffer.from(each, 'base64'));
  for (const { length } of [first, ...others])
    if (length !== KEY_BYTES) throw new DomainError('secret_invalid', { bytes: length });
  return [first, ...others];
}

/** Of several processes that write it at once, the first one's text stays. */
function writeFirst(file: string, text: string): void {
  const draft = draftOf(file, text);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  syncFolder(path.dirname(file));
}

/** Whole or not at all, for the owner only; durable when it returns. */
export function writePrivately(file: string, text: string): void {
  renameSync(draftOf(file, text), file);
  syncFolder(path.dirname(file));
}

function draftOf(file: string, text: string): string {
  makeFolder(path.dirname(file), 0o700);
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  return draft;
}
