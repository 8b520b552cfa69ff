import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Operation, OPERATIONS } from '#/contract/api.ts';
import { isBytes, shapesOf } from '#/contract/shape.ts';
import { sha256 } from '#/ledger/hash.ts';
import { answer } from './answer.ts';
import type { Serving } from './context.ts';

const MEGABYTE = 2 ** 20;
/** A file is carried as base64, which makes four bytes of three. */
const FILE_LIMIT = 48 * MEGABYTE;

/** The routes of all endpoints. */
export function mountApi(app: FastifyInstance, serving: Serving): void {
  for (const operation of OPERATIONS) mount(app, serving, operation);
}

function mount(app: FastifyInstance, serving: Serving, operation: Operation): void {
  const { endpoint } = operation;
  const takesFile = Object.values(shapesOf(endpoint).input.properties ?? {}).some(isBytes);
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    bodyLimit: takesFile ? FILE_LIMIT : MEGABYTE,
    config: { operation: operation.name },
    handler: async (request, reply) => {
      const { status, body } = await answer(serving, operation, request);
      void reply.code(status).type('application/json; charset=utf-8');
      return endpoint.method === 'GET'
        ? tagged(request, reply, body)
        : reply.header('cache-control', 'no-store').send(body);
    },
  });
}

/** A read says what it answered by a tag, and nothing more to whoever has it already. RFC 9110 §8.8.3. */
function tagged(request: FastifyRequest, reply: FastifyReply, body: string): FastifyReply {
  const tag = `"${Buffer.from(sha256(body)).toString('base64url').slice(0, 22)}"`;
  void reply
    .header('etag', tag)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'Cookie, Authorization, Attestry-Organization');
  const known = request.headers['if-none-match'];
  return known === tag ? reply.code(304).send() : reply.send(body);
}
