import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { Received, Tools } from '#/collectors/collector.ts';
import { blamedOn } from '#/collectors/setting.ts';
import { DomainError } from '#/core/errors.ts';
import { isOfThisMachine } from './settings.ts';

/** What GitHub said, with the bytes in which it said so. */
export interface Answer {
  readonly kind: 'answer';
  readonly data: unknown;
  readonly received: Received;
}

/** What it will not tell: not there, not allowed, not offered. */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly message: string;
}

type Parameters = Readonly<Record<string, string | number>>;

export interface Api {
  /** Throws `http_failed` where GitHub cannot be asked, and `secret_refused` where the token is not accepted. */
  readonly ask: (route: string, parameters: Parameters) => Promise<Answer | Refused>;
  /**
   * Page after page of a list; the last one has no next. A refusal ends it, and so does what is not a list: it is never
   * taken for an empty one. Begins with `parameters.page`.
   */
  readonly pages: (route: string, parameters: Parameters) => AsyncGenerator<ListPage | Refused>;
}

export interface ListPage extends Answer {
  readonly data: readonly unknown[];
  readonly last: boolean;
}

/** Statuses that say that asking again, or asking later, gives the same answer. */
const REFUSALS: ReadonlySet<number> = new Set([403, 404, 409, 410, 422, 451]);
const UNAUTHORIZED = 401;
/** From here on the server says itself that the fault is its own. */
const BROKEN = 500;
/** With these, and a header that says when to come back, GitHub answers whoever asks too often. */
const LIMITED: ReadonlySet<number> = new Set([403, 429]);
const NEXT = /<([^<>]+)>;\s*rel="next"/u;
/** How many times a request waits for a limit before the run is given up. */
const PATIENCE = 10;

const Patient = Octokit.plugin(retry, throttling);

interface Last {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly url: string;
}

/** One request at a time, as GitHub asks of its clients. */
export function githubApi(baseUrl: string, token: string, tools: Tools): Api {
  const base = baseUrl.replace(/\/+$/u, '');
  const { fetch, last, again } = recorded(base, tools);
  const asked = (): string => pathOf(last().url, base);
  const patient = patientClient({ base, token, fetch, asked }, tools);
  const plain = new Octokit(optionsOf({ base, token, fetch, asked }, tools));
  const received = (): Received => ({
    bytes: last().bytes,
    media: 'application/json',
    name: `GET ${asked()}`,
  });
  const running = async <T>(work: Promise<T>): Promise<T | Refused> => {
    try {
      return await untilAborted(work, tools.signal);
    } catch (error) {
      tools.signal.throwIfAborted();
      return refusedOr(error);
    }
  };
  const request = async (route: string, parameters: Parameters) => {
    if (isPaced(base, route)) return patient.request(route, parameters);
    return plain.request(route, parameters).catch((error: unknown) => {
      if (!isFailure(error) || error.response === undefined) throw error;
      again();
      return patient.request(route, parameters);
    });
  };
  const ask = async (route: string, parameters: Parameters): Promise<Linked | Refused> => {
    const answer = await running(request(route, parameters));
    if ('kind' in answer) return answer;
    return { kind: 'answer', data: answer.data, received: received(), next: nextOf(answer.headers.link) };
  };
  return {
    ask,
    async *pages(route, parameters) {
      let answer = await ask(route, { per_page: 100, ...parameters });
      for (;;) {
        if (answer.kind === 'refused') return yield answer;
        const { next } = answer;
        const data = listIn(answer.data);
        if (data === null) return yield { kind: 'refused', status: 200, message: 'the answer is not a list' };
        yield { kind: 'answer', data, received: answer.received, last: next === null };
        if (next === null) return;
        answer = await ask(`GET ${next}`, {});
      }
    },
  };
}

interface Linked extends Answer {
  /** The address of the next page; null when there is none. */
  readonly next: string | null;
}

const nextOf = (link: string | undefined): string | null => NEXT.exec(link ?? '')?.[1] ?? null;

interface Recorded {
  readonly fetch: Tools['http'];
  readonly last: () => Last;
  /** The next fetch gives the latest answer again, and asks nobody. */
  readonly again: () => void;
}

/** The http of the run, to one address only, with the bytes of the latest answer. */
function recorded(base: string, { http }: Tools): Recorded {
  let last: Last = { status: 0, headers: new Headers(), bytes: new Uint8Array(), url: '' };
  let isKnown = false;
  const asked = async (url: string, init: RequestInit | undefined): Promise<Last> => {
    const response = await http(url, init).catch(given);
    const { status, headers } = response;
    return { status, headers, bytes: new Uint8Array(await response.arrayBuffer()), url };
  };
  const fetch: typeof http = async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    if (!url.startsWith(`${base}/`))
      return given(new DomainError('address_refused', { address: url, because: `it is not one of ${base}` }));
    if (!isKnown) last = await asked(url, init);
    isKnown = false;
    const { status, headers, bytes } = last;
    const copy = new Response(bytes.length === 0 ? null : bytes, { status, headers });
    return Object.defineProperty(copy, 'url', { value: url });
  };
  return {
    fetch,
    last: () => last,
    again: () => {
      isKnown = true;
    },
  };
}

interface Connection {
  readonly base: string;
  readonly token: string;
  readonly fetch: Tools['http'];
  /** The path that was asked for last. */
  readonly asked: () => string;
}

/** Octokit tries nothing again that ends by this name; the http of the run has done so. */
function given(error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  throw Object.assign(new Error(error.message, { cause: error }), { name: 'AbortError' });
}

const optionsOf = ({ base, token, fetch }: Connection, { signal }: Tools) => ({
  auth: token,
  baseUrl: base,
  userAgent: 'attestry',
  request: { fetch, signal },
  log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
});

/**
 * Octokit recognizes the limits; the waiting is ours, because it must end when the run does. Its schedulers let each
 * request wait for timers, so only one that was refused comes here, with the refusal.
 */
function patientClient(connection: Connection, tools: Tools) {
  const { log, signal, workFolder } = tools;
  const limited = async (seconds: number, count: number): Promise<boolean> => {
    if (count >= PATIENCE) return false;
    log('info', `GitHub asks to wait for ${seconds} seconds before ${connection.asked()}`);
    return wait(seconds * 1000, signal);
  };
  return new Patient({
    ...optionsOf(connection, tools),
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    throttle: {
      id: workFolder,
      retryAfterBaseValue: 0, // the wait is over when the handlers return
      onRateLimit: (seconds, _options, _octokit, count) => limited(seconds, count),
      onSecondaryRateLimit: (seconds, _options, _octokit, count) => limited(seconds, count),
    },
  });
}

/** GitHub allows 30 searches a minute, so Octokit spaces them by two seconds; this machine has no such limit. */
const isPaced = (base: string, route: string): boolean => route.startsWith('GET /search/') && !isOfThisMachine(base);

/** The members in which GitHub wraps a list. */
const WRAPS = ['statuses', 'check_runs'] as const;

/** The list in an answer; null where none is. Octokit gives a text where a body is not JSON. */
function listIn(data: unknown): readonly unknown[] | null {
  if (typeof data !== 'object' || data === null) return null;
  const wrap = WRAPS.find((name) => name in data);
  const list = wrap === undefined ? data : (data as Readonly<Record<string, unknown>>)[wrap];
  return Array.isArray(list) ? list : null;
}

const ignore = (): void => undefined;

const pathOf = (url: string, base: string): string => (url.startsWith(base) ? url.slice(base.length) : url);

/** Rejects as soon as the run is to stop, whatever the work does then. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('the run was stopped'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** False when the run is stopped meanwhile. */
const wait = (milliseconds: number, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve(true);
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });

interface Failure extends Error {
  readonly status: number;
  readonly response?: { readonly headers: Readonly<Record<string, string | undefined>> };
}

const isFailure = (error: unknown): error is Failure => error instanceof Error && 'status' in error;

/** The setting that says which server is asked. */
const ADDRESS = 'baseUrl';

/** A limit that does not end is no refusal: it says nothing of what was asked. */
function refusedOr(error: unknown): Refused {
  if (error instanceof DomainError) throw blamedOn(ADDRESS, error);
  if (!isFailure(error)) throw error;
  if (error.cause instanceof DomainError) throw blamedOn(ADDRESS, error.cause);
  const { status, message, response } = error;
  if (status === UNAUTHORIZED)
    throw new DomainError(
      'secret_refused',
      { source: 'GitHub', what: 'the token', secret: 'token', because: message },
      { cause: error },
    );
  const headers = response?.headers ?? {};
  const limit =
    LIMITED.has(status) && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0');
  if (!limit && REFUSALS.has(status)) return { kind: 'refused', status, message: message.slice(0, 300) };
  const because = limit ? 'its limit of requests is used up' : `it answered ${status} (${message.slice(0, 200)})`;
  const failed = new DomainError('http_failed', { request: 'GitHub', because }, { cause: error });
  throw limit || status >= BROKEN ? failed : blamedOn(ADDRESS, failed);
}
