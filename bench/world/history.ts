import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Commits a group: one that is made directly on the branch, two on a topic, and the merge that brings them. */
const GROUP = 4;
const FIRST = 1_600_000_000;
const PEOPLE = 97;

/** Makes a repository of so many commits, half of which are on its branch: merges that name who reviewed them, and direct pushes. */
export async function makeHistory(folder: string, commits: number): Promise<string> {
  const repository = path.join(folder, 'history.git');
  await ran(['init', '--quiet', '--bare', '--initial-branch=main', repository]);
  await ran(['-C', repository, 'fast-import', '--quiet'], function* written() {
    let trunk = 0;
    for (let mark = 1; mark <= commits; mark += GROUP) {
      const first = commit('main', mark, { from: trunk, merge: 0 });
      if (mark + GROUP - 1 > commits) {
        yield first;
        trunk = mark;
        continue;
      }
      const topic = [mark + 1, mark + 2].map((at) => commit('topic', at, { from: at - 1, merge: 0 }));
      yield [first, ...topic, commit('main', mark + 3, { from: mark, merge: mark + 2 })].join('');
      trunk = mark + 3;
    }
  });
  return repository;
}

function commit(
  branch: string,
  mark: number,
  { from, merge }: { readonly from: number; readonly merge: number },
): string {
  const who = mark % PEOPLE;
  const trailer = merge === 0 ? '' : `\nReviewed-by: P${(who + 1) % PEOPLE} <p${(who + 1) % PEOPLE}@acme.example>\n`;
  const message = `Change ${mark}\n\n${'What it does, and why. '.repeat(20)}\n${trailer}`;
  return [
    `commit refs/heads/${branch}`,
    `mark :${mark}`,
    `committer P${who} <p${who}@acme.example> ${FIRST + mark * 60} +0000`,
    `data ${message.length}`,
    `${message}${from === 0 ? '' : `from :${from}\n`}${merge === 0 ? '' : `merge :${merge}\n`}`,
  ].join('\n');
}

const nothing = (): Iterable<string> => [];

/** Runs git; what is written to it waits for it, so that nothing piles up here. */
async function ran(args: readonly string[], written: () => Iterable<string> = nothing): Promise<void> {
  const env = { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  const child = spawn('git', args, { env, stdio: ['pipe', 'ignore', 'inherit'] });
  const over = once(child, 'close');
  for (const text of written()) if (!child.stdin.write(text)) await once(child.stdin, 'drain');
  child.stdin.end();
  const [code] = await over;
  if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}`);
}
