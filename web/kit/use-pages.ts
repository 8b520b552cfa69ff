import { useInfiniteQuery } from '@tanstack/react-query';
import type { ApiClient } from '#/contract/api.ts';
import { api, apiHere } from '#web/shell/api.ts';
import type { Asked } from './Answer.tsx';
import type { Rest } from './table/use-records.ts';

/** What was read of a list so far, and how to go on. */
export interface Paged<Row> {
  readonly found: Asked<unknown>;
  readonly rows: readonly Row[];
  readonly more: { readonly has: boolean; readonly loading: boolean; readonly more: () => void };
  readonly rest: Rest<Row>;
}

interface Read<Row, Place> {
  readonly rows: readonly Row[];
  readonly next: Place | null;
}

/** How much is read at once: for the eye, and for a file. */
interface Sizes {
  readonly page?: number;
  readonly most?: number;
}

const PAGE = 50;
const MOST = 200;

/** A list that is read page by page: what was read so far, and how to go on. */
export function usePages<Row, Place extends string | number>(
  key: readonly unknown[],
  read: (after: Place | null, limit: number, here: ApiClient) => Promise<Read<Row, Place>>,
  { page = PAGE, most = MOST }: Sizes = {},
): Paged<Row> {
  const found = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam as Place | null, page, api),
    initialPageParam: null as Place | null,
    getNextPageParam: ({ next }) => next,
  });
  const more = (): void => void found.fetchNextPage();
  const all = (rows: number) => {
    const here = apiHere(); // a file holds rows of one organization
    return readAll((after: Place | null) => read(after, most, here), rows);
  };
  return {
    found,
    rows: found.data?.pages.flatMap(({ rows }) => rows) ?? [],
    more: { has: found.hasNextPage, loading: found.isFetchingNextPage, more },
    rest: { has: found.hasNextPage, more, loading: found.isFetchingNextPage, failed: found.isFetchNextPageError, all },
  };
}

/** From the first page on, until there are so many rows or no more. */
async function readAll<Row, Place>(
  read: (after: Place | null) => Promise<Read<Row, Place>>,
  most: number,
): Promise<{ readonly rows: readonly Row[]; readonly has: boolean }> {
  const rows: Row[] = [];
  let after: Place | null = null;
  do {
    const page: Read<Row, Place> = await read(after);
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null && rows.length < most);
  return { rows, has: after !== null };
}
