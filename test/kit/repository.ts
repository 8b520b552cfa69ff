import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Who and when, as git reads it from its environment. */
export interface Said {
  readonly by?: string;
  readonly committer?: string;
  /** RFC 3339, of author and committer. */
  readonly at?: string;
}

export interface TestRepository {
  readonly folder: string;
  /** Runs git in it as a person would, and gives what it prints. */
  readonly git: (args: readonly string[], said?: Said & { readonly input?: string | Uint8Array }) => string;
  /** A commit on what is checked out; its id. */
  readonly commit: (message: string, said?: Said) => string;
  /** A branch of commits by these people that is merged into what is checked out; the id of the merge. */
  readonly merge: (message: string, authors: readonly string[], said?: Said) => string;
}

const ADA = 'Ada <ada@acme.example>';

const identity = (kind: 'AUTHOR' | 'COMMITTER', who: string): Record<string, string> => {
  const [, name = '', address = ''] = /^(.*?) ?<(.*)>$/.exec(who) ?? [];
  return { [`GIT_${kind}_NAME`]: name, [`GIT_${kind}_EMAIL`]: address };
};

/** A repository made by git itself, whose default branch is main. */
export function testRepository(folder: string, name = 'repository'): TestRepository {
  const place = path.join(folder, name);
  let clock = Date.UTC(2026, 2, 2, 9);
  const git: TestRepository['git'] = (args, { by = ADA, committer = by, at, input } = {}) => {
    clock += 60_000;
    const date = at ?? new Date(clock).toISOString();
    const { status, stdout, stderr } = spawnSync('git', ['-C', place, ...args], {
      input,
      maxBuffer: 2 ** 28,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
        ...identity('AUTHOR', by),
        ...identity('COMMITTER', committer),
      },
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.toString()}`);
    return stdout.toString('utf8').trim();
  };
  const commit: TestRepository['commit'] = (message, said) => {
    git(['commit', '--allow-empty', '--allow-empty-message', '--cleanup=verbatim', '-F', '-'], {
      ...said,
      input: message,
    });
    return git(['rev-parse', 'HEAD']);
  };
  const merge: TestRepository['merge'] = (message, authors, said) => {
    const onto = git(['branch', '--show-current']);
    git(['checkout', '-q', '-b', `topic-${clock}`]);
    for (const by of authors) commit('part of it', { by });
    git(['checkout', '-q', onto]);
    git(['merge', '-q', '--no-ff', '--cleanup=verbatim', '-m', message, '@{-1}'], said);
    return git(['rev-parse', 'HEAD']);
  };
  spawnSync('git', ['init', '-q', '-b', 'main', place]);
  return { folder: place, git, commit, merge };
}
