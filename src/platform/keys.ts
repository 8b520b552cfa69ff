import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
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
}

/**
 * The key comes from ATTESTRY_SECRET (base64 of 32 bytes), else from `secret.key` in the data folder, which is made
 * with the folder and readable by its owner only. Whoever has the key and a copy of the data has the secrets.
 */
export function openVault(folder: string, secret: string | null): Vault {
  const key = secret === null ? keyFile(path.join(folder, 'secret.key')) : Buffer.from(secret, 'base64');
  if (key.length !== KEY_BYTES) throw new DomainError('secret_invalid', { bytes: key.length });
  return {
    seal: (plain, about) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(about));
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, about) => {
      try {
        const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(about));
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      } catch (error) {
        throw new DomainError('secret_unreadable', { about }, { cause: error });
      }
    },
  };
}

function keyFile(file: string): Buffer {
  if (!existsSync(file)) writeFirst(file, randomBytes(KEY_BYTES).toString('base64'));
  return Buffer.from(readFileSync(file, 'utf8'), 'base64');
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
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  return draft;
}
