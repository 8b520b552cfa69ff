import type { Asked } from './Answer.tsx';
import { useInfiniteQuery } from '@tanstack/react-query';

/** What was read of a list so far, and how to go on. */
export interface Paged<Row> {
  readonly found: Asked<unknown>;
  readonly rows: readonly Row[];
  readonly more: { readonly has: boolean; readonly loading: boolean; readonly more: () => void };
}

/** A list that is read page by page: what was read so far, and how to go on. */
export function usePages<Row, Place extends string | number>(
  key: readonly unknown[],
  read: (after: Place | null) => Promise<{ readonly rows: readonly Row[]; readonly next: Place | null }>,
): Paged<Row> {
  const found = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam as Place | null),
    initialPageParam: null as Place | null,
    getNextPageParam: ({ next }) => next,
  });
  return {
    found,
    rows: found.data?.pages.flatMap(({ rows }) => rows) ?? [],
    more: { has: found.hasNextPage, loading: found.isFetchingNextPage, more: () => void found.fetchNextPage() },
  };
}
