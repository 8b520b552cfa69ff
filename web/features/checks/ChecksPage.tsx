import { Button, Chip, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { wordIn } from '#web/kit/address.ts';
import { Page } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { Mark } from '#web/kit/Mark.tsx';
import type { Look, OwnState } from '#web/kit/states.ts';
import { When } from '#web/kit/When.tsx';
import { count, counted, isDay } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { isOpen, judge, useJob } from '#web/features/jobs/live.ts';
import { Progress } from '#web/features/jobs/Progress.tsx';
import { ask, changed } from '#web/shell/api.ts';
import { useMay, usePast, useProgramme } from '#web/shell/programme.ts';
import { FirstRun } from './FirstRun.tsx';
import type { Listed } from './shapes.ts';
import { WeekPage } from './WeekPage.tsx';

const of = (outcome: 'deviation' | 'unknown' | 'not-applicable', { run }: Listed): number => run?.counts[outcome] ?? 0;

/** Was there nothing that it is about? What it is not about shows nothing of its controls. */
const isAboutNone = (check: Listed): boolean => check.run?.population === of('not-applicable', check);

function lookOf(check: Listed): Look {
  if (!check.enabled) return 'struck';
  if (check.run === null) return 'faint';
  if (check.untold !== null) return 'hollow';
  if (of('deviation', check) > 0) return 'deviation';
  if (of('unknown', check) > 0) return 'hatched';
  return isAboutNone(check) ? 'zero' : 'clean';
}

/** What its last run found, in a word. */
const wordOf = (check: Listed): string => {
  if (!check.enabled) return 'disabled';
  if (check.run === null) return 'never run';
  if (check.untold !== null) return 'no source';
  const open = (['deviation', 'unknown'] as const).find((outcome) => of(outcome, check) > 0);
  return open ?? (isAboutNone(check) ? 'no items' : 'no deviation');
};

/** What the marks of checks say; the first that holds is shown. */
const MARKS: readonly OwnState[] = [
  { word: 'disabled', look: 'struck', means: 'A person switched the check off, with a reason.' },
  { word: 'never run', look: 'faint', means: 'It has judged nothing yet.' },
  { word: 'deviation', look: 'deviation', means: 'At least one item of its last run fails it.' },
  { word: 'unknown', look: 'hatched', means: 'Of at least one item the source does not say what it needs.' },
  { word: 'no deviation', look: 'clean', means: 'None of the items of its last run fails it, and none is unknown.' },
  { word: 'no source', look: 'hollow', means: 'No source tells of its items: it judged nothing.' },
  { word: 'no items', look: 'zero', means: 'There was nothing that it is about.' },
];

/** On a phone a mark stands in a line of its own, and nothing beside it tells what it says. */
const Marked = ({ check }: { readonly check: Listed }) => (
  <span className="state">
    <Mark look={lookOf(check)} />
    <Text span size="sm" hiddenFrom="sm">
      {wordOf(check)}
    </Text>
  </span>
);

/** How many items its last run found so, which opens them. */
function Found({ of: check, outcome }: { readonly of: Listed; readonly outcome: 'deviation' | 'unknown' }) {
  const value = of(outcome, check);
  if (check.run === null) return null;
  if (value === 0) return count(value);
  return (
    <Link to="/checks/$id" params={{ id: check.id }} search={{ outcome }}>
      {count(value)}
    </Link>
  );
}
const numberOf = (outcome: 'deviation' | 'unknown') => (check: Listed) =>
  check.run === null ? null : of(outcome, check);

const COLUMNS: readonly Column<Listed>[] = [
  { head: 'State', states: MARKS, cell: (check) => <Marked check={check} />, value: wordOf },
  {
    head: 'Check',
    name: true,
    cell: ({ id, title, enabled }) => (
      <>
        <Link to="/checks/$id" params={{ id }}>
          {title}
        </Link>
        {!enabled && ' (disabled)'}
      </>
    ),
  },
  { head: 'Population', cell: ({ population }) => inWords(population) },
  {
    head: 'Items',
    number: true,
    cell: ({ id, run }) =>
      run !== null && (
        <Link to="/checks/$id" params={{ id }} search={{ outcome: 'all' }}>
          {count(run.population)}
        </Link>
      ),
    value: ({ run }) => run?.population ?? null,
  },
  {
    head: 'Deviations',
    number: true,
    cell: (check) => <Found of={check} outcome="deviation" />,
    value: numberOf('deviation'),
  },
  {
    head: 'Unknown',
    number: true,
    cell: (check) => <Found of={check} outcome="unknown" />,
    value: numberOf('unknown'),
  },
  { head: 'As of', term: 'as of', cell: ({ run }) => (run === null ? 'never\u{a0}run' : <When at={run.asOf} brief />) },
];

/** The checks that serve adopted controls, or one week of a series of criteria, as the address says. */
export function ChecksPage() {
  const search = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const [series, week] = [wordIn(search, 'series'), wordIn(search, 'week')];
  if (series !== undefined && isDay(week)) return <WeekPage series={series} week={week} />;
  return <EveryCheck series={series} state={wordIn(search, 'state')} />;
}

interface EveryProps {
  readonly series: string | undefined;
  /** Only those whose mark says so. */
  readonly state: string | undefined;
}

/** Every check that serves an adopted control, and what its last run said of the whole population. */
function EveryCheck({ series, state }: EveryProps) {
  const checks = useQuery(ask('checks', 'list', usePast()));
  const judging = useChecksOf(series);
  const running = useJob('check');
  return (
    <Answer of={checks} page="Checks">
      {({ checks: every, firstRun }) => {
        const all = judging === null ? every : every.filter(({ id }) => judging.has(id));
        const wanted = MARKS.find(({ word }) => word === state)?.word;
        const shown = wanted === undefined ? all : all.filter((check) => wordOf(check) === wanted);
        return (
          <Page
            title={series === undefined ? 'Checks' : `Checks of ${series}`}
            lead={
              <>
                <Lead all={all} series={series} />
                {all.length > 0 && <FirstRun at={firstRun} />}
              </>
            }
            actions={all.length > 0 && <RunThem />}
          >
            <Progress
              job={running !== undefined && (isOpen(running) || running.state === 'dead') ? running : undefined}
            />
            {series !== undefined && (
              <Link to="/checks" search={{}}>
                All checks
              </Link>
            )}
            {all.length > 0 && <States all={all} state={wanted} />}
            {all.length > 0 && shown.length === 0 && (
              <Empty what="No check is like this" why="Take the filter away to see the others." />
            )}
            {all.length === 0 ? (
              <Empty
                what="No check applies yet"
                why="A check serves a control: adopt controls, and the checks that judge them appear here."
                action={<Link to="/controls">See the controls</Link>}
              />
            ) : shown.length === 0 ? null : (
              <Records
                label="Checks"
                main
                rows={shown}
                keyOf={({ id }) => id}
                place={({ id }) => ({ to: '/checks/$id', params: { id } })}
                columns={COLUMNS}
              />
            )}
          </Page>
        );
      }}
    </Answer>
  );
}

/** After a control was adopted or a limit was changed, nobody waits for the next reading. */
function RunThem() {
  const run = useMutation({ mutationFn: () => judge(), onSuccess: () => changed('jobs') });
  if (!useMay('checks:write')) return null;
  return (
    <>
      <Button variant="default" loading={run.isPending} onClick={() => run.mutate()}>
        Run the checks
      </Button>
      {run.isError && <Problem error={run.error} />}
    </>
  );
}

/** The checks that judge for a series of criteria, as the movie has them; null: none is chosen. */
function useChecksOf(series: string | undefined): ReadonlySet<string> | null {
  const { engagement } = useProgramme();
  const wanted = { ...(engagement === null ? {} : { engagement: engagement.id }), ...usePast() };
  const movie = useQuery({ ...ask('readiness', 'movie', wanted), enabled: series !== undefined });
  if (series === undefined) return null;
  return new Set(movie.data?.series.find(({ id }) => id === series)?.checks);
}

/** Each number opens the checks that it counts. */
function Lead({ all, series }: { readonly all: readonly Listed[]; readonly series: string | undefined }) {
  const isNow = useProgramme().asOf === null;
  if (all.length === 0) return 'Checks judge whole populations, item by item.';
  const of = (word: string): number => all.filter((check) => wordOf(check) === word).length;
  const these = (says: string, state?: string) => (
    <Link to="/checks" search={{ series, state }}>
      {says}
    </Link>
  );
  const [never, deviating, untold] = [of('never run'), of('deviation'), of('no source')];
  if (never === all.length)
    return (
      <>
        {these(counted(all.length, 'check applies', 'checks apply'))}; none of them {isNow ? 'was' : 'had been'} run
        {isNow ? '' : ' by then'}.
      </>
    );
  return (
    <>
      {these(counted(all.length, 'check judges', 'checks judge'))} whole populations;{' '}
      {these(count(deviating), 'deviation')}
      {`\u{a0}${deviating === 1 ? 'finds' : 'find'} deviations.`}
      {untold > 0 && (
        <>
          {' Of '}
          {these(count(untold), 'no source')}
          {'\u{a0}no source tells: they judged nothing.'}
        </>
      )}
      {never > 0 && (
        <>
          {' '}
          {these(count(never), 'never run')}
          {`\u{a0}${never === 1 ? 'was' : 'were'} not run.`}
        </>
      )}
    </>
  );
}

/** How many have each mark, which shows them alone; the marks in the table, which have no word beside them, are read by it. */
function States({ all, state }: { readonly all: readonly Listed[]; readonly state: string | undefined }) {
  const navigate = useNavigate();
  const counts = Map.groupBy(all, wordOf);
  if (counts.size < 2 && state === undefined) return null; // nothing to choose among
  return (
    <Group my="md" gap="sm" className="no-print">
      {MARKS.filter(({ word }) => counts.has(word) || word === state).map(({ word, look }) => (
        <Chip
          key={word}
          size="xs"
          variant="outline"
          checked={state === word}
          onChange={(on) =>
            void navigate({
              to: '.',
              replace: true,
              search: (before: object) => ({ ...before, state: on ? word : undefined }),
            })
          }
        >
          <span className="state">
            {look !== undefined && <Mark look={look} />}
            {`${word} ${count(counts.get(word)?.length ?? 0)}`}
          </span>
        </Chip>
      ))}
    </Group>
  );
}
