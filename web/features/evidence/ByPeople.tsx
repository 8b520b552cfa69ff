import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer } from '#web/kit/Answer.tsx';
import { gradeByHand } from '#/core/grades.ts';
import { FileName } from '#web/kit/ItemKey.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { Day, When } from '#web/kit/When.tsx';
import { By, withNames } from '#web/features/people/By.tsx';
import { controlLinks } from '#web/features/controls/control-links.tsx';
import { useTitles } from '#web/features/controls/titles.ts';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';

type Attached = Answered<'evidence', 'list'>['evidence'][number];

const columnsWith = (titleOf: (id: string) => string): readonly Column<Attached>[] => [
  {
    head: 'What',
    cell: ({ artifact, note }) =>
      artifact === null ? (
        'erased'
      ) : (
        <>
          <Link to="/artifacts/$id" params={{ id: artifact.id }}>
            <FileName of={artifact.name} />
          </Link>
          {note !== '' && <div>{withNames(note)}</div>}
        </>
      ),
  },
  {
    head: 'For',
    cell: ({ control, purpose }) => (
      <>
        {controlLinks([control], titleOf)}, {purpose}
      </>
    ),
  },
  { head: 'Who', cell: ({ person }) => <By of={person} /> },
  { head: 'Occurred', cell: ({ occurred }) => <Day day={occurred.slice(0, 10)} /> },
  { head: 'Received', cell: ({ received }) => <When at={received} /> },
  {
    head: 'Grade',
    cell: ({ artifact, person }) =>
      artifact !== null && (
        <span className="phrase">
          <By of={gradeByHand(artifact.grade, person)} />
        </span>
      ),
  },
];

/** What people attached by hand, the latest first: what, for which control, who, and the dates kept apart. */
export function ByPeople() {
  const titleOf = useTitles();
  const evidence = useQuery(ask('evidence', 'list', usePast()));
  return (
    <Answer of={evidence}>
      {({ evidence: all }) =>
        all.length === 0 ? (
          <Text c="dimmed">
            Nothing. A control without a population is shown by what people attach: minutes, a policy, a screenshot.
          </Text>
        ) : (
          <Records
            label="Attached by people"
            first={25}
            rows={all.toReversed()}
            keyOf={({ id }) => id}
            columns={columnsWith(titleOf)}
          />
        )
      }
    </Answer>
  );
}
