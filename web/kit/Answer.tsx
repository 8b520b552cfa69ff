import { Alert, Button, Code, Group, Skeleton, Stack, Text } from '@mantine/core';
import { Link, useLocation, useNavigate, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFieldLabels } from './field-labels.ts';
import { lastPart } from './field-path.ts';
import { withMissing } from './missing.ts';
import { Page } from './Page.tsx';
import { StepLine } from './Place.tsx';
import { inWords } from './words.ts';
import { DomainError } from '#/core/errors.ts';
import type { PlaceName } from '#/core/place.ts';

/** A reading of the server, as its library has it. */
export interface Asked<T> {
  readonly data: T | undefined;
  readonly isError: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

interface Props<T> {
  readonly of: Asked<T>;
  /** The whole page waits for it: its title until then. */
  readonly page?: string;
  readonly children: (value: T) => ReactNode;
}

/** What was asked of the server: while it is on its way, when it failed with a way out, or what it is. */
export function Answer<T>({ of, page, children }: Props<T>) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  const again = (): void => void of.refetch();
  if (page === undefined) return of.isError ? <Problem error={of.error} again={again} /> : <Waiting />;
  return <Page title={page}>{of.isError ? <PageProblem error={of.error} again={again} /> : <Waiting />}</Page>;
}

/** What a page is about may be nothing: its address then has a name that nothing can have. */
function PageProblem({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  const at = useLocation({ select: ({ pathname }) => pathname });
  return <Problem error={withMissing(error, at)} again={again} />;
}

const Waiting = () => (
  <Stack gap="sm" mt="md" aria-busy="true" aria-label="Loading" role="status">
    <Skeleton h={18} w="60%" />
    <Skeleton h={18} w="85%" />
    <Skeleton h={18} w="70%" />
  </Stack>
);

/** What happened, what is safe, and what to do. */
export function Problem({
  error,
  again,
  here,
}: {
  readonly error: unknown;
  readonly again?: () => void;
  /** The place at which it is shown: a way out that begins there needs no link to it. */
  readonly here?: PlaceName | undefined;
}) {
  const known = error instanceof DomainError ? error : null;
  const code = known?.code ?? '';
  const at = useFieldLabels()(error);
  const place = known?.step.place ?? null;
  if (code === 'engagement_none') return <NoExamination />;
  if (at?.isShown === true && (place === null || place.name === here)) return null; // it is said at the field itself
  return <Told error={error} label={at?.label} again={again} here={here} />;
}

interface TellingProps {
  readonly error: unknown;
  /** What stands over the field that is wrong. */
  readonly label: string | undefined;
  readonly again: (() => void) | undefined;
  readonly here: PlaceName | undefined;
}

function Told({ error, label, again, here }: TellingProps) {
  const known = error instanceof DomainError ? error : null;
  const code = known?.code ?? '';
  const Out = WAYS_OUT[code];
  const [sentence, ...lines] = linesOf(known);
  return (
    <Alert
      color="brick"
      variant="outline"
      title={TITLES[code] ?? fieldOf(known, label) ?? sentence ?? 'Something went wrong that nobody foresaw.'}
      mt="md"
      role="alert"
    >
      <Stack gap={8} align="flex-start">
        <Lines of={lines} />
        <Text size="sm">
          {WHY[code] ??
            (known === null ? (
              'Nothing that was acknowledged is lost. Try again; if it stays, look into the log of the server.'
            ) : (
              <StepLine of={known.step.place?.name === here ? { ...known.step, place: null } : known.step} />
            ))}
        </Text>
        {known === null && error instanceof Error && <Code>{error.message}</Code>}
        {Out !== undefined ? (
          <Out />
        ) : (
          again !== undefined && (
            <Button size="xs" variant="default" onClick={again}>
              Try again
            </Button>
          )
        )}
      </Stack>
    </Alert>
  );
}

const linesOf = (error: DomainError | null): readonly string[] =>
  error === null ? [] : [error, ...error.also].flatMap(({ message }) => message.split('\n'));

/** What is wrong with several things, each in a line of its own. */
const Lines = ({ of }: { readonly of: readonly string[] }) =>
  of.length > 0 && (
    <ul className="seen">
      {of.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );

/** Nothing failed: somebody just began. */
const NoExamination = () => (
  <Empty
    what="No examination is open yet"
    why="What stands here is measured over the days that are examined. Say first what is examined, and over which days; that can be changed later."
    action={
      <Button component={Link} to="/scope" size="xs">
        Say what is examined
      </Button>
    }
  />
);

/** The day that is looked at is the fault: the way out is another. */
function BackToNow() {
  const navigate = useNavigate();
  return (
    <Button
      size="xs"
      variant="default"
      onClick={() => void navigate({ to: '.', search: (before: object) => ({ ...before, asOf: undefined }) })}
    >
      Go back to now
    </Button>
  );
}

/** What was asked for is not there: the page before it is. */
function BackToBefore() {
  const { history } = useRouter();
  const isPast = useLocation({ select: ({ search }) => (search as { asOf?: unknown }).asOf !== undefined });
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={() => history.back()}>
        Go back
      </Button>
      {isPast && <BackToNow />}
    </Group>
  );
}

/** Positions of the log have an end. */
const ToLedger = () => (
  <Button component={Link} to="/ledger" size="xs" variant="default">
    See the ledger
  </Button>
);

/** Their role sees something else. */
const Home = () => (
  <Button component={Link} to="/" size="xs" variant="default">
    Go home
  </Button>
);

/** Asking again gives the same of these; so it says what else helps, in a browser. */
const WAYS_OUT: Readonly<Record<string, () => ReactNode>> = {
  engagement_not_yet: BackToNow,
  not_found: BackToBefore,
  position_unknown: ToLedger,
  forbidden: Home,
};
/** What is wrong with what somebody typed, by the words of its field and not by its name. */
function fieldOf(error: DomainError | null, label: string | undefined): string | null {
  if (error?.code !== 'input_invalid') return null;
  return `${label ?? inWords(lastPart(String(error.facts['where'])))}: ${String(error.facts['because'])}`;
}

/** What a role has no permission for, by no name of ours. */
const TITLES: Readonly<Record<string, string>> = {
  forbidden: 'Your role does not see or do this.',
  server_unreachable: 'The server gives no answer.',
};
const WHY: Readonly<Record<string, string>> = {
  forbidden: 'Nothing was changed. It belongs to another role than yours.',
  engagement_not_yet:
    'Before that day there is nothing to show of it. Choose a later day at the top, or go back to now.',
  server_unreachable:
    'Nothing that was acknowledged is lost. Look whether you are connected and the server runs, then try again.',
  not_found: 'It may have another name, somebody took it away, or on the day that is looked at it was not there yet.',
  position_unknown: 'Entries are numbered from 0, in the order in which they came.',
};

/** Nothing is here yet: what belongs here, why it matters, and the first thing to do. */
export function Empty({
  what,
  why,
  action,
}: {
  readonly what: string;
  readonly why: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <Stack gap={8} align="flex-start" py="lg" className="prose">
      <Text fw={600}>{what}</Text>
      <Text c="dimmed">{why}</Text>
      {action}
    </Stack>
  );
}
