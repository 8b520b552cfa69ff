import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import { sha256 } from '#/ledger/hash.ts';
import type { Metrics } from '#/platform/metrics.ts';
import { Arrivals } from './arrivals.ts';
import type { Serving } from './context.ts';
import { EVENTS } from './events.ts';
import { Tally } from './tally.ts';
import { type Leave, turns } from './turns.ts';

/** Routes for machines that watch over the server: they need no session, and are not counted as load. */
export const WATCHED: ReadonlySet<string> = new Set(['/health', '/ready', '/metrics']);

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export function mountHealth(app: FastifyInstance, serving: Serving, metrics: Metrics): void {
  const { db, config } = serving.attestry;
  const unlimited = { config: { rateLimit: false } };
  app.get('/health', unlimited, (_, reply) => reply.header('cache-control', 'no-store').send({ alive: true }));
  app.get('/ready', unlimited, async (_, reply) => {
    await db.organizations().catch((error: unknown) => {
      throw new DomainError('database_unavailable', { because: 'it does not answer' }, { cause: error });
    });
    return reply.header('cache-control', 'no-store').send({ ready: true });
  });
  app.get('/metrics', unlimited, async (request, reply) => {
    if (!mayWatch(request, config.metricsKey)) throw new DomainError('unauthenticated');
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text());
  });
}

/** From this machine, or with the key that the operator gave to what watches. */
function mayWatch(request: FastifyRequest, key: string | null): boolean {
  if (LOOPBACK.has(request.ip)) return true;
  const given = request.headers.authorization;
  return key !== null && given !== undefined && timingSafeEqual(sha256(given), sha256(`Bearer ${key}`));
}

/** What a server takes on. */
export interface Load {
  /** Requests that are open, whatever they wait for. */
  readonly open: number;
  /** Of these, such as may carry much, and have not come to their end. */
  readonly arriving: number;
  /** Of these, such as may carry much, and are here. */
  readonly carrying: number;
  /** From one address: who is slow, or reads slowly, keeps those of other addresses waiting for nothing. */
  readonly ofOne: {
    readonly open: number;
    /** Such as may carry much, and have not come to their end. */
    readonly arriving: number;
  };
  /** Of these, how many are worked on: more would only wait for the database, and for each other. */
  readonly worked: number;
  /** How long one waits to be worked on, in milliseconds. */
  readonly patience: number;
  /** So often it is looked whether what arrives comes on, in milliseconds. */
  readonly looking: number;
}

const isCounted = ({ url }: FastifyRequest): boolean => !WATCHED.has(url) && !url.startsWith(EVENTS);

const carries = ({ method }: FastifyRequest): boolean => method !== 'GET' && method !== 'HEAD';

/** Counts requests by route and status, works on some at once, and refuses what is more than can wait. */
export function watchLoad(app: FastifyInstance, metrics: Metrics, most: Load): void {
  const inFlight = { open: 0, carrying: 0 };
  const open = new Tally();
  const arriving = new Arrivals({ most: most.arriving, every: most.looking });
  const line = turns({ atOnce: most.worked, most: most.open, patience: most.patience });
  const here = new WeakSet<FastifyRequest>();
  const leaves = new WeakMap<FastifyRequest, Leave>();
  metrics.gauge('attestry_requests_in_flight', () => inFlight.open);
  metrics.gauge('attestry_requests_arriving', () => arriving.all());
  metrics.gauge('attestry_requests_waiting', () => line.waiting());
  metrics.gauge('process_resident_memory_bytes', () => process.memoryUsage.rss());
  app.addHook('onRequest', (request, reply, next) => {
    if (!isCounted(request)) return next();
    inFlight.open += 1;
    open.add(request);
    reply.raw.once('close', () => {
      inFlight.open -= 1;
      open.remove(request);
      arriving.remove(request);
      if (here.delete(request)) inFlight.carrying -= 1;
      leaves.get(request)?.();
    });
    if (inFlight.open > most.open) return next(new DomainError('overloaded'));
    const isMuch =
      open.of(request) > most.ofOne.open || (carries(request) && arriving.of(request) >= most.ofOne.arriving);
    if (isMuch) return next(new DomainError('too_many_requests', { seconds: WAIT }));
    if (carries(request)) arriving.add(request);
    next();
  });
  // All of it is here by now: who sends slowly keeps nobody waiting; nor does who reads slowly, below.
  app.addHook('preHandler', (request, _, next) => {
    if (!isCounted(request)) return next();
    if (carries(request)) {
      if (!arriving.remove(request)) return next(new DomainError('overloaded')); // it was told so already
      here.add(request);
      inFlight.carrying += 1;
      if (inFlight.carrying > most.carrying) return next(new DomainError('overloaded'));
    }
    const leave = line.take((granted) => (granted ? next() : next(new DomainError('overloaded'))));
    leaves.set(request, leave);
  });
  app.addHook('onSend', (request, _, payload, next) => {
    leaves.get(request)?.();
    next(null, payload);
  });
  app.addHook('onResponse', (request, reply, next) => {
    const labels = { route: request.routeOptions.url ?? 'none', method: request.method };
    metrics.count('attestry_requests_total', { ...labels, status: String(reply.statusCode) });
    metrics.observe('attestry_request_seconds', labels, reply.elapsedTime / 1_000);
    next();
  });
}

/** After how many seconds it is worth asking again, of an address that has too much under way. */
const WAIT = 5;
