import { Alert, Checkbox, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BriefText } from '#web/features/reports/BriefText.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { ask } from '#web/shell/api.ts';

type Found = Answered<'reports', 'briefs'>;

/** What was ticked. */
export interface Read {
  /** Positions of briefs. */
  readonly briefs: readonly number[];
  /** Reports of which nobody confirmed whether they hold exceptions. */
  readonly reports: readonly string[];
}

export const NOTHING_READ: Read = { briefs: [], reports: [] };

/** The same, as it is sent with what is given. */
export const sent = ({ briefs, reports }: Read) => ({ briefs: [...briefs], reportsRead: [...reports] });

/** What whoever gives a report has read and ticked, before they can. */
export interface Reading {
  readonly read: Read;
  readonly setRead: (read: Read) => void;
}

/** Whether all that the documents need is ticked; while nobody knows yet, it is not. */
export function useBriefs(documents: readonly string[], { read }: Pick<Reading, 'read'>) {
  const found = useQuery(ask('reports', 'briefs', {}));
  const needed = found.data?.briefs.filter(({ document }) => documents.includes(document)) ?? [];
  const unknown = found.data?.unknown.filter(({ document }) => documents.includes(document)) ?? [];
  return {
    needed,
    unknown,
    isReady:
      found.data !== undefined &&
      needed.every(({ position }) => position !== null && read.briefs.includes(position)) &&
      unknown.every(({ document }) => read.reports.includes(document)),
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
            <Tick
              label="The account’s owner has read this brief."
              is={read.briefs.includes(brief.position)}
              set={turning(read.briefs, brief.position, (briefs) => setRead({ ...read, briefs }))}
            />
          </>
        )}
      </Alert>
    ))}
    {unknown.map(({ document, title }) => (
      <Alert
        key={document}
        variant="outline"
        color="gray"
        title={`Whether “${title}” holds exceptions is not known here`}
      >
        <Text size="sm">
          Nobody confirmed what it says.{' '}
          <Link to="/trust/reports/$document" params={{ document }}>
            Record its facts
          </Link>
          , or look into the report itself.
        </Text>
        <Tick
          label="The account’s owner has looked into the report, and knows what exceptions it holds."
          is={read.reports.includes(document)}
          set={turning(read.reports, document, (reports) => setRead({ ...read, reports }))}
        />
      </Alert>
    ))}
  </Stack>
);

/** Puts something into a list, or takes it out. */
export const turning =
  <T,>(list: readonly T[], of: T, set: (list: readonly T[]) => void) =>
  (is: boolean): void =>
    set(is ? [...list, of] : list.filter((each) => each !== of));

const Tick = ({
  label,
  is,
  set,
}: {
  readonly label: string;
  readonly is: boolean;
  readonly set: (is: boolean) => void;
}) => (
  <Checkbox
    mt="md"
    label={label}
    description="Sealed with the access that you give."
    checked={is}
    required
    onChange={(event) => set(event.currentTarget.checked)}
  />
);
