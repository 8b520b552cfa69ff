import { chownSync, cpSync, existsSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { makeFolder } from '#/platform/make-folder.ts';

/** How PostgreSQL, which refuses to run as root, is started from here. */
export interface Launch {
  /** Put before the command. */
  readonly prefix: readonly string[];
  /** Who it runs as; null: as this process. */
  readonly as: { readonly uid: number; readonly gid: number } | null;
  /** Its programs, where that user can read them. */
  readonly home: string;
}

const NOBODY = { uid: 65534, gid: 65534 } as const;

/**
 * As a normal user nothing is needed. As root on Linux it runs in a user namespace of its own, where it is not root;
 * where that is forbidden, as nobody. `folder` is the cluster's, which that user must own.
 */
export function launchFrom(home: string, folder: string): Launch {
  if (process.getuid?.() !== 0) return { prefix: [], as: null, home };
  const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'];
  if (process.platform === 'linux' && succeeds([...namespace, 'true'])) return { prefix: namespace, as: null, home };
  if (!canEnter(path.dirname(folder))) {
    throw new DomainError('database_unavailable', {
      because: `PostgreSQL does not run as root, this machine allows no user namespace, and nobody may enter ${path.dirname(folder)}; run as a normal user, choose another --data folder, or set DATABASE_URL`,
    });
  }
  makeFolder(folder);
  chownSync(folder, NOBODY.uid, NOBODY.gid);
  return { prefix: [], as: NOBODY, home: canEnter(home) ? home : copied(home, folder) };
}

const succeeds = ([command = '', ...args]: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** May everybody walk down to a folder? */
function canEnter(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function copied(home: string, folder: string): string {
  const copy = `${folder}.programs`;
  if (!existsSync(copy)) cpSync(home, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}
