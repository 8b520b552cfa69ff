import { DAY } from '#/core/time/instant.ts';
import { forgetOldCounts, summarize } from '#/features/analytics/index.ts';
import { forgetOldVisits, remindOfEnds, sealViews } from '#/features/grants/index.ts';
import { forgetOldAnswers } from '#/features/identity/index.ts';
import { PACKAGE_KEPT_DAYS } from '#/features/jobs/contract.ts';
import { deleteOldJobs } from '#/features/jobs/index.ts';
import { forgetOldMail } from '#/features/mail/index.ts';
import { forgetOldNotices } from '#/features/notifications/index.ts';
import { forgetPackages } from '#/features/packages/index.ts';
import { forgetOldReaders } from '#/features/readers/index.ts';
import { workOutLists } from '#/features/readiness/index.ts';
import { forgetOldUploads } from '#/features/sources/index.ts';
import { forgetOldSubscribers, tellSubscribers } from '#/features/subscribers/index.ts';
import { forgetViews } from '#/features/views/index.ts';
import { forgetOldDeliveries, tellWebhooks } from '#/features/webhooks/index.ts';
import { refreshTasksAfter, remindOfTasks } from '#/features/work/index.ts';
import type { Organization } from '#/platform/db/database.ts';
import { judgeUnseen, readDue } from './due.ts';
import type { Attestry } from './wire.ts';

const JOBS_KEPT = 30 * DAY;
/** Tasks follow the days, too: what is due, and what is over. */
const TASKS_EVERY = DAY;

export interface Chore {
  /** Its kind, where it becomes a job. */
  readonly kind: string;
  /** In the demo company nobody is written to and nothing is read, and what it shows was judged when it was made. */
  readonly isNotOfDemo?: boolean;
  readonly of: (attestry: Attestry, organization: Organization) => Promise<unknown>;
}

/** What the clock asks of every organization. */
export const CHORES: readonly Chore[] = [
  { kind: 'seal', of: (attestry, { org }) => sealViews(attestry, org) },
  {
    kind: 'tell',
    // what is sealed or published is told at once; this finds what was missed
    of: async (attestry, { org }) => {
      await tellWebhooks(attestry, org);
      await tellSubscribers(attestry, org);
    },
  },
  {
    kind: 'refresh',
    of: async (attestry, { org }) => {
      await refreshTasksAfter(attestry, org, TASKS_EVERY);
      await workOutLists(attestry, org); // an engagement was opened or changed since, or records were erased
    },
  },
  {
    kind: 'remind',
    isNotOfDemo: true,
    of: async (attestry, organization) => {
      await remindOfTasks(attestry, organization);
      await remindOfEnds(attestry, organization.org);
      await summarize(attestry, organization);
    },
  },
  {
    kind: 'tidy',
    of: async (attestry, { org }) => {
      const now = attestry.chance.now();
      await forgetOldAnswers({ db: attestry.db, now: () => now }, org);
      await attestry.db.transaction(org, (tx) => deleteOldJobs(tx, now - JOBS_KEPT));
      await forgetPackages(attestry, org, now - PACKAGE_KEPT_DAYS * DAY);
      await forgetOldUploads(attestry, org);
      await forgetOldNotices(attestry, org);
      await forgetViews(attestry, org);
      await forgetOldMail(attestry, org);
      await forgetOldDeliveries(attestry, org);
      await forgetOldVisits(attestry, org);
      await forgetOldReaders(attestry, org);
      await forgetOldSubscribers(attestry, org);
      await forgetOldCounts(attestry, org);
    },
  },
  // these ask for jobs of their own, once what is old is out of the way
  { kind: 'judge', isNotOfDemo: true, of: (attestry, { org }) => judgeUnseen(attestry, org) },
  { kind: 'read', isNotOfDemo: true, of: (attestry, { org }) => readDue(attestry, org) },
];
