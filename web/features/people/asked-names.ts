import { useQueries } from '@tanstack/react-query';
import { useMay } from '#web/shell/programme.ts';
import { apiHere } from '#web/shell/api.ts';
import { addressesIn } from './named.ts';

/** So many are asked for at once, as the server takes them. */
const MOST = 50;
/** So long is waited for others of the same page. In milliseconds. */
const PAUSE = 10;
const WHILE = 5 * 60_000;

type Names = Promise<ReadonlyMap<string, string>>;
let asking: { readonly addresses: string[]; readonly names: Names } | null = null;

/** The name of one, asked for together with those of the same page; null: no member of the company has that address. */
async function askedName(address: string): Promise<string | null> {
  const begun = asking ?? begin();
  asking = begun;
  begun.addresses.push(address);
  if (begun.addresses.length === MOST) asking = null;
  return (await begun.names).get(address) ?? null;
}

function begin() {
  const here = apiHere();
  const addresses: string[] = [];
  const names = new Promise((done) => setTimeout(done, PAUSE)).then(async () => {
    if (asking?.addresses === addresses) asking = null;
    const found = await here.identity.names({ of: addresses });
    return new Map(found.names.map(({ email, name }) => [email.toLowerCase(), name]));
  });
  return { addresses, names };
}

interface Asked {
  readonly names: readonly { readonly email: string; readonly name: string }[];
  /** Some of them are on their way. */
  readonly isOpen: boolean;
}

/** Members by the addresses in a text, for whoever may not read the list of members. */
export function useAskedNames(text: string): Asked {
  const readsAll = useMay('identity:read');
  const addresses = readsAll ? [] : addressesIn(text);
  return useQueries({
    queries: addresses.map((email) => ({
      queryKey: ['identity', 'names', email],
      queryFn: () => askedName(email),
      staleTime: WHILE,
    })),
    combine: (found) => ({
      names: found.flatMap(({ data }, at) =>
        typeof data === 'string' ? [{ email: addresses[at] ?? '', name: data }] : [],
      ),
      isOpen: found.some(({ isLoading }) => isLoading),
    }),
  });
}
