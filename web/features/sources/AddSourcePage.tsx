import { Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { Answer } from '#web/kit/Answer.tsx';
import { useLosing } from '#web/kit/Form.tsx';
import { Page } from '#web/kit/Page.tsx';
import { unsaved, WithinContext } from '#web/kit/unsaved.ts';
import { ask } from '#web/shell/api.ts';
import { Connect } from './Connect.tsx';

/** Connects a source: what it is, what it must be allowed to, its settings, a test, and then the first reading. */
export function AddSourcePage() {
  const collectors = useQuery(ask('sources', 'collectors', {}));
  const { collector: asked } = useSearch({ strict: false });
  const [chosen, setChosen] = useState(typeof asked === 'string' ? asked : null);
  const form = useId();
  const [lose, question] = useLosing(() => unsaved.within(form));
  return (
    <Page
      title="Add a source"
      term="source"
      above={[{ to: '/sources', label: 'Sources' }]}
      lead="Nothing is written to it, ever. It is tested before it is connected."
    >
      <Answer of={collectors}>
        {({ collectors: all }) => {
          const collector = all.find(({ id }) => id === chosen);
          return (
            <Stack gap="md" maw={620} mt="md">
              <Radio.Group label="What is it?" value={chosen} onChange={(id) => lose(() => setChosen(id))}>
                <Stack gap="sm" mt={8}>
                  {all.map(({ id, title, doc }) => (
                    <Radio key={id} value={id} label={title} description={doc} />
                  ))}
                </Stack>
              </Radio.Group>
              {collector !== undefined && (
                <WithinContext value={form}>
                  <Connect key={collector.id} collector={collector} />
                </WithinContext>
              )}
              {question}
            </Stack>
          );
        }}
      </Answer>
    </Page>
  );
}
