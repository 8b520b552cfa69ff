import { Alert, Checkbox, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BriefText } from '#web/features/reports/BriefText.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { ask } from '#web/shell/api.ts';

type Found = Answered<'reports', 'briefs'>;

/** What whoever gives a report with exceptions has read and ticked, before they can. */
export interface Reading {
  /** Positions of the briefs that were ticked. */
  readonly read: readonly number[];
  readonly setRead: (read: readonly number[]) => void;
}

/** Whether all that the documents need is ticked; while nobody knows yet, it is not. */
export function useBriefs(documents: readonly string[], { read }: Pick<Reading, 'read'>) {
  const found = useQuery(ask('reports', 'briefs', {}));
  const needed = found.data?.briefs.filter(({ document }) => documents.includes(document)) ?? [];
  return {
    needed,
    unknown: found.data?.unknown.filter(({ document }) => documents.includes(document)) ?? [],
    isReady: found.data !== undefined && needed.every(({ position }) => position !== null && read.includes(position)),
  };
}

interface Props extends Reading {
  readonly needed: Found['briefs'];
  readonly unknown: Found['unknown'];
}

/** The brief on each exception, and the tick that the account's owner has read it. */
export const Briefs = ({ needed, unknown, read, setRead }: Props) => (
  <Stack gap="md">
    {needed.map((brief) => (
      <Alert key={brief.document} variant="outline" color="gray" title={`“${brief.title}” holds exceptions`}>
        {brief.position === null ? (
          <Text size="sm">
            {brief.state === 'missing' ? 'Nobody wrote the brief on them yet' : 'The brief is about other exceptions'}:{' '}
            <Link to="/trust/reports/$document" params={{ document: brief.document }} search={{ part: 'brief' }}>
              write it
            </Link>{' '}
            before the report is given to anybody.
          </Text>
        ) : (
          <>
            <BriefText brief={brief} />
            <Tick position={brief.position} read={read} setRead={setRead} />
          </>
        )}
      </Alert>
    ))}
    {unknown.map(({ document, title }) => (
      <Text key={document} size="sm" c="dimmed">
        {`Nobody recorded what “${title}” says, so whether it holds exceptions is not known here. Look before you give it.`}
      </Text>
    ))}
  </Stack>
);

const Tick = ({ position, read, setRead }: Reading & { readonly position: number }) => (
  <Checkbox
    mt="md"
    label="The account’s owner has read this brief."
    description="Sealed with the access that you give."
    checked={read.includes(position)}
    onChange={(event) =>
      setRead(event.currentTarget.checked ? [...read, position] : read.filter((each) => each !== position))
    }
  />
);
