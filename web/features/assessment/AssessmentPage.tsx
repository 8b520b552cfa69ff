import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@mantine/core';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { ask } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { Questions } from './Questions.tsx';
import { Reading } from './Reading.tsx';

/** A few plain questions before any source, and what follows from the answers. */
export function AssessmentPage() {
  const found = useQuery(ask('assessment', 'show', {}));
  const may = useMay('engagements:write');
  const [changing, setChanging] = useState(false);
  return (
    <Answer of={found} page="Where do we stand?">
      {({ answers, reading }) =>
        may && (reading === null || changing) ? (
          <Questions before={answers} done={() => setChanging(false)} />
        ) : (
          <Page
            title="Where do we stand?"
            term="assessment"
            lead={reading?.stands}
            actions={
              may && (
                <Button variant="default" onClick={() => setChanging(true)}>
                  Change the answers
                </Button>
              )
            }
          >
            {reading === null ? (
              <Empty what="Nobody answered yet" why="An owner or an admin answers a few questions about the company." />
            ) : (
              <Reading reading={reading} />
            )}
          </Page>
        )
      }
    </Answer>
  );
}
