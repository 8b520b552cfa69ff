import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import { openApi } from '#/contract/openapi.ts';
import { ROUTES_BESIDE } from './routes-beside.ts';
import { DomainError } from '#/core/errors.ts';
import { subnetOf } from '#/core/subnet.ts';
import { VERSION } from '#/app/version.ts';
import type { Metrics } from '#/platform/metrics.ts';
import { mountAccess } from './access/routes.ts';
import { mountAuditLog } from './audit-log.ts';
import { mountAuth } from './auth-routes.ts';
import { mustBePlain } from './body.ts';
import type { Serving } from './context.ts';
import { mountEvents, type Streams } from './events.ts';
import { fail, failUnread } from './failures.ts';
import { mountHealth, WATCHED, watchLoad } from './health.ts';
import { mustBeOwnHost } from './origin.ts';
import { mountPages, viewerIn } from './pages.ts';
import { referencePage } from './reference/page.ts';
import { SCRIPT } from './reference/script.ts';
import { STYLE } from './reference/style.ts';
import type { Answer } from '#/features/identity/index.ts';
import { mountApi, tagged } from './routes.ts';
import { traceRequests } from './traced.ts';
import type { TrustPages } from './trust/pages.ts';
import { mountScim } from './scim-routes.ts';
import { mountTrust } from './trust/routes.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const MOST_AT_ONCE = {
  open: 1_024,
  arriving: 128,
  carrying: 128,
  ofOne: { open: 512, arriving: 32 },
  worked: 16,
  patience: 15 * SECOND,
};

export interface ServerOptions {
  /** So many proxies stand before it. */
  readonly proxies: number;
  /** Requests a minute from one address. */
  readonly rate: number;
  readonly logger: boolean;
  readonly metrics: Metrics;
  readonly streams: Streams;
  /** Public pages, in memory. */
  readonly trust: TrustPages;
  /** The folder of the console's files; null: only the API is served. */
  readonly console: string | null;
  /** How long a request may take to come to its end, in milliseconds. */
  readonly slowest: number;
}

export const SLOWEST = MINUTE;

export interface HttpServer {
  readonly app: FastifyInstance;
  /** Every method and address that it answers to. */
  readonly routes: readonly string[];
}

/** The server, not yet listening: API, signing in, health, and the pages. */
export async function httpServer(
  serving: Serving,
  { proxies, rate, logger, metrics, streams, trust, console: pages, slowest }: ServerOptions,
): Promise<HttpServer> {
  const routes: string[] = [];
  const app = fastify({
    logger: logger ? LOGGING : false,
    trustProxy: proxies === 0 ? false : (_, hop) => hop < proxies,
    requestTimeout: slowest,
    http: { headersTimeout: slowest, requestTimeout: slowest, connectionsCheckingInterval: slowest / 4 },
    connectionTimeout: 2 * MINUTE,
    keepAliveTimeout: 10 * SECOND,
    handlerTimeout: 2 * MINUTE,
    genReqId: () => serving.attestry.chance.newId(),
    routerOptions: { maxParamLength: 1_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // what no route and no hook sees: an address that is none, and what is no request
    frameworkErrors: (error, request, reply) => void fail(error, request, reply.header('x-request-id', request.id)),
    clientErrorHandler: ({ code }, socket) => failUnread(code, socket, serving.attestry.chance.newId()),
  });
  app.addHook('onRoute', ({ method, url }) => void routes.push(...[method].flat().map((each) => `${each} ${url}`)));
  app.setErrorHandler(fail);
  app.removeContentTypeParser('text/plain'); // what is asked for is JSON, and nothing is guessed
  watchLoad(app, metrics, { ...MOST_AT_ONCE, looking: slowest / 4 });
  traceRequests(app, serving.attestry.traces);
  app.setNotFoundHandler((request, reply) =>
    fail(new DomainError('route_unknown', { method: request.method, path: pathOf(request.url) }), request, reply),
  );
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (!WATCHED.has(request.url)) mustBeOwnHost(request.headers.host, serving.attestry.url);
    mustBePlain(request.headers);
  });
  await app.register(helmet, headersFor(serving.attestry.url));
  await app.register(rateLimit, {
    max: rate,
    timeWindow: MINUTE,
    keyGenerator: ({ ip }) => subnetOf(ip),
    errorResponseBuilder: (_, { ttl }) => new DomainError('too_many_requests', { seconds: Math.ceil(ttl / SECOND) }),
  });
  mountHealth(app, serving, metrics);
  mountDescription(app, serving.attestry.url);
  mountEvents(app, serving, streams);
  mountAuditLog(app, serving);
  mountApi(app, serving);
  mountAuth(app, serving);
  mountScim(app, serving);
  mountTrust(app, serving, trust);
  mountAccess(app, serving, viewerIn(pages));
  mountPages(app, serving.attestry.chance, pages);
  return { app, routes };
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

const fine = (body: string): Answer => ({ status: 200, body });

/** It is described when somebody first asks: that takes a tenth of a start. */
function mountDescription(app: FastifyInstance, url: string): void {
  let known: Readonly<Record<'text' | 'page', Answer>> | null = null;
  const described = (): Readonly<Record<'text' | 'page', Answer>> => {
    if (known !== null) return known;
    const description = openApi(VERSION, ROUTES_BESIDE);
    known = { text: fine(JSON.stringify(description)), page: fine(referencePage(description, url)) };
    return known;
  };
  const [script, style] = [fine(SCRIPT), fine(STYLE)];
  const files: Readonly<Record<string, readonly [media: string, given: () => Answer]>> = {
    'openapi.json': ['application/json', () => described().text],
    reference: ['text/html', () => described().page],
    'reference.js': ['text/javascript', () => script],
    'reference.css': ['text/css', () => style],
  };
  for (const [name, [media, given]] of Object.entries(files))
    app.get(`/api/${name}`, (request, reply) => tagged(request, reply.type(`${media}; charset=utf-8`), given()));
}
