import { DomainError } from '#/core/errors.ts';
import { DAY, HOUR } from '#/core/time/instant.ts';
import { sendAccountMail } from '#/features/account/index.ts';
import { forgetOldCounts, summarize } from '#/features/analytics/index.ts';
import { forgetOldVisits, remindOfEnds, sealViews } from '#/features/grants/index.ts';
import { PACKAGE_KEPT_DAYS } from '#/features/jobs/contract.ts';
import { addJob, checksOf, deleteOldJobs, markDead, MEND, runJob, type Work } from '#/features/jobs/index.ts';
import { forgetOldAnswers } from '#/features/identity/index.ts';
import { deliverMail, forgetOldMail, markMailFailed } from '#/features/mail/index.ts';
import { forgetOldNotices } from '#/features/notifications/index.ts';
import { createPackage, forgetPackages } from '#/features/packages/index.ts';
import { forgetOldReaders } from '#/features/readers/index.ts';
import { judgeAnew, workOutLists } from '#/features/readiness/index.ts';
import { refreshTasks, refreshTasksAfter, remindOfTasks } from '#/features/work/index.ts';
import { forgetOldSubscribers, noteBounce, tellSubscribers } from '#/features/subscribers/index.ts';
import { collect, forgetOldUploads, sources } from '#/features/sources/index.ts';
import { forgetViews } from '#/features/views/index.ts';
import { deliverWebhook, forgetOldDeliveries, markUndelivered, tellWebhooks } from '#/features/webhooks/index.ts';
import type { Auth } from '#/platform/auth/auth.ts';
import type { Queue, Turn } from '#/platform/jobs/queue.ts';
import { looked } from './fsck.ts';
import { kindNamed } from './kinds.ts';
import { VERSION } from './version.ts';
import type { Attestry } from './wire.ts';

/** How the log names what nobody but the clock asked for. */
const SCHEDULE = 'schedule';
const EVERY_QUARTER = '*/15 * * * *';
/** A source is read again after so long; one that failed, sooner. */
const READ_EVERY = DAY;
const RETRY_AFTER = 2 * HOUR;
/** Tasks follow the days, too: what is due, and what is over. */
const TASKS_EVERY = DAY;
const JOBS_KEPT = 30 * DAY;

/** Begins to take work from the queue. */
export async function startWorking(attestry: Attestry, queue: Queue, auth: Auth): Promise<void> {
  const run = (name: string, work: (work: Work) => Promise<unknown>): Promise<void> =>
    queue.work(kindNamed(name), (turn) => runJob(attestry, turn, work));
  await run('collect', (work) => collectNow(attestry, queue, work));
  await run('check', (work) => checkNow(attestry, work));
  await run('package', (work) => packageNow(attestry, work));
  await run('verify', (work) => verifyNow(attestry, work));
  await run('fsck', (work) => fsckNow(attestry, work));
  await queue.work(kindNamed('mail'), (turn) =>
    turn.org === null
      ? sendAccountMail({ ...attestry, auth }, turn)
      : deliverMail({ ...attestry, bounced: (tx, failed) => noteBounce(attestry, tx, failed) }, turn),
  );
  await queue.work(kindNamed('webhook'), (turn) => deliverWebhook(attestry, turn));
  await queue.dead((kind, ticket) => (ENDED[kind] ?? markDead)(attestry, ticket));
  await queue.work(kindNamed('tick'), (turn) => tick(attestry, { queue, auth }, turn));
  await queue.schedule('tick', EVERY_QUARTER, { org: null, id: 'tick' });
}

/** How what no try could finish is marked, where it has a row of its own. */
const ENDED: Readonly<Record<string, typeof markDead>> = { mail: markMailFailed, webhook: markUndelivered };

/** Reads a source; what it brought is judged by a job of its own. */
async function collectNow(
  attestry: Attestry,
  queue: Queue,
  { org, job, exportedAnew, signal, progress }: Work,
): Promise<unknown> {
  const result = await collect(attestry.sources, org, job.subject, {
    signal,
    exportedAnew,
    progress: ({ what, done, total }) => progress(what, done, total),
  });
  if (result.state === 'cancelled') signal.throwIfAborted();
  if (result.state === 'failed')
    throw new DomainError('source_unread', { source: job.subject, because: result.error ?? '' });
  const caller = { org, person: job.person };
  await attestry.db.transaction(org, (tx) => addJob(attestry, tx, caller, { kind: 'check', subject: '', queue }));
  return result;
}

async function checkNow(attestry: Attestry, { org, job, progress }: Work): Promise<unknown> {
  let checks = 0;
  const reports = await judgeAnew(attestry, org, checksOf(job.subject), (population, done) => {
    checks += done.length;
    progress(population, checks, null);
  });
  await refreshTasks(attestry, org);
  return {
    runs: reports,
    checks: reports.length,
    deviations: reports.reduce((sum, { counts }) => sum + counts.deviation, 0),
  };
}

async function packageNow(attestry: Attestry, { org, job, progress }: Work): Promise<unknown> {
  const out = await attestry.exports.place(org, job.id);
  const caller = { org, person: job.person };
  return createPackage({ ...attestry, software: `attestry ${VERSION}` }, caller, {
    engagement: job.subject,
    out,
    progress: (written, total) => progress('members', written, total),
  });
}

async function verifyNow({ ledger }: Attestry, { org, progress }: Work): Promise<unknown> {
  const { size } = await ledger.status(org);
  let seen = 0;
  return ledger.verify(org, () => progress('entries', ++seen, size));
}

const fsckNow = (attestry: Attestry, { org, job, progress }: Work): Promise<unknown> =>
  looked(attestry, org, { mend: job.subject === MEND, progress: (what, done) => progress(what, done, null) });

interface Ticking {
  readonly queue: Queue;
  readonly auth: Auth;
}

/** What is due by the clock: sources to read, and what nobody needs any more. */
async function tick(attestry: Attestry, { queue, auth }: Ticking, { signal }: Turn): Promise<void> {
  await auth.forgetOld();
  const now = attestry.chance.now();
  const organizations = await attestry.db.organizations();
  for (const organization of organizations) {
    const { org, demo } = organization;
    signal.throwIfAborted();
    await forgetOldAnswers({ db: attestry.db, now: () => now }, org);
    await attestry.db.transaction(org, (tx) => deleteOldJobs(tx, now - JOBS_KEPT));
    await forgetPackages(attestry, org, now - PACKAGE_KEPT_DAYS * DAY);
    await forgetOldUploads(attestry, org);
    await forgetOldNotices(attestry, org);
    await forgetViews(attestry, org);
    await forgetOldMail(attestry, org);
    await tellWebhooks(attestry, org); // what was sealed is told at once; this finds what was missed
    await forgetOldDeliveries(attestry, org);
    await sealViews(attestry, org);
    await forgetOldVisits(attestry, org);
    await forgetOldReaders(attestry, org);
    await tellSubscribers(attestry, org); // what is published is told at once; this finds what was missed
    await forgetOldSubscribers(attestry, org);
    await forgetOldCounts(attestry, org);
    await refreshTasksAfter(attestry, org, TASKS_EVERY);
    await workOutLists(attestry, org); // an engagement was opened or changed since, or records were erased
    if (demo) continue;
    await remindOfTasks(attestry, organization);
    await remindOfEnds(attestry, org);
    await summarize(attestry, organization);
    await readDue(attestry, queue, org);
  }
  // last, because whoever is told may keep a server waiting
  for (const { org, demo } of organizations) {
    if (demo) continue;
    signal.throwIfAborted();
    await attestry.witness.publish(org).catch(() => undefined); // it says what it lacks when somebody asks; the next tick tries again
  }
}

async function readDue(attestry: Attestry, queue: Queue, org: string): Promise<void> {
  const caller = { org, person: SCHEDULE };
  const now = attestry.chance.now();
  const all = await sources(attestry.sources).list(caller, {});
  const due = all.sources.filter(({ lastRun }) => {
    if (lastRun === null || lastRun.finished === null) return false; // a person reads it first
    return lastRun.finished < now - (lastRun.state === 'finished' ? READ_EVERY : RETRY_AFTER);
  });
  for (const { id: subject } of due)
    await attestry.db.transaction(org, (tx) => addJob(attestry, tx, caller, { kind: 'collect', subject, queue }));
}
