import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty, Problem } from '#web/kit/Answer.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { When } from '#web/kit/When.tsx';
import { api } from '#web/shell/api.ts';
import { Exclude } from './Exclude.tsx';
import type { Finding, Kept } from './shapes.ts';

const PAGE = 100;

const COLUMNS: readonly Column<Finding>[] = [
  { head: 'Outcome', cell: ({ outcome }) => <State name={outcome} /> },
  { head: 'Item', cell: ({ item }) => <span className="mono">{item}</span> },
  {
    head: 'Why',
    cell: ({ reason, outcome, rule }) => (outcome === 'excluded' ? `${reason} (the rule says ${rule})` : reason),
  },
  { head: 'Occurred', cell: ({ from }) => from !== null && <When at={from} /> },
];

/** The items of a run that need a look, page by page. */
export function Findings({ id, outcomes }: { readonly id: string; readonly outcomes: readonly Kept[] }) {
  const [excluding, setExcluding] = useState<string | null>(null);
  const found = useInfiniteQuery({
    queryKey: ['checks', 'findings', id, outcomes],
    queryFn: ({ pageParam: after }) =>
      api.checks.show({ id, outcomes: [...outcomes], limit: PAGE, ...(after === null ? {} : { after }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  if (found.isError) return <Problem error={found.error} again={() => void found.refetch()} />;
  const rows = found.data?.pages.flatMap(({ findings }) => findings) ?? [];
  if (found.data !== undefined && rows.length === 0)
    return (
      <Empty
        what="No item is like this"
        why="Items that pass are counted in the bar; what needs a look is listed here."
      />
    );
  const actions: Column<Finding> = {
    head: 'Action',
    cell: ({ item, outcome }) =>
      outcome !== 'excluded' && (
        <Button size="compact-xs" variant="subtle" onClick={() => setExcluding(item)} aria-label={`Exclude ${item}`}>
          Exclude
        </Button>
      ),
  };
  return (
    <>
      <Records
        label="Items"
        rows={rows}
        keyOf={({ item, look }) => `${item} ${look ?? ''}`}
        columns={[...COLUMNS, actions]}
      />
      {found.hasNextPage && (
        <Button mt="md" variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          More
        </Button>
      )}
      <Exclude check={id} item={excluding} close={() => setExcluding(null)} />
    </>
  );
}
