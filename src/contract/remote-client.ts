import { DomainError } from '#/core/errors.ts';
import type { Client, Contract, Endpoint } from './endpoint.ts';
import { errorOf } from './failure.ts';
import { shapesOf } from './shape.ts';
import { uncarried, type WireCall, wireCall } from './wire.ts';

export interface Remote {
  /** Where the API is, without a slash at its end; empty: where the page came from. */
  readonly server: string;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Names a write, so that repeating it after a broken connection does not do it twice. */
  readonly newId: () => string;
}

/** Calls a service that runs elsewhere; what goes wrong there is thrown here as the same error. */
export function remoteClient<C extends Contract>(contract: C, remote: Remote): Client<C> {
  const calls = Object.entries(contract).map(([name, endpoint]) => {
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
  if (!answer.ok && value === null && BETWEEN.has(answer.status))
    throw new DomainError('server_unreachable', {
      server: remote.server,
      because: `what stands before it answered ${answer.status}`,
    });
  if (!answer.ok) throw errorOf(value) ?? new DomainError('answer_foreign', { status: answer.status });
  return value;
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
