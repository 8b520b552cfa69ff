import { spawn } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '#/core/errors.ts';
import { freePort } from '#/platform/free-port.ts';
import { postgresHome } from './binaries.ts';
import { ensureCluster, SUPERUSER, superuserPassword } from './cluster.ts';
import { type Launch, launchFrom } from './launch.ts';
import { isAlive, type Postmaster, postmasterOf } from './postmaster.ts';

/** A server on this machine, for as long as this process, or another, holds it. */
export interface EmbeddedServer {
  /** For the superuser: roles are made with it, nothing else. */
  readonly url: string;
  /** Lets go of it. The last one out stops it. */
  release(): void;
}

const PATIENCE = 30_000;
/** For so long one is started again that ends by itself: what a killed one left may be in its way for a while. */
const PERSISTENCE = 10_000;
const GLANCE = 10;

export interface Starting {
  /** Called as soon as a server is on its way, which then needs nothing of this process for a while. */
  readonly begins?: () => void;
  /** Aborted when nobody needs it any more before it is there. */
  readonly signal?: AbortSignal;
}

/**
 * Starts PostgreSQL on a folder, or joins the one that runs there. Whoever uses it holds a lease open: the writing end
 * of a pipe, which the kernel closes however a process ends. A watcher beside the server waits at the reading end, and
 * stops the server when nobody writes any more; so neither kill -9 nor the exit of the first process harms the others.
 */
export async function embeddedServer(folder: string, starting: Starting = {}): Promise<EmbeddedServer> {
  let launch: Launch | null = null; // looked for only when nothing runs yet
  const deadline = performance.now() + PATIENCE;
  let started: Destroyable | null = null;
  let endsBy = deadline; // never after it; sooner while those that are started end by themselves
  while (performance.now() < endsBy && starting.signal?.aborted !== true) {
    const server = postmasterOf(folder);
    if (server === null) {
      started?.destroy();
      started = null;
      if (launch === null) {
        launch = preparedLaunch(folder); // which takes a while: another may have started one by then
        continue;
      }
      started = await start(folder, launch, starting);
      if (started === null) endsBy = Math.min(endsBy, performance.now() + PERSISTENCE);
      continue;
    }
    starting.begins?.();
    endsBy = deadline;
    const joined = await join(folder, server);
    if (joined !== null) {
      started?.destroy();
      return joined;
    }
    await sleep(GLANCE);
  }
  started?.destroy();
  starting.signal?.throwIfAborted();
  throw new DomainError('database_unavailable', {
    because: `PostgreSQL did not start on ${folder}; the end of its log:\n${logTail(folder)}`,
  });
}

/** Null: it cannot be asked yet, or no longer. */
async function join(folder: string, server: Postmaster): Promise<EmbeddedServer | null> {
  const lease = server.ready ? openLease(folder, server) : null;
  if (lease === null) return null;
  if ((await accepts(server.port)) && existsSync(leaseOf(folder, server.pid)) && isWatched(lease))
    return { url: addressOf(folder, server.port), release: () => closeSync(lease) };
  closeSync(lease);
  return null;
}

/** By the socket in the folder, which is faster and nobody else's; by the port where there is none. */
function addressOf(folder: string, port: number): string {
  const url = new URL(`postgres://${SUPERUSER}@127.0.0.1:${port}/postgres`);
  url.password = superuserPassword(folder);
  if (existsSync(path.join(folder, `${SOCKET}${port}`))) url.searchParams.set('host', folder);
  return url.href;
}

const SOCKET = '.s.PGSQL.'; // as PostgreSQL names it
/** In bytes, of the whole path of a socket, its end included. */
const LONGEST_SOCKET = 100;

/** Where the server puts its socket; empty: the path would be too long for one. */
const socketsIn = (folder: string): string =>
  Buffer.byteLength(path.join(folder, `${SOCKET}65535`)) > LONGEST_SOCKET ? '' : folder;

function preparedLaunch(folder: string): Launch {
  const launch = launchFrom(postgresHome(), folder);
  ensureCluster(folder, launch);
  return launch;
}

/** Resolves when no server runs on the folder any more. */
export async function serverGone(folder: string): Promise<void> {
  while (postmasterOf(folder) !== null) await sleep(GLANCE);
}

/** In the cluster's folder, where whoever the server runs as may make it. */
const leaseOf = (folder: string, pid: number): string => path.join(folder, `${LEASE}${pid}`);
const LEASE = 'lease.';

/** Null while nobody reads at the other end: the server is starting or stopping. */
function openLease(folder: string, { pid }: Postmaster): number | null {
  try {
    return openSync(leaseOf(folder, pid), constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}

/** Somebody still reads at the other end: a watcher that found nobody there has left, and its server is about to stop. */
function isWatched(lease: number): boolean {
  try {
    return writeSync(lease, '\n') === 1;
  } catch {
    return false;
  }
}

/**
 * The watcher's pid is not the server's: the shell makes the pipe under its own pid, leaves a watcher behind, and
 * becomes the server. Its starter keeps descriptor 3 open until it holds a lease; until that closes, also because the
 * starter was killed before, a second shell beside the watcher holds a writing end. All ends are opened at once, by way
 * of one for both, so that no shell ever waits at a pipe whose other end nobody opens any more. The watcher reads by
 * itself and not by another program, so that it leaves its end of the pipe as soon as it finds nobody there; whoever
 * came in that very moment notices. A watcher whose pipe was taken away, because its server died and another was
 * started, does nothing.
 */
export const WATCHED = `
lease="$1$$"; shift
mkfifo -m 600 "$lease" || exit 1
(
  trap '' INT TERM HUP
  exec 4<>"$lease" 5<"$lease" 6>"$lease" 4<&-
  (exec 5<&-; cat <&3; :) &
  exec 3<&- 6>&-
  while read -r _; do :; done <&5
  exec 5<&-
  name=postgres; [ -r /proc/$$/comm ] && read -r name </proc/$$/comm
  [ -p "$lease" ] && rm -f "$lease" && [ "$name" = postgres ] && kill -INT $$
) </dev/null >/dev/null 2>&1 &
exec "$@" 3<&-`;

const SETTINGS = {
  unix_socket_permissions: '0700',
  // What a transaction wrote is already on its way to the disk when it commits, which waits for it.
  wal_writer_delay: '5ms',
  // A new file of the write-ahead log is not first filled with zeros, which would be written as often as what it is for.
  wal_init_zero: 'off',
};

/** Held open by the process that started a server, until it has a lease. */
type Destroyable = Pick<Readable, 'destroy'>;

/** Null: it ended by itself before it was ready. */
async function start(
  folder: string,
  { prefix, as, home }: Launch,
  { begins, signal }: Starting,
): Promise<Destroyable | null> {
  removeStaleLeases(folder);
  removeStaleSockets(folder);
  const port = await portFor(folder);
  const log = openSync(`${folder}.log`, 'a', 0o600);
  const places = ['-h', '127.0.0.1', '-p', String(port), '-k', socketsIn(folder)];
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const postgres = [path.join(home, 'bin', 'postgres'), '-D', folder, ...places, ...settings];
  const child = spawn('sh', ['-c', WATCHED, 'sh', path.join(folder, LEASE), ...prefix, ...postgres], {
    stdio: ['ignore', log, log, 'pipe'],
    detached: true,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    ...as,
  });
  closeSync(log);
  begins?.();
  const over = new AbortController();
  child.once('exit', () => over.abort()).once('error', () => over.abort());
  await readiness(folder, child.pid, signal === undefined ? over.signal : AbortSignal.any([over.signal, signal]));
  child.unref();
  const held = (child.stdio[3] ?? null) as Destroyable | null;
  if (!over.signal.aborted) return held;
  held?.destroy();
  if (child.pid !== undefined) dropLease(leaseOf(folder, child.pid));
  return null;
}

/** Takes the pipe away from a watcher whose server did not come to be, so that it ends. */
function dropLease(lease: string): void {
  let end: number | null = null;
  try {
    end = openSync(lease, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    // nobody waits at the other end
  }
  rmSync(lease, { force: true });
  if (end !== null) closeSync(end);
}

/** Resolves when it is ready, when it ended, or when nobody should wait longer. */
async function readiness(folder: string, pid: number | undefined, over: AbortSignal): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (performance.now() < deadline && !over.aborted) {
    const server = postmasterOf(folder);
    if (server?.ready === true && server.pid === pid) return;
    await sleep(GLANCE);
  }
}

function removeStaleLeases(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(LEASE) && !isAlive(Number(name.slice(LEASE.length)))) dropLease(path.join(folder, name));
  }
}

/**
 * Sockets that a killed server left: PostgreSQL would not start beside one whose pid is another program's now. A server
 * writes its pid before it makes a socket, so that none of a server that is just starting is taken away.
 */
function removeStaleSockets(folder: string): void {
  const left = readdirSync(folder).filter((name) => name.startsWith(SOCKET));
  if (postmasterOf(folder) === null) for (const name of left) rmSync(path.join(folder, name), { force: true });
}

/** The port that it had last, where nobody else took it: whoever used it before finds it again after it was killed. */
async function portFor(folder: string): Promise<number> {
  const file = `${folder}.port`;
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = await freePort(Number.isInteger(last) && last > 0 && last < 65_536 ? last : 0).catch(() => freePort(0));
  writeFileSync(file, `${port}\n`);
  return port;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).once('error', () => resolve(false));
  });

function logTail(folder: string): string {
  const file = `${folder}.log`;
  return existsSync(file) ? readFileSync(file, 'utf8').slice(-1500) : '(it wrote none)';
}
