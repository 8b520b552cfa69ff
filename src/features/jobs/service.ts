import { MadeEnd } from '#/contract/cursor.ts';
import { checkWithId } from '#/checks/index.ts';
import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { mustHave } from '#/contract/permitted.ts';
import { DomainError } from '#/core/errors.ts';
import { engagementWithId } from '#/features/engagements/index.ts';
import { connectedSource } from '#/features/sources/index.ts';
import type { UploadDeps } from '#/features/sources/index.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Exports } from '#/platform/exports.ts';
import type { Queue, Ticket } from '#/platform/jobs/queue.ts';
import { type jobsContract, permissionFor } from './contract.ts';
import { packageFile, packages } from './packages.service.ts';
import { insertJob, isOpenBeside, jobForUpdate, jobRow, jobRows, updateJob } from './store.ts';

export interface JobsDeps {
  readonly db: Database;
  readonly chance: Chance;
  /** Opened when the first job is made. */
  readonly queue: () => Promise<Pick<Queue, 'send'>>;
  readonly sources: UploadDeps;
  readonly exports: Exports;
}

export const jobs = (deps: JobsDeps): Handlers<typeof jobsContract> => ({
  list: ({ org }, { after, ...filter }) =>
    deps.db.transaction(org, async (tx) => {
      const rows = await jobRows(tx, { ...filter, after: after === undefined ? null : MadeEnd.read(after) });
      const last = rows.length < filter.limit ? undefined : rows.at(-1);
      return { jobs: [...rows], next: last === undefined ? null : MadeEnd.write(last) };
    }),
  show: ({ org }, { id }) =>
    deps.db.transaction(org, async (tx) => ({ job: (await jobRow(tx, id)) ?? unknownJob(id) })),
  collect: async (caller, { source, exportedAnew }) => {
    await deps.db.transaction(caller.org, (tx) => connectedSource(tx, source));
    return start(deps, caller, 'collect', source, exportedAnew ? { exportedAnew } : {});
  },
  check: async (caller, { checks }) => {
    for (const id of checks)
      if (checkWithId(id) === undefined) throw new DomainError('not_found', { what: 'check', id });
    return start(deps, caller, 'check', subjectOf(checks));
  },
  verify: (caller) => start(deps, caller, 'verify', ''),
  fsck: (caller, { mend }) => start(deps, caller, 'fsck', mend ? MEND : ''),
  package: async (caller, { engagement }) => {
    const { id } = await deps.db.transaction(caller.org, (tx) =>
      engagementWithId(tx, engagement ?? null, Number.MAX_SAFE_INTEGER),
    );
    return start(deps, caller, 'package', id);
  },
  packages: (caller) => packages(deps, caller),
  packageFile: (caller, { id }) => packageFile(deps, caller, id),
  retry: (caller, { id }) => retry(deps, caller, id),
  cancel: ({ org }, { id }) =>
    deps.db.transaction(org, async (tx) => {
      const { state } = (await jobForUpdate(tx, id)) ?? unknownJob(id);
      if (state !== 'waiting' && state !== 'running' && state !== 'failed')
        throw new DomainError('job_not_open', { id, state });
      const now = deps.chance.now();
      // who is at work on it says when they see it, or that they were done before
      const isAtWork = state === 'running';
      await updateJob(tx, { org, id, now }, { state: 'cancelled', ...(isAtWork ? {} : { finished: now }) });
      return { job: id };
    }),
});

async function retry(deps: JobsDeps, { org, standing }: Caller, id: string): Promise<{ job: string }> {
  const queue = await deps.queue();
  return deps.db.transaction(org, async (tx) => {
    const job = (await jobForUpdate(tx, id)) ?? unknownJob(id);
    const { kind, subject, state, finished } = job;
    if (state !== 'dead' && state !== 'failed' && state !== 'cancelled')
      throw new DomainError('job_not_open', { id, state });
    if (state === 'cancelled' && finished === null)
      throw new DomainError('job_not_open', { id, state: 'still being stopped' });
    if (standing !== undefined) mustHave(standing, permissionFor(kind));
    if (await isOpenBeside(tx, job)) throw new DomainError('busy', { what: `${kind} ${subject}`.trim() });
    // a ticket of the round before may wait still: where both were taken, two would be at work on it
    const round = job.round + 1;
    await updateJob(tx, { org, id, now: deps.chance.now() }, { state: 'waiting', error: null, finished: null, round });
    await queue.send(tx, kind, { org, id, round });
    return { job: id };
  });
}

/** Of a job that looks at every byte: that it first puts right what it can. */
export const MEND = 'mend';

/** Of a job that runs the checks: which of them; empty: every one. */
export const subjectOf = (checks: readonly string[]): string => [...new Set(checks)].sort().join(' ');
export const checksOf = (subject: string): readonly string[] | null => (subject === '' ? null : subject.split(' '));

function unknownJob(id: string): never {
  throw new DomainError('not_found', { what: 'job', id });
}

async function start(
  deps: JobsDeps,
  caller: Caller,
  ...[kind, subject, said]: readonly [string, string, Said?]
): Promise<{ job: string }> {
  const queue = await deps.queue();
  return deps.db.transaction(caller.org, async (tx) => {
    const id = await addJob(deps, tx, caller, { kind, subject, queue, ...said });
    if (id === null) throw new DomainError('busy', { what: `${kind} ${subject}`.trim() });
    return { job: id };
  });
}

type Said = Pick<Ticket, 'exportedAnew'>;

interface Asked extends Said {
  readonly kind: string;
  readonly subject: string;
  readonly queue: Pick<Queue, 'send'>;
}

/** Makes a job in a transaction; null: one of its kind and subject is open already. */
export async function addJob(
  { chance }: Pick<JobsDeps, 'chance'>,
  tx: Tx,
  { org, person }: Caller,
  { kind, subject, queue, ...said }: Asked,
): Promise<string | null> {
  const id = chance.newId();
  if (!(await insertJob(tx, org, { id, kind, subject, person, made: chance.now() }))) return null;
  await queue.send(tx, kind, { org, id, ...said });
  return id;
}
