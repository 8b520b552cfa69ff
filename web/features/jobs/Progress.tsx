import { Button, Group, Progress as Line, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Problem } from '#web/kit/Answer.tsx';
import { When } from '#web/kit/When.tsx';
import { count } from '#web/kit/when.ts';
import { api } from '#web/shell/api.ts';
import { useMay } from '#web/shell/programme.ts';
import { isBeingStopped, isOpen, type Job, useMayRetry } from './live.ts';

const said = (job: Job): string => {
  const { state, what, done, total, tries, error } = job;
  if (isBeingStopped(job)) return 'Being stopped; what was sealed stays.';
  if (state === 'waiting') return error ?? 'Waiting for its turn.';
  if (state === 'failed') return `Not running: try ${count(tries)} failed, and it is tried again. ${error ?? ''}`;
  if (what === '') return 'It begins.';
  if (total === 0) return `${what}: there is nothing.`;
  return `${what}: ${total === null ? count(done) : `${count(done)} of ${count(total)}`}`;
};

/** Work that goes on: what is done at the moment, how much is left, and a way to stop. */
export function Progress({ job, ended = null }: { readonly job: Job | undefined; readonly ended?: string | null }) {
  if (job === undefined) return null;
  return isOpen(job) ? <AtWork job={job} /> : <Ended job={job} ended={ended} />;
}

function AtWork({ job }: { readonly job: Job }) {
  const stop = useMutation({ mutationFn: (id: string) => api.jobs.cancel({ id }) });
  const mayStop = useMay('jobs:write');
  const { id, state, total, done } = job;
  return (
    <div role="status" className="running">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" className="lines">
          {said(job)}
        </Text>
        {mayStop && !isBeingStopped(job) && (
          <Button
            size="compact-xs"
            variant="default"
            style={{ flexShrink: 0 }}
            loading={stop.isPending}
            onClick={() => stop.mutate(id)}
          >
            Stop
          </Button>
        )}
      </Group>
      {state === 'running' && (
        <Line
          value={total === null || total === 0 ? 100 : (100 * done) / total}
          animated={total === null}
          size="sm"
          mt={6}
          aria-label="How far it is"
        />
      )}
      {stop.isError && <Problem error={stop.error} />}
    </div>
  );
}

function Ended({ job, ended }: { readonly job: Job; readonly ended: string | null }) {
  const { id, state, finished, error } = job;
  const mayRetry = useMayRetry(job);
  const again = useMutation({ mutationFn: () => api.jobs.retry({ id }) });
  return (
    <div role="status" className="running">
      <Group justify="space-between">
        <Text size="sm" className="lines">
          {state === 'done' ? (ended ?? 'Done') : state === 'cancelled' ? 'Stopped; what was sealed stays' : 'Given up'}
          {finished !== null && (
            <>
              , <When at={finished} exact />
            </>
          )}
          {state === 'dead' && error !== null && `: ${error}`}
        </Text>
        {mayRetry && state !== 'done' && (
          <Button size="compact-xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
            Try again
          </Button>
        )}
      </Group>
      {again.isError && <Problem error={again.error} />}
    </div>
  );
}
