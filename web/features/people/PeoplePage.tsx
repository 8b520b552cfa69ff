import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { placeOf } from '#/core/place.ts';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import { AtPlace } from '#web/kit/Place.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { usePages } from '#web/kit/use-pages.ts';
import { count, counted } from '#web/kit/when.ts';
import { amid, inWords } from '#web/kit/words.ts';
import { shownValue } from '#web/features/evidence/value.ts';
import { ask } from '#web/shell/api.ts';
import { useMay, usePast } from '#web/shell/programme.ts';
import { Declare } from './Declare.tsx';
import { Members } from './Members.tsx';
import { By } from './By.tsx';
import { useNames } from './Who.tsx';

type Row = Answered<'populations', 'records'>['records'][number];
const PAGE = 25;

const PERSONS: readonly Column<Row>[] = [
  {
    head: 'Person',
    cell: ({ key, fact }) => (
      <Link to="/evidence/$population/$key" params={{ population: 'person', key }}>
        {shownValue(fact?.['name'] ?? key)}
      </Link>
    ),
  },
  { head: 'Number or id', cell: ({ fact }) => shownValue(fact?.['employee']) },
  { head: 'E-mail', cell: ({ fact }) => shownValue(fact?.['email']) },
  { head: 'Began', cell: ({ fact }) => shownValue(fact?.['startedOn']) },
  { head: 'Ended', cell: ({ fact }) => shownValue(fact?.['endedOn']) },
];

/** Who may enter, whom the records know, and which handles are nobody’s. */
export function PeoplePage() {
  const unresolved = useQuery(ask('people', 'unresolved', usePast()));
  const populations = useQuery({ ...ask('populations', 'list', usePast()), enabled: useMay('populations:read') });
  const hasRecords = populations.data?.populations.some(({ items }) => items > 0) !== false;
  const seesMembers = useMay('identity:read');
  const isNow = usePast().asOf === undefined;
  return (
    <Page
      title="People"
      lead={
        unresolved.data === undefined
          ? null
          : leadOf(new Set(unresolved.data.handles.map(({ handle }) => handle)).size, hasRecords)
      }
    >
      {seesMembers && (
        <Section title="Members of this organization">
          {isNow ? <Members /> : <p>Who may enter is known of now alone: go back to now to see it.</p>}
        </Section>
      )}
      <Section title="Handles that are nobody’s" term="unresolved">
        <Unresolved />
      </Section>
      <Section title="Declared handles" term="identity rules">
        <Aliases />
      </Section>
      <Section title="Persons in the records">
        <Persons />
      </Section>
    </Page>
  );
}

/** A handle counts once, in however many populations it appears. */
const leadOf = (handles: number, hasRecords: boolean): string =>
  !hasRecords
    ? 'No record names anybody yet.'
    : handles === 0
      ? 'Every handle in the records is somebody’s.'
      : `${counted(handles, 'handle')} in the records ${handles === 1 ? 'is' : 'are'} nobody’s yet. Nothing is guessed.`;

type Handle = Answered<'people', 'unresolved'>['handles'][number];

/** Each handle once, with all populations that name it: whose it is is said of all of them at once. */
const together = (handles: readonly Handle[]) =>
  [...Map.groupBy(handles, ({ handle }) => handle)].map(([handle, all]) => ({
    handle,
    populations: all.map(({ population }, at) => (at === 0 ? inWords(population) : amid(population))),
    times: all.reduce((sum, { times }) => sum + times, 0),
  }));

function Unresolved() {
  const found = useQuery(ask('people', 'unresolved', usePast()));
  const may = useMay('people:write');
  const [handle, setHandle] = useState<string | null>(null);
  return (
    <Answer of={found}>
      {({ handles }) =>
        handles.length === 0 ? (
          <p>
            None. An employee number or the e-mail address of the HR system says whose a handle is; a person declares
            the rest.
          </p>
        ) : (
          <>
            <Records
              label="Handles that are nobody’s"
              first={25}
              rows={together(handles)}
              keyOf={({ handle: each }) => each}
              columns={[
                { head: 'Handle', term: 'account', cell: (each) => <span className="mono">{each.handle}</span> },
                { head: 'Appears in', term: 'population', cell: ({ populations }) => populations.join(', ') },
                { head: 'Times named', number: true, cell: ({ times }) => count(times) },
                ...(may ? [whose(setHandle)] : []),
              ]}
            />
            <Declare handle={handle} close={() => setHandle(null)} />
          </>
        )
      }
    </Answer>
  );
}

const whose = (open: (handle: string) => void): Column<ReturnType<typeof together>[number]> => ({
  head: 'Whose',
  acts: true,
  cell: ({ handle }) => (
    <Button size="compact-xs" variant="default" onClick={() => open(handle)} aria-label={`Say whose ${handle} is`}>
      Say whose
    </Button>
  ),
});

/** Employees by their name, and by the number that the table of persons has for them. */
function whoIs(is: string | null, named: (handle: string) => string | null): string {
  if (is === null) return 'nobody’s again';
  if (is === 'bot') return 'a machine';
  const number = is.replace(/^employee:/, 'employee number ');
  const name = named(is);
  return name === null ? number : `${name}, ${number}`;
}

function Aliases() {
  const { nameOf: named } = useNames();
  const found = useQuery(ask('people', 'aliases', usePast()));
  return (
    <Answer of={found}>
      {({ aliases }) =>
        aliases.length === 0 ? (
          <p>None. What you say of a handle above is kept here, with who said it.</p>
        ) : (
          <Records
            label="Declared handles"
            first={25}
            rows={aliases}
            keyOf={({ handle }) => handle}
            columns={[
              { head: 'Handle', term: 'account', cell: ({ handle }) => <span className="mono">{handle}</span> },
              { head: 'Is', cell: ({ is }) => whoIs(is, named) },
              { head: 'Declared by', cell: ({ person }) => <By of={person} /> },
              inLedger,
            ]}
          />
        )
      }
    </Answer>
  );
}

function Persons() {
  const mayConnect = useMay('sources:write');
  const past = usePast();
  const pages = usePages<Row, string>(['populations', 'records', 'person', PAGE, past], async (after, _, here) => {
    const { records, next } = await here.populations.records({
      population: 'person',
      limit: PAGE,
      ...past,
      after: after ?? undefined,
    });
    return { rows: records, next };
  });
  return (
    <Pages
      label="Persons"
      main
      of={pages}
      columns={PERSONS}
      keyOf={({ key }) => key}
      empty={
        <Empty
          what="None yet"
          why="Bring in the people of your HR system, a file is enough: handles in the records then become somebody’s."
          action={mayConnect && <AtPlace of={placeOf('import', 'person')} />}
        />
      }
    />
  );
}
