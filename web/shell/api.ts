import { QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { API, type ApiClient } from '#/contract/api.ts';
import { remoteClient } from '#/contract/remote-client.ts';
import { DomainError } from '#/core/errors.ts';
import { confirmation, confirming } from './confirmation.ts';

/** For which organization is asked; null: the only one that the person is in. */
let organization: string | null = null;

/** What waits to be confirmed was asked for in the one before, and is not done in this one. */
export const chooseOrganization = (slug: string | null): void => {
  if (slug !== organization) confirmation.now()?.giveUp();
  organization = slug;
};

type Chosen = () => string | null;
const chosen: Chosen = () => organization;

const headersOf = (slug: string | null): Readonly<Record<string, string>> =>
  slug === null ? {} : { 'attestry-organization': slug };

export const organizationHeaders = (): Readonly<Record<string, string>> => headersOf(organization);

type Call = (input: unknown) => Promise<unknown>;

const send = (url: string, init: RequestInit): Promise<Response> => fetch(url, { ...init, credentials: 'same-origin' });

function clientFor(slug: Chosen): ApiClient {
  const remote = {
    server: '',
    headers: () => headersOf(slug()),
    fetch: send,
    stream: send,
    newId: () => crypto.randomUUID(),
  };
  /** Nobody is asked, while they look at one organization, to confirm what is done in another. */
  const asking = (call: () => Promise<unknown>) => (slug() === organization ? confirming(call) : call());
  const clients = Object.entries(API).map(([noun, contract]) => {
    const calls = Object.entries(remoteClient(contract, remote) as Readonly<Record<string, Call>>);
    return [
      noun,
      Object.fromEntries(calls.map(([name, call]) => [name, (input: unknown) => asking(() => call(input))])),
    ];
  });
  return Object.fromEntries(clients);
}

/** Everything that the server can be asked, with the types of its contract. */
export const api = clientFor(chosen);

/**
 * The same for the organization that is looked at now, whichever is looked at later: whatever asks several times, or
 * waits for something before it asks, ends in the one where it began.
 */
export function apiHere(): ApiClient {
  const slug = organization;
  return clientFor(() => slug);
}

/** What cannot get better by asking again is not asked again. */
const isFinal = (error: unknown): boolean => error instanceof DomainError && error.code !== 'server_unreachable';

/** A session that ends is noticed by whatever is read next; who is signed in is then asked anew. */
function onError(error: unknown, { queryKey }: { readonly queryKey: readonly unknown[] }): void {
  if (!(error instanceof DomainError) || error.code !== 'unauthenticated' || queryKey[1] === 'me') return;
  void queries.invalidateQueries({ queryKey: ['account', 'me'] });
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  defaultOptions: {
    // What a browser calls offline says nothing of a server on the same machine or network: it is asked.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !isFinal(error),
      refetchOnWindowFocus: true,
    },
  },
});

type Noun = keyof ApiClient;
type Input<N extends Noun, C extends keyof ApiClient[N]> = ApiClient[N][C] extends (input: infer I) => unknown
  ? I
  : never;
type Output<N extends Noun, C extends keyof ApiClient[N]> = ApiClient[N][C] extends (input: never) => Promise<infer O>
  ? O
  : never;

/** One reading of the server, cached under what was asked. */
export const ask = <N extends Noun, C extends keyof ApiClient[N] & string>(noun: N, call: C, input: Input<N, C>) =>
  queryOptions({
    queryKey: [noun, call, input],
    queryFn: () => (api[noun][call] as (input: Input<N, C>) => Promise<Output<N, C>>)(input),
  });

/** What is worked out of everything else. */
const DERIVED = ['readiness', 'notifications', 'work'] as const;

/** After a write: what was read of these nouns is read again. */
export const changed = (...nouns: readonly Noun[]): Promise<unknown> =>
  Promise.all([...nouns, ...DERIVED].map((noun) => queries.invalidateQueries({ queryKey: [noun] })));
