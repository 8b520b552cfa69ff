import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DomainError } from '#/core/errors.ts';
import { makeFolder } from '#/platform/make-folder.ts';
import { syncFolder } from '#/platform/sync-folder.ts';
import type { Launch } from './launch.ts';
import { isAlive } from './postmaster.ts';

const PASSWORD = 'superuser.password';
export const SUPERUSER = 'postgres';

export const superuserPassword = (folder: string): string => readFileSync(path.join(folder, PASSWORD), 'utf8');

/** Makes the cluster unless it is there. Of several processes that make it at once, one wins and the others use its. */
export function ensureCluster(folder: string, launch: Launch): void {
  if (existsSync(path.join(folder, 'PG_VERSION'))) return;
  makeFolder(path.dirname(folder));
  removeAbandonedDrafts(folder);
  const draft = `${folder}${DRAFT}${process.pid}-${randomBytes(4).toString('hex')}`;
  const password = `${draft}.password`;
  try {
    writeFileSync(password, randomBytes(24).toString('hex'), { mode: 0o600 });
    initialize(draft, password, launch);
    copyFileSync(password, path.join(draft, PASSWORD));
    if (launch.as !== null) rmSync(folder, { recursive: true, force: true });
    moveInto(folder, draft);
  } finally {
    rmSync(password, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

const DRAFT = '.draft-';

/** What processes left behind that were killed while they made the cluster. */
function removeAbandonedDrafts(folder: string): void {
  const start = path.basename(folder) + DRAFT;
  for (const name of readdirSync(path.dirname(folder))) {
    if (!name.startsWith(start) || isAlive(Number.parseInt(name.slice(start.length), 10))) continue;
    rmSync(path.join(path.dirname(folder), name), { recursive: true, force: true });
  }
}

function initialize(draft: string, password: string, { prefix, as, home }: Launch): void {
  if (as !== null) {
    mkdirSync(draft, { mode: 0o700 });
    for (const file of [draft, password]) chownSync(file, as.uid, as.gid);
  }
  const [command, ...args] = [
    ...prefix,
    path.join(home, 'bin', 'initdb'),
    ...INITDB,
    '-D',
    draft,
    '--pwfile',
    password,
  ];
  const { status, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    ...as,
  });
  if (status !== 0)
    throw new DomainError('database_unavailable', {
      because: `initdb failed: ${stderr.trim() || String(error)}`,
    });
}

/** No locale of the system is used, so that text sorts alike everywhere. On Linux one call syncs all files at once. */
const INITDB = [
  '-U',
  SUPERUSER,
  '-A',
  'scram-sha-256',
  '-E',
  'UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  ...(process.platform === 'linux' ? ['--sync-method=syncfs'] : []),
];

function moveInto(folder: string, draft: string): void {
  try {
    renameSync(draft, folder);
    syncFolder(path.dirname(folder));
  } catch (error) {
    const lost = error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
    if (!lost) throw error;
  }
}
