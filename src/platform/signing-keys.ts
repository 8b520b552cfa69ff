import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { type Vault, writePrivately } from './keys.ts';

/** The private keys with which logs are signed: outside the database, encrypted, one file an organization. */
export interface SigningKeys {
  /** The newest; null when the organization has none yet. */
  current(org: string): KeyObject | null;
  /** The key whose SHA-256-independent name is `id`. Throws `key_missing`. */
  withId(org: string, id: string): KeyObject;
  /** Makes a key, and keeps it before it is used. */
  add(org: string, idOf: (key: KeyObject) => string): KeyObject;
  /** Seals them with the vault's newest key; how many were not yet. Nobody may add one meanwhile. */
  renew(org: string): number;
}

interface Stored {
  readonly v: 1;
  readonly keys: readonly { readonly id: string; readonly sealed: string }[];
}

export function signingKeys(folder: string, vault: Vault): SigningKeys {
  const fileOf = (org: string): string => path.join(folder, `${org}.json`);
  const read = (org: string): Stored => (existsSync(fileOf(org)) ? storedIn(fileOf(org)) : { v: 1, keys: [] });
  const write = (org: string, keys: Stored['keys']): void =>
    writePrivately(fileOf(org), JSON.stringify({ v: 1, keys } satisfies Stored));
  const opened = (org: string, { id, sealed }: Stored['keys'][number]): KeyObject =>
    createPrivateKey({
      key: Buffer.from(vault.open(Buffer.from(sealed, 'base64'), aboutKey(org, id))),
      format: 'der',
      type: 'pkcs8',
    });
  return {
    current: (org) => {
      const newest = read(org).keys.at(-1);
      return newest === undefined ? null : opened(org, newest);
    },
    withId: (org, id) => {
      const key = read(org).keys.find((each) => each.id === id);
      if (key === undefined) throw new DomainError('key_missing', { id });
      return opened(org, key);
    },
    add: (org, idOf) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const id = idOf(privateKey);
      const der = privateKey.export({ format: 'der', type: 'pkcs8' });
      const sealed = Buffer.from(vault.seal(der, aboutKey(org, id))).toString('base64');
      write(org, [...read(org).keys, { id, sealed }]);
      return privateKey;
    },
    renew: (org) => {
      const { keys } = read(org);
      const renewed = keys.map(({ id, sealed }) => {
        const anew = vault.renew(Buffer.from(sealed, 'base64'), aboutKey(org, id));
        return anew === null ? null : { id, sealed: Buffer.from(anew).toString('base64') };
      });
      const changed = renewed.filter((each) => each !== null).length;
      if (changed > 0)
        write(
          org,
          keys.map((key, at) => renewed[at] ?? key),
        );
      return changed;
    },
  };
}

function storedIn(file: string): Stored {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Stored;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DomainError('keys_damaged', { file }, { cause: error });
  }
}

const aboutKey = (org: string, id: string): string => `signing key ${org} ${id}`;
