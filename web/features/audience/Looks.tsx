import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lasting } from '#/core/time/lasting.ts';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { count, counted, showPlainDay } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { Summary } from './Summary.tsx';
import { Searches } from './Searches.tsx';

type Found = Answered<'analytics', 'show'>;

/** How often the trust center was looked at, and what was read by whom. */
export function Looks() {
  const found = useQuery(ask('analytics', 'show', { days: DAYS }));
  return (
    <>
      <Answer of={found}>
        {(shown) => (
          <>
            <Looked found={shown} />
            <Waiting found={shown} />
          </>
        )}
      </Answer>
      <Searches />
      <Answer of={found}>{(shown) => <Read found={shown} />}</Answer>
      <Summary />
    </>
  );
}

const DAYS = 84;
const WEEK = 7;

function Looked({ found: { looks, others, from } }: { readonly found: Found }) {
  const weeks = weeksOf(looks, from);
  const people = looks.reduce((sum, each) => sum + each.people, 0);
  const programs = looks.reduce((sum, each) => sum + each.programs, 0);
  const most = Math.max(1, ...weeks.map((week) => week.people));
  return (
    <Section title="Looks at the page">
      <Text className="prose" mb="md">
        {`${counted(people, 'look')} in twelve weeks, and ${count(programs)} by programs that say so of themselves. `}
        Counted by the server, without cookies and without a script; nobody is told apart, so your own looks are among
        them.
        {others.length > 0 && ` Besides: ${others.map(({ what, count: of }) => `${what} ${count(of)}`).join(', ')}.`}
      </Text>
      {people + programs > 0 && (
        <Records
          label="Looks by week"
          rows={weeks}
          keyOf={({ day }) => day}
          columns={[
            { head: 'Week from', cell: ({ day }) => showPlainDay(day) },
            { head: 'Looks', number: true, cell: (week) => count(week.people) },
            {
              head: 'Compared',
              cell: (week) => (
                <div
                  aria-hidden="true"
                  style={{
                    width: `${(week.people / most) * 100}%`,
                    minWidth: week.people > 0 ? 2 : 0,
                    height: 10,
                    marginTop: 4,
                    borderRadius: 2,
                    background: 'var(--quiet)',
                  }}
                />
              ),
            },
            { head: 'By programs', number: true, cell: (week) => count(week.programs) },
          ]}
        />
      )}
    </Section>
  );
}

function weeksOf(looks: Found['looks'], from: string) {
  const start = Date.parse(`${from}T00:00:00Z`);
  const weeks = Array.from({ length: DAYS / WEEK }, (_, at) => ({
    day: new Date(start + at * WEEK * 86_400_000).toISOString().slice(0, 10),
    people: 0,
    programs: 0,
  }));
  for (const { day, people, programs } of looks) {
    const week = weeks.findLast((each) => each.day <= day);
    if (week === undefined) continue;
    week.people += people;
    week.programs += programs;
  }
  // Before the first look nobody counted: those weeks are not known, and are not shown as empty ones.
  const first = looks[0]?.day ?? '';
  return weeks.filter(({ day }, at) => (weeks[at + 1]?.day ?? '9') > first || day >= first).toReversed();
}

const took = (of: Found['toReading'], what: string): string =>
  of.half === null || of.most === null ? '' : ` ${what}: ${spread(of.count, lasting(of.half), lasting(of.most))}.`;

/** Nine of ten are not told of a few. */
function spread(of: number, half: string, most: string): string {
  if (of === 1) return `${half}, once`;
  return of < TELLING
    ? `${half} for half of ${of}`
    : `half within ${half}, nine of ten within ${most}, of ${count(of)}`;
}
const TELLING = 10;

function Waiting({ found: { waiting, toDecision, toReading } }: { readonly found: Found }) {
  return (
    <Section title="Requests">
      <Text className="prose">
        {waiting.oldest === null ? (
          'Nobody waits for an answer.'
        ) : (
          <>
            {`${counted(waiting.count, 'request')} ${waiting.count === 1 ? 'waits' : 'wait'}, the oldest since `}
            <When at={waiting.oldest} />.
          </>
        )}
        {took(toDecision, 'From a request to the answer')}
        {took(toReading, 'From a request to reading')}
      </Text>
    </Section>
  );
}

const readColumns: readonly Column<{ views: number; downloads: number; last: number }>[] = [
  { head: 'Read', number: true, cell: ({ views }) => count(views) },
  { head: 'Saved', number: true, cell: ({ downloads }) => count(downloads) },
  { head: 'Last', cell: ({ last }) => <When at={last} /> },
];

function Read({ found: { documents, companies, grants } }: { readonly found: Found }) {
  if (documents.length === 0)
    return (
      <Section title="What was read">
        <Empty
          what="Nothing was read in twelve weeks"
          why="Each reading of a document is recorded with its grant; here it is counted by document, by company and by reader."
        />
      </Section>
    );
  return (
    <>
      <Section title="By document">
        <Records
          label="By document"
          rows={documents}
          keyOf={({ id }) => id}
          columns={[
            { head: 'Document', cell: ({ title }) => <strong>{title}</strong> },
            { head: 'Readers', number: true, cell: ({ readers }) => count(readers) },
            ...readColumns,
          ]}
        />
      </Section>
      <Section title="By company">
        <Records
          label="By company"
          rows={companies}
          keyOf={({ party }) => party}
          columns={[
            {
              head: 'Company',
              cell: ({ company, party }) => (
                <>
                  <strong>{company}</strong> <span className="mono">{party}</span>
                </>
              ),
            },
            { head: 'Readers', number: true, cell: ({ readers }) => count(readers) },
            ...readColumns,
          ]}
        />
      </Section>
      <Section title="By reader">
        <Records
          label="By reader"
          rows={grants}
          keyOf={({ id }) => id}
          columns={[{ head: 'Reader', cell: ({ name, company }) => `${name}, ${company}` }, ...readColumns]}
        />
      </Section>
    </>
  );
}
