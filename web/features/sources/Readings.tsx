import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DomainError } from '#/core/errors.ts';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { type Above, Page, Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { count, counted, showMinute } from '#web/kit/when.ts';
import { firstLine } from '#web/kit/words.ts';
import { ask } from '#web/shell/api.ts';
import { usePast, useProgramme } from '#web/shell/programme.ts';
import { useReadBy } from './Changes.tsx';

type Reading = Answered<'sources', 'runs'>['runs'][number];

const MOST = 100;

const readingPage = (source: string, run: string) => ({
  to: '/sources/$id',
  params: { id: source },
  search: { run },
});

/** Every reading of a source, the latest first; what each said is on its own page. */
export function Readings({ source }: { readonly source: string }) {
  const past = usePast();
  const pages = usePages<Reading, string>(
    ['sources', 'readings', source, past],
    async (after, limit, here) => {
      const asked = { id: source, logs: false, limit, ...past, ...(after === null ? {} : { after }) };
      const { runs, next } = await here.sources.runs(asked);
      return { rows: runs, next };
    },
    { page: 20, most: MOST },
  );
  return (
    <Pages
      label="Readings"
      main
      of={pages}
      keyOf={({ id }) => id}
      place={({ id }) => readingPage(source, id)}
      columns={columnsOf(source)}
      empty="It was never read."
    />
  );
}

const columnsOf = (source: string): readonly Column<Reading>[] => [
  {
    head: 'Began',
    cell: ({ id, started }) => (
      <Link {...readingPage(source, id)}>
        <When at={started} exact />
      </Link>
    ),
  },
  { head: 'How it ended', cell: (reading) => <Ended {...reading} /> },
  { head: 'Records', number: true, cell: ({ records }) => count(records) },
  { head: 'Unreadable', number: true, cell: ({ unreadable }) => unreadable !== null && count(unreadable) },
  { head: 'Rejected', number: true, cell: ({ rejected }) => count(rejected) },
  { head: 'Took', cell: ({ started, finished }) => tookOf(started, finished) },
];

type Brought = Pick<Reading, 'state' | 'records' | 'unreadable' | 'rejected'>;

const Ended = (reading: Brought & Pick<Reading, 'error'>) => (
  <>
    {endedAs(reading)}
    {reading.error !== null && <div className="wrong">{firstLine(reading.error)}</div>}
  </>
);
Ended.said = (reading: Brought & Pick<Reading, 'error'>): string =>
  reading.error === null ? endedAs(reading) : `${reading.state}: ${reading.error}`;

/** The same file once more, or a source where nothing happened, is read and brings nothing. */
const endedAs = ({ state, records, unreadable, rejected }: Brought): string =>
  state === 'finished' && records === 0 && (unreadable ?? 0) === 0 && rejected === 0 ? 'finished: nothing new' : state;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function tookOf(started: number, finished: number | null): string {
  if (finished === null) return '';
  const took = finished - started;
  if (took < SECOND) return 'less than a second';
  return took < 2 * MINUTE
    ? counted(Math.round(took / SECOND), 'second')
    : counted(Math.round(took / MINUTE), 'minute');
}

/** One reading: how it ended, what it brought, and everything that it said. */
export function OneReading({ source, run }: { readonly source: string; readonly run: string }) {
  const found = useQuery(ask('sources', 'runs', { id: source, run, ...usePast() }));
  const { zone } = useProgramme();
  const above = [
    { to: '/sources', label: 'Sources' },
    { to: `/sources/${source}`, label: source },
  ];
  if (namesNothing(found.error)) return <NoSuch source={source} above={above} />;
  return (
    <Answer of={found} page={source}>
      {({ runs: [reading] }) =>
        reading === undefined ? (
          <NoSuch source={source} above={above} />
        ) : (
          <Page
            title={`Reading of ${showMinute(reading.started, zone)}`}
            above={above}
            lead={`It ${whatCameOf(reading)}.`}
          >
            {reading.error !== null && <p className="wrong">{reading.error}</p>}
            <Said source={source} reading={reading} />
            <Section title="What it said">
              <Log of={reading.log} />
            </Section>
          </Page>
        )
      }
    </Answer>
  );
}

const Said = ({ source, reading }: { readonly source: string; readonly reading: Reading }) => (
  <Facts
    of={[
      ['Rejected', count(reading.rejected)],
      ['Took', tookOf(reading.started, reading.finished)],
      ...useReadBy(source, reading.started),
    ]}
  />
);

/** What the address names is nothing, or no name that anything can have: asking again gives the same. */
const namesNothing = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === 'not_found' || error.code === 'input_invalid');

const NoSuch = ({ source, above }: { readonly source: string; readonly above: readonly Above[] }) => (
  <Page title="There is no such reading" above={above}>
    <Empty
      what="The address may be old, or a part of it may be missing"
      why="The page of the source has every reading of it."
      action={
        <Link to="/sources/$id" params={{ id: source }}>
          See its readings
        </Link>
      }
    />
  </Page>
);

/** How a reading ended, and what it brought, after what it is called. */
export const whatCameOf = ({ state, records, unreadable, rejected }: Brought): string =>
  state === 'running'
    ? `is running, and brought ${counted(records, 'record')} so far`
    : `${ENDED[state] ?? state}, and brought ${counted(records, 'record')}${unreadInWords(unreadable)}${rejectedInWords(rejected)}`;

/** Stands behind how many records came; empty where all could be read, or nobody kept it. */
const unreadInWords = (unreadable: number | null): string =>
  unreadable === null || unreadable === 0 ? '' : ` and ${counted(unreadable, 'item')} that could not be read`;

/** Rows of a file that did not come in: what they tell is missing, which is said with what it brought. */
const rejectedInWords = (rejected: number): string =>
  rejected === 0 ? '' : `; ${counted(rejected, 'row')} ${rejected === 1 ? 'was' : 'were'} rejected`;

const ENDED: Readonly<Record<string, string>> = {
  interrupted: 'was interrupted',
  cancelled: 'was cancelled',
};

const Log = ({ of }: { readonly of: Reading['log'] }) =>
  of.length === 0 ? (
    <Text c="dimmed">It said nothing.</Text>
  ) : (
    <ol className="log mono">
      {of.map(({ at, level, message }, place) => (
        <li key={`${at} ${place}`}>{`${level}: ${message}`}</li>
      ))}
    </ol>
  );
