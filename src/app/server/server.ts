import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import { openApi } from '#/contract/openapi.ts';
import { DomainError } from '#/core/errors.ts';
import { VERSION } from '#/app/version.ts';
import { mountAuth } from './auth-routes.ts';
import type { Serving } from './context.ts';
import { fail } from './failures.ts';
import { mustBeOwnHost } from './origin.ts';
import { referencePage, STYLE } from './reference.ts';
import { mountApi } from './routes.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export interface ServerOptions {
  readonly behindProxy: boolean;
  /** Requests a minute from one address. */
  readonly rate: number;
  readonly logger: boolean;
}

/** The server, not yet listening: API, signing in, health, and the pages. */
export async function httpServer(
  serving: Serving,
  { behindProxy, rate, logger }: ServerOptions,
): Promise<FastifyInstance> {
  const app = fastify({
    logger: logger ? LOGGING : false,
    trustProxy: behindProxy,
    requestTimeout: MINUTE,
    connectionTimeout: 2 * MINUTE,
    keepAliveTimeout: 10 * SECOND,
    handlerTimeout: 2 * MINUTE,
    genReqId: () => serving.attestry.chance.newId(),
    routerOptions: { maxParamLength: 1_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  app.setErrorHandler(fail);
  app.setNotFoundHandler((request, reply) =>
    fail(new DomainError('route_unknown', { method: request.method, path: pathOf(request.url) }), request, reply),
  );
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    mustBeOwnHost(request.headers.host, serving.attestry.url);
  });
  await app.register(helmet, headersFor(serving.attestry.url));
  await app.register(rateLimit, {
    max: rate,
    timeWindow: MINUTE,
    errorResponseBuilder: (_, { ttl }) => new DomainError('too_many_requests', { seconds: Math.ceil(ttl / SECOND) }),
  });
  mountDescription(app);
  mountApi(app, serving);
  mountAuth(app, serving);
  return app;
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';

/** Who asked what is in the audit log; here is only what an operator needs, and nobody's name, address or secret. */
const LOGGING = {
  level: 'info',
  serializers: {
    req: ({
      method,
      routeOptions,
      id,
    }: {
      method: string;
      routeOptions?: { url?: string | undefined };
      id: string;
    }) => ({
      method,
      route: routeOptions?.url ?? 'none',
      id,
    }),
    res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
  },
} as const;

/** Nothing is loaded from elsewhere, no script stands in a page, and nobody frames it. */
const headersFor = (url: string) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  },
  strictTransportSecurity: url.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  referrerPolicy: { policy: 'no-referrer' as const },
  crossOriginEmbedderPolicy: false,
});

function mountDescription(app: FastifyInstance): void {
  const description = openApi(VERSION);
  const text = JSON.stringify(description);
  const page = referencePage(description);
  app.get('/api/openapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(text));
  app.get('/api/reference', (_, reply) => reply.type('text/html; charset=utf-8').send(page));
  app.get('/api/reference.css', (_, reply) => reply.type('text/css; charset=utf-8').send(STYLE));
}
