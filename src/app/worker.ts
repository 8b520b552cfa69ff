import { DomainError, type ErrorCode, isLasting } from '#/core/errors.ts';
import { sendAccountMail } from '#/features/account/index.ts';
import { addJob, attend, checksOf, markDead, MEND, runJob, type Work } from '#/features/jobs/index.ts';
import { deliverMail, markMailFailed } from '#/features/mail/index.ts';
import { createPackage } from '#/features/packages/index.ts';
import { judgeAnew } from '#/features/readiness/index.ts';
import { refreshTasks } from '#/features/work/index.ts';
import { noteBounce } from '#/features/subscribers/index.ts';
import { collect, type Collected } from '#/features/sources/index.ts';
import { deliverWebhook, markUndelivered } from '#/features/webhooks/index.ts';
import type { Auth } from '#/platform/auth/auth.ts';
import type { Queue, Turn } from '#/platform/jobs/queue.ts';
import { CHORES } from './chores.ts';
import { SCHEDULE } from './due.ts';
import { firstNamed, looked } from './fsck.ts';
import { kindNamed } from './kinds.ts';
import { VERSION } from './version.ts';
import type { Attestry } from './wire.ts';

const EVERY_QUARTER = '*/15 * * * *';

/** Begins to take work from the queue. */
export async function startWorking(attestry: Attestry, queue: Queue, auth: Auth): Promise<void> {
  const run = (name: string, work: (work: Work) => Promise<unknown>): Promise<void> =>
    queue.work(kindNamed(name), (turn) => runJob(attestry, turn, work));
  await run('collect', (work) => collectNow(attestry, queue, work));
  await run('check', (work) => checkNow(attestry, work));
  await run('package', (work) => packageNow(attestry, work));
  await run('verify', (work) => verifyNow(attestry, work));
  await run('fsck', (work) => fsckNow(attestry, work));
  for (const { kind, of } of CHORES)
    await run(kind, async ({ org }) => {
      const organization = (await attestry.db.organizations()).find((each) => each.org === org);
      if (organization !== undefined) await of(attestry, organization);
    });
  await queue.work(kindNamed('mail'), (turn) =>
    turn.org === null
      ? sendAccountMail({ ...attestry, auth }, turn)
      : deliverMail({ ...attestry, bounced: (tx, failed) => noteBounce(attestry, tx, failed) }, turn),
  );
  await queue.work(kindNamed('webhook'), (turn) => deliverWebhook(attestry, turn));
  await queue.dead((kind, ticket) => (ENDED[kind] ?? markDead)(attestry, ticket));
  await queue.work(kindNamed('tick'), (turn) => tick(attestry, auth, turn));
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
  const reading = collect(attestry.sources, org, job.subject, {
    signal,
    exportedAnew,
    progress: ({ what, done, total }) => progress(what, done, total),
  });
  const result = await reading.catch(unlessDisconnected);
  if (result === null) return null;
  if (result.state === 'cancelled') signal.throwIfAborted();
  if (result.state === 'failed') throw unread(job.subject, result);
  const caller = { org, person: job.person };
  await attestry.db.transaction(org, (tx) => addJob(attestry, tx, caller, { kind: 'check', subject: '', queue }));
  return result;
}

/** Somebody disconnected it after this was asked for: there is nothing left to do. */
function unlessDisconnected(error: unknown): null {
  if (error instanceof DomainError && error.code === 'source_disconnected') return null;
  throw error;
}

/** What another try may read, and what it would meet again as it is. */
function unread(source: string, { code, error }: Pick<Collected, 'code' | 'error'>): DomainError {
  return new DomainError(endedBy(code ?? ''), { source, because: error ?? '' });
}

function endedBy(code: string): ErrorCode {
  if (code === 'secret_refused') return 'source_secret_refused';
  return isLasting(code) ? 'source_content_refused' : 'source_unread';
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
  return firstNamed(await ledger.verify(org, () => progress('entries', ++seen, size)));
}

const fsckNow = (attestry: Attestry, { org, job, progress }: Work): Promise<unknown> =>
  looked(attestry, org, { mend: job.subject === MEND, progress: (what, done) => progress(what, done, null) });

/** What is due by the clock. */
async function tick(attestry: Attestry, auth: Auth, { signal }: Turn): Promise<void> {
  const organizations = await attestry.db.organizations();
  for (const organization of organizations) {
    const { org, demo } = organization;
    for (const { kind, isNotOfDemo = false, of } of CHORES) {
      signal.throwIfAborted();
      if (demo && isNotOfDemo) continue;
      const work = () => of(attestry, organization);
      await attend(attestry, { org, person: SCHEDULE }, { kind, signal, work });
    }
  }
  await auth.forgetOld();
  // last, because whoever is told may keep a server waiting
  for (const { org, demo } of organizations) {
    if (demo) continue;
    signal.throwIfAborted();
    await attestry.witness.publish(org).catch(() => undefined); // it says what it lacks when somebody asks; the next tick tries again
  }
}
