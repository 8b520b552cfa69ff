import { DomainError } from '#/core/errors.ts';
import { SECOND } from '#/core/time/instant.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Ticket, Turn } from '#/platform/jobs/queue.ts';
import { jobForUpdate, type JobRow, type JobState, mayGoOn, updateJob } from './store.ts';

export interface RunJobDeps {
  readonly db: Database;
  readonly chance: Chance;
}

export interface Work {
  readonly org: string;
  readonly job: Pick<JobRow, 'id' | 'subject' | 'person'>;
  /** Whoever asked for it says that the file to be read was exported anew. */
  readonly exportedAnew: boolean;
  readonly signal: AbortSignal;
  /** Notes how far it is. Throws where it is to stop. */
  readonly progress: (what: string, done: number, total: number | null) => void;
}

/** Between two looks at whether somebody stopped a job, which note how far it is. */
const NOTED_EVERY = SECOND;

/**
 * Runs one try of a job, and keeps its row true: how far it is, how it ended. What fails is thrown again, so that the
 * queue tries it later; what a person stopped is not, nor what another try would meet again. What is done when the stop is seen is done: it is there.
 */
export async function runJob(
  deps: RunJobDeps,
  { org, id, round = 0, exportedAnew = false, signal, tries, isLast }: Turn,
  work: (work: Work) => Promise<unknown>,
): Promise<void> {
  if (org === null) throw new TypeError('a job is of an organization');
  const whose = { org, id, round };
  const job = await begun(deps, whose, tries);
  if (job === null) return;
  const stopping = new AbortController();
  const both = AbortSignal.any([signal, stopping.signal]);
  const notes = new Notes(deps, whose, stopping);
  const progress: Work['progress'] = (...given) => {
    both.throwIfAborted();
    notes.add(...given);
  };
  try {
    const result = await notes.during(() => work({ org, job, exportedAnew, signal: both, progress }));
    await ended(deps, whose, { state: 'done', error: null, result: result ?? null });
  } catch (error) {
    const end = endOf(error, signal.aborted, isLast);
    if ((await ended(deps, whose, end)) !== 'cancelled' && !staysSo(error)) throw error;
  }
}

function endOf(error: unknown, left: boolean, isLast: boolean) {
  if (staysSo(error)) return { state: 'dead', error: messageOf(error) } as const;
  if (isLast)
    return { state: 'dead', error: left ? 'the server stopped, or it took too long' : messageOf(error) } as const;
  if (left) return { state: 'waiting', error: 'the server stopped; it goes on' } as const;
  return { state: 'failed', error: messageOf(error) } as const;
}

/** Another try would meet it again. */
const staysSo = (error: unknown): boolean => error instanceof DomainError && error.isLasting;

/** A job, and which round of tries something is of. */
interface Whose {
  readonly org: string;
  readonly id: string;
  readonly round: number;
}

/** Null: it was stopped before, is done, or somebody had it tried again by another ticket. */
const begun = ({ db, chance }: RunJobDeps, { org, id, round }: Whose, tries: number): Promise<JobRow | null> =>
  db.transaction(org, async (tx) => {
    const job = await jobForUpdate(tx, id);
    if (job === undefined || job.round !== round || job.state === 'done') return null;
    const now = chance.now();
    if (job.state === 'cancelled') {
      await stopped(tx, { org, now }, job);
      return null;
    }
    await updateJob(tx, { org, id, now }, { state: 'running', started: job.started ?? now, tries: tries + 1 });
    return job;
  });

/**
 * How a try ended: as it says where it is done, and otherwise by the word of whoever stopped the job meanwhile. What
 * another try has done is done, and of what is in another round by now an earlier one says nothing: the queue takes a
 * try for over whose worker it does not hear.
 */
const ended = (
  { db, chance }: RunJobDeps,
  { org, id, round }: Whose,
  change: Parameters<typeof updateJob>[2] & { readonly state: JobState },
): Promise<JobState> =>
  db.transaction(org, async (tx) => {
    const job = await jobForUpdate(tx, id);
    const now = chance.now();
    if (job?.round !== round) return 'cancelled';
    if (job.state === 'cancelled' && change.state !== 'done') {
      await stopped(tx, { org, now }, job);
      return 'cancelled';
    }
    if (job.state === 'done') return 'done';
    const isOver = change.state !== 'waiting' && change.state !== 'failed';
    await updateJob(tx, { org, id, now }, { ...change, ...(isOver ? { finished: now } : {}) });
    return change.state;
  });

/** Nobody is at work on it any more: what was stopped while somebody was has its end. */
async function stopped(
  tx: Tx,
  { org, now }: { readonly org: string; readonly now: number },
  { id, finished }: JobRow,
): Promise<void> {
  if (finished === null) await updateJob(tx, { org, id, now }, { finished: now });
}

/** Marks a job that no try could finish, such as one whose worker was killed each time. */
export const markDead = ({ db, chance }: RunJobDeps, { org, id, round = 0 }: Ticket): Promise<void> =>
  org === null
    ? Promise.resolve()
    : db.transaction(org, async (tx) => {
        const job = await jobForUpdate(tx, id);
        if (job === undefined || job.round !== round || job.state === 'done' || job.state === 'dead') return;
        const now = chance.now();
        if (job.state === 'cancelled') return stopped(tx, { org, now }, job);
        const error = job.error ?? 'its worker ended before it did';
        await updateJob(tx, { org, id, now }, { state: 'dead', error, finished: now });
      });

export const messageOf = (error: unknown): string =>
  error instanceof DomainError ? `${error.message} ${error.fix}` : 'something went wrong that nobody foresaw';

interface Note {
  readonly what: string;
  readonly done: number;
  readonly total: number | null;
}

/** Writes down how far a job is, no more often than somebody can read it; and sees when a person stopped it. */
class Notes {
  readonly #deps: RunJobDeps;
  readonly #job: Whose;
  readonly #stopping: AbortController;
  #isFirst = true;
  #unwritten: Note | null = null;
  #writing: Promise<void> | null = null;

  constructor(deps: RunJobDeps, job: Whose, stopping: AbortController) {
    this.#deps = deps;
    this.#job = job;
    this.#stopping = stopping;
  }

  /** Looks as long as something goes on, also where it does not say how far it is: it may wait for something itself. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const looking = setInterval(() => void this.#look(), NOTED_EVERY);
    try {
      return await work();
    } finally {
      clearInterval(looking);
      await this.#writing;
      await this.#look(); // a job that ended is as far as it came
    }
  }

  add(what: string, done: number, total: number | null): void {
    this.#unwritten = { what: what.slice(0, 300), done, total };
    if (this.#isFirst) void this.#look();
    this.#isFirst = false;
  }

  /** With what was not written yet. One at a time: the next one says more. */
  #look(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    const { db, chance } = this.#deps;
    const { org, id, round } = this.#job;
    const latest = this.#unwritten;
    this.#unwritten = null;
    await db
      .transaction(org, async (tx) => {
        if (!(await mayGoOn(tx, id, round))) this.#stopping.abort(new DomainError('stopped'));
        else if (latest !== null) await updateJob(tx, { org, id, now: chance.now() }, latest);
      })
      .catch(() => undefined); // a note that is lost harms nothing: the next one says more
  }
}
