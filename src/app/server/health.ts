import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import { sha256 } from '#/ledger/hash.ts';
import type { Metrics } from '#/platform/metrics.ts';
import type { Serving } from './context.ts';
import { EVENTS } from './events.ts';

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
  app.get('/metrics', unlimited, (request, reply) => {
    if (!mayWatch(request, config.metricsKey)) throw new DomainError('unauthenticated');
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(metrics.text());
  });
}

/** From this machine, or with the key that the operator gave to what watches. */
function mayWatch(request: FastifyRequest, key: string | null): boolean {
  if (LOOPBACK.has(request.ip)) return true;
  const given = request.headers.authorization;
  return key !== null && given !== undefined && timingSafeEqual(sha256(given), sha256(`Bearer ${key}`));
}

/** Counts requests by route and status, and refuses what is more than can be worked on at once. */
export function watchLoad(app: FastifyInstance, metrics: Metrics, most: number): void {
  let inFlight = 0;
  metrics.gauge('attestry_requests_in_flight', () => inFlight);
  metrics.gauge('process_resident_memory_bytes', () => process.memoryUsage.rss());
  app.addHook('onRequest', (request, reply, next) => {
    if (WATCHED.has(request.url) || request.url.startsWith(EVENTS)) return next();
    inFlight += 1;
    reply.raw.once('close', () => {
      inFlight -= 1;
    });
    return inFlight > most ? next(new DomainError('overloaded')) : next();
  });
  app.addHook('onResponse', (request, reply, next) => {
    const labels = { route: request.routeOptions.url ?? 'none', method: request.method };
    metrics.count('attestry_requests_total', { ...labels, status: String(reply.statusCode) });
    metrics.observe('attestry_request_seconds', labels, reply.elapsedTime / 1_000);
    next();
  });
}
