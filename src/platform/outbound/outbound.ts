import type { IncomingMessage } from 'node:http';
import { type BlockList, isIP } from 'node:net';
import { DomainError } from '#/core/errors.ts';
import { isPublic, isWithin } from './addresses.ts';
import { pinnedTo } from './pinned.ts';
import { resolved } from './reach.ts';

/** Sends to addresses that people of an organization chose, and to nothing of this machine's own network. */
export interface Outbound {
  /** Throws `webhook_refused` for an address to which nothing is ever sent. */
  readonly check: (url: string) => URL;
  /**
   * The status of the answer, whose body nobody reads. Redirects are not followed. Throws `webhook_refused` and
   * `http_failed`.
   */
  readonly post: (url: string, request: OutboundRequest) => Promise<number>;
  /** The same, with what was answered; a body is posted, and without one it is read. Throws also where there is more. */
  readonly ask: (url: string, request: OutboundQuestion) => Promise<OutboundAnswer>;
}

export interface OutboundQuestion extends Omit<OutboundRequest, 'body'> {
  readonly body?: string;
  /** As many bytes as are read of an answer. */
  readonly most: number;
}

export interface OutboundAnswer {
  readonly status: number;
  /** What it says that the text is; empty: nothing. */
  readonly media: string;
  readonly text: string;
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
  const ask = async (address: string, request: Sending): Promise<OutboundAnswer> => {
    const url = check(address);
    const pinned = await addressOf(url, { resolve, networks, isOwn: isOwn(url) });
    return sent(url, pinned, { ...request, timeout });
  };
  return { check, ask, post: async (url, request) => (await ask(url, { ...request, most: null })).status };
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

interface Sending extends Omit<OutboundQuestion, 'most'> {
  /** Null: nobody reads the answer. */
  readonly most: number | null;
}

async function sent(
  url: URL,
  pinned: string,
  { headers, body, signal, most, timeout }: Sending & { readonly timeout: number },
): Promise<OutboundAnswer> {
  // Loaded when something is sent: to read it takes longer than most short commands do.
  const { request } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  const method = body === undefined ? 'GET' : 'POST';
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((answered, failed) => {
    const onError = (error: Error & { readonly code?: string }): void => {
      const because = error.name === 'AbortError' || error.name === 'TimeoutError' ? 'it took too long' : whyOf(error);
      failed(new DomainError('http_failed', { request: `${method} ${url.origin}`, because }, { cause: error }));
    };
    const asking = request(
      url,
      {
        method,
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
        headers: { ...headers, ...length, 'user-agent': 'attestry' },
        lookup: pinnedTo([pinned]),
      },
      (answer) => {
        const status = answer.statusCode ?? 0;
        const media = answer.headers['content-type'] ?? '';
        if (most !== null) return void textOf(answer, most).then((text) => answered({ status, media, text }), onError);
        answered({ status, media, text: '' });
        answer.destroy(); // however much follows
      },
    );
    asking.on('error', onError);
    asking.end(body);
  });
}

async function textOf(answer: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw Object.assign(new Error('too much'), { code: 'too large an answer' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const whyOf = ({ code }: { readonly code?: string }): string =>
  code === undefined ? 'the connection failed' : `the connection failed (${code})`;

function refuse(address: string, because: string): never {
  throw new DomainError('webhook_refused', { address: address.slice(0, 200), because });
}

function fail(url: URL, because: string): never {
  throw new DomainError('http_failed', { request: `POST ${url.origin}`, because });
}
