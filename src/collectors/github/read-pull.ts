import { change } from '#/core/populations/change.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Api } from './api.ts';
import { isRefused, issueOf, type Items, items, type Part, refusalOf } from './part.ts';
import { type Beside, changeOf, type Checks } from './pull-request.ts';
import type { Settings } from './settings.ts';
import { CheckRun, Commit, Pull, Review, Status } from './shapes.ts';

/** Where the pull requests of one repository are read, and what is noticed there. */
export interface Place {
  readonly api: Api;
  readonly settings: Settings;
  /** Owner and name. */
  readonly repository: string;
  /** Its default branch. */
  readonly branch: string;
  /** The commits in which pull requests ended that were read by this process; only spares questions. */
  readonly ends: Set<string>;
  /** When this run began. */
  readonly startedAt: Instant;
  readonly warn: (sentence: string) => void;
}

export interface ListedItem {
  readonly item: unknown;
  readonly number: number;
  readonly artifact: number;
  readonly place: string;
}

/** The path members by which GitHub finds a repository. */
export const pathOf = ({ repository }: Pick<Place, 'repository'>) => {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
};

/** Reads a merged pull request with everything beside it into the part. What cannot be read of it stays unknown. */
export async function readPull(at: Place, part: Part, listed: ListedItem): Promise<void> {
  const detail = await detailOf(at, part, listed);
  const pull = Pull.safeParse(detail.item);
  if (!pull.success) {
    part.refuse('change', { key: keyIn(at, listed), note: issueOf(pull.error) }, detail);
    return;
  }
  const { number, merged_at: mergedAt, merge_commit_sha: revision, head } = pull.data;
  if (mergedAt === null || mergedAt === undefined || revision === null || revision === undefined) {
    const note = 'GitHub says that it was merged, and not when, or not into which commit';
    part.refuse('change', { key: keyIn(at, listed), note }, detail);
    return;
  }
  const parameters = { ...pathOf(at), pull_number: number };
  const pulls = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const of = `of pull request ${number} in ${at.repository}`;
  const beside: Beside = {
    reviews: whole(
      at,
      `reviews ${of}`,
      await items(at.api, part, { route: `${pulls}/reviews`, parameters, shape: Review }),
    ),
    commits: whole(
      at,
      `commits ${of}`,
      await items(at.api, part, { route: `${pulls}/commits`, parameters, shape: Commit }),
    ),
    checks: await checksAt(at, part, head.sha),
  };
  at.ends.add(revision);
  const merged = { repository: at.repository, revision, mergedAt };
  part.add('change', changeOf(pull.data, merged, beside, at.settings), detail.artifact, detail.place);
}

/** The pull request by itself, which says more than the list does; where it is not given, what the list says. */
async function detailOf(at: Place, part: Part, listed: ListedItem) {
  const parameters = { ...pathOf(at), pull_number: listed.number };
  const answer = await at.api.ask('GET /repos/{owner}/{repo}/pulls/{pull_number}', parameters);
  if (!isRefused(answer)) return { item: answer.data, artifact: part.keep(answer.received), place: '' };
  at.warn(`pull request ${listed.number} in ${at.repository}: ${refusalOf(answer)}`);
  return listed;
}

function whole<T>(at: Place, what: string, list: Items<T>): readonly T[] | undefined {
  if (list.kind === 'items') return list.items;
  at.warn(`${what}: ${list.kind === 'refused' ? refusalOf(list) : list.because}`);
  return undefined;
}

/** Check runs and commit statuses of a commit; unknown unless both were read. */
export async function checksAt(at: Place, part: Part, ref: string): Promise<Checks | undefined> {
  const parameters = { ...pathOf(at), ref };
  const of = `of ${ref.slice(0, 12)} in ${at.repository}`;
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
  const runs = await items(at.api, part, { route: `${route}/check-runs`, parameters, shape: CheckRun });
  const statuses = await items(at.api, part, { route: `${route}/status`, parameters, shape: Status });
  const both = { runs: whole(at, `check runs ${of}`, runs), statuses: whole(at, `statuses ${of}`, statuses) };
  return both.runs === undefined || both.statuses === undefined
    ? undefined
    : { runs: both.runs, statuses: both.statuses };
}

/** The key that the change will have when it can be read; without its commit, one by its number. */
function keyIn({ repository }: Place, { item, number }: ListedItem): string {
  const sha = typeof item === 'object' && item !== null && 'merge_commit_sha' in item ? item.merge_commit_sha : null;
  const revision = typeof sha === 'string' && sha !== '' ? sha : `pull-request-${number}`;
  return change.keyOf({ repository, revision, mergedAt: '' });
}
