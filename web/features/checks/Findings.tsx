import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Empty } from '#web/kit/Answer.tsx';
import { Grade, GRADES } from '#web/kit/Grade.tsx';
import { ItemName } from '#web/kit/ItemKey.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import { OUTCOMES } from '#web/kit/states.ts';
import { When } from '#web/kit/When.tsx';
import { type Paged, usePages } from '#web/kit/use-pages.ts';
import { beginning } from '#web/kit/words.ts';

import { By } from '#web/features/people/By.tsx';
import { WhoItIs } from '#web/features/people/WhoItIs.tsx';
import { type Engagement, usePast, useProgramme, useZone } from '#web/shell/programme.ts';
import { besideWindow } from './beside-window.ts';
import { type Days, instantsOf } from '#web/kit/days.ts';
import type { Explanation } from './ExplainForm.tsx';
import { useItemActs } from './item-acts.tsx';
import { nextRun } from './next-run.ts';
import { NextRun, type Running } from './NextRun.tsx';
import { noItem } from './no-item.ts';
import type { Among, Finding, Outcome, Shown, Way } from './shapes.ts';
import { useSaid } from './use-said.ts';

type NextOf = ReturnType<typeof nextRun>;
const CHANGES = { excluded: 'excluded from the next run', counted: 'counts again from the next run' } as const;

/** What the last run said, and what people decided since. */
const outcomeIn = (next: NextOf): Column<Finding> => ({
  head: 'Outcome',
  states: OUTCOMES,
  cell: (finding) => {
    const changes = next(finding);
    return (
      <>
        <State name={finding.outcome} />
        {changes !== null && (
          <Text size="sm" c="dimmed">
            {CHANGES[changes]}
          </Text>
        )}
      </>
    );
  },
});

/** The record of an item, which knows the way back to the check. */
const recordOf = ({ id, population, way }: Place, key: string) => ({
  to: '/evidence/$population/$key',
  params: { population, key },
  search: { ...way, check: id },
});

/** An item opens its record: by what its source calls it, with its key below; where it has no name, by the key. */
const itemIn = (place: Place | null): Column<Finding> => ({
  head: 'Item',
  name: true,
  cell: ({ item, called }) => (
    <ItemName
      of={item}
      called={called}
      link={(name) => (place === null ? name : <Link {...recordOf(place, item)}>{name}</Link>)}
    />
  ),
});

const OUTLIVED = 'Explained before it deviated anew: explain it again.';

/** Why, by the rule; and the first of what management says of it, which opens with the item. */
const whyOf = (said: ReadonlyMap<string, Explanation>): Column<Finding> => ({
  head: 'Why',
  cell: ({ item, reason, outcome, rule }) => {
    const words = said.get(item);
    return (
      <>
        {outcome === 'excluded' ? `${reason} (the rule says ${rule})` : reason}
        <WhoItIs reason={reason} />
        {words !== undefined && (
          <Text size="sm" c="dimmed">
            {words.outlived ? (
              OUTLIVED
            ) : (
              <>
                <By of={words.person} />
                {` says: ${beginning(words.happened)}`}
              </>
            )}
          </Text>
        )}
      </>
    );
  },
  value: ({ item, reason }) => [reason, said.get(item)?.happened ?? ''].filter(Boolean).join(' | '),
});

const Seen = ({ at, inferred }: { readonly at: number; readonly inferred: boolean }) => (
  <>
    seen <When at={at} />
    {inferred && ', inferred since'}
  </>
);

/** When it occurred; and where that was on no day of the examination, that no status counts it. */
const occurredIn = (engagement: Engagement | null): Column<Finding> => ({
  head: 'Occurred',
  cell: (finding) => {
    const { from, look, inferred } = finding;
    const side = besideWindow(engagement, finding);
    return (
      <>
        {look === null ? from !== null && <When at={from} /> : <Seen at={look} inferred={inferred} />}
        {side !== null && (
          <Text size="sm" c="dimmed">
            {`${side} the window, in no status`}
          </Text>
        )}
      </>
    );
  },
});

const REST: readonly Column<Finding>[] = [
  { head: 'Grade', states: GRADES, cell: ({ grade }) => grade !== null && <Grade of={grade} /> },
];
const EXTRA: readonly Column<Finding>[] = [
  { head: 'What the rule says', extra: true, cell: ({ rule }) => rule },
  { head: 'Occurred until', extra: true, cell: ({ to }) => to !== null && <When at={to} /> },
  { head: 'Inferred', extra: true, cell: ({ inferred }) => (inferred ? 'yes' : '') },
];

/** When what waits for its deadline is late. */
const DUE: Column<Finding> = { head: 'Due', term: 'pending', cell: ({ due }) => due !== null && <When at={due} /> };

interface Place {
  readonly id: string;
  readonly population: string;
  readonly way: Way;
}

interface Props {
  readonly check: Pick<Shown, 'id' | 'run' | 'decidedSince' | 'exclusions' | 'untold'>;
  readonly population: string | null;
  readonly outcomes: readonly Outcome[];
  readonly among: Among;
  /** Null: whenever they occurred. */
  readonly days: Days | null;
  /** One item alone, whatever its outcome. */
  readonly item: string | null;
  /** What of the check is looked at, for the way back. */
  readonly way: Way;
  readonly running: Running;
}

/** The items of a run of some outcomes, page by page; or one alone. */
export function Findings({ check, population, outcomes, among, days, item: only, way, running }: Props) {
  const { id, exclusions } = check;
  const place = population === null ? null : { id, population, way };
  const explained = useSaid(id);
  const said = new Map(explained?.explanations.map((each) => [each.item, each]));
  const acts = useItemActs({ check, said, running });
  const pages = useItems({ id, outcomes, among, days, item: only });
  const next = nextRun(exclusions);
  return (
    <>
      <NextRun
        check={id}
        isBehind={check.decidedSince || pages.rows.some((row) => next(row) !== null)}
        running={running}
      />
      <Pages
        label="Items"
        main
        picks
        of={pages}
        total={days === null && only === null ? totalOf(check.run, outcomes, among, explained?.explained) : undefined}
        keyOf={({ item, look }) => `${item} ${look ?? ''}`}
        columns={[
          outcomeIn(next),
          itemIn(place),
          whyOf(said),
          occurredIn(useProgramme().engagement),
          ...REST,
          ...(outcomes.includes('pending') ? [DUE] : []),
          ...EXTRA,
          ...acts.column,
        ]}
        {...(place === null ? {} : { place: ({ item }: Finding) => recordOf(place, item) })}
        {...acts.act}
        empty={
          <Empty
            {...noItem({ untold: check.untold, isRun: check.run !== null, isOne: only !== null })}
            {...(check.untold === null ? {} : { action: <Link to="/sources">See the sources</Link> })}
          />
        }
      />
      {acts.forms}
    </>
  );
}

/** How many items there are of what is asked for, by the counts of the run. */
function totalOf(
  run: Shown['run'],
  outcomes: readonly Outcome[],
  { by, explained }: Among,
  said: { readonly said: number; readonly of: number } | null | undefined,
): number | undefined {
  if (run === null) return undefined;
  if (explained !== null) return said == null ? undefined : explained ? said.said : said.of - said.said;
  const counts = by === 'rule' ? run.rule : run.counts;
  return outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
}

interface Items extends Pick<Props, 'outcomes' | 'among' | 'days' | 'item'> {
  readonly id: string;
}

function useItems({ id, outcomes, among: { by, explained }, days, item }: Items): Paged<Finding> {
  const zone = useZone();
  const past = usePast();
  const asked = {
    id,
    outcomes: [...outcomes],
    by,
    ...(explained === null ? {} : { explained }),
    counted: true,
    ...past,
    ...(item === null ? {} : { item }),
    ...(days === null ? {} : instantsOf(days, zone)),
  };
  return usePages<Finding, string>(
    ['checks', 'findings', id, outcomes, by, explained, days, item, past],
    async (after, limit, here) => {
      const { findings, next } = await here.checks.show({ ...asked, limit, ...(after === null ? {} : { after }) });
      return { rows: findings, next };
    },
    { page: 100, most: 1_000 },
  );
}
