import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NO_TRACES, type Opened, type Traces } from '#/platform/traces/traces.ts';
import { WATCHED } from './health.ts';

const FAILED = 500;

/** Makes a span of each request: its method, the pattern of its route and its status, and nothing that anybody sent. */
export function traceRequests(app: FastifyInstance, traces: Traces): void {
  if (traces === NO_TRACES) return;
  const spans = new WeakMap<FastifyRequest, Opened>();
  app.addHook('onRequest', (request, { raw }, next) => {
    if (WATCHED.has(request.url)) return next();
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? 'none';
    const attributes = { 'http.request.method': method, 'http.route': route };
    const { traceparent } = request.headers;
    const parent = typeof traceparent === 'string' ? traceparent : null;
    const span = traces.open(`${method} ${route}`, { kind: 'server', attributes, parent });
    if (span === null) return next();
    spans.set(request, span);
    raw.once('close', () => {
      const { headersSent, statusCode: status } = raw;
      if (!headersSent) span.end({}, 'aborted');
      else span.end({ 'http.response.status_code': status }, status >= FAILED ? String(status) : null);
    });
    return next();
  });
  // Only here: what stands before may go on in the turn of another request.
  app.addHook('preHandler', (request, _, next) => {
    const span = spans.get(request);
    if (span === undefined) next();
    else span.within(next);
  });
}
