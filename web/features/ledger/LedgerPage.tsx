import { Button, Code, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer, Problem } from '#web/kit/Answer.tsx';
import { Facts } from '#web/kit/Facts.tsx';
import { AtPosition } from '#web/kit/InLedger.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { Pages } from '#web/kit/Pages.tsx';
import type { Column } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { Term } from '#web/kit/Term.tsx';
import { usePages } from '#web/kit/use-pages.ts';
import { When } from '#web/kit/When.tsx';
import { count, counted, showPlainDay } from '#web/kit/when.ts';
import { type Job, useJob } from '#web/features/jobs/live.ts';
import { Progress } from '#web/features/jobs/Progress.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { useMay, usePast, useProgramme } from '#web/shell/programme.ts';
import { About } from './About.tsx';
import { Outside } from './Outside.tsx';

type Entry = Answered<'ledger', 'entries'>['entries'][number];

const COLUMNS: readonly Column<Entry>[] = [
  {
    head: 'Position',
    cell: ({ position }) => (
      <Link to="/ledger/$position" params={{ position: String(position) }}>
        {count(position)}
      </Link>
    ),
  },
  { head: 'What', cell: ({ kind }) => <span className="whole">{kind.replaceAll('-', ' ')}</span> },
  { head: 'About', cell: (entry) => <About of={entry} /> },
  { head: 'Received', cell: ({ received }) => <When at={received} exact /> },
];

/** The log: how long it is, what signs it, what it proves and what not, and every entry. */
export function LedgerPage() {
  const past = usePast();
  const isNow = past.asOf === undefined;
  const shown = useQuery(ask('ledger', 'show', past));
  return (
    <Answer of={shown} page="Ledger">
      {(status) => (
        <Page
          title="Ledger"
          lead={
            status.size === 0 ? (
              'By then the log had no entry.'
            ) : (
              <>
                {counted(status.size, 'entry', 'entries')}; the last was received <When at={status.received} />.
              </>
            )
          }
          actions={isNow && <Actions />}
        >
          {isNow && <Verified kind="verify" foundBy={foundInLog} />}
          {isNow && <Verified kind="fsck" foundBy={foundAnywhere} />}
          <Section title="What it proves, and what not">
            <p className="prose">
              The log proves that what it holds is <strong>unchanged since it was received</strong>: every entry is a
              leaf of one tree, and each checkpoint signs the whole tree. It does not prove that what was put in is{' '}
              <strong>true</strong>, nor that everything was put in. And as long as no outsider keeps a checkpoint,
              received dates rest on this company’s own clock and key.
            </p>
          </Section>
          {status.size > 0 && <Checkpoint of={status} isNow={isNow} />}
          {isNow && <Outside />}
          <Section title="Entries" term="seal">
            <Entries />
          </Section>
        </Page>
      )}
    </Answer>
  );
}

interface CheckpointProps {
  readonly of: Answered<'ledger', 'show'>;
  readonly isNow: boolean;
}

/** What signs the log as long as it is, or as it was then. */
const Checkpoint = ({ of: { origin, epoch, restored, verifier, checkpoint }, isNow }: CheckpointProps) => (
  <Section title={isNow ? 'The latest checkpoint' : 'The checkpoint of then'} term="checkpoint">
    <p className="prose">
      Whoever keeps it can prove later that nothing before it was changed. Hand it to your auditor, or have it kept by a{' '}
      <Term name="witness" />.
    </p>
    <Code block tabIndex={0}>
      {checkpoint}
    </Code>
    <Facts
      of={[
        ['Origin', origin],
        ['Key that verifies it', <code key="k">{verifier}</code>],
        [
          'Epoch',
          epoch === 1 ? (
            `1: it ${isNow ? 'was' : 'had'} never ${isNow ? '' : 'been '}restored`
          ) : restored === null ? (
            epoch
          ) : (
            <span key="e">
              {epoch}: restored from a backup at position <AtPosition of={restored.position} />, because:{' '}
              {restored.reason}
            </span>
          ),
        ],
      ]}
    />
  </Section>
);

function Actions() {
  const mayTake = useMay('packages:read');
  const mayKeep = useMay('ledger:write');
  return (
    <>
      {mayTake && (
        <Button component={Link} to="/ledger/packages" variant="default">
          Packages
        </Button>
      )}
      {mayKeep && <Look label="Look at every byte" isSecond ask={() => api.jobs.fsck({})} />}
      <Look label="Verify now" ask={() => api.jobs.verify({})} />
    </>
  );
}

interface LookProps {
  readonly label: string;
  readonly isSecond?: boolean;
  readonly ask: () => Promise<unknown>;
}

function Look({ label, isSecond = false, ask: begin }: LookProps) {
  const looking = useMutation({ mutationFn: begin, onSuccess: () => changed('jobs') });
  return (
    <>
      <Button variant={isSecond ? 'default' : 'filled'} loading={looking.isPending} onClick={() => looking.mutate()}>
        {label}
      </Button>
      {looking.isError && <Problem error={looking.error} />}
    </>
  );
}

interface VerifiedProps {
  readonly kind: 'verify' | 'fsck';
  readonly foundBy: (job: Job) => string;
}

function Verified({ kind, foundBy }: VerifiedProps) {
  const job = useJob(kind);
  return <Progress job={job} ended={job === undefined ? null : foundBy(job)} />;
}

/** What a look at the whole log found, and what it did not look at. */
function foundInLog({ result }: Job): string {
  const {
    size = 0,
    erased = 0,
    damages = [],
    damaged = damages.length,
  } = (result ?? {}) as {
    readonly size?: number;
    readonly erased?: number;
    readonly damages?: readonly { readonly position: number | null; readonly what: string }[];
    readonly damaged?: number;
  };
  const gone = erased === 0 ? '' : ` ${counted(erased, 'entry', 'entries')} erased, as the log says.`;
  if (damages.length === 0)
    return `${counted(size, 'entry', 'entries')} of the log computed again: none was changed, none is missing, every signature holds.${gone} Files and the rows of other tables are another matter, and were not looked at; “Look at every byte” does that, for owners and admins`;
  const first = damages[0];
  return `${counted(damaged, 'thing')} not as written; the first: ${first?.position ?? ''} ${first?.what ?? ''}.${gone}`;
}

/** What a look at every byte found; what it found first, where something is not as it was written. */
function foundAnywhere({ result }: Job): string {
  const {
    entries = 0,
    rows = 0,
    files = 0,
    damages = [],
    unfinished = [],
    counts = { damages: damages.length, unfinished: unfinished.length },
  } = (result ?? {}) as {
    readonly entries?: number;
    readonly rows?: number;
    readonly files?: number;
    readonly damages?: readonly { readonly where: string; readonly what: string }[];
    readonly unfinished?: readonly string[];
    readonly counts?: { readonly damages: number; readonly unfinished: number };
  };
  const wrong = [
    ...damages.map(({ where, what }) => `${where}: ${what}`),
    ...unfinished.map((file) => `file ${file}: it is sealed that it goes, and it is still there`),
  ];
  const looked = `${counted(entries, 'entry', 'entries')}, ${counted(rows, 'row')} and ${counted(files, 'file')} compared`;
  return wrong.length === 0
    ? `${looked}: all of them are as they were written`
    : `${looked}: ${counted(counts.damages + counts.unfinished, 'thing')} not as written; the first: ${wrong[0]}`;
}

function Entries() {
  const past = usePast();
  const { asOf } = useProgramme();
  const pages = usePages<Entry, number>(
    ['ledger', 'entries', 'pages', past],
    async (before, limit, here) => {
      const { entries, next } = await here.ledger.entries({ limit, ...past, ...(before === null ? {} : { before }) });
      return { rows: entries, next };
    },
    { most: 500 },
  );
  return (
    <>
      <Text size="sm" c="dimmed" mb={8}>
        {asOf === null ? 'Newest first.' : `Those received by the end of ${showPlainDay(asOf)}, newest first.`}
      </Text>
      <Pages
        label="Entries of the log"
        main
        picks
        of={pages}
        columns={COLUMNS}
        keyOf={({ position }) => String(position)}
        place={({ position }) => ({ to: '/ledger/$position', params: { position: String(position) } })}
        empty="The log is empty."
      />
    </>
  );
}
