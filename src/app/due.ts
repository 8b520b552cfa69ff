import { unseenChecks } from '#/features/checks/index.ts';
import { addJob, latestJob, openKinds, subjectOf } from '#/features/jobs/index.ts';
import { isDue, sources } from '#/features/sources/index.ts';
import type { Attestry } from './wire.ts';

/** How the log names what nobody but the clock asked for. */
export const SCHEDULE = 'schedule';
/** Of more checks than this a job names none, and runs all: what has not changed is judged in a moment. */
const MOST_NAMED = 10;

/**
 * What people decided counts from the next run on, however they said it, and nobody has to ask for that run. What a
 * source brings is judged once it is read to its end; of a run that was given up, a person says whether to try it again.
 */
export async function judgeUnseen(attestry: Attestry, org: string): Promise<void> {
  const waits = await attestry.db.transaction(org, async (tx) => {
    const open = await openKinds(tx);
    return open.has('collect') || open.has('check') || (await latestJob(tx, 'check'))?.state === 'dead';
  });
  if (waits) return;
  const checks = await unseenChecks(attestry, org);
  if (checks.length === 0) return;
  const caller = { org, person: SCHEDULE };
  const asked = {
    kind: 'check',
    subject: subjectOf(checks.length > MOST_NAMED ? [] : checks),
    queue: await attestry.queue(),
  };
  await attestry.db.transaction(org, (tx) => addJob(attestry, tx, caller, asked));
}

/** Sources whose time to be read has come. */
export async function readDue(attestry: Attestry, org: string): Promise<void> {
  const caller = { org, person: SCHEDULE };
  const now = attestry.chance.now();
  const all = await sources(attestry.sources).list(caller, {});
  const due = all.sources.filter((source) => isDue(source, now));
  const queue = await attestry.queue();
  for (const { id: subject } of due)
    await attestry.db.transaction(org, (tx) => addJob(attestry, tx, caller, { kind: 'collect', subject, queue }));
}
