import type { Tools } from '#/collectors/collector.ts';
import type { Files } from '#/platform/files.ts';

/** Git with fixed settings, as collectors have it. */
export type GitTool = Tools['git'];

export interface GitPlace {
  readonly remote: string;
  readonly branch: string;
  /** The name of the file in the repository. */
  readonly name: string;
  readonly content: string;
  readonly message: string;
}

export interface GitDeps {
  readonly git: GitTool;
  readonly files: Pick<Files, 'write'>;
  /** A folder of its own, kept from time to time. */
  readonly folder: string;
}

/** Where the tip of the branch is kept here. */
const TIP = 'refs/attestry/tip';

/**
 * Puts one file at the tip of a branch of a remote repository, and returns the commit. Nothing of the repository is
 * ever checked out, so that whoever else writes there cannot reach this machine; and nothing is forced, so that what
 * somebody else pushed in between makes this fail.
 */
export async function commitTo(place: GitPlace, { git, files, folder }: GitDeps): Promise<string> {
  const { remote, branch, name, content, message } = place;
  const [repository, file] = [`${folder}/repository`, `${folder}/content`];
  const run = async (...args: readonly string[]): Promise<string> => textOf(git(args, { folder: repository }));
  await textOf(git(['init', '--bare', '--quiet', repository]));
  const refs = (await run('ls-remote', '--heads', '--', remote, `refs/heads/${branch}`)).split('\n');
  let tip: string | null = null;
  if (refs.some((line) => line.endsWith(`\trefs/heads/${branch}`))) {
    await run('fetch', '--quiet', '--force', '--depth=1', '--no-tags', '--', remote, `refs/heads/${branch}:${TIP}`);
    tip = await run('rev-parse', TIP);
  }
  await run('read-tree', tip ?? '--empty');
  await files.write(file, Buffer.from(content));
  const blob = await run('hash-object', '-w', '--no-filters', '--', file);
  await run('update-index', '--add', '--cacheinfo', `100644,${blob},${name}`);
  const tree = await run('write-tree');
  if (tip !== null && (await run('rev-parse', `${tip}^{tree}`)) === tree) return tip; // it was pushed, and not yet noted
  const commit = await run('commit-tree', tree, ...(tip === null ? [] : ['-p', tip]), '-m', message);
  await run('push', '--quiet', '--', remote, `${commit}:refs/heads/${branch}`);
  return commit;
}

async function textOf(output: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of output) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8').trim();
}
