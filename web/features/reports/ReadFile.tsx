import { Alert, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Proposal, type Reading, unreadInWords } from '#/features/reports/proposed.contract.ts';
import { Problem } from '#web/kit/Answer.tsx';
import { Suggested } from './reading.ts';

interface Props {
  readonly of: UseQueryResult<Reading>;
  /** Whose words the facts are that the file may contradict. */
  readonly theirs: string;
  readonly children: ReactNode;
}

/** Says how much of the file could be read, and hands on what is suggested from it. The form comes when it is read. */
export function ReadFile({ of: { data, error, isFetching }, theirs, children }: Props) {
  const [turnedDown, setTurnedDown] = useState<ReadonlySet<Proposal>>(new Set());
  const turnDown = (proposal: Proposal): void => setTurnedDown((now) => now.union(new Set([proposal])));
  if (isFetching && data === undefined)
    return (
      <Text my="md" role="status">
        Reading the file for what it seems to say …
      </Text>
    );
  return (
    <Suggested value={{ reading: data ?? null, theirs, turnedDown, turnDown }}>
      {error !== null && <Problem error={error} />}
      {data !== undefined && <Read reading={data} />}
      {children}
    </Suggested>
  );
}

function Read({ reading }: { readonly reading: Reading }) {
  const unread = unreadInWords(reading);
  const found = reading.proposals.length + reading.sections.length;
  const title = unread === '' ? 'The file was read' : 'Not all of the file can be read';
  return (
    <Alert variant="outline" color="gray" my="md" title={title}>
      <Text size="sm" className="prose">
        {unread}{' '}
        {found > 0 &&
          'What it seems to say stands in the form as a suggestion, with the page and the words. Look at each page before you say that it is so: nothing is saved that nobody looked at.'}
        {found === 0 && unread === '' && 'No fact was found in its words by which one could be suggested.'}
      </Text>
    </Alert>
  );
}
