import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty } from '#web/kit/Answer.tsx';
import { ItemKey } from '#web/kit/ItemKey.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { When } from '#web/kit/When.tsx';
import { usePages } from '#web/kit/use-pages.ts';
import { counted } from '#web/kit/when.ts';
import { api } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import { Exclude, type Excluding } from './Exclude.tsx';
import type { Finding, Kept } from './shapes.ts';

const OUTCOME: Column<Finding> = { head: 'Outcome', cell: ({ outcome }) => <State name={outcome} /> };

const recordOf = (population: string, key: string) => ({
  to: '/evidence/$population/$key',
  params: { population, key },
});

/** An item opens its record. */
const itemIn = (population: string | null): Column<Finding> => ({
  head: 'Item',
  cell: ({ item }) =>
    population === null ? (
      <ItemKey of={item} />
    ) : (
      <Link {...recordOf(population, item)}>
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
  { head: 'What the rule says', extra: true, cell: ({ rule }) => rule },
  { head: 'Occurred until', extra: true, cell: ({ to }) => to !== null && <When at={to} /> },
  { head: 'Inferred', extra: true, cell: ({ inferred }) => (inferred ? 'yes' : '') },
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
  const past = usePast();
  const [excluding, setExcluding] = useState<Excluding | null>(null);
  const pages = usePages<Finding, string>(
    ['checks', 'findings', id, outcomes, week, past],
    async (after, limit) => {
      const asked = { id, outcomes: [...outcomes], limit, ...between, ...past, ...(after === null ? {} : { after }) };
      const { findings, next } = await api.checks.show(asked);
      return { rows: findings, next };
    },
    { page: 100, most: 1_000 },
  );
  const actions: Column<Finding> = {
    head: 'Action',
    acts: true,
    cell: ({ item, outcome }) =>
      outcome !== 'excluded' && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => setExcluding({ items: [item], clear: () => undefined })}
          aria-label={`Exclude ${item}`}
        >
          Exclude
        </Button>
      ),
  };
  return (
    <>
      <Pages
        label="Items"
        main
        of={pages}
        keyOf={({ item, look }) => `${item} ${look ?? ''}`}
        columns={[OUTCOME, itemIn(population), ...REST, actions]}
        {...(population === null ? {} : { place: ({ item }: Finding) => recordOf(population, item) })}
        act={(selected, clear) => (
          <ExcludeThese selected={selected} exclude={(items) => setExcluding({ items, clear })} />
        )}
        empty={
          <Empty
            what="No item is like this"
            why="Items that pass are counted in the bar; what needs a look is listed here."
          />
        }
      />
      <Exclude check={id} excluding={excluding} close={() => setExcluding(null)} />
    </>
  );
}

interface ManyProps {
  readonly selected: readonly Finding[];
  readonly exclude: (items: readonly string[]) => void;
}

function ExcludeThese({ selected, exclude }: ManyProps) {
  const items = [...new Set(selected.filter(({ outcome }) => outcome !== 'excluded').map(({ item }) => item))];
  return (
    items.length > 0 && (
      <Button size="compact-sm" variant="default" onClick={() => exclude(items)}>
        {`Exclude ${counted(items.length, 'item')}`}
      </Button>
    )
  );
}
