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
}

const WORDS: Readonly<Record<string, Words>> = {
  collect: { title: (source) => `The source ${source} could not be read`, to: (source) => `/sources/${source}` },
  check: { title: () => 'The checks could not be run', to: () => '/checks' },
  verify: { title: () => 'The log could not be verified', to: () => '/ledger' },
  package: { title: (engagement) => `The package of ${engagement} was not written`, to: () => '/scope' },
};

function told({ id, kind, subject, error, finished }: DeadJob): Found {
  const words = WORDS[kind] ?? { title: () => `${kind} ${subject} failed`.trim(), to: () => '/sources' };
  return {
    key: `${id} ${finished}`,
    title: words.title(subject),
    says: error ?? 'Nothing says why.',
    since: finished,
    link: { to: words.to(subject), search: {} },
  };
}
