import { Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { itemsIn, shareInWords } from '#/core/coverage/share.ts';
import type { Answered } from '#web/kit/shapes.ts';
import { Ends } from '#web/kit/Ends.tsx';
import { count, showDay, showPlainDay } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import { accountedInWords } from './accounted.ts';
import { useTurnedOnBy } from './Changes.tsx';

type Account = Answered<'populations', 'coverage'>['coverage'][number];
type Comparison = Answered<'populations', 'coverage'>['comparisons'][number];

/** What the readings of a source account for, population by population, over the window. */
export function Coverage({
  source,
  populations,
}: {
  readonly source: string;
  readonly populations: readonly string[];
}) {
  const past = usePast();
  const wholeBy = useTurnedOnBy(source, 'complete');
  const all = useQueries({
    queries: populations.map((population) =>
      ask('populations', 'coverage', { population: population as never, ...past }),
    ),
  });
  const found = populations.map((population, place) => ({
    population,
    accounts: (all[place]?.data?.coverage ?? []).filter((each) => each.source === source),
    comparisons: (all[place]?.data?.comparisons ?? []).filter((each) => each.source === source),
  }));
  const seen = found.filter(({ accounts }) => accounts.length > 0);
  if (all.some(({ isPending }) => isPending)) return <Text c="dimmed">Looking.</Text>;
  if (seen.length === 0) return <Text c="dimmed">Nothing yet: it has to be read first.</Text>;
  return (
    <>
      {seen.map((each) => (
        <Line key={each.population} {...each} wholeBy={wholeBy} />
      ))}
    </>
  );
}

interface Read {
  readonly population: string;
  readonly accounts: readonly Account[];
  readonly comparisons: readonly Comparison[];
}

function Line({ population, accounts, comparisons, wholeBy }: Read & { readonly wholeBy: string | null }) {
  const { engagement, zone } = useProgramme();
  const last = accounts.at(-1);
  const says = accountedInWords(accounts, wholeBy);
  return (
    <div className="coverage">
      <Link to="/evidence/$population" params={{ population }}>
        {inWords(population)}
      </Link>
      <Bars accounts={accounts} label={`${inWords(population)}: ${says}`} />
      <Text size="sm" c="dimmed">
        <By of={says} />
        {last?.to != null && `; the last reached ${showDay(last.to - 1, zone)}`}
        {accounts.every(({ from, to }) => from === null || to === null) &&
          '; nobody says which time it accounts for, so all of it stays open'}
        {engagement === null && '; there is no window yet to compare it with'}
      </Text>
      {latestOf(comparisons).map((each) => (
        <Text key={each.position} size="sm" c="dimmed">
          <By of={comparedInWords(each, zone)} />
        </Text>
      ))}
    </div>
  );
}

/** The last of each kind says what is known now. */
const latestOf = (comparisons: readonly Comparison[]): readonly Comparison[] => [
  ...new Map(comparisons.map((each) => [each.kind, each])).values(),
];

const SAYS: Record<Comparison['says'], string> = {
  confirmed: 'nothing of it is missing',
  partial: 'nothing is missing of what was compared, which is not all of it',
  missing: 'the other side has what is missing here',
  nothing: 'nothing was compared',
};

function comparedInWords({ kind, says, counts, by, share, from, to, received }: Comparison, zone: string): string {
  if (counts !== null)
    return `A count stated ${by === null ? '' : `by ${by} `}on ${showDay(received, zone)}: ${count(counts.there)} in the source, ${count(counts.here)} here; ${SAYS[says]}`;
  const days = `${showDay(from, zone)} to ${showDay(to - 1, zone)}`;
  const shared = share === null ? '' : `: ${shareInWords(share, itemsIn(kind))}`;
  return `Compared with another source for ${days}${shared}; ${SAYS[says]}`;
}

/** Accounted time of the window is filled; what is left empty is a gap. */
function Bars({ accounts, label }: { readonly accounts: readonly Account[]; readonly label: string }) {
  const { engagement } = useProgramme();
  if (engagement === null) return null;
  const [from, to] = [Date.parse(`${engagement.first}T00:00:00Z`), Date.parse(`${engagement.last}T24:00:00Z`)];
  const share = (at: number): number => 100 * Math.min(1, Math.max(0, (at - from) / (to - from))) || 0;
  return (
    <>
      <div
        className="window"
        role="img"
        aria-label={`${label}; the window runs from ${showPlainDay(engagement.first)} to ${showPlainDay(engagement.last)}`}
      >
        {accounts.map((each) => {
          if (each.kind === 'none' || each.from === null || each.to === null) return null;
          const [begin, end] = [share(each.from), share(each.to)];
          return <div key={each.position} style={{ left: `${begin}%`, width: `${Math.max(0.3, end - begin)}%` }} />;
        })}
      </div>
      <Ends first={engagement.first} last={engagement.last} />
    </>
  );
}
