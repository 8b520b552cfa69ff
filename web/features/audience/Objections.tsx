import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { inLedger } from '#web/kit/InLedger.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { Day, When } from '#web/kit/When.tsx';
import { ask } from '#web/shell/api.ts';

/** Who objected to a subprocessor, and why. */
export function Objections() {
  const found = useQuery(ask('subscribers', 'objections', {}));
  return (
    <Section title="Objections">
      <Answer of={found}>
        {({ objections }) =>
          objections.length === 0 ? (
            <Empty
              what="Nobody objected"
              why="Whoever hears of a new subprocessor has a link to object, with a reason. You are told by mail, and answer them yourself."
            />
          ) : (
            <Records
              label="Objections"
              rows={objections}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: 'Subprocessor',
                  cell: ({ subprocessor, begins }) => (
                    <>
                      <strong>{subprocessor}</strong>
                      {begins !== '' && (
                        <Text size="sm" c="dimmed">
                          from <Day day={begins} />
                        </Text>
                      )}
                    </>
                  ),
                },
                {
                  head: 'Who',
                  cell: ({ company, email }) => (
                    <>
                      {company}
                      <br />
                      <span className="mono">{email}</span>
                    </>
                  ),
                },
                { head: 'Why', cell: ({ reason }) => <span className="prose">{reason}</span> },
                { head: 'When', cell: ({ made }) => <When at={made} /> },
                inLedger,
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}
