import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpOptions, Tools } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import type { Chance } from './clock.ts';
import { EMPTY, fetchPinned } from './outbound/pinned.ts';

export interface HttpSetup {
  readonly chance: Chance;
  readonly signal: AbortSignal;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpLimits {
  /** For one try, from the request to the last byte of its answer. In milliseconds. */
  readonly timeout: number;
  /** Of one answer, unpacked. In bytes. */
  readonly answer: number;
  readonly tries: number;
  /** Before the second try; doubled before each further one, and up to as much again by chance. In milliseconds. */
  readonly pause: number;
  /** A server that asks to be left alone for longer than this is not asked again: its answer goes to the caller. */
  readonly longestPause: number;
}

const LIMITS: HttpLimits = {
  timeout: 60_000,
  answer: 64 * 2 ** 20,
  tries: 4,
  pause: 500,
  longestPause: 60_000,
};

const USER_AGENT = 'attestry';
const TOO_MANY = 429;
const UNAVAILABLE = 503;
const BUSY: ReadonlySet<number> = new Set([TOO_MANY, 502, UNAVAILABLE, 504]);
/** RFC 9110 §9.2.2: asking twice does no more than asking once. */
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * `fetch` whose answers are whole when it returns. It tries again where a connection breaks and where a server is
 * busy, after the time that the server asks for. Throws `address_refused`, `http_failed`, `answer_too_large`, and the
 * reason of a signal, its own or that of the request.
 */
export function httpTool({ chance, signal, limits: given }: HttpSetup): Tools['http'] {
  const limits = { ...LIMITS, ...given };
  return async (input, init) => {
    const request = requestOf(input, init, signal);
    const fetching = fetchingOf(request, init);
    for (let count = 1; ; count += 1) {
      const last = count >= limits.tries;
      const result = await attempt(request, limits, fetching).catch((error: unknown) => brokenOr(request, error));
      request.signal.throwIfAborted();
      const wait = last ? null : pauseBefore(request, result, { limits, chance, count });
      if (wait === null) {
        if (result instanceof Response) return result;
        throw new DomainError(
          'http_failed',
          { request: nameOf(request), because: result.because },
          { cause: result.cause },
        );
      }
      await sleep(wait, undefined, { signal: request.signal });
    }
  };
}

/**
 * `fetch` whose answer is read while it comes, of any length. It is asked once, and ends with the signal; a server that
 * sends nothing for five minutes is given up, as the platform does.
 */
export const httpStream =
  (signal: AbortSignal): Tools['http'] =>
  (input, init) =>
    fetch(requestOf(input, init, signal));

function requestOf(input: string | URL | Request, init: HttpOptions | undefined, signal: AbortSignal): Request {
  const address = input instanceof Request ? input.url : String(input);
  const { protocol = '' } = URL.parse(address) ?? {};
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new DomainError('address_refused', { address, because: 'it is neither an http nor an https address' });
  const own = init?.signal ?? (input instanceof Request ? input.signal : null);
  const request = new Request(input, { ...init, signal: own === null ? signal : AbortSignal.any([signal, own]) });
  if (!request.headers.has('user-agent')) request.headers.set('user-agent', USER_AGENT);
  return request;
}

/** Without its query, which may hold what is nobody else's business. */
const nameOf = ({ method, url }: Request): string => {
  const { origin, pathname } = new URL(url);
  return `${method} ${origin}${pathname}`;
};

interface Broken {
  readonly because: string;
  readonly cause: unknown;
}

type Fetching = (request: Request) => Promise<Response>;

/** Of https the certificate says whose the place is; without it, the place that was looked at is asked and no other. */
function fetchingOf({ url }: Request, init: HttpOptions | undefined): Fetching {
  const { reached } = init ?? {};
  if (reached === undefined || new URL(url).protocol !== 'http:') return fetch;
  return (asked) => fetchPinned(asked, reached.addresses);
}

async function attempt(request: Request, limits: HttpLimits, fetching: Fetching): Promise<Response> {
  const timeout = AbortSignal.timeout(limits.timeout);
  const asked = new Request(request.clone(), { signal: AbortSignal.any([request.signal, timeout]) });
  try {
    const response = await fetching(asked);
    const bytes = await wholeBody(response, limits.answer, nameOf(request));
    const { status, statusText, headers, url } = response;
    const whole = new Response(EMPTY.has(status) ? null : bytes, { status, statusText, headers });
    return Object.defineProperty(whole, 'url', { value: url || request.url });
  } catch (error) {
    throw timeout.aborted ? timeout.reason : error;
  }
}

async function wholeBody(response: Response, limit: number, request: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limit) throw new DomainError('answer_too_large', { request, limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What a failed try means; throws what another try cannot mend. */
function brokenOr({ signal }: Request, error: unknown): Broken {
  if (signal.aborted || error instanceof DomainError || !(error instanceof Error)) throw error;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  const because = error.name === 'TimeoutError' ? 'it took too long' : `the connection failed${code}`;
  return { because, cause: error };
}

interface Retrying {
  readonly limits: HttpLimits;
  readonly chance: Chance;
  readonly count: number;
}

/** How long to wait before the next try; null when there is to be none. */
function pauseBefore(
  { method }: Request,
  result: Response | Broken,
  { limits, chance, count }: Retrying,
): number | null {
  const usual = limits.pause * 2 ** (count - 1) * (1 + fraction(chance));
  if (!(result instanceof Response)) return REPEATABLE.has(method) ? usual : null;
  if (!BUSY.has(result.status)) return null;
  const asked = retryAfter(result.headers.get('retry-after'), chance.now());
  const declined = result.status === TOO_MANY || (result.status === UNAVAILABLE && asked !== null);
  if (!declined && !REPEATABLE.has(method)) return null; // it may have been done
  const wait = Math.max(asked ?? 0, usual);
  return wait > limits.longestPause ? null : wait;
}

/** RFC 9110 §10.2.3: seconds, or the date from which it may be asked again. In milliseconds; null when it does not say. */
function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(date - now, 0);
}

const fraction = (chance: Chance): number => (chance.random(1)[0] ?? 0) / 256;
