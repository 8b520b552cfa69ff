import type { Caller } from '#/contract/endpoint.ts';
import { addJob, type JobsDeps } from './service.ts';
import { jobForUpdate, latestJob, updateJob } from './store.ts';

interface Attended {
  readonly kind: string;
  readonly signal: AbortSignal;
  readonly work: () => Promise<unknown>;
}

/**
 * Does by the clock what has to be done again and again. As long as it goes well there is no job to look at; what
 * fails becomes one, which is tried again, given up and shown as any other. While that one is open nothing is done
 * beside it; once it is given up the clock goes on trying, and where it comes through, the job is done.
 */
export async function attend(
  deps: Pick<JobsDeps, 'db' | 'chance' | 'queue'>,
  caller: Caller,
  { kind, signal, work }: Attended,
): Promise<void> {
  const { db, chance } = deps;
  const latest = await db.transaction(caller.org, (tx) => latestJob(tx, kind));
  if (latest !== undefined && OPEN.has(latest.state)) return;
  const dead = latest?.state === 'dead' ? latest.id : null;
  try {
    await work();
  } catch {
    signal.throwIfAborted();
    if (dead !== null) return;
    const queue = await deps.queue();
    await db.transaction(caller.org, (tx) => addJob(deps, tx, caller, { kind, subject: '', queue })); // its own try says why
    return;
  }
  if (dead === null) return;
  await db.transaction(caller.org, async (tx) => {
    const now = chance.now();
    const job = await jobForUpdate(tx, dead);
    if (job?.state !== 'dead') return; // somebody has it tried again
    await updateJob(tx, { org: caller.org, id: dead, now }, { state: 'done', error: null, finished: now });
  });
}

const OPEN: ReadonlySet<string> = new Set(['waiting', 'running', 'failed']);
