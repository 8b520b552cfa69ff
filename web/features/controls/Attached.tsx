import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { gradeByHand } from '#/core/grades.ts';
import { Answer } from '#web/kit/Answer.tsx';
import { FileName } from '#web/kit/ItemKey.tsx';
import { Records } from '#web/kit/Records.tsx';
import { Day, When } from '#web/kit/When.tsx';
import { By, withNames } from '#web/features/people/By.tsx';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';

/** What people attached to a control, with its dates kept apart. */
export function Attached({ control }: { readonly control: string }) {
  const evidence = useQuery(ask('evidence', 'list', { control, ...usePast() }));
  return (
    <Answer of={evidence}>
      {({ evidence: attached }) =>
        attached.length === 0 ? (
          <Text c="dimmed">
            Nothing yet: what no source tells, such as minutes or a contract, is attached here as a file.
          </Text>
        ) : (
          <Records
            label="Evidence"
            rows={attached}
            keyOf={({ id }) => id}
            columns={[
              {
                head: 'What',
                cell: ({ artifact, note }) =>
                  artifact === null ? (
                    withNames(note)
                  ) : (
                    <Link to="/artifacts/$id" params={{ id: artifact.id }}>
                      <FileName of={artifact.name} />
                    </Link>
                  ),
              },
              { head: 'Who', cell: ({ person }) => <By of={person} /> },
              { head: 'Occurred', cell: ({ occurred }) => <Day day={occurred.slice(0, 10)} /> },
              {
                head: 'For',
                cell: ({ item, period }) => item ?? (period === null ? '' : <Day day={period.slice(0, 10)} />),
              },
              { head: 'Received', cell: ({ received }) => <When at={received} /> },
              {
                head: 'Grade',
                cell: ({ artifact, person }) =>
                  artifact === null ? (
                    'erased'
                  ) : (
                    <span className="phrase">
                      <By of={gradeByHand(artifact.grade, person)} />
                    </span>
                  ),
              },
            ]}
          />
        )
      }
    </Answer>
  );
}
