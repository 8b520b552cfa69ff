import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { count, counted } from '#web/kit/when.ts';
import { amid, firstLine, inWords } from '#web/kit/words.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';
import { Since } from './Connection.tsx';

type Source = Answered<'sources', 'list'>['sources'][number];

const RUN: Readonly<Record<string, string>> = {
  finished: 'read to its end',
  failed: 'failed',
  running: 'being read',
  stopped: 'stopped',
};

/** Which formats it takes stands on its own page. */
const kindOf = (title: string): string => title.replace(/ \(.*\)$/, '');

const COLUMNS: readonly Column<Source>[] = [
  {
    head: 'Source',
    cell: ({ id }) => (
      <Link to="/sources/$id" params={{ id }}>
        {id}
      </Link>
    ),
  },
  {
    head: 'Kind',
    term: 'collector',
    cell: ({ title, reference, follows }) => {
      const more = reference ? ', for comparison only' : follows === null ? '' : `, follows ${follows.source}`;
      return `${kindOf(title)}${more}`;
    },
  },
  { head: 'Brings', term: 'population', cell: ({ populations }) => inWords(populations.map(amid).join(', ')) },
  {
    head: 'Last reading',
    term: 'run',
    cell: ({ lastRun, disconnected }) =>
      disconnected !== null ? (
        <Since of={disconnected} />
      ) : lastRun === null ? (
        'never read'
      ) : (
        <>
          {RUN[lastRun.state] ?? lastRun.state}, <When at={lastRun.finished ?? lastRun.started} />
          {lastRun.error !== null && <div className="wrong">{firstLine(lastRun.error)}</div>}
        </>
      ),
  },
  {
    head: 'Records in it',
    term: 'record',
    number: true,
    cell: ({ lastRun }) =>
      lastRun !== null && (
        <>
          {count(lastRun.records)}
          {(lastRun.unreadable ?? 0) > 0 && (
            <Text c="dimmed" size="xs">{`${count(lastRun.unreadable ?? 0)} unreadable`}</Text>
          )}
        </>
      ),
  },
];

/** The connected systems, and how the last reading of each ended. */
export function SourcesPage() {
  const sources = useQuery(ask('sources', 'list', usePast()));
  const mayAdd = useMay('sources:write');
  const add = mayAdd && (
    <Button component={Link} to="/sources/add">
      Add a source
    </Button>
  );
  return (
    <Answer of={sources} page="Sources">
      {({ sources: all }) => (
        <Page title="Sources" lead={leadOf(all)} actions={all.length > 0 && add}>
          {all.length === 0 ? (
            <Empty
              what="Nothing is connected yet"
              why="Records come from sources: a git repository, GitHub, exports of any tool, scanner reports. Each is read with the least it must be allowed to, and what it could not read stays a gap in plain sight."
              action={add}
            />
          ) : (
            <Records
              label="Sources"
              main
              rows={all}
              keyOf={({ id }) => id}
              place={({ id }) => ({ to: '/sources/$id', params: { id } })}
              columns={COLUMNS}
            />
          )}
        </Page>
      )}
    </Answer>
  );
}

function leadOf(all: readonly Source[]): string {
  if (all.length === 0) return 'No source is connected, so nothing can be shown yet.';
  const read = all.filter(({ disconnected }) => disconnected === null);
  const ended = all.length - read.length;
  const failed = read.filter(({ lastRun }) => lastRun?.state === 'failed').length;
  const never = read.filter(({ lastRun }) => lastRun === null).length;
  const gone = ended === 0 ? '' : ` ${counted(ended, 'source')} ${ended === 1 ? 'is' : 'are'} disconnected.`;
  if (read.length === 0) return `No source is read any more.${gone}`;
  const said = [failed > 0 ? `${count(failed)} failed` : '', never > 0 ? `${count(never)} never read` : ''].filter(
    Boolean,
  );
  return `${counted(read.length, 'source')} ${read.length === 1 ? 'is' : 'are'} connected; ${said.length === 0 ? 'the last reading of each came to its end' : said.join(', ')}.${gone}`;
}
