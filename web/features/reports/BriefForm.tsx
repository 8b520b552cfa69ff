import { Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Act } from '#web/kit/Dialog.tsx';
import { When } from '#web/kit/When.tsx';
import { By } from '#web/features/people/By.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { type Brief, BriefText } from './BriefText.tsx';

const FIELDS = [
  ['happened', 'What happened', 'The facts, without defense.'],
  ['bounded', 'Why it is bounded, or that it is not', 'Say what you know it did not reach, and how you know.'],
  ['done', 'What was done', 'With the day on which it was done.'],
  ['say', 'What to say', 'In words that a person can speak.'],
  ['notSay', 'What not to say', 'Such as that it was nothing, or what the auditor would have concluded.'],
] as const;

/** What people who sell are told about each exception, before they give the report to somebody. */
export function BriefPart({ document }: { readonly document: string }) {
  const found = useQuery(ask('reports', 'briefs', {}));
  const may = useMay('trust:write');
  return (
    <Answer of={found}>
      {({ briefs, unknown }) => {
        const brief = briefs.find((each) => each.document === document);
        if (brief === undefined)
          return (
            <Empty
              what="No brief is needed"
              why={
                unknown.some((each) => each.document === document)
                  ? 'Nobody recorded what this file says. Once exceptions of it are recorded, each needs a brief.'
                  : 'No exceptions of this report are recorded.'
              }
            />
          );
        return may ? <Form key={brief.position} brief={brief} document={document} /> : <BriefText brief={brief} />;
      }}
    </Answer>
  );
}

const STATES = {
  missing: 'Nobody wrote it yet: until somebody does, this report is given to nobody.',
  outdated:
    'It is about other exceptions than those that are recorded now. Write it anew: until then this report is given to nobody.',
  written: 'Whoever gives the report to somebody reads it first, and says that the account’s owner has read it.',
} as const;

function Form({ brief, document }: { readonly brief: Brief; readonly document: string }) {
  const { exceptions, state, person, at } = brief;
  const [lines, setLines] = useState(
    exceptions.map(
      ({ number }) =>
        brief.lines.find((each) => each.number === number) ?? {
          number,
          happened: '',
          bounded: '',
          done: '',
          say: '',
          notSay: '',
        },
    ),
  );
  const acting = useMutation({
    mutationFn: () => api.reports.writeBrief({ document, lines }),
    onSuccess: () => changed('reports', 'ledger'),
  });
  return (
    <>
      <Text my="sm" className="prose">
        {STATES[state]} These are your words, and the product writes none of them; what claims too much is refused.
      </Text>
      {person !== null && at !== null && (
        <Text size="sm" c="dimmed">
          Written by <By of={person} />, <When at={at} />.
        </Text>
      )}
      <Act acting={acting} label="Save the brief">
        {exceptions.map(({ number, nature, page }, place) => (
          <Stack key={number} gap="xs" maw={720}>
            <Title order={2}>{`Exception ${number}`}</Title>
            <Text size="sm">{`The auditor wrote, on page ${page ?? ''}: ${nature}`}</Text>
            {FIELDS.map(([name, label, hint]) => (
              <Textarea
                key={name}
                label={`${number}: ${label}`}
                description={hint}
                autosize
                minRows={2}
                maxRows={10}
                value={lines[place]?.[name] ?? ''}
                onChange={({ currentTarget: { value } }) =>
                  setLines(lines.map((line, other) => (other === place ? { ...line, [name]: value } : line)))
                }
              />
            ))}
          </Stack>
        ))}
      </Act>
    </>
  );
}
