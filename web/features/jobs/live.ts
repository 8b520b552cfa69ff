import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Answered } from '#web/kit/shapes.ts';
import { ask, organizationHeaders, queries } from '#web/shell/api.ts';

export type Job = Answered<'jobs', 'list'>['jobs'][number];
const OPEN: ReadonlySet<string> = new Set(['waiting', 'running', 'failed']);
const AGAIN = 3_000;

export const isOpen = ({ state }: Job): boolean => OPEN.has(state);

/** Reads one stream of changes until it ends; the id of the last change. */
async function follow(since: string | null, signal: AbortSignal, changed: (job: Job) => void): Promise<string | null> {
  const headers = { ...organizationHeaders(), ...(since === null ? {} : { 'last-event-id': since }) };
  const answer = await fetch('/api/jobs/events', { headers, signal, credentials: 'same-origin' });
  if (!answer.ok || answer.body === null) throw new Error(`the stream answered ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let [rest, last] = ['', since];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return last;
    const events = `${rest}${value}`.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      last = /^id: (.+)$/m.exec(event)?.[1] ?? last;
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (data !== undefined) changed(JSON.parse(data) as Job);
    }
  }
}

const KEY = ['jobs', 'list', { limit: 50 }] as const;
type Listed = { readonly jobs: readonly Job[]; readonly next: string | null };

/** A change of one job, put into what is shown; when one ends, what it may have changed is read again. */
function put(job: Job): void {
  queries.setQueryData<Listed>(KEY, (before) => {
    const others = (before?.jobs ?? []).filter(({ id }) => id !== job.id);
    return { jobs: [job, ...others].toSorted((a, b) => b.made - a.made), next: before?.next ?? null };
  });
  if (job.state === 'done' || job.state === 'dead' || job.state === 'cancelled')
    void queries.invalidateQueries({ predicate: ({ queryKey: [noun] }) => noun !== 'jobs' && noun !== 'account' });
}

/** The latest jobs as they change, for as long as a page shows them. */
export function useJobs(): readonly Job[] {
  const { data } = useQuery({
    ...ask('jobs', 'list', { limit: 50 }),
    refetchInterval: ({ state }) => (state.data?.jobs.some(isOpen) === true ? AGAIN : false), // should the stream be cut
  });
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = (since: string | null): void => {
      follow(since, stop.signal, put).then(run, () => {
        if (!stop.signal.aborted) timer = setTimeout(() => run(since), AGAIN);
      });
    };
    run(null);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, []);
  return data?.jobs ?? [];
}

/** The latest job of a kind and subject. */
export const useJob = (kind: string, subject = ''): Job | undefined =>
  useJobs().find((job) => job.kind === kind && job.subject === subject);
