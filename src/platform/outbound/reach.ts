import { lookup } from 'node:dns/promises';
import type { BlockList } from 'node:net';
import { DomainError } from '#/core/errors.ts';
import { isPublic, isWithin } from './addresses.ts';

/** Where the host of an address is now. */
export interface Reached {
  readonly host: string;
  /** Null: the usual one. */
  readonly port: number | null;
  readonly addresses: readonly string[];
}

export interface ReachSetup {
  /** Private networks that may be reached all the same. */
  readonly networks: BlockList | null;
  /** For tests of what names resolve to. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/**
 * Looks up where an address of http, https, ssh or git leads, also as `user@host:path`. Throws `address_refused` where
 * any of its places is of a private network, or where programs could read another host out of it, and `http_failed`
 * where its name is unknown.
 */
export type Reach = (address: string) => Promise<Reached>;

/** No more than all who read an address read alike: no login that could hide a host, no backslash, no dot at the end. */
const HOST = String.raw`(?<host>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)`;
const URL_FORM = new RegExp(
  String.raw`^(?:https?|ssh|git)://(?:[\w.~+-]+@)?${HOST}(?::(?<port>\d{1,5}))?(?:/.*)?$`,
  'u',
);
const SSH_FORM = new RegExp(String.raw`^(?:\w[\w.-]*@)?${HOST}:(?!//|:)[^-\s].*$`, 'u');

export const resolved = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

export function reaching({ networks, resolve = resolved }: ReachSetup): Reach {
  const mayReach = (address: string): boolean =>
    isPublic(address) || (networks !== null && isWithin(networks, address));
  return async (address) => {
    const { host, port } = (URL_FORM.exec(address) ?? SSH_FORM.exec(address))?.groups ?? {};
    if (host === undefined) return refuse(address, 'its host is not a plain name');
    const addresses = await resolve(host).catch(() => []);
    if (addresses.length === 0)
      throw new DomainError('http_failed', { request: address.slice(0, 200), because: 'its name cannot be found' });
    if (!addresses.every(mayReach))
      refuse(address, 'it is of a private network that ATTESTRY_WEBHOOK_NETWORKS does not name');
    return { host, port: port === undefined ? null : Number(port), addresses };
  };
}

function refuse(address: string, because: string): never {
  throw new DomainError('address_refused', { address: address.slice(0, 200), because });
}
