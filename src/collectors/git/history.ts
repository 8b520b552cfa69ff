import { DomainError } from '#/core/errors.ts';
import { type Commit, LOG, parseLog } from './commit.ts';
import { lines } from './output.ts';
import { countOf, type Repository } from './repository.ts';

/** How the history since an earlier reading lies to what was read then. */
export interface Since {
  /** Everything up to here was read; null when nothing was, or when it is gone. */
  readonly read: string | null;
  /** Commits that were on the branch, and are no longer; null when nobody can tell how many. */
  readonly lost: number | null;
}

/** Commits of the default branch, and those that came with each merge. */
export interface Stretch {
  /** The output of git, byte for byte, and how it was asked. */
  readonly bytes: Uint8Array;
  readonly command: string;
  readonly arrivals: readonly Arrival[];
  /** How many commits of the branch come before its last one. */
  readonly done: number;
}

/** One commit of the default branch's first-parent line, and what came with it. */
export interface Arrival {
  readonly commit: Commit;
  /** Commits that it brought, itself apart; null when there are too many to be read at once. */
  readonly brought: readonly Commit[] | null;
  /** The end of the branch that it merged, when it brought that. */
  readonly tip: Commit | null;
}

/** Of the default branch on one page. */
const LINE = 2_000;
/** Of all branches on one page; a page of fewer arrivals is made where they bring more. */
const MOST = 8_000;

/** Where a commit that was read earlier stands in a history that may have been rewritten since. */
export async function since({ git, head }: Repository, earlier: string | null): Promise<Since> {
  if (earlier === null || head === null) return { read: null, lost: earlier === null ? 0 : null };
  const known = await countOf(git, ['--ignore-missing', '--max-count=1', earlier]);
  if (known === 0) return { read: null, lost: null };
  return { read: earlier, lost: await countOf(git, ['--first-parent', earlier, `^${head}`]) };
}

/** How many commits the first-parent line has after `read`, by git's own count. */
export const lineLength = async ({ git, head }: Repository, read: string | null): Promise<number> =>
  head === null ? 0 : countOf(git, ['--first-parent', ...range(read, head)]);

/** How many commits it has in all, with those that came with merges and are no change of their own. */
export const wholeLength = async ({ git, head }: Repository): Promise<number> =>
  head === null ? 0 : countOf(git, [head]);

/** The last commits of the first-parent line, the newest first, without what came with them. */
export async function latest({ git, head }: Repository, most: number): Promise<readonly Commit[]> {
  if (head === null) return [];
  const ids = lines(await git(['rev-list', '--first-parent', `--max-count=${most}`, head]));
  return parseLog(await git([...LOG, '--no-walk=unsorted', ...ids]));
}

const range = (from: string | null, to: string): readonly string[] => (from === null ? [to] : [to, `^${from}`]);

/**
 * The history after `read`, oldest first, in stretches of a bounded number of commits. Each is what one command
 * prints, so that whoever has the repository can print it again.
 */
export async function* stretches(repository: Repository, read: string | null): AsyncGenerator<Stretch> {
  const { git, head } = repository;
  if (head === null) return;
  const line = new Line(await git(['rev-list', '--first-parent', '--reverse', ...range(read, head)]), head.length);
  let from = read;
  for (let done = 0; done < line.length; ) {
    let size = Math.min(LINE, line.length - done);
    while (size > 1 && (await countOf(git, range(from, line.at(done + size - 1)))) > MOST) size = Math.ceil(size / 2);
    const ids = Array.from({ length: size }, (_, place) => line.at(done + place));
    done += size;
    yield await stretch(repository, from, { ids, done });
    from = ids.at(-1) ?? from;
  }
}

/** Ids one after the other, as git printed them: a hundred thousand take 4 MB. */
class Line {
  readonly length: number;
  readonly #bytes: Uint8Array;
  readonly #width: number;

  constructor(bytes: Uint8Array, width: number) {
    this.#bytes = bytes;
    this.#width = width;
    this.length = bytes.length / (width + 1);
    if (!Number.isInteger(this.length)) throw new TypeError('git rev-list prints something else than ids');
  }

  at(place: number): string {
    const start = place * (this.#width + 1);
    return new TextDecoder().decode(this.#bytes.subarray(start, start + this.#width));
  }
}

async function stretch(
  { git, name }: Repository,
  from: string | null,
  { ids, done }: { readonly ids: readonly string[]; readonly done: number },
): Promise<Stretch> {
  const to = ids.at(-1) ?? '';
  const [, ...tips] = ids.length === 1 ? await parentsOf(git, to) : [];
  const tooMany = tips.length > 0 && (await countOf(git, range(from, to))) > MOST;
  const args = tooMany
    ? [...LOG, '--no-walk=unsorted', to, ...tips]
    : [...LOG, '--topo-order', '--reverse', ...range(from, to)];
  const bytes = await git(args);
  const commits = new Map(parseLog(bytes).map((commit) => [commit.id, commit]));
  const arrivals = ids.map((id) => {
    const commit = commits.get(id);
    if (commit === undefined)
      throw new DomainError('source_unclear', { source: `the repository ${name}`, because: `git log left out ${id}` });
    commits.delete(id);
    return arrivalOf(commit, commits, tooMany);
  });
  return { bytes, command: `git ${args.join(' ')}`, arrivals, done };
}

async function parentsOf(git: Repository['git'], id: string): Promise<readonly string[]> {
  const [line = ''] = lines(await git(['rev-list', '--parents', '--max-count=1', id]));
  return line.split(' ').slice(1);
}

/** Takes what came with a commit out of what has not arrived yet. */
function arrivalOf(commit: Commit, waiting: Map<string, Commit>, tooMany: boolean): Arrival {
  const [, second, ...others] = commit.parents;
  const tip = second === undefined ? null : (waiting.get(second) ?? null);
  if (tooMany) return { commit, brought: null, tip };
  const brought: Commit[] = [];
  const ahead = second === undefined ? [] : [second, ...others];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    const next = waiting.get(id);
    if (next === undefined) continue;
    waiting.delete(id);
    brought.push(next);
    ahead.push(...next.parents);
  }
  return { commit, brought, tip };
}
