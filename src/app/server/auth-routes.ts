import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BASE, isFromProvider } from '#/platform/auth/routes.ts';
import { memberships, recordAction } from '#/features/identity/index.ts';
import type { Passage } from '#/platform/auth/auth.ts';
import { headersOf, type Serving } from './context.ts';
import { mustBeOwnPage } from './origin.ts';

const LIMIT = 256 * 1024;
/** These say what the body was, which is read before it is passed on. */
const OF_BODY: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'connection', 'expect']);

/** Signing in and what belongs to it: routes of the authentication library, behind our own limits and errors. */
export function mountAuth(app: FastifyInstance, serving: Serving): void {
  void app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LIMIT }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.route({
      method: ['GET', 'POST'],
      url: `${BASE}/*`,
      exposeHeadRoute: false,
      config: { operation: 'account.library' },
      handler: (request, reply) => pass(serving, request, reply),
    });
    done();
  });
}

async function pass(serving: Serving, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { url } = serving.attestry;
  const target = new URL(request.url, url);
  if (request.method !== 'GET' && !isFromProvider(target.pathname.slice(BASE.length))) mustBeOwnPage(request, url);
  const headers = headersOf(request);
  for (const name of OF_BODY) headers.delete(name);
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : null;
  const init = { method: request.method, headers, ...(body === null ? {} : { body }) };
  const passage = await serving.auth.pass(new Request(target, init), request.ip);
  await noted(serving, passage, request);
  return sent(reply, passage.answer);
}

async function sent(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  void reply.code(answer.status).header('cache-control', 'no-store');
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') void reply.header(name, value);
  for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
  return reply.send(Buffer.from(await answer.arrayBuffer()));
}

/** An organization knows who came in, and what they changed about how they do. */
async function noted({ attestry }: Serving, { event }: Passage, request: FastifyRequest): Promise<void> {
  if (event === null) return;
  for (const { org } of await memberships(attestry, event.user)) {
    await recordAction(attestry, org, {
      person: event.email,
      via: 'session',
      name: event.name,
      subject: {},
      outcome: 'done',
      request: request.id,
      address: request.ip,
    });
  }
}
