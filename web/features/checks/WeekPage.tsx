import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { Answer } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { State } from '#web/kit/State.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { OCCURRENCES, OUTCOMES } from '#web/kit/states.ts';
import { Day } from '#web/kit/When.tsx';
import { count, counted, showPlainDay } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { CELLS } from '#web/features/readiness/cells.ts';
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
          lead={leadOf({ cell, checks, performances, holes })}
        >
          <Text>
            <Link to="/controls" search={{ series: id }}>
              {title}
            </Link>
          </Text>
          {partsIn({ cell, checks }).map((part) => (
            <Fragment key={part}>{PARTS[part]({ first, last, checks, performances, holes })}</Fragment>
          ))}
        </Page>
      )}
    </Answer>
  );
}

type Part = 'checks' | 'performances' | 'holes';
type Told = Pick<Week, 'checks' | 'performances' | 'holes'>;

const isMissed = ({ kind }: Performance): boolean => kind === 'missed' || kind === 'late';

/** What makes the cell what it is stands first. */
function partsIn({ cell: { state }, checks }: Pick<Week, 'cell' | 'checks'>): readonly Part[] {
  if (state === 'not evidenced' || state === 'not started') return ['holes', 'performances', 'checks'];
  const bySomeCheck = checks.some(({ counts }) => (counts?.deviation ?? 0) > 0);
  if ((state === 'deviation' && !bySomeCheck) || checks.every((check) => sumOf(check) === 0))
    return ['performances', 'holes', 'checks'];
  return ['checks', 'performances', 'holes'];
}

const PARTS: Readonly<Record<Part, (told: Told & Days) => ReactNode>> = {
  holes: ({ holes }) => holes.length > 0 && <Holes of={holes} />,
  performances: ({ performances }) =>
    performances.length > 0 && (
      <Section title="What was due in this week">
        <Records
          label="Due in the week"
          rows={performances}
          keyOf={({ control, first, due }) => `${control} ${first} ${due}`}
          columns={PERFORMANCES}
        />
      </Section>
    ),
  checks: ({ checks, first, last }) => <Checks checks={checks} days={{ first, last }} />,
};

/** Those that judged something of the week; the others, which say nothing of it, are folded away. */
function Checks({ checks, days }: { readonly checks: readonly Check[]; readonly days: Days }) {
  if (checks.length === 0) return null;
  const judging = checks.filter((check) => sumOf(check) > 0);
  const others = checks.filter((check) => sumOf(check) === 0);
  const table = (label: string, rows: readonly Check[]) => (
    <Records label={label} rows={rows} keyOf={(check) => check.id} columns={columnsIn(days)} />
  );
  return (
    <Section title="What the checks say of this week">
      {judging.length > 0 && table('Checks of the week', judging)}
      {others.length > 0 && (
        <details style={{ marginTop: 12 }}>
          <summary>
            {`${counted(others.length, judging.length === 0 ? 'check' : 'other check')} had no item of this week`}
          </summary>
          {table('Checks without an item of the week', others)}
        </details>
      )}
    </Section>
  );
}

/** Why the cell is what it is, before anything else. */
function leadOf({ cell: { state, items, unknown }, checks, performances, holes }: Told & Pick<Week, 'cell'>): string {
  const is = inWords(state);
  switch (state) {
    case 'deviation': {
      const [missed, deviating] = [performances.filter(isMissed).length, deviationsOf(checks)];
      const parts = [
        ...(deviating > 0 ? [`${counted(deviating, 'item deviates', 'items deviate')} by the checks`] : []),
        ...(missed > 0 ? [`${counted(missed, 'performance was', 'performances were')} missed or late`] : []),
      ];
      return `${is}: ${parts.join(', and ')}.${inSeveral(checks)}`;
    }
    case 'not evidenced': {
      const unproven = performances.filter(({ kind }) => kind === 'unproven').length;
      const hollow = new Set(holes.map(({ population }) => population)).size;
      const parts = [
        ...(hollow > 0 ? [`nothing accounts for all of the week in ${counted(hollow, 'population')}`] : []),
        ...(unproven > 0
          ? [`nothing shows ${counted(unproven, 'performance that was', 'performances that were')} due in it`]
          : []),
      ];
      return `${is}: ${parts.join(', and ')}.`;
    }
    case 'unknown':
      return `${is}: of ${counted(unknown, 'item')} nothing says what is needed to judge.${inSeveral(checks)}`;
    case 'pass':
    case 'excluded':
    case 'pending':
      return `${is}: ${counted(items, 'item')} of ${counted(judgingOf(checks), 'check')}.${inSeveral(checks)}`;
    case 'nothing occurred':
    case 'not judged':
    case 'not started':
    case 'upcoming':
      return `${is}: ${CELLS[state].means}`;
  }
}

const judgingOf = (checks: readonly Check[]): number => checks.filter((check) => sumOf(check) > 0).length;
const deviationsOf = (checks: readonly Check[]): number =>
  checks.reduce((sum, { counts }) => sum + (counts?.deviation ?? 0), 0);
const inSeveral = (checks: readonly Check[]): string =>
  judgingOf(checks) > 1 ? ' An item that several checks judge counts with each.' : '';

const sumOf = ({ counts }: Check): number => OUTCOMES.reduce((sum, outcome) => sum + (counts?.[outcome] ?? 0), 0);

const columnsIn = (days: Days): readonly Column<Check>[] => [
  {
    head: 'Check',
    name: true,
    // a check without an item of these days has nothing to show of them
    cell: (check) => (
      <Link to="/checks/$id" params={{ id: check.id }} search={sumOf(check) === 0 ? {} : { outcome: 'all', ...days }}>
        {check.title}
      </Link>
    ),
  },
  { head: 'Population', cell: ({ population }) => inWords(population) },
  {
    head: 'Items',
    number: true,
    cell: (check) =>
      check.counts === null ? (
        'never run'
      ) : sumOf(check) === 0 ? (
        '0'
      ) : (
        <Link to="/checks/$id" params={{ id: check.id }} search={{ outcome: 'all', ...days }}>
          {count(sumOf(check))}
        </Link>
      ),
    value: (check) => (check.counts === null ? null : sumOf(check)),
  },
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
