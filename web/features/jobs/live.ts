import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ApiClient } from '#/contract/api.ts';
import { DomainError } from '#/core/errors.ts';
import { permissionFor } from '#/features/jobs/contract.ts';
import type { Answered } from '#web/kit/shapes.ts';
import { api, ask, organizationHeaders, queries } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';

export type Job = Answered<'jobs', 'list'>['jobs'][number];
const OPEN: ReadonlySet<string> = new Set(['waiting', 'running', 'failed']);
const AGAIN = 3_000;

/** Somebody stopped it, and whoever is at work on it has not seen that yet. */
export const isBeingStopped = ({ state, finished }: Job): boolean => state === 'cancelled' && finished === null;

export const isOpen = (job: Job): boolean => OPEN.has(job.state) || isBeingStopped(job);

/** Reads one stream of changes until it ends. */
async function follow(
  since: string | null,
  signal: AbortSignal,
  changed: (job: Job, id: string | null) => void,
): Promise<void> {
  const headers = { ...organizationHeaders(), ...(since === null ? {} : { 'last-event-id': since }) };
  const answer = await fetch('/api/jobs/events', { headers, signal, credentials: 'same-origin' });
  if (!answer.ok || answer.body === null) throw new Error(`the stream answered ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = `${rest}${value}`.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (data !== undefined) changed(JSON.parse(data) as Job, /^id: (.+)$/m.exec(event)?.[1] ?? null);
    }
  }
}

/** Whoever may ask for it anew may also have it tried again. */
export function useMayRetry({ kind }: Pick<Job, 'kind'>): boolean {
  const { may } = useProgramme();
  return may.has('jobs:write') && may.has(permissionFor(kind));
}

const KEY = ['jobs', 'list', { limit: 50 }] as const;
type Listed = { readonly jobs: readonly Job[]; readonly next: string | null };

/** The jobs themselves come by the stream, and who looks is not changed by what is done for them. */
const isLive = ([noun, call]: readonly unknown[]): boolean =>
  noun === 'account' || (noun === 'jobs' && call !== 'packages');

/** A change of one job, put into what is shown; when one ends, or a try of it, what that may have changed is read again. */
function put(job: Job): void {
  queries.setQueryData<Listed>(KEY, (before) => {
    const others = (before?.jobs ?? []).filter(({ id }) => id !== job.id);
    return { jobs: [job, ...others].toSorted((a, b) => b.made - a.made), next: before?.next ?? null };
  });
  if (job.state !== 'waiting' && job.state !== 'running')
    void queries.invalidateQueries({ predicate: ({ queryKey }) => !isLive(queryKey) });
}

/**
 * Follows the jobs of the organization for as long as the page is looked at, wherever it is: when one ends, every page
 * shows what it changed. A page in the background follows nothing, for a browser has few connections to a server.
 */
export function useFollowedJobs(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const following = followedWhileSeen();
    document.addEventListener('visibilitychange', following.look);
    following.look();
    return () => {
      document.removeEventListener('visibilitychange', following.look);
      following.stop();
    };
  }, [enabled]);
}

function followedWhileSeen() {
  let stop: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: string | null = null;
  const heard = (job: Job, id: string | null): void => {
    last = id ?? last;
    put(job);
  };
  const run = async (signal: AbortSignal): Promise<void> => {
    const isWhole = await follow(last, signal, heard).then(
      () => true,
      () => false,
    );
    if (signal.aborted) return;
    if (isWhole) await run(signal);
    else timer = setTimeout(() => void run(signal), AGAIN);
  };
  const end = (): void => {
    stop?.abort();
    stop = null;
    clearTimeout(timer);
  };
  return {
    stop: end,
    look: (): void => {
      if (document.visibilityState === 'hidden') return end();
      if (stop !== null) return;
      stop = new AbortController();
      void run(stop.signal);
    },
  };
}

/** Asks for all checks to be run, or for some; one job of the same at a time is enough. */
export async function judge(client: ApiClient = api, checks: readonly string[] = []): Promise<void> {
  await client.jobs.check({ checks: [...checks] }).catch((error: unknown) => {
    if (!(error instanceof DomainError) || error.code !== 'busy') throw error;
  });
}

/** The latest jobs, as they change. */
function useJobs(): readonly Job[] {
  const { data } = useQuery({
    ...ask('jobs', 'list', { limit: 50 }),
    refetchInterval: ({ state }) => (state.data?.jobs.some(isOpen) === true ? AGAIN : false), // should the stream be cut
  });
  return data?.jobs ?? [];
}

/** The latest job of a kind and subject. */
export const useJob = (kind: string, subject = ''): Job | undefined =>
  useJobs().find((job) => job.kind === kind && job.subject === subject);
