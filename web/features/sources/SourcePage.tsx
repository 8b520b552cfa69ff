import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { handedIn, pathIn } from '#/core/handed-in.ts';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { HandedIn } from '#web/features/evidence/Artifacts.tsx';
import { Value } from '#web/features/evidence/Fact.tsx';
import { shapeOf } from '#web/features/evidence/shape.ts';
import { useJob } from '#web/features/jobs/live.ts';
import { Progress } from '#web/features/jobs/Progress.tsx';
import { By } from '#web/features/people/By.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';
import { SinceAnotherSecret, WhatWasChanged } from './Changes.tsx';
import { ChangeSettings } from './ChangeSettings.tsx';
import { Disconnect, Reconnect, Since } from './Connection.tsx';
import { Coverage } from './Coverage.tsx';
import { Followed } from './Follows.tsx';
import { isRefused, NewSecret, WasRefused } from './NewSecret.tsx';
import { NextFile } from './NextFile.tsx';
import { OneReading, Readings, whatCameOf } from './Readings.tsx';
import { settingLabel } from './schema.ts';
import type { Collector } from './Secrets.tsx';

type Source = Answered<'sources', 'list'>['sources'][number];

/** One source: what it accounts for, and each of its readings; or one reading alone, where the address names it. */
export function SourcePage() {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const { run } = useSearch({ strict: false }) as { readonly run?: string };
  return run === undefined ? <Whole id={id} /> : <OneReading source={id} run={run} />;
}

function Whole({ id }: { readonly id: string }) {
  const past = usePast();
  const sources = useQuery(ask('sources', 'list', past));
  return (
    <Answer of={sources} page={id}>
      {({ sources: all }) => {
        const source = all.find((each) => each.id === id);
        if (source === undefined)
          return (
            <Page title={id} above={[{ to: '/sources', label: 'Sources' }]}>
              <Empty
                what="There is no such source"
                why="It may have another name, or was not connected by then; the list has all of them."
                action={<Link to="/sources">See all sources</Link>}
              />
            </Page>
          );
        return <One source={source} all={all} />;
      }}
    </Answer>
  );
}

/** As it stands: what is still read can be read now, and what is disconnected can be connected again. */
function One({ source, all }: { readonly source: Source; readonly all: readonly Source[] }) {
  const past = usePast();
  const collectors = useQuery(ask('sources', 'collectors', {}));
  const mayChange = useMay('sources:write') && past.asOf === undefined;
  const { id, settings, populations, disconnected, connected } = source;
  const collector = collectors.data?.collectors.find((each) => each.id === source.collector);
  const secrets = collector?.secrets ?? [];
  const called = (setting: string): string => settingLabel(collector?.settings ?? {}, setting);
  const [isKept, isEnded] = [mayChange && disconnected === null, mayChange && disconnected !== null];
  return (
    <Page
      title={id}
      above={[{ to: '/sources', label: 'Sources' }]}
      lead={<Lead source={source} />}
      actions={isEnded ? <Reconnect id={id} secrets={secrets} /> : disconnected === null && <Actions source={source} />}
    >
      {isKept && <WasRefused source={source} secrets={secrets} />}
      {past.asOf === undefined && disconnected === null && <Live id={id} />}
      <Section title="What it accounts for" term="coverage">
        <Coverage source={id} populations={populations} />
        <Followed source={source} all={all} />
        <SinceAnotherSecret id={id} />
      </Section>
      {disconnected === null && <NextFile source={source} />}
      {isHandedIn(settings) && <HandedIn source={id} />}
      <Section title="Readings" term="run">
        <Readings source={id} />
      </Section>
      <Section title="Settings" aside={isKept && <Keeping source={source} collector={collector} />}>
        <Answer of={collectors}>
          {() => <Facts foreign of={[...plainIn(settings, called), connectedBy(connected)]} />}
        </Answer>
        <details>
          <summary>All of them, as they are kept</summary>
          <pre className="bytes wrapped" tabIndex={0} aria-label="The settings">
            {JSON.stringify(settings, null, 2)}
          </pre>
        </details>
      </Section>
      {collectors.data !== undefined && <WhatWasChanged id={id} called={called} />}
    </Page>
  );
}

function Lead({ source: { title, lastRun, disconnected } }: { readonly source: Source }) {
  const read = lastRun === null ? 'It was never read' : `Its last reading ${whatCameOf(lastRun)}`;
  if (disconnected === null) return `${title}. ${read}.`;
  return (
    <>
      {`${title}, `}
      <Since of={disconnected} />
      {`. ${read}.`}
    </>
  );
}

const Keeping = ({ source, collector }: { readonly source: Source; readonly collector: Collector | undefined }) => (
  <Group gap="sm">
    {collector !== undefined && <ChangeSettings source={source} collector={collector} />}
    <NewSecret
      id={source.id}
      secrets={(collector?.secrets ?? []).filter(({ name }) => source.secrets.includes(name))}
    />
    <Disconnect id={source.id} />
  </Group>
);

const isHandedIn = (settings: unknown): boolean => handedIn(pathIn(settings)) !== null;

/** The path of what is handed in is a name of ours; which files came stands by itself. */
const isOwnName = (value: unknown): boolean => typeof value === 'string' && handedIn(value) !== null;

/** What is a word or a number; patterns and mappings are read as a whole. */
const plainIn = (settings: unknown, called: (setting: string) => string): readonly (readonly [string, ReactNode])[] =>
  Object.entries(settings as Readonly<Record<string, unknown>>)
    .filter(([, value]) => typeof value !== 'object' && !isOwnName(value))
    .map(([name, value]) => [called(name), <Value key={name} of={shapeOf(value)} name={called(name)} />] as const);

const connectedBy = ({ at, by }: Source['connected']): readonly [string, ReactNode] => [
  'Connected',
  <span key="connected">
    <When at={at} />
    {by !== null && (
      <>
        {' by '}
        <By of={by} />
      </>
    )}
  </span>,
];

function Live({ id }: { readonly id: string }) {
  const job = useJob('collect', id);
  return (
    <>
      <Progress job={job} ended="Read to its end" />
      {job?.state === 'done' && (
        <Text size="sm" mt="xs">
          {'The checks judge what it brought: '}
          <Link to="/checks">see what they find</Link>.
        </Text>
      )}
    </>
  );
}

function Actions({ source: { id, lastRun } }: { readonly source: Source }) {
  const mayRead = useMay('sources:write');
  const test = useMutation({ mutationFn: () => api.sources.test({ id }) });
  const read = useMutation({
    mutationFn: () => api.jobs.collect({ source: id }),
    onSuccess: () => changed('sources', 'jobs'),
  });
  if (!mayRead) return null;
  return (
    <Group gap="sm" align="flex-start">
      <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
        Test
      </Button>
      <Button
        variant={isRefused(lastRun) ? 'default' : 'filled'}
        loading={read.isPending}
        onClick={() => read.mutate()}
      >
        Read now
      </Button>
      {test.isSuccess && (
        <ul className="seen" role="status">
          {test.data.seen.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {(test.isError || read.isError) && <Problem error={test.error ?? read.error} />}
    </Group>
  );
}
