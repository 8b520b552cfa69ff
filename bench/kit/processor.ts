import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TICK = 0.01; // seconds; USER_HZ is 100 on every Linux

/**
 * Seconds of processor time so far: of this process, and of all processes below it, where PostgreSQL is. Unlike the
 * time on the wall they hardly depend on what else the machine does. NaN where the system does not tell.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + postgresTime();
}

/** Of every server process: the postmaster is not our child, but what it runs for us is all that runs on its folder. */
let cluster: string | null = null;

/** Says which folder's server belongs to this measurement. */
export function watchServer(folder: string): void {
  cluster = folder;
}

function postgresTime(): number {
  if (cluster === null || process.platform !== 'linux') return 0;
  if (!existsSync(`${cluster}/postmaster.pid`)) return 0; // it was stopped: what is measured needs no server
  const postmaster = readFileSync(`${cluster}/postmaster.pid`, 'utf8').split('\n', 1)[0] ?? '';
  let ticks = 0;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const fields = statOf(pid);
    if (fields !== null && (pid === postmaster || fields[PARENT] === postmaster))
      ticks += Number(fields[USER]) + Number(fields[SYSTEM]);
  }
  return ticks * TICK;
}

/** Places in /proc/PID/stat behind the name, which is in parentheses. */
const [PARENT, USER, SYSTEM] = [1, 11, 12];

function statOf(pid: string): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null; // it ended meanwhile
  }
}
