import type { FastifyInstance, FastifyReply } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import type { Entered } from '#/features/identity/index.ts';
import { changedJobs } from '#/features/jobs/index.ts';
import { entered, mustBeAllowed } from './enter.ts';
import type { Serving } from './context.ts';
import { jobsContract } from '#/features/jobs/contract.ts';

export const EVENTS = '/api/jobs/events';

/** A stream ends by itself after this; whoever still may opens the next. In milliseconds. */
const LONGEST = 5 * 60_000;
/** So often who follows is asked for again, and what stands in between hears that it goes on. In milliseconds. */
const HEARTBEAT = 20_000;
/** Of one account, and of all: each is asked about at every heartbeat. */
const MOST = { account: 10, all: 1_024 };
/** When somebody who has too many may come back, in seconds. */
const SOON = 30;

/** Who follows what changes in an organization. */
interface Follower {
  readonly org: string;
  readonly account: string;
  readonly changed: () => void;
  readonly end: () => void;
}

/** Open streams, told of what changes in an organization. */
export interface Streams {
  readonly heartbeat: number;
  /** Something changed in an organization; empty: perhaps in any. */
  readonly changed: (org: string) => void;
  /** Throws `too_many_requests` and `overloaded` where there is no room for one more. */
  readonly mustHaveRoom: (account: string) => void;
  readonly open: (follower: Follower) => () => void;
  readonly count: () => number;
  readonly endAll: () => void;
}

export function streams(heartbeat = HEARTBEAT): Streams {
  const followers = new Set<Follower>();
  return {
    heartbeat,
    count: () => followers.size,
    changed: (org) => {
      for (const each of followers) if (org === '' || each.org === org) each.changed();
    },
    mustHaveRoom: (account) => {
      const own = [...followers].filter((each) => each.account === account).length;
      if (own >= MOST.account) throw new DomainError('too_many_requests', { seconds: SOON });
      if (followers.size >= MOST.all) throw new DomainError('overloaded');
    },
    open: (follower) => {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    endAll: () => {
      for (const each of followers) each.end();
    },
  };
}

/** Whoever follows with several keys is one, too. */
const accountOf = ({ org, person, standing }: Entered): string => standing.account ?? `${org} ${person}`;

/** Jobs of an organization as they change, as server-sent events named `job`. */
export function mountEvents(app: FastifyInstance, serving: Serving, all: Streams): void {
  app.get(EVENTS, async (request, reply) => {
    const allowed = async (): Promise<Entered> => {
      const who = await entered(serving, request, jobsContract.list);
      mustBeAllowed(serving, who, jobsContract.list);
      return who;
    };
    const who = await allowed();
    if (reply.raw.destroyed) return reply.hijack(); // whoever left meanwhile is never heard to leave
    const { org } = who;
    const stillAllowed = async (): Promise<boolean> =>
      allowed().then(
        (now) => now.org === org,
        () => false,
      );
    all.mustHaveRoom(accountOf(who));
    const since = Number(request.headers['last-event-id'] ?? serving.attestry.chance.now() - 1);
    const from = Number.isSafeInteger(since) && since >= 0 ? since : 0;
    stream(serving, reply, all, { org, account: accountOf(who), since: from, stillAllowed });
  });
}

interface Following extends Pick<Follower, 'org' | 'account'> {
  readonly since: number;
  /** False once the session or the key is gone, the membership ended, or the role may not. */
  readonly stillAllowed: () => Promise<boolean>;
}

function stream(
  { attestry }: Serving,
  reply: FastifyReply,
  all: Streams,
  { org, account, since, stillAllowed }: Following,
): void {
  reply.hijack();
  const { raw } = reply;
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers });
  const isOver = (): boolean => raw.writableEnded || raw.destroyed;
  const write = (text: string): void => void (isOver() || raw.write(text));
  const end = (): void => void raw.end();
  write(': open\n\n');
  let last = since;
  let reading = Promise.resolve();
  const send = async (): Promise<void> => {
    const rows = await attestry.db.transaction(org, (tx) => changedJobs(tx, last));
    for (const row of rows) write(`id: ${row.changed}\nevent: job\ndata: ${JSON.stringify(row)}\n\n`);
    last = rows.at(-1)?.changed ?? last;
  };
  const changed = (): void => {
    reading = reading.then(send).catch(end); // whoever reads comes back with its last id
  };
  const beat = async (): Promise<void> => {
    if (!(await stillAllowed())) return end();
    if (isOver()) return;
    write(': still here\n\n');
    beating = setTimeout(() => void beat(), all.heartbeat);
  };
  let beating = setTimeout(() => void beat(), all.heartbeat);
  const ending = setTimeout(end, LONGEST);
  const leave = all.open({ org, account, changed, end });
  raw.once('close', () => {
    clearTimeout(beating);
    clearTimeout(ending);
    leave();
  });
  changed();
}
