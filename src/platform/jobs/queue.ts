import { CompiledQuery } from 'kysely';
import { type JobWithMetadata, PgBoss, type WorkOptions } from 'pg-boss';
import { connectionTo } from '#/platform/db/connect.ts';
import type { Tx } from '#/platform/db/database.ts';
import { QUEUE } from '#/platform/db/roles.ts';
import type { About, Traces } from '#/platform/traces/traces.ts';

/** What travels through the queue: ids, and nothing of anybody. */
export interface Ticket {
  /** Null: of no organization. */
  readonly org: string | null;
  readonly id: string;
  /** Of a file to be read: whoever asked for it says that it was exported anew. */
  readonly exportedAnew?: boolean;
  /** How often somebody had it tried again: one of an earlier round is of nothing any more. Left out: never. */
  readonly round?: number;
}

/** As it travels: with what it goes on from, where that is followed. */
interface Sent extends Ticket {
  readonly traceparent?: string;
}

export interface Turn extends Ticket {
  /** Aborted when the server stops, or when it takes too long. */
  readonly signal: AbortSignal;
  /** How often it was tried before. */
  readonly tries: number;
  /** There will be no further try. */
  readonly isLast: boolean;
}

export interface Kind {
  readonly name: string;
  readonly retries: number;
  /** In seconds, about so long after the first try; doubled with each further one. */
  readonly pause: number;
  /** In seconds, from the start of a try. */
  readonly longest: number;
  /** At once, in one process. */
  readonly atOnce: number;
}

/** A queue that lives in the database: what is sent in a transaction is there when the transaction is. */
export interface Queue {
  readonly send: (tx: Tx, kind: string, ticket: Ticket) => Promise<void>;
  /** For what belongs to no transaction. */
  readonly sendAlone: (kind: string, ticket: Ticket) => Promise<void>;
  readonly work: (kind: Kind, turn: (turn: Turn) => Promise<void>) => Promise<void>;
  /** Told of every ticket that no try could finish. */
  readonly dead: (told: (kind: string, ticket: Ticket) => Promise<void>) => Promise<void>;
  /** By a cron expression in UTC; after a pause, once for all that was missed. */
  readonly schedule: (kind: string, cron: string, ticket: Ticket) => Promise<void>;
  /** How much waits and runs, by kind, as whoever works counted it last. */
  readonly counts: () => Promise<
    readonly { readonly kind: string; readonly waiting: number; readonly running: number }[]
  >;
  /** Takes no more, and lets what runs end within the time given, in milliseconds. */
  readonly close: (grace: number) => Promise<void>;
}

export interface QueueSetup {
  readonly url: string;
  readonly kinds: readonly Kind[];
  /** This process works; otherwise it only sends. */
  readonly works: boolean;
  readonly onError: (error: Error) => void;
  readonly traces: Traces;
}

const DEAD = 'dead';

type Told = WorkOptions & { includeMetadata: true };
/** What is new is told at once; what is to be tried again is found by looking, no less often than this. */
const LOOK_EVERY = 10;
const TOLD: Told = {
  includeMetadata: true,
  batchSize: 1,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: LOOK_EVERY,
};

const HEARTBEAT = 30;
/** How often somebody looks for work whose node went away, in seconds. */
const SUPERVISED_EVERY = 10;
const CONNECTIONS = 4;

export async function openQueue({ url, kinds, works, onError, traces }: QueueSetup): Promise<Queue> {
  const boss = new PgBoss({
    ...connectionTo(url, QUEUE),
    schema: QUEUE,
    max: CONNECTIONS,
    migrate: false,
    createSchema: false,
    supervise: works,
    schedule: works,
    superviseIntervalSeconds: SUPERVISED_EVERY,
    monitorIntervalSeconds: SUPERVISED_EVERY,
    useListenNotify: works,
    reindex: false, // the app's role owns no index
    monitorVacuum: false,
  });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(DEAD);
  for (const { name, retries, pause, longest } of kinds)
    await boss.createQueue(name, {
      notify: true,
      deadLetter: DEAD,
      retryLimit: retries,
      retryDelay: pause,
      retryBackoff: true,
      heartbeatSeconds: HEARTBEAT,
      expireInSeconds: longest,
    });
  return {
    send: async (tx, kind, ticket) => {
      const db = { executeSql: (text: string, values: unknown[] = []) => rowsOf(tx, text, values) };
      await boss.send(kind, sent(ticket, traces), { db });
    },
    sendAlone: async (kind, ticket) => {
      await boss.send(kind, sent(ticket, traces));
    },
    work: async ({ name, atOnce, retries }, turn) => {
      await boss.work<Sent, void, Told>(name, { ...TOLD, localConcurrency: atOnce }, async ([job]) => {
        if (job !== undefined) await traces.span(`job ${name}`, aboutJob(name, job), () => turn(turnOf(job, retries)));
      });
    },
    dead: async (told) => {
      await boss.work<Ticket, void, Told>(DEAD, TOLD, async ([job]) => {
        if (job !== undefined) await told(job.sourceName ?? '', ticketOf(job.data));
      });
    },
    schedule: async (kind, cron, ticket) => {
      await boss.schedule(kind, cron, ticket, { tz: 'UTC' });
    },
    counts: async () =>
      (await boss.getQueues()).map(({ name, queuedCount, activeCount }) => ({
        kind: name,
        waiting: queuedCount,
        running: activeCount,
      })),
    close: async (grace) => boss.stop({ graceful: true, timeout: grace, close: true }),
  };
}

function sent(ticket: Ticket, { current }: Traces): Sent {
  const traceparent = current();
  return traceparent === null ? ticket : { ...ticket, traceparent };
}

const aboutJob = (name: string, { data, retryCount }: JobWithMetadata<Sent>): About => ({
  kind: 'consumer',
  attributes: { 'attestry.job.kind': name, 'attestry.job.try': retryCount + 1 },
  parent: data.traceparent,
});

const ticketOf = ({ org, id, exportedAnew = false, round = 0 }: Sent): Required<Ticket> => ({
  org,
  id,
  exportedAnew,
  round,
});

const turnOf = ({ data, signal, retryCount }: JobWithMetadata<Sent>, retries: number): Turn => ({
  ...ticketOf(data),
  signal,
  tries: retryCount,
  isLast: retryCount >= retries,
});

async function rowsOf(tx: Tx, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  const { rows } = await tx.executeQuery(CompiledQuery.raw(text, values));
  return { rows };
}
