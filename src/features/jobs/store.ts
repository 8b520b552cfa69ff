import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant, isAfter, type LastShown } from '#/platform/db/statements.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'dead' | 'cancelled';

export interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly state: JobState;
  readonly person: string;
  readonly what: string;
  readonly done: number;
  readonly total: number | null;
  readonly tries: number;
  readonly error: string | null;
  readonly result: unknown;
  readonly made: Instant;
  readonly started: Instant | null;
  readonly finished: Instant | null;
  readonly changed: Instant;
}

const COLUMNS = [
  'id',
  'kind',
  'subject',
  'state',
  'person',
  'what',
  'done',
  'total',
  'tries',
  'error',
  'result',
  'made',
  'started',
  'finished',
  'changed',
] as const;

/** The channel on which every change of a job is told, as the organization's id. */
export const CHANNEL = 'attestry_job';

const tell = (tx: Tx, org: string) => sql`select pg_notify(${CHANNEL}, ${org})`.execute(tx);

/** False: one of the kind and subject is open already, and there may be only one. */
export async function insertJob(
  tx: Tx,
  org: string,
  { made, ...row }: Pick<JobRow, 'id' | 'kind' | 'subject' | 'person' | 'made'>,
): Promise<boolean> {
  const at = formatInstant(made);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('job')
    .values({ org, ...row, state: 'waiting', what: '', done: 0, tries: 0, made: at, changed: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  await tell(tx, org);
  return numInsertedOrUpdatedRows === 1n;
}

/** Is another one of what may be done once at a time open? */
export const isOpenBeside = async (tx: Tx, { id, kind, subject }: Pick<JobRow, 'id' | 'kind' | 'subject'>) =>
  ONE_AT_A_TIME.has(kind) &&
  (await tx
    .selectFrom('job')
    .select('id')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('state', 'in', ['waiting', 'running'])
    .where('id', '<>', id)
    .executeTakeFirst()) !== undefined;

/** As the index `job_open` has it. */
const ONE_AT_A_TIME: ReadonlySet<string> = new Set(['collect', 'check']);

export const jobRow = async (tx: Tx, id: string): Promise<JobRow | undefined> =>
  (await tx.selectFrom('job').select(COLUMNS).where('id', '=', id).executeTakeFirst()) as JobRow | undefined;

/** In which of its states a job is still to be done. */
export const OPEN_STATES: readonly JobState[] = ['waiting', 'running', 'failed'];

/** Of which kinds some are still to be done. */
export async function openKinds(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('job').select('kind').distinct().where('state', 'in', OPEN_STATES).execute();
  return new Set(rows.map(({ kind }) => kind));
}

/** The newest of a kind. */
export const latestJob = async (tx: Tx, kind: string): Promise<Pick<JobRow, 'id' | 'state'> | undefined> =>
  (await tx
    .selectFrom('job')
    .select(['id', 'state'])
    .where('kind', '=', kind)
    .orderBy('made', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()) as JobRow | undefined;

/** A job, and how often somebody had it tried again. */
export interface HeldJob extends JobRow {
  readonly round: number;
}

export const jobForUpdate = async (tx: Tx, id: string): Promise<HeldJob | undefined> =>
  (await tx
    .selectFrom('job')
    .select([...COLUMNS, 'round'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) as HeldJob | undefined;

/** Whether a try of a round is to go on. */
export const mayGoOn = async (tx: Tx, id: string, round: number): Promise<boolean> => {
  const job = await tx.selectFrom('job').select(['state', 'round']).where('id', '=', id).executeTakeFirst();
  return job !== undefined && job.state !== 'cancelled' && job.round === round;
};

export interface JobFilter {
  readonly state?: JobState | undefined;
  readonly kind?: string | undefined;
  readonly after: LastShown | null;
  readonly limit: number;
}

export async function jobRows(tx: Tx, { state, kind, after, limit }: JobFilter): Promise<readonly JobRow[]> {
  const rows = await tx
    .selectFrom('job')
    .select(COLUMNS)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .where(isAfter(after))
    .orderBy('made', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows as readonly JobRow[];
}

/** Those that changed since, oldest change first. */
export async function changedJobs(tx: Tx, since: Instant): Promise<readonly JobRow[]> {
  const rows = await tx
    .selectFrom('job')
    .select(COLUMNS)
    .where('changed', '>', instant(since))
    .orderBy('changed')
    .limit(500)
    .execute();
  return rows as readonly JobRow[];
}

export interface DeadJob extends Pick<JobRow, 'id' | 'kind' | 'subject' | 'error'> {
  readonly finished: Instant;
}

/**
 * Those that no further try will do, and that nothing of their kind and subject came after. A run of all checks comes
 * after one of some, too. The newest first.
 */
export async function deadJobs(tx: Tx, limit: number): Promise<readonly DeadJob[]> {
  const { rows } = await sql<DeadJob>`
    select id, kind, subject, error, coalesce(finished, changed) as finished from job dead
     where state = 'dead'
       and not exists (select from job n where n.kind = dead.kind and n.made > dead.made
                       and (n.subject = dead.subject or (n.kind = 'check' and n.subject = '')))
     order by made desc limit ${limit}`.execute(tx);
  return rows;
}

type Change = Partial<Omit<HeldJob, 'id' | 'kind' | 'subject' | 'person' | 'made' | 'changed'>>;

export async function updateJob(
  tx: Tx,
  { org, id, now }: { readonly org: string; readonly id: string; readonly now: Instant },
  { started, finished, result, ...change }: Change,
): Promise<void> {
  await tx
    .updateTable('job')
    .set({
      ...change,
      ...(started === undefined ? {} : { started: started === null ? null : formatInstant(started) }),
      ...(finished === undefined ? {} : { finished: finished === null ? null : formatInstant(finished) }),
      ...(result === undefined ? {} : { result: JSON.stringify(result) }),
      // Whoever follows asks for what changed since the last change that they saw, so no two are of one millisecond.
      changed: sql<string>`greatest(${formatInstant(now)}::timestamptz, changed + interval '1 millisecond')`,
    })
    .where('id', '=', id)
    .execute();
  await tell(tx, org);
}

/** More than anybody has written in the days that a file stays. */
const MOST_PACKAGES = 200;

export interface PackageRow extends Pick<JobRow, 'id' | 'subject' | 'person'> {
  readonly finished: Instant;
  /** Null: written before that was noted. */
  readonly sha256: string | null;
}

/** Packages that were written since; of all examinations, or of some. The newest first. */
export async function packageRows(
  tx: Tx,
  { since, engagements }: { readonly since: Instant; readonly engagements: readonly string[] | null },
): Promise<readonly PackageRow[]> {
  const { rows } = await sql<PackageRow>`
    select id, subject, person, finished, result->>'sha256' as sha256 from job
     where kind = 'package' and state = 'done' and finished > ${formatInstant(since)}::timestamptz
       and (${engagements}::text[] is null or subject = any(${engagements}::text[]))
     order by finished desc, id desc limit ${MOST_PACKAGES}`.execute(tx);
  return rows;
}

/** Jobs that ended long ago. */
export async function deleteOldJobs(tx: Tx, before: Instant): Promise<void> {
  await tx.deleteFrom('job').where('made', '<', instant(before)).where('state', 'in', ['done', 'cancelled']).execute();
}
