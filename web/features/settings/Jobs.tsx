import { Button, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import { When } from '#web/kit/When.tsx';
import { inWords } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { isBeingStopped, type Job, useMayRetry } from '#web/features/jobs/live.ts';
import { PackageOfJob } from '#web/features/jobs/PackageFile.tsx';
import { api, ask, changed } from '#web/shell/api.ts';

const LATEST = 50;
/** As many as are shown of what was given up; each that is tried again makes room. */
const MOST = 100;

/** What goes on behind the requests: what was given up, for a person to try again, and the latest of the rest. */
export function Jobs() {
  // The same that is followed live, so that a job that goes on is seen to.
  const latest = useQuery(ask('jobs', 'list', { limit: LATEST }));
  const dead = useQuery(ask('jobs', 'list', { state: 'dead', limit: MOST }));
  return (
    <>
      <Section title="Given up">
        <Answer of={dead}>
          {({ jobs }) => {
            const rows = givenUp(jobs, latest.data?.jobs ?? []);
            return rows.length === 0 ? (
              <Empty
                what="Nothing is left undone"
                why="What fails is tried again by itself, a few times and ever later. What no try could do stands here until somebody tries it once more."
              />
            ) : (
              <Records label="Given up" rows={rows} keyOf={({ id }) => id} columns={COLUMNS} />
            );
          }}
        </Answer>
      </Section>
      <Section title="Latest">
        <Answer of={latest}>
          {({ jobs }) => {
            const rows = jobs.filter(({ state }) => state !== 'dead'); // those stand above
            return rows.length === 0 ? (
              <Empty
                what="Nothing was done yet"
                why="Readings of sources, runs of the checks, and whatever else takes long, stand here."
              />
            ) : (
              <Records label="Latest jobs" rows={rows} keyOf={({ id }) => id} columns={COLUMNS} />
            );
          }}
        </Answer>
      </Section>
    </>
  );
}

/** What was found dead and is not known to be otherwise by now, and what died since. */
function givenUp(found: readonly Job[], latest: readonly Job[]): readonly Job[] {
  const known = new Set(latest.map(({ id }) => id));
  return [...latest.filter(({ state }) => state === 'dead'), ...found.filter(({ id }) => !known.has(id))];
}

const What = ({ job: { kind, subject } }: { readonly job: Job }) => {
  if (kind === 'collect')
    return (
      <>
        {'Read the source '}
        <Link to="/sources/$id" params={{ id: subject }}>
          {subject}
        </Link>
      </>
    );
  return What.said({ job: { kind, subject } });
};
What.said = ({ job: { kind, subject } }: { readonly job: Pick<Job, 'kind' | 'subject'> }): string => {
  if (kind === 'collect') return `Read the source ${subject}`;
  return kind === 'check' && subject !== '' ? `Run of the checks ${subject.replaceAll(' ', ', ')}` : whatOf(kind);
};

const whatOf = (kind: string): string => DOES[kind] ?? inWords(kind);
const DOES: Readonly<Record<string, string>> = {
  check: 'Run the checks',
  package: 'Write the package of the examination',
  verify: 'Verify the ledger',
  fsck: 'Look at every byte',
  seal: 'Seal what readers saw',
  tell: 'Tell what happened to those who asked for it',
  refresh: 'Work the tasks out anew',
  remind: 'Write reminders',
  tidy: 'Remove what is old',
  judge: 'Look for what people decided that no check has judged',
  read: 'Look which sources are to be read',
};

const STATES: Readonly<Record<Job['state'], string>> = {
  waiting: 'waits for its turn',
  running: 'at work',
  done: 'done',
  failed: 'failed, and is tried again',
  dead: 'given up',
  cancelled: 'stopped',
};

const COLUMNS: readonly Column<Job>[] = [
  { head: 'What', term: null, cell: (job) => <What job={job} /> },
  {
    head: 'State',
    term: null,
    cell: (job) => (
      <>
        {isBeingStopped(job) ? 'being stopped' : STATES[job.state]}
        {job.error !== null && job.state !== 'done' && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {job.error}
          </Text>
        )}
      </>
    ),
  },
  { head: 'Tries', number: true, cell: ({ tries }) => tries },
  { head: 'Asked for by', cell: ({ person }) => <By of={person} /> },
  { head: 'Last change', cell: ({ changed: at }) => <When at={at} exact /> },
  {
    head: 'Action',
    acts: true,
    cell: (job) => (
      <>
        <Again job={job} />
        {job.kind === 'package' && job.state === 'done' && <PackageOfJob job={job.id} subject={job.subject} />}
      </>
    ),
  },
];

function Again({ job }: { readonly job: Job }) {
  const may = useMayRetry(job);
  const again = useMutation({ mutationFn: () => api.jobs.retry({ id: job.id }), onSuccess: () => changed('jobs') });
  if (!may || (job.state !== 'dead' && job.state !== 'failed')) return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={again.isPending}
        aria-label={`Try again: ${What.said({ job })}`}
        onClick={() => again.mutate()}
      >
        {job.state === 'dead' ? 'Try again' : 'Try now'}
      </Button>
      {again.isError && <Problem error={again.error} />}
    </>
  );
}
