import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { OCCURRENCES, OUTCOMES } from '#web/kit/states.ts';
import { Day } from '#web/kit/When.tsx';
import { count, counted, showPlainDay } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import type { Outcome } from './shapes.ts';

type Week = Answered<'readiness', 'week'>;
type Check = Week['checks'][number];
type Performance = Week['performances'][number];
interface Days {
  readonly first: string;
  readonly last: string;
}

/** One cell of the movie: all that it counts, each number opening its items. */
export function WeekPage({ series, week }: { readonly series: string; readonly week: string }) {
  const { engagement } = useProgramme();
  const past = usePast();
  return (
    <Answer
      of={useQuery(ask('readiness', 'week', { series, week, engagement: engagement?.id, ...past }))}
      page={series}
    >
      {({ first, last, series: { id, title }, cell, checks, performances, holes }) => (
        <Page
          title={`${id}, ${showPlainDay(first)} to ${showPlainDay(last)}`}
          above={[
            { to: '/', label: 'Home' },
            { to: '/checks', search: { series: id }, label: `Checks of ${id}` },
          ]}
          lead={leadOf(cell, checks)}
        >
          <Text>
            <Link to="/controls" search={{ series: id }}>
              {title}
            </Link>
          </Text>
          <Section title="What the checks say of this week">
            {checks.length === 0 ? (
              <Text c="dimmed">No check judges for this series.</Text>
            ) : (
              <Records
                label="Checks of the week"
                rows={checks}
                keyOf={(check) => check.id}
                columns={columnsIn({ first, last })}
              />
            )}
          </Section>
          {performances.length > 0 && (
            <Section title="What was due in this week">
              <Records label="Due in the week" rows={performances} keyOf={keyOf} columns={PERFORMANCES} />
            </Section>
          )}
          {holes.length > 0 && <Holes of={holes} />}
        </Page>
      )}
    </Answer>
  );
}

const keyOf = ({ control, first, due }: Performance): string => `${control} ${first} ${due}`;

function leadOf({ state, items, deviations, unknown }: Week['cell'], checks: readonly Check[]): string {
  const of = `${counted(items, 'item')} of ${counted(checks.length, 'check')}`;
  return `${inWords(state)}: ${of}, ${counted(deviations, 'deviation')}, ${count(unknown)} unknown. An item that several checks judge counts with each.`;
}

const sumOf = ({ counts }: Check): number => OUTCOMES.reduce((sum, outcome) => sum + (counts?.[outcome] ?? 0), 0);

const columnsIn = (days: Days): readonly Column<Check>[] => [
  {
    head: 'Check',
    cell: ({ id, title }) => (
      <Link to="/checks/$id" params={{ id }} search={{ ...days }}>
        {title}
      </Link>
    ),
  },
  { head: 'Population', cell: ({ population }) => inWords(population) },
  { head: 'Items', number: true, cell: (check) => (check.counts === null ? 'never run' : count(sumOf(check))) },
  ...OUTCOMES.map((outcome) => columnOf(outcome, days)),
];

const HEADS: Readonly<Record<Outcome, string>> = {
  pass: 'Pass',
  deviation: 'Deviations',
  unknown: 'Unknown',
  pending: 'Pending',
  excluded: 'Excluded',
  'not-applicable': 'Not applicable',
};

const columnOf = (outcome: Outcome, days: Days): Column<Check> => ({
  head: HEADS[outcome],
  term: null,
  states: [outcome],
  number: true,
  cell: ({ id, counts }) => {
    const value = counts?.[outcome] ?? 0;
    if (counts === null) return '';
    if (value === 0) return '0';
    return (
      <Link to="/checks/$id" params={{ id }} search={{ outcome, ...days }}>
        {count(value)}
      </Link>
    );
  },
  value: ({ counts }) => counts?.[outcome] ?? '',
});

const PERFORMANCES: readonly Column<Performance>[] = [
  { head: 'State', states: OCCURRENCES, cell: ({ kind }) => <State name={kind} /> },
  {
    head: 'Control',
    name: true,
    cell: ({ control, title }) => (
      <Link to="/controls/$id" params={{ id: control }}>
        {title}
      </Link>
    ),
  },
  { head: 'From', cell: ({ first }) => <Day day={first} /> },
  { head: 'Due', cell: ({ due }) => <Day day={due} /> },
];

const Holes = ({ of }: { readonly of: Week['holes'] }) => (
  <Section title="What nothing accounts for" term="coverage">
    <ul className="prose" style={{ paddingLeft: 18 }}>
      {of.map(({ population, source, because }) => (
        <li key={`${population} ${source ?? ''} ${because}`}>
          <Link to="/evidence/$population" params={{ population }}>
            {inWords(population)}
          </Link>
          {`${source === null ? '' : ` from ${source}`}: ${because}`}
        </li>
      ))}
    </ul>
  </Section>
);
