import type { Tools } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import type { Address } from './address.ts';
import { type Copy, heardOf, trackedIn } from './copy.ts';
import { meant } from './failure.ts';
import { type Git, lines, whole } from './output.ts';
import type { Settings } from './settings.ts';

/** A repository that can be read now, and the end of its default branch. */
export interface Repository {
  readonly name: string;
  readonly branch: string;
  /** Null while nothing was ever committed. */
  readonly head: string | null;
  /** Older history was left out when it was copied. */
  readonly shallow: boolean;
  /** Null of the repository that was asked for itself. */
  readonly copy: Copy | null;
  /** Runs git in it, to its end. */
  readonly git: Git;
}

export interface Reading {
  readonly settings: Settings;
  readonly secrets: Readonly<Record<string, string>>;
  readonly tools: Pick<Tools, 'git' | 'workFolder' | 'readFile' | 'changedAt'>;
  readonly address: Address;
}

const ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;
const decoder = new TextDecoder();

/** A folder is read in place; of a remote, the default branch and the tags are fetched first, without its files. */
export async function opened(reading: Reading): Promise<Repository> {
  const { settings, tools, address } = reading;
  const mirror = `${tools.workFolder}/mirror`;
  const folder = address.kind === 'folder' ? address.folder : mirror;
  const git = (args: readonly string[]): Promise<Uint8Array> => asked(address, tools.git(args, { folder }));
  const { branch, head, copy } = address.kind === 'folder' ? await inPlace(git, reading) : await mirrored(git, reading);
  if (head === null && settings.branch !== null) throw unclear(address, 'branch', `it has no branch ${branch}`);
  const shallow = decoder.decode(await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  return { name: settings.name ?? address.name, branch, head, shallow, copy, git };
}

type Found = Pick<Repository, 'branch' | 'head' | 'copy'>;

async function mirrored(git: Git, reading: Reading): Promise<Found> {
  const { branch, exists } = await fetched(reading, `${reading.tools.workFolder}/mirror`);
  return { branch, head: exists ? await endOf(git, ownRef(branch)) : null, copy: null };
}

const ownRef = (branch: string): string => `refs/heads/${branch}`;

/**
 * Of a copy, what the other one had is read: what is here alone did not arrive there, and a branch of the same name here
 * may be of any age.
 */
async function inPlace(git: Git, { settings, tools, address }: Reading): Promise<Found> {
  const remotes = lines(await git(['remote']));
  const remote = remotes.find((name) => name === 'origin') ?? remotes[0];
  if (remote === undefined) {
    const branch = await ownBranch(git, settings);
    return { branch, head: await endOf(git, ownRef(branch)), copy: null };
  }
  if (remote !== 'origin' && remotes.length > 1)
    throw unclear(
      address,
      'repository',
      'it has several remotes, and none is called origin; give the address of the one to read',
    );
  const { branches, named } = await trackedIn(git, remote);
  const branch = settings.branch ?? named ?? (await ownBranch(git, settings));
  const ref = branches.size === 0 ? ownRef(branch) : branches.get(branch);
  if (ref === undefined)
    throw unclear(
      address,
      'branch',
      `nothing was fetched of a branch ${branch} of ${remote}; say in "branch" which one to read`,
    );
  const head = await endOf(git, ref);
  const heard = head === null ? null : await heardOf({ git, tools, remote }, { branch, ref, head });
  const own = await endOf(git, ownRef(branch));
  const apart = own === null || head === null ? 0 : await countOf(git, [own, `^${head}`]);
  return { branch, head, copy: { remote, heard, apart } };
}

/** How many commits there are, by git's own count. */
export async function countOf(git: Git, args: readonly string[]): Promise<number> {
  const [answer] = lines(await git(['rev-list', '--count', ...args]));
  return Number(answer);
}

async function ownBranch(git: Git, { branch }: Settings): Promise<string> {
  if (branch !== null) return branch;
  const [current = ''] = lines(await git(['branch', '--show-current']));
  if (current !== '') return current;
  throw new DomainError('source_unclear', {
    source: 'the repository',
    setting: 'branch',
    because: 'its HEAD names no branch; say in "branch" which one is its default',
  });
}

/** The commit that a branch ends in; null when there is no such branch. */
async function endOf(git: Git, ref: string): Promise<string | null> {
  const refs = lines(await git(['for-each-ref', '--format=%(objectname) %(refname)', ref]));
  const [id] = refs.find((line) => line.endsWith(` ${ref}`))?.split(' ', 1) ?? [];
  return id ?? null;
}

async function fetched(
  reading: Reading,
  mirror: string,
): Promise<RemoteBranch['branch'] & { readonly branch: string }> {
  const { tools, address } = reading;
  const { url, branch, authorization } = await remoteBranch(reading);
  await whole(tools.git(['init', '--quiet', '--bare', '--', mirror]));
  const branches = branch.exists ? [`+refs/heads/${branch.name}:refs/heads/${branch.name}`] : [];
  const fetch = ['fetch', '--quiet', '--filter=blob:none', '--prune', '--no-write-fetch-head', '--', url, ...branches];
  await asked(address, tools.git([...fetch, '+refs/tags/*:refs/tags/*'], { folder: mirror, ...authorization }));
  return { ...branch, branch: branch.name };
}

interface RemoteBranch {
  readonly url: string;
  readonly branch: { readonly name: string; readonly exists: boolean };
  readonly authorization: Pick<NonNullable<Parameters<Tools['git']>[1]>, 'authorization'>;
}

/** Asks a remote for the end of its default branch; nothing is fetched. */
export async function remoteBranch({ settings, secrets, tools, address }: Reading): Promise<RemoteBranch> {
  if (address.kind !== 'remote') throw new TypeError('a folder is not asked over the network');
  const authorization = authorized(address, secrets);
  const wanted = settings.branch === null ? 'HEAD' : `refs/heads/${settings.branch}`;
  const output = tools.git(['ls-remote', '--symref', '--', address.url, wanted], authorization);
  const answer = lines(await asked(address, output));
  const named = answer.flatMap((line) => /^ref: refs\/heads\/(\S+)\tHEAD$/u.exec(line)?.[1] ?? [])[0];
  const name = settings.branch ?? named;
  const exists = answer.some((line) => line.endsWith(`\t${wanted}`) && ID.test(line.split('\t', 1)[0] ?? ''));
  if (name === undefined && exists)
    throw unclear(address, 'branch', 'its HEAD names no branch; say in "branch" which one is its default');
  return { url: address.url, branch: { name: name ?? 'main', exists }, authorization };
}

/** A token goes as the password of HTTP basic authentication, and over TLS only. */
function authorized(
  address: Address & { readonly kind: 'remote' },
  { token }: Readonly<Record<string, string>>,
): RemoteBranch['authorization'] {
  if (token === undefined || !address.url.startsWith('http')) return {};
  const { origin, protocol, username } = new URL(address.url);
  if (protocol !== 'https:')
    throw new DomainError('address_refused', {
      address: address.url,
      setting: 'repository',
      because: 'a token is sent over https only',
    });
  const bytes = new TextEncoder().encode(`${username || 'x-access-token'}:${token}`);
  return { authorization: { address: `${origin}/`, header: `Basic ${bytes.toBase64()}` } };
}

const unclear = ({ name }: Address, setting: keyof Settings, because: string): DomainError =>
  new DomainError('source_unclear', { source: `the repository ${name}`, setting, because });

/** The whole output of a command; where it fails, in words for whoever gave the address. */
const asked = (address: Address, output: AsyncIterable<Uint8Array>): Promise<Uint8Array> =>
  whole(output).catch((error: unknown) => {
    throw meant(error, address);
  });
