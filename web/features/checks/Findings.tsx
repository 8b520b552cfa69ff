import { Button, Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty, Problem } from '#web/kit/Answer.tsx';
import { ItemKey } from '#web/kit/ItemKey.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { SaveFile } from '#web/kit/SaveFile.tsx';
import { State } from '#web/kit/State.tsx';
import { When } from '#web/kit/When.tsx';
import { api } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';
import { findingsCsv } from './csv.ts';
import { Exclude } from './Exclude.tsx';
import type { Finding, Kept } from './shapes.ts';

const PAGE = 100;

const OUTCOME: Column<Finding> = { head: 'Outcome', cell: ({ outcome }) => <State name={outcome} /> };

/** An item opens its record. */
const itemIn = (population: string | null): Column<Finding> => ({
  head: 'Item',
  cell: ({ item }) =>
    population === null ? (
      <ItemKey of={item} />
    ) : (
      <Link to="/evidence/$population/$key" params={{ population, key: item }}>
        <ItemKey of={item} />
      </Link>
    ),
});

const REST: readonly Column<Finding>[] = [
  {
    head: 'Why',
    cell: ({ reason, outcome, rule }) => (outcome === 'excluded' ? `${reason} (the rule says ${rule})` : reason),
  },
  {
    head: 'Occurred',
    cell: ({ from, look, inferred }) =>
      look === null ? (
        from !== null && <When at={from} />
      ) : (
        <>
          seen <When at={look} />
          {inferred && ', inferred since'}
        </>
      ),
  },
  { head: 'Grade', cell: ({ grade }) => grade ?? '' },
];

/** A week of the movie in a zone, half-open. */
function weekFrom(first: string, zone: string): { readonly from: number; readonly to: number } {
  const begin = Temporal.PlainDate.from(first);
  const at = (day: Temporal.PlainDate): number => day.toZonedDateTime(zone).epochMilliseconds;
  return { from: at(begin), to: at(begin.add({ weeks: 1 })) };
}

interface Props {
  readonly id: string;
  readonly population: string | null;
  readonly outcomes: readonly Kept[];
  /** Its first day; null: whenever they occurred. */
  readonly week: string | null;
}

/** The items of a run that need a look, page by page. */
export function Findings({ id, population, outcomes, week }: Props) {
  const { zone } = useProgramme();
  const between = week === null ? {} : weekFrom(week, zone);
  const [excluding, setExcluding] = useState<string | null>(null);
  const found = useInfiniteQuery({
    queryKey: ['checks', 'findings', id, outcomes, week],
    queryFn: ({ pageParam: after }) =>
      api.checks.show({ id, outcomes: [...outcomes], limit: PAGE, ...between, ...(after === null ? {} : { after }) }),
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
        columns={[OUTCOME, itemIn(population), ...REST, actions]}
      />
      <Group mt="md" gap="sm" className="no-print">
        {found.hasNextPage && (
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            More
          </Button>
        )}
        {rows.length > 0 && (
          <SaveFile name={`${id}.csv`} content={() => findingsCsv(id, outcomes, between)}>
            Save as CSV
          </SaveFile>
        )}
      </Group>
      <Exclude check={id} item={excluding} close={() => setExcluding(null)} />
    </>
  );
}
