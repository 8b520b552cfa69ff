import { z } from 'zod';
import { change } from '#/core/populations/change.ts';
import type { Fact } from '#/core/populations/index.ts';
import { type Instant, parseInstant } from '#/core/time/instant.ts';
import { arrivedAt, type Seen } from '#/collectors/arrival.ts';
import { coauthorsIn, gitHandle } from '#/collectors/identity.ts';
import { titleOf } from '#/collectors/message.ts';
import type { Refused } from './api.ts';
import type { NumberSet } from './number-set.ts';
import { isRefused, issueOf, Part } from './part.ts';
import { authorOf, checksOf, marked } from './pull-request.ts';
import { type Interval, isIn, sinceOf } from './pulls.ts';
import { checksAt, pathOf, type Place, readPull } from './read-pull.ts';
import { Branch, Commit, Comparison, handleOf, Linked, Pull } from './shapes.ts';

/** How far the commits of a default branch are read, from its end backward. */
export const PushesReading = z.strictObject({
  /** The end of the branch when the reading began; null when nothing was ever committed. */
  end: z.string().nullable(),
  /** The next commit to look at; null when there is none left. */
  next: z.string().nullable(),
  /** How many arrived without a pull request. */
  pushed: z.int(),
  /** Pull requests of the interval that the list had left out. */
  found: z.int(),
  rewritten: z.boolean(),
});
export type PushesReading = z.output<typeof PushesReading>;

export interface PushesStep {
  readonly kind: 'page';
  readonly part: Part;
  readonly reading: PushesReading;
}

export interface Walk {
  /** Where the last finished reading ended; null at the first. */
  readonly old: string | null;
  /** Pull requests that were read in this pass. */
  readonly seen: NumberSet;
  readonly interval: Interval;
  /** When the last finished reading began, and this run. */
  readonly readings: Seen;
}

/** What GitHub says of a repository without a commit. */
const EMPTY = 'Branch not found';
/** The account that commits for whoever works in the browser. */
const PLATFORM = 'web-flow';

/**
 * Follows the default branch from its end along first parents, back to where the last reading ended, and asks of every
 * commit which pull request it came by. Each page is asked for by the commit with which it begins, so that nothing
 * moves while it is read.
 */
export async function* pushes(
  at: Place,
  walk: Walk,
  start: PushesReading | null,
): AsyncGenerator<PushesStep | Refused> {
  const begun = start ?? (await begin(at, walk));
  if ('kind' in begun) return yield begun;
  let reading = begun;
  if (reading.next === null) yield { kind: 'page', part: new Part(), reading };
  while (reading.next !== null) {
    const part = new Part();
    const followed = await follow(at, part, { walk, reading, next: reading.next });
    if ('kind' in followed) return yield followed;
    reading = followed;
    yield { kind: 'page', part, reading };
  }
}

async function begin(at: Place, { old }: Walk): Promise<PushesReading | Refused> {
  const route = 'GET /repos/{owner}/{repo}/branches/{branch}';
  const answer = await at.api.ask(route, { ...pathOf(at), branch: at.branch });
  if (isRefused(answer)) {
    const empty = answer.status === 404 && answer.message.startsWith(EMPTY);
    return empty ? { end: null, next: null, pushed: 0, found: 0, rewritten: old !== null } : answer;
  }
  const branch = Branch.safeParse(answer.data);
  if (!branch.success) return unread(issueOf(branch.error));
  const end = branch.data.commit.sha;
  if (end === old) return { end, next: null, pushed: 0, found: 0, rewritten: false };
  const rewritten = old !== null && (await isAncestor(at, old, end)) !== true;
  return { end, next: end, pushed: 0, found: 0, rewritten };
}

/** An answer that is not of its form leaves the stream unread, as a refusal does. */
const unread = (message: string): Refused => ({ kind: 'refused', status: 200, message });

/** Whether a commit is in the history of another; null where it is not told. The second page of a comparison leaves out the files. */
async function isAncestor(at: Place, earlier: string, later: string): Promise<boolean | null> {
  const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
  const parameters = { ...pathOf(at), basehead: `${earlier}...${later}`, per_page: 1, page: 2 };
  const answer = await at.api.ask(route, parameters);
  if (isRefused(answer)) return null;
  const comparison = Comparison.safeParse(answer.data);
  return comparison.success ? comparison.data.status === 'ahead' || comparison.data.status === 'identical' : null;
}

interface Following {
  readonly walk: Walk;
  readonly reading: PushesReading;
  readonly next: string;
}

async function follow(at: Place, part: Part, { walk, reading, next }: Following): Promise<PushesReading | Refused> {
  const answer = await at.api.ask('GET /repos/{owner}/{repo}/commits', { ...pathOf(at), sha: next, per_page: 100 });
  if (isRefused(answer)) return answer;
  if (!Array.isArray(answer.data)) return unread('the commits are not a list');
  const artifact = part.keep(answer.received);
  let expected: string | null = next;
  let { pushed, found } = reading;
  for (const [place, item] of (answer.data as readonly unknown[]).entries()) {
    const linked = Linked.safeParse(item);
    if (!linked.success) return unread(`/${place}${issueOf(linked.error)}`);
    if (linked.data.sha !== expected) continue; // it came with a merge
    const taken = await take(at, part, { item, walk, artifact, place: `/${place}` });
    if (taken === 'known') return { ...reading, next: null, pushed, found };
    pushed += taken === 'pushed' ? 1 : 0;
    found += taken === 'found' ? 1 : 0;
    expected = linked.data.parents[0]?.sha ?? null;
    if (expected === null || expected === walk.old) return { ...reading, next: null, pushed, found };
  }
  if (expected === next) return unread(`the commits of ${next} do not begin with it`);
  const known = walk.old !== null && (await isAncestor(at, expected, walk.old)) === true;
  return { ...reading, next: known ? null : expected, pushed, found };
}

interface Taking {
  readonly item: unknown;
  readonly walk: Walk;
  readonly artifact: number;
  readonly place: string;
}

/**
 * What a commit of the line turned out to be: pushed as it is, the end of a pull request of the interval that the list
 * had left out, or something else; `known` where the last reading had it on the branch already.
 */
type Taken = 'pushed' | 'found' | 'otherwise' | 'known';

async function take(at: Place, part: Part, taking: Taking): Promise<Taken> {
  const commit = Commit.safeParse(taking.item);
  if (!commit.success) {
    const { sha } = Linked.parse(taking.item);
    const key = change.keyOf({ repository: at.repository, revision: sha, mergedAt: '' });
    part.refuse('change', { key, note: issueOf(commit.error) }, { artifact: taking.artifact, place: taking.place });
    return 'otherwise';
  }
  if (at.ends.has(commit.data.sha)) return 'otherwise';
  const date = parseInstant(commit.data.commit.committer?.date ?? '');
  if (date === null) return arrival(at, part, { ...taking, commit: commit.data, mergedAt: null });
  const { old, readings } = taking.walk;
  // a walk never ends at a date: behind a commit that is dated back there may be others
  if (old === null && date < sinceOf(at)) return 'otherwise';
  const absent = await absentIn(at, taking.walk, { sha: commit.data.sha, date });
  if (absent === 'known') return 'known';
  return arrival(at, part, { ...taking, commit: commit.data, mergedAt: arrivedAt(date, { ...readings, absent }) });
}

/** When the commit was not on the branch yet, as far as that is known; `known` where the last reading had it. */
async function absentIn(
  at: Place,
  { old, readings: { absent } }: Walk,
  { sha, date }: { readonly sha: string; readonly date: Instant },
): Promise<Instant | null | 'known'> {
  if (old === null || absent === null || date >= absent) return old === null ? null : absent;
  const had = await isAncestor(at, sha, old);
  if (had === true) return 'known';
  return had === null ? null : absent; // not told of a rewritten history: else all of it would be dated anew
}

interface Arriving extends Taking {
  readonly commit: Commit;
  readonly mergedAt: string | null;
}

/** Records a commit that no merged pull request brought here, and reads a pull request that was not read yet. */
async function arrival(at: Place, part: Part, arriving: Arriving): Promise<Taken> {
  const { commit, walk } = arriving;
  const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
  const answer = await at.api.ask(route, { ...pathOf(at), commit_sha: commit.sha });
  if (isRefused(answer)) {
    at.warn(`which pull request brought ${commit.sha.slice(0, 12)} in ${at.repository} is not told`);
    await record(at, part, { ...arriving, pushed: false });
    return 'otherwise';
  }
  const artifact = part.keep(answer.received);
  const pulls = Pull.array().safeParse(answer.data);
  const merged = pulls.success ? pulls.data.filter(({ merged_at: when }) => (when ?? null) !== null) : [];
  const here = merged.find(({ base }) => base.ref === at.branch);
  if (here === undefined) {
    const pushed = pulls.success && merged.length === 0;
    await record(at, part, { ...arriving, pushed });
    return pushed ? 'pushed' : 'otherwise';
  }
  const { number, merged_at: when } = here;
  if (here.merge_commit_sha !== commit.sha || walk.seen.has(number)) return 'otherwise';
  walk.seen.add(number);
  await readPull(at, part, { item: here, number, artifact, place: `/${pulls.data?.indexOf(here) ?? 0}` });
  return isIn(walk.interval, when ?? '') ? 'found' : 'otherwise';
}

/** Not known to be pushed is what came by a pull request into another branch, or by nobody knows what. */
async function record(at: Place, part: Part, arriving: Arriving & { readonly pushed: boolean }): Promise<void> {
  const { commit, mergedAt, artifact, place } = arriving;
  const { message } = commit.commit;
  const revision = { repository: at.repository, revision: commit.sha };
  if (mergedAt === null) {
    const note = 'GitHub does not say when it was committed';
    part.refuse('change', { key: change.keyOf({ ...revision, mergedAt: '' }), note }, { artifact, place });
    return;
  }
  const title = titleOf(message);
  const checks = checksOf(await checksAt(at, part, commit.sha));
  const fact: Fact<'change'> = {
    ...revision,
    ...(arriving.pushed ? { form: 'direct-push', number: null, openedAt: null, approvals: [] } : {}),
    ...(title === null ? {} : { title }),
    ...(commit.html_url === undefined ? {} : { url: commit.html_url }),
    branch: at.branch,
    ...people(commit),
    mergedAt,
    headRevision: null,
    ...(checks === undefined ? {} : { checks }),
    ...marked(at.settings, message, arriving.pushed ? [] : undefined),
  };
  part.add('change', fact, artifact, place);
}

function people(commit: Commit): Pick<Fact<'change'>, 'author' | 'coauthors' | 'mergedBy'> {
  const author = authorOf(commit);
  const { committer } = commit.commit;
  const pusher = handleOf(commit.committer) ?? gitHandle(committer?.name ?? '', committer?.email ?? '');
  const others = new Set(coauthorsIn(commit.commit.message));
  others.delete(author);
  return {
    ...(author === undefined ? {} : { author }),
    coauthors: [...others].map((by) => (by === undefined ? {} : { by })),
    ...(pusher === undefined || commit.committer?.login === PLATFORM ? {} : { mergedBy: pusher }),
  };
}
