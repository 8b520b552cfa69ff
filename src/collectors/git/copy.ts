import type { Tools } from '#/collectors/collector.ts';
import { type Instant, MINUTE, SECOND } from '#/core/time/instant.ts';
import { type Git, lines } from './output.ts';

/** A repository that was brought here from another one, of which it tells what was there when the two last spoke. */
export interface Copy {
  /** What it calls the other one. */
  readonly remote: string;
  /** When the branch that is read was last known to be that of the other one; null where nothing here says that. */
  readonly heard: Instant | null;
  /** Commits of the branch of the same name here that the other one did not have then. */
  readonly apart: number;
}

/** A branch, and how it is called here. */
export interface Branch {
  readonly branch: string;
  readonly ref: string;
}

/** A branch here that stands for one of a remote, by its whole name. */
interface Tracked {
  /** By its name at the remote. */
  readonly branches: ReadonlyMap<string, string>;
  /** The branch that the remote's HEAD named; null where that was not brought. */
  readonly named: string | null;
}

/** What is known here of the branches of a remote. */
export async function trackedIn(git: Git, remote: string): Promise<Tracked> {
  const prefix = `refs/remotes/${remote}/`;
  const refs = lines(await git(['for-each-ref', '--format=%(refname) %(symref)', prefix])).map((line) =>
    line.split(' '),
  );
  const [, head = ''] = refs.find(([name]) => name === `${prefix}HEAD`) ?? [];
  const names = refs.flatMap(([name = '', target = '']) => (target === '' ? [name] : []));
  return {
    branches: new Map(names.map((name) => [name.slice(prefix.length), name])),
    named: head.startsWith(prefix) ? head.slice(prefix.length) : null,
  };
}

interface Asked {
  readonly git: Git;
  readonly tools: Pick<Tools, 'readFile' | 'changedAt'>;
  readonly remote: string;
}

/**
 * When a branch was last what the remote has: by the file that each fetch writes, also where nothing was new, or by the
 * log of what moved the branch. Both are the word of this machine, and say nothing where they are of another commit.
 */
export async function heardOf(asked: Asked, { branch, ref, head }: Branch & { readonly head: string }) {
  const told = [await fetchedAt(asked, { branch, head }), await movedAt(asked, { ref, head })];
  const known = told.flatMap((instant) => instant ?? []);
  return known.length === 0 ? null : Math.max(...known);
}

/** What the files of a clone are brought within, when they are copied one after the other. */
const COPYING = 10 * MINUTE;

/** The file names where it was fetched from by an address alone, which may be that of another one. */
async function fetchedAt(
  { git, tools, remote }: Asked,
  { branch, head }: { readonly branch: string; readonly head: string },
): Promise<Instant | null> {
  const asked = ['rev-parse', '--path-format=absolute', '--git-path', 'FETCH_HEAD', '--git-common-dir'];
  const [file = '', folder = ''] = lines(await git(asked));
  try {
    const changed = await tools.changedAt(file);
    const came = await cameAt(tools, folder);
    if (changed === null || came === null || changed < came + COPYING) return null;
    const from = `branch '${branch}' of ${await addressOf(git, remote)}`;
    const fetched = lines(await tools.readFile(file));
    const isIt = fetched.some((line) => line.startsWith(`${head}\t`) && line.endsWith(`\t${from}`));
    return isIt ? changed : null;
  } catch {
    return null; // nothing was fetched, or it may not be read
  }
}

/** Where a remote is now, as git writes it down. */
async function addressOf(git: Git, remote: string): Promise<string> {
  const [address = ''] = lines(await git(['remote', 'get-url', '--', remote]));
  return asFetched(address);
}

/** An address as git writes it down: without who asks, slashes at its end and `.git`. */
const asFetched = (address: string): string =>
  address
    .replace(/^((?:[a-z][a-z\d+.-]*:\/\/)?)[^/@]*@(?=[^/]*[:/])/iu, '$1')
    .replace(/\/+$/u, '')
    .replace(/(?<=.)\.git$/u, '');

/**
 * When the files came here, by one that a fetch does not write. Where they were copied without their times, all of them
 * are of the copy, and the time of none is that of a fetch.
 */
async function cameAt(tools: Asked['tools'], folder: string): Promise<Instant | null> {
  for (const name of ['description', 'config']) {
    const came = await tools.changedAt(`${folder}/${name}`).catch(() => null);
    if (came !== null) return came;
  }
  return null;
}

const CLONED = /^clone: from (.*)$/u;
const SPOKE = /^(?:clone: from|fetch|pull|update by push)/u;

async function movedAt(
  { git, remote }: Asked,
  { ref, head }: { readonly ref: string; readonly head: string },
): Promise<Instant | null> {
  // a branch of this repository's own may have come from a remote that is gone, or is called otherwise now
  if (!ref.startsWith(`refs/remotes/${remote}/`)) return null;
  const last = await lastMoved(git, ref);
  if (last !== null && last.commit !== head) return null;
  // a clone logs what it brought under the name of the remote's HEAD alone
  const spoke = last ?? (await lastMoved(git, `refs/remotes/${remote}/HEAD`));
  if (spoke === null || !(last === null ? CLONED : SPOKE).test(spoke.why)) return null;
  const from = CLONED.exec(spoke.why)?.[1]; // of a fetch git writes down nowhere where it was from
  return from === undefined || (await addressOf(git, remote)) === asFetched(from) ? spoke.at : null;
}

interface Moved {
  readonly at: Instant;
  readonly commit: string;
  readonly why: string;
}

async function lastMoved(git: Git, ref: string): Promise<Moved | null> {
  if (!lines(await git(['for-each-ref', '--format=%(refname)', ref])).includes(ref)) return null;
  const asked = ['log', '--walk-reflogs', '--max-count=1', '--date=unix', '--format=%gd %H %gs', ref, '--'];
  const [line] = lines(await git(asked));
  const [, seconds, commit = '', why = ''] = /@\{(\d+)\} (\S+) (.*)$/u.exec(line ?? '') ?? [];
  return seconds === undefined ? null : { at: Number(seconds) * SECOND, commit, why };
}
