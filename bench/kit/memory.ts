import { readFileSync } from 'node:fs';

/** The most memory that this process had resident so far, in megabytes. PostgreSQL is a process of its own. */
export function peakMemory(): number {
  if (process.platform === 'linux') {
    // what getrusage says of a child begins with the memory of its parent; this does not
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (peak !== undefined) return Number(peak) / 1024;
  }
  return process.resourceUsage().maxRSS / 1024;
}
