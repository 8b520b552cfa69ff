import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { localClient } from '#/contract/local-client.ts';
import { DomainError } from '#/core/errors.ts';
import { infrastructureOf } from '#/demo/index.ts';
import { sourcesContract } from '#/features/sources/contract.ts';
import { sources } from '#/features/sources/index.ts';
import { environment } from '#/platform/config.ts';
import { collectOf, type Telling } from './bring-in.ts';
import type { Step } from './create.ts';

/** The repository that lies on a server of the company's own: git makes it, and git is asked for it. */
export function gitStep(telling: Telling): Step {
  const { name, at, stream } = infrastructureOf(telling.demo.company);
  return {
    at,
    what: 'infrastructure',
    run: async () => {
      const folder = path.join(telling.folder, 'infrastructure.git');
      await mkdir(folder, { recursive: true });
      git(folder, ['init', '--quiet', '--bare', '--initial-branch=main', '--template=']);
      git(folder, ['fast-import', '--quiet', '--done', '--date-format=raw'], stream);
      await localClient(sourcesContract, sources(telling.attestry.sources), telling.caller).add({
        id: 'infrastructure',
        collector: 'git',
        settings: { repository: folder, name, emergency: '^EMERGENCY' },
        untried: true,
      });
      await collectOf(telling, 'infrastructure');
    },
  };
}

function git(folder: string, args: readonly string[], input = ''): void {
  const { PATH } = environment();
  const { status, stderr, error } = spawnSync('git', args, {
    cwd: folder,
    input,
    env: { PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
  });
  if (status !== 0)
    throw new DomainError('demo_failed', { source: 'git', because: error?.message ?? stderr.toString().trim() });
}
