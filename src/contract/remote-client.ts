import { DomainError } from '#/core/errors.ts';
import type { Client, Contract, Endpoint } from './endpoint.ts';
import { errorOf } from './failure.ts';
import type { FileAnswer } from './file-answer.ts';
import { shapesOf } from './shape.ts';
import { uncarried, type WireCall, wireCall } from './wire.ts';

export interface Remote {
  /** Where the API is, without a slash at its end; empty: where the page came from. */
  readonly server: string;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** The same, whose answer is read while it comes: it may be larger than what is held at once. */
  readonly stream: (url: string, init: RequestInit) => Promise<Response>;
  /** Names a write, so that repeating it after a broken connection does not do it twice. */
  readonly newId: () => string;
}

/** Calls a service that runs elsewhere; what goes wrong there is thrown here as the same error. */
export function remoteClient<C extends Contract>(contract: C, remote: Remote): Client<C> {
  const calls = Object.entries(contract).map(([name, endpoint]) => {
    if (endpoint.file !== undefined)
      return [name, (given: unknown) => sendForFile(wireCall(endpoint, given), remote)] as const;
    const call = async (given: unknown): Promise<unknown> => {
      const answer = await send(wireCall(endpoint, given), remote);
      return endpoint.output.parse(uncarried(answer, shapesOf(endpoint).output));
    };
    return [name, call] as const;
  });
  return Object.fromEntries(calls) as Client<C>;
}

async function send({ method, path, body }: WireCall, remote: Remote): Promise<unknown> {
  const headers = {
    accept: 'application/json',
    ...remote.headers(),
    ...(body === null ? {} : { 'content-type': 'application/json' }),
    ...(isRead(method) ? {} : { 'idempotency-key': remote.newId() }),
  };
  const url = `${remote.server}/api${path}`;
  const answer = await tried(() => remote.fetch(url, { method, headers, ...(body === null ? {} : { body }) }), remote);
  const value: unknown = await answer.json().catch(() => null);
  mustBeFine(answer, value, remote);
  return value;
}

/** Throws what the other side says went wrong. */
function mustBeFine(answer: Response, value: unknown, remote: Remote): void {
  if (!answer.ok && value === null && BETWEEN.has(answer.status))
    throw new DomainError('server_unreachable', {
      server: remote.server,
      because: `what stands before it answered ${answer.status}`,
    });
  if (!answer.ok) throw errorOf(value) ?? new DomainError('answer_foreign', { status: answer.status });
}

/** A file that stands at an address of its own, beside the contract. */
export const remoteFile = (path: string, remote: Remote): Promise<FileAnswer> =>
  sendForFile({ method: 'GET', path, body: null }, remote);

/** A file is sent as it is: packed on the way, nobody could say how much of it is there. */
async function sendForFile({ method, path }: WireCall, remote: Remote): Promise<FileAnswer> {
  const headers = { ...remote.headers(), 'accept-encoding': 'identity' };
  const url = `${remote.server}/api${path}`;
  const answer = await tried(() => remote.stream(url, { method, headers }), remote);
  if (!answer.ok) mustBeFine(answer, await answer.json().catch(() => null), remote);
  const said = answer.headers.get('content-length');
  const length = said === null ? null : Number(said);
  const [, name = ''] = /filename="([^"]*)"/.exec(answer.headers.get('content-disposition') ?? '') ?? [];
  return { name, length, bytes: whole(answer.body ?? [], length, remote) };
}

/** What breaks on the way, or ends before its end, is thrown. */
async function* whole(
  body: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  length: number | null,
  { server }: Remote,
): AsyncGenerator<Uint8Array> {
  let came = 0;
  try {
    for await (const bytes of body) {
      came += bytes.length;
      yield bytes;
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new DomainError('server_unreachable', { server, because: 'the connection broke' }, { cause: error });
  }
  if (length !== null && came !== length)
    throw new DomainError('server_unreachable', { server, because: 'the file ended before its end' });
}

/** What stands before a server answers with these where it is gone, and not in the words of ours. */
const BETWEEN: ReadonlySet<number> = new Set([502, 503, 504]);

const isRead = (method: Endpoint['method']): boolean => method === 'GET';

/** Once more after a broken connection: the key of a write makes that safe. */
async function tried(request: () => Promise<Response>, { server }: Remote): Promise<Response> {
  try {
    return await request().catch(() => request());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const because = error.cause instanceof Error ? error.cause.message : error.message;
    throw new DomainError('server_unreachable', { server, because }, { cause: error });
  }
}
