import { Button, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '#/core/grouped.ts';
import { Answer } from '#web/kit/Answer.tsx';
import { Records } from '#web/kit/Records.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { ask } from '#web/shell/api.ts';

type Counts = Answered<'directory', 'show'>['people'];
const PAGE = 50;

/** Whom the directory named, and what became of them. */
export function DirectoryPeople({ members, expected, letGo }: Counts) {
  const [places, setPlaces] = useState<readonly string[]>(['']);
  const found = useQuery(ask('directory', 'people', { after: places.at(-1) ?? '', limit: PAGE }));
  if (members + expected + letGo === 0) return null;
  return (
    <Section title="Whom it named">
      <Words mb="sm">{`${counted(members, 'member')}, ${expected} who did not come in yet, and ${letGo} whom it let go.`}</Words>
      <Answer of={found}>
        {({ people, next }) => (
          <>
            <Records
              label="Whom the directory named"
              rows={people}
              keyOf={({ id }) => id}
              columns={[
                { head: 'Name', cell: ({ name }) => name },
                { head: 'E-mail', cell: ({ email }) => email },
                { head: 'Is', cell: ({ state, role }) => (state === 'member' ? role : state) },
                { head: 'Changed', cell: ({ changed }) => <When at={changed} /> },
              ]}
            />
            {places.length > 1 && (
              <Button mt="sm" mr="sm" size="xs" variant="default" onClick={() => setPlaces(places.slice(0, -1))}>
                Those before
              </Button>
            )}
            {next !== null && (
              <Button mt="sm" size="xs" variant="default" onClick={() => setPlaces([...places, next])}>
                Those after
              </Button>
            )}
          </>
        )}
      </Answer>
    </Section>
  );
}
