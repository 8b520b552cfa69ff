import type { Caller } from '#/contract/endpoint.ts';
import { addJob, type JobsDeps } from './service.ts';
import { messageOf } from './run.service.ts';
import { jobForUpdate, latestJob, OPEN_STATES, updateJob } from './store.ts';

interface Attended {
  readonly kind: string;
  readonly signal: AbortSignal;
  readonly work: () => Promise<unknown>;
}

/**
 * Does by the clock what has to be done again and again. As long as it goes well there is no job to look at; what
 * fails becomes one, which is tried again, given up and shown as any other. While that one is open nothing is done
 * beside it; once it is given up the clock goes on trying: the job says what came of the last try, and is done where one
 * comes through.
 */
export async function attend(
  deps: Pick<JobsDeps, 'db' | 'chance' | 'queue'>,
  caller: Caller,
  { kind, signal, work }: Attended,
): Promise<void> {
  const { db } = deps;
  const latest = await db.transaction(caller.org, (tx) => latestJob(tx, kind));
  if (latest !== undefined && OPEN_STATES.includes(latest.state)) return;
  const dead = latest?.state === 'dead' ? latest.id : null;
  try {
    await work();
  } catch (error) {
    signal.throwIfAborted();
    if (dead !== null) return settle(deps, caller, dead, { error: messageOf(error) });
    const queue = await deps.queue();
    await db.transaction(caller.org, (tx) => addJob(deps, tx, caller, { kind, subject: '', queue })); // its own try says why
    return;
  }
  if (dead !== null) await settle(deps, caller, dead, { state: 'done', error: null });
}

const settle = (
  { db, chance }: Pick<JobsDeps, 'db' | 'chance'>,
  { org }: Caller,
  id: string,
  change: Parameters<typeof updateJob>[2],
): Promise<void> =>
  db.transaction(org, async (tx) => {
    const now = chance.now();
    const job = await jobForUpdate(tx, id);
    if (job?.state !== 'dead') return; // somebody has it tried again
    if (change.state === undefined && change.error === job.error) return; // nothing that nobody was told
    await updateJob(tx, { org, id, now }, { ...change, finished: now });
  });
