import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { type BlockList, isIP } from 'node:net';
import { DomainError } from '#/core/errors.ts';
import { isPublic, isWithin } from './addresses.ts';

/** Sends to addresses that people of an organization chose, and to nothing of this machine's own network. */
export interface Outbound {
  /** Throws `webhook_refused` for an address to which nothing is ever sent. */
  readonly check: (url: string) => URL;
  /**
   * The status of the answer, whose body nobody reads. Redirects are not followed. Throws `webhook_refused` and
   * `http_failed`.
   */
  readonly post: (url: string, request: OutboundRequest) => Promise<number>;
}

export interface OutboundRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

export interface OutboundSetup {
  /** Private networks that may be reached all the same. */
  readonly networks: BlockList | null;
  /** This machine may be reached, without encryption: it is somebody's own, and nobody else's. */
  readonly isOwnMachine: boolean;
  /** For tests of what names resolve to. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** In milliseconds. */
  readonly timeout?: number;
}

const TIMEOUT = 15_000;
const LONGEST_URL = 2_000;
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const resolved = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

export function outbound({ networks, isOwnMachine, resolve = resolved, timeout = TIMEOUT }: OutboundSetup): Outbound {
  const isOwn = ({ hostname }: URL): boolean => isOwnMachine && LOOPBACK.has(hostname);
  const check = (address: string): URL => {
    const url = URL.parse(address);
    if (url === null || address.length > LONGEST_URL) return refuse(address, 'it is no address');
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwn(url)))
      return refuse(url.origin, 'it does not begin with https://');
    if (url.username !== '' || url.password !== '') return refuse(url.origin, 'a login stands in it');
    const host = bare(url.hostname);
    if (isIP(host) !== 0 && !isOwn(url)) mayReach(url, host, networks);
    return url;
  };
  return {
    check,
    post: async (address, request) => {
      const url = check(address);
      const pinned = await addressOf(url, { resolve, networks, isOwn: isOwn(url) });
      return sent(url, pinned, request, timeout);
    },
  };
}

const bare = (hostname: string): string => hostname.replace(/^\[(.*)\]$/, '$1');

function mayReach(url: URL, address: string, networks: BlockList | null): void {
  if (isPublic(address) || (networks !== null && isWithin(networks, address))) return;
  refuse(url.origin, `${address} is of a private network`);
}

interface Resolving extends Required<Pick<OutboundSetup, 'resolve' | 'networks'>> {
  readonly isOwn: boolean;
}

/** What the name stands for now, which is then what is connected to. One private address among them refuses all. */
async function addressOf(url: URL, { resolve, networks, isOwn }: Resolving): Promise<string> {
  const host = bare(url.hostname);
  const all = isIP(host) === 0 ? await resolve(host).catch(() => fail(url, 'its name cannot be found')) : [host];
  const [first] = all;
  if (first === undefined) return fail(url, 'its name stands for no address');
  if (!isOwn) for (const each of all) mayReach(url, each, networks);
  return first;
}

function sent(url: URL, pinned: string, { headers, body, signal }: OutboundRequest, timeout: number): Promise<number> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((done, failed) => {
    const asking = request(
      url,
      {
        method: 'POST',
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'attestry' },
        lookup: (_, options, found) => {
          const family = isIP(pinned);
          if (options.all === true) found(null, [{ address: pinned, family }]);
          else found(null, pinned, family);
        },
      },
      (answer) => {
        done(answer.statusCode ?? 0);
        answer.destroy(); // however much follows
      },
    );
    asking.on('error', (error: Error & { readonly code?: string }) => {
      const because = error.name === 'AbortError' || error.name === 'TimeoutError' ? 'it took too long' : whyOf(error);
      failed(new DomainError('http_failed', { request: `POST ${url.origin}`, because }, { cause: error }));
    });
    asking.end(body);
  });
}

const whyOf = ({ code }: { readonly code?: string }): string =>
  code === undefined ? 'the connection failed' : `the connection failed (${code})`;

function refuse(address: string, because: string): never {
  throw new DomainError('webhook_refused', { address: address.slice(0, 200), because });
}

function fail(url: URL, because: string): never {
  throw new DomainError('http_failed', { request: `POST ${url.origin}`, because });
}
