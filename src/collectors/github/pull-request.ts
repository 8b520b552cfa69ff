import type { Handle } from '#/core/actor.ts';
import type { Fact } from '#/core/populations/index.ts';
import { coauthorsIn, gitHandle } from '#/collectors/identity.ts';
import { matchesIn, titleOf } from '#/collectors/message.ts';
import { type CheckRun, type Commit, handleOf, type Pull, type Review, type Status } from './shapes.ts';
import type { Settings } from './settings.ts';

type Change = Fact<'change'>;
type Approval = NonNullable<Change['approvals']>[number];
type Check = NonNullable<Change['checks']>[number];

const LONGEST_LIST = 1_000;

/** What was read beside a pull request; unknown where it could not be, or not to its end. */
export interface Beside {
  readonly reviews: readonly Review[] | undefined;
  readonly commits: readonly Commit[] | undefined;
  readonly checks: Checks | undefined;
}

export interface Checks {
  readonly runs: readonly CheckRun[];
  readonly statuses: readonly Status[];
}

export interface Merged {
  readonly repository: string;
  readonly revision: string;
  readonly mergedAt: string;
}

/** A merged pull request as a change. */
export function changeOf(pull: Pull, merged: Merged, beside: Beside, settings: Settings): Change {
  const title = titleOf(pull.title);
  const author = handleOf(pull.user);
  const mergedBy = handleOf(pull.merged_by);
  return {
    ...merged,
    form: 'pull-request',
    number: String(pull.number),
    ...(title === null ? {} : { title }),
    ...(pull.html_url === undefined ? {} : { url: pull.html_url }),
    branch: pull.base.ref,
    ...(author === undefined ? {} : { author }),
    ...coauthored(author, pull, beside.commits),
    ...(mergedBy === undefined ? {} : { mergedBy }),
    openedAt: pull.created_at,
    headRevision: pull.head.sha,
    ...short('approvals', beside.reviews?.flatMap(approvalOf)),
    ...short('checks', checksOf(beside.checks)),
    ...marked(settings, `${pull.title}\n${pull.head.ref}\n${pull.body ?? ''}`, pull.labels),
  };
}

/** A list that is unknown, or longer than a record can hold, is left out: a part of it would say too little. */
const short = <N extends string, T>(name: N, list: readonly T[] | undefined): { readonly [K in N]?: readonly T[] } =>
  list === undefined || list.length > LONGEST_LIST ? {} : ({ [name]: list } as { [K in N]: readonly T[] });

/** A comment is no word for or against; a review that was dismissed no longer stands, and nobody says since when. */
function approvalOf({ user, state, submitted_at: at, commit_id: revision }: Review): readonly Approval[] {
  const by = handleOf(user);
  const seen = revision === null || revision === undefined ? {} : { revision };
  const when = at === null || at === undefined ? {} : { at };
  const word = { ...(by === undefined ? {} : { by }), ...seen, grade: 'platform' } as const;
  switch (state) {
    case 'APPROVED':
      return [{ ...word, ...when, state: 'approved' }];
    case 'CHANGES_REQUESTED':
      return [{ ...word, ...when, state: 'changes-requested' }];
    case 'DISMISSED':
      return [{ ...word, state: 'withdrawn' }];
    default:
      return [];
  }
}

const RESULTS: Readonly<Record<string, NonNullable<Check['result']>>> = {
  success: 'success',
  failure: 'failure',
  error: 'failure',
  timed_out: 'failure',
  cancelled: 'failure',
  action_required: 'failure',
  startup_failure: 'failure',
  neutral: 'neutral',
  skipped: 'skipped',
  pending: 'running',
};

export function checksOf(checks: Checks | undefined): readonly Check[] | undefined {
  if (checks === undefined) return undefined;
  const runs = checks.runs.map(({ name, status, conclusion, completed_at: ended }) => ({
    name,
    ...(status === 'completed' ? ending(conclusion ?? '', ended) : { result: 'running' as const, endedAt: null }),
  }));
  const statuses = checks.statuses.map(({ context, state, updated_at: ended }) => ({
    name: context,
    ...(state === 'pending' ? { result: 'running' as const, endedAt: null } : ending(state, ended)),
  }));
  return [...runs, ...statuses];
}

function ending(word: string, at: string | null | undefined): Pick<Check, 'result' | 'endedAt'> {
  const result = Object.hasOwn(RESULTS, word) ? RESULTS[word] : undefined;
  return {
    ...(result === undefined ? {} : { result }),
    ...(at === null || at === undefined ? {} : { endedAt: at }),
  };
}

/** GitHub gives 250 commits of a pull request and no more. */
const MOST_COMMITS = 250;

function coauthored(
  author: Handle | undefined,
  pull: Pull,
  commits: readonly Commit[] | undefined,
): Pick<Change, 'coauthors'> {
  if (commits === undefined) return {};
  const whole = pull.commits === undefined ? commits.length < MOST_COMMITS : commits.length >= pull.commits;
  if (!whole) return {};
  const others = new Set(commits.flatMap((commit) => [authorOf(commit), ...coauthorsIn(commit.commit.message)]));
  others.delete(author);
  return short(
    'coauthors',
    [...others].map((by) => (by === undefined ? {} : { by })),
  );
}

/** Whom GitHub takes the author for, else whom git names. */
export const authorOf = ({ author, commit }: Commit): Handle | undefined =>
  handleOf(author) ?? gitHandle(commit.author?.name ?? '', commit.author?.email ?? '');

/** What the company's own marks say. */
export function marked(
  { tickets, emergencyLabels }: Settings,
  text: string,
  labels: Pull['labels'],
): Pick<Change, 'tickets' | 'emergency'> {
  const names = labels?.map(({ name }) => name.toLowerCase());
  const emergency = emergencyLabels?.some((label) => names?.includes(label.toLowerCase()) === true);
  return {
    ...(tickets === null ? {} : { tickets: matchesIn(text, tickets) }),
    ...(emergency === undefined || names === undefined ? {} : { emergency }),
  };
}
