import { type DeadJob, deadJobs } from '#/features/jobs/index.ts';
import { type Found, MOST, type Rule } from '#/features/notifications/notice.ts';

/** Work that no further try will do, until somebody looks at why. */
export const job: Rule = {
  kind: 'job',
  needs: ['jobs:read', 'jobs:write'],
  look: async ({ tx }) => (await deadJobs(tx, MOST)).map(told),
};

interface Words {
  readonly title: (subject: string) => string;
  readonly to: (subject: string) => string;
  readonly part?: string;
}

/** What is seen nowhere but among the work behind the requests. */
const behind = (title: string): Words => ({ title: () => title, to: () => '/settings', part: 'jobs' });

const WORDS: Readonly<Record<string, Words>> = {
  collect: { title: (source) => `The source ${source} could not be read`, to: (source) => `/sources/${source}` },
  check: { title: () => 'The checks could not be run', to: () => '/checks' },
  verify: { title: () => 'The log could not be verified', to: () => '/ledger' },
  package: { title: (engagement) => `The package of ${engagement} was not written`, to: () => '/scope' },
  fsck: { title: () => 'The look at every byte did not come to its end', to: () => '/ledger' },
  seal: behind('What readers saw could not be sealed'),
  tell: behind('What happened could not be told to those who asked for it'),
  refresh: behind('The tasks could not be worked out anew'),
  remind: behind('Reminders could not be written'),
  tidy: behind('What is old could not be removed'),
  judge: behind('What people decided could not be looked at, and may not be judged'),
  read: behind('The sources that are to be read could not be found'),
};

function told({ id, kind, subject, error, finished }: DeadJob): Found {
  const words = WORDS[kind] ?? behind(`${kind} ${subject} failed`.trim());
  return {
    key: `${id} ${finished}`,
    title: words.title(subject),
    says: error ?? 'Nothing says why.',
    since: finished,
    link: { to: words.to(subject), search: words.part === undefined ? {} : { part: words.part } },
  };
}
