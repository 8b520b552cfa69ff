import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';

/** What a running server says of itself in its folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const LINE = { pid: 0, port: 3, status: 7 } as const; // the layout of postmaster.pid

/** The live server of a folder, or null. A pid file whose pid now belongs to another program is removed. */
export function postmasterOf(folder: string): Postmaster | null {
  const file = path.join(folder, 'postmaster.pid');
  const lines = readIfThere(file).split('\n');
  const pid = Number(lines[LINE.pid]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (!isAlive(pid)) return null; // PostgreSQL itself removes the file of a dead server
  if (!servesFrom(pid, folder)) {
    rmSync(file, { force: true });
    return null;
  }
  return { pid, port: Number(lines[LINE.port]), ready: lines[LINE.status]?.startsWith('ready') === true };
}

/** Empty when there is no such file; a server that stops takes its own away at any moment. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Only Linux tells what another process is; elsewhere the pid is believed. */
function servesFrom(pid: number, folder: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return name === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}
