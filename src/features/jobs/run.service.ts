import { DomainError } from '#/core/errors.ts';
import { SECOND } from '#/core/time/instant.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database } from '#/platform/db/database.ts';
import type { Ticket, Turn } from '#/platform/jobs/queue.ts';
import { jobForUpdate, jobRow, type JobRow, updateJob } from './store.ts';

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
  readonly progress: (what: string, done: number, total: number | null) => void;
}

/** Between two looks at whether somebody stopped a job, and two notes of how far it is. */
const NOTED_EVERY = SECOND;

/**
 * Runs one try of a job, and keeps its row true: how far it is, how it ended. What fails is thrown again, so that the
 * queue tries it later; what a person stopped is not.
 */
export async function runJob(
  deps: RunJobDeps,
  { org, id, exportedAnew = false, signal, tries, isLast }: Turn,
  work: (work: Work) => Promise<unknown>,
): Promise<void> {
  if (org === null) throw new TypeError('a job is of an organization');
  const job = await begun(deps, { org, id }, tries);
  if (job === null) return;
  const stopping = new AbortController();
  const both = AbortSignal.any([signal, stopping.signal]);
  const notes = new Notes(deps, { org, id }, stopping);
  const end = (change: Parameters<typeof updateJob>[2]): Promise<void> => ended(deps, { org, id }, change);
  try {
    const result = await work({
      org,
      job,
      exportedAnew,
      signal: both,
      progress: (...given) => notes.add(...given),
    });
    await notes.settle();
    await end(
      stopping.signal.aborted ? { state: 'cancelled' } : { state: 'done', error: null, result: result ?? null },
    );
  } catch (error) {
    await notes.settle();
    if (stopping.signal.aborted) return end({ state: 'cancelled' });
    if (signal.aborted) {
      await end({ state: 'waiting', error: 'the server stopped; it goes on' });
      throw error;
    }
    await end({ state: isLast ? 'dead' : 'failed', error: messageOf(error) });
    throw error;
  }
}

/** Null: it was stopped before, or is done. */
const begun = (
  { db, chance }: RunJobDeps,
  { org, id }: { org: string; id: string },
  tries: number,
): Promise<JobRow | null> =>
  db.transaction(org, async (tx) => {
    const job = await jobForUpdate(tx, id);
    if (job === undefined || job.state === 'cancelled' || job.state === 'done') return null;
    const now = chance.now();
    await updateJob(tx, { org, id, now }, { state: 'running', started: job.started ?? now, tries: tries + 1 });
    return job;
  });

const ended = (
  { db, chance }: RunJobDeps,
  { org, id }: { readonly org: string; readonly id: string },
  change: Parameters<typeof updateJob>[2],
): Promise<void> =>
  db.transaction(org, (tx) => {
    const now = chance.now();
    const isOver = change.state !== 'waiting' && change.state !== 'failed';
    return updateJob(tx, { org, id, now }, { ...change, ...(isOver ? { finished: now } : {}) });
  });

/** Marks a job that no try could finish, such as one whose worker was killed each time. */
export const markDead = ({ db, chance }: RunJobDeps, { org, id }: Ticket): Promise<void> =>
  org === null
    ? Promise.resolve()
    : db.transaction(org, async (tx) => {
        const job = await jobForUpdate(tx, id);
        if (job === undefined || job.state === 'cancelled' || job.state === 'done' || job.state === 'dead') return;
        const now = chance.now();
        const error = job.error ?? 'its worker ended before it did';
        await updateJob(tx, { org, id, now }, { state: 'dead', error, finished: now });
      });

const messageOf = (error: unknown): string =>
  error instanceof DomainError ? `${error.message} ${error.fix}` : 'something went wrong that nobody foresaw';

interface Note {
  readonly what: string;
  readonly done: number;
  readonly total: number | null;
}

/** Writes down how far a job is, no more often than somebody can read it; and sees when a person stopped it. */
class Notes {
  readonly #deps: RunJobDeps;
  readonly #job: { readonly org: string; readonly id: string };
  readonly #stopping: AbortController;
  #last = 0;
  #unwritten: Note | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: RunJobDeps, job: { readonly org: string; readonly id: string }, stopping: AbortController) {
    this.#deps = deps;
    this.#job = job;
    this.#stopping = stopping;
  }

  add(what: string, done: number, total: number | null): void {
    const now = this.#deps.chance.now();
    this.#unwritten = { what: what.slice(0, 300), done, total };
    if (now - this.#last < NOTED_EVERY) return;
    this.#last = now;
    this.#writeLatest();
  }

  #writeLatest(): void {
    const latest = this.#unwritten;
    if (latest === null) return;
    this.#unwritten = null;
    this.#writing = this.#writing.then(() => this.#write(latest));
  }

  async #write(change: Note): Promise<void> {
    const { db, chance } = this.#deps;
    const { org, id } = this.#job;
    await db
      .transaction(org, async (tx) => {
        const job = await jobRow(tx, id);
        if (job?.state === 'cancelled') this.#stopping.abort(new DomainError('stopped'));
        else await updateJob(tx, { org, id, now: chance.now() }, change);
      })
      .catch(() => undefined); // a note that is lost harms nothing: the next one says more
  }

  /** With what was not written because it came too soon: a job that ended is as far as it came. */
  settle(): Promise<void> {
    this.#writeLatest();
    return this.#writing;
  }
}
