import type { FastifyInstance, FastifyReply } from 'fastify';
import { changedJobs } from '#/features/jobs/index.ts';
import { entered, mustBeAllowed } from './enter.ts';
import type { Serving } from './context.ts';
import { jobsContract } from '#/features/jobs/contract.ts';

export const EVENTS = '/api/jobs/events';

/** Open streams, told of what changes in an organization. */
export interface Streams {
  /** Something changed in an organization; empty: perhaps in any. */
  readonly changed: (org: string) => void;
  readonly open: (org: string, changed: () => void) => () => void;
  readonly endAll: () => void;
  readonly onEnd: (end: () => void) => () => void;
}

export function streams(): Streams {
  const byOrg = new Map<string, Set<() => void>>();
  const ends = new Set<() => void>();
  return {
    changed: (org) => {
      const told = org === '' ? [...byOrg.values()].flatMap((each) => [...each]) : (byOrg.get(org) ?? []);
      for (const each of told) each();
    },
    open: (org, changed) => {
      const all = byOrg.get(org) ?? new Set();
      byOrg.set(org, all);
      all.add(changed);
      return () => void all.delete(changed);
    },
    endAll: () => {
      for (const end of ends) end();
    },
    onEnd: (end) => {
      ends.add(end);
      return () => void ends.delete(end);
    },
  };
}

/** A stream ends by itself after this; whoever still may opens the next. In milliseconds. */
const LONGEST = 5 * 60_000;
const HEARTBEAT = 15_000;

/** Jobs of an organization as they change, as server-sent events named `job`. */
export function mountEvents(app: FastifyInstance, serving: Serving, all: Streams): void {
  app.get(EVENTS, async (request, reply) => {
    const who = await entered(serving, request, jobsContract.list);
    mustBeAllowed(serving, who, jobsContract.list);
    const since = Number(request.headers['last-event-id'] ?? serving.attestry.chance.now() - 1);
    stream(serving, reply, all, { org: who.org, since: Number.isSafeInteger(since) && since >= 0 ? since : 0 });
  });
}

function stream(
  { attestry }: Serving,
  reply: FastifyReply,
  all: Streams,
  { org, since }: { readonly org: string; readonly since: number },
): void {
  reply.hijack();
  const { raw } = reply;
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers });
  raw.write(': open\n\n');
  let last = since;
  let reading = Promise.resolve();
  const send = async (): Promise<void> => {
    const rows = await attestry.db.transaction(org, (tx) => changedJobs(tx, last));
    for (const row of rows) raw.write(`id: ${row.changed}\nevent: job\ndata: ${JSON.stringify(row)}\n\n`);
    last = rows.at(-1)?.changed ?? last;
  };
  const changed = (): void => {
    reading = reading.then(send).catch(() => void raw.end()); // whoever reads comes back with its last id
  };
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT);
  const ending = setTimeout(() => raw.end(), LONGEST);
  const leave = [all.open(org, changed), all.onEnd(() => raw.end())];
  raw.once('close', () => {
    clearInterval(heartbeat);
    clearTimeout(ending);
    for (const each of leave) each();
  });
  changed();
}
