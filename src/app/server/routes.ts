import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Operation, OPERATIONS } from '#/contract/api.ts';
import { hasBody, isBytes, shapesOf } from '#/contract/shape.ts';
import type { Answer } from '#/features/identity/index.ts';
import { sha256 } from '#/ledger/hash.ts';
import { answer, answerFile } from './answer.ts';
import type { Serving } from './context.ts';
import { isKnown } from './known.ts';

const MEGABYTE = 2 ** 20;
/** A file is carried as base64, which makes four bytes of three. */
const FILE_LIMIT = 48 * MEGABYTE;

/** The routes of all endpoints. */
export function mountApi(app: FastifyInstance, serving: Serving): void {
  for (const operation of OPERATIONS) mount(app, serving, operation);
}

function mount(app: FastifyInstance, serving: Serving, operation: Operation): void {
  const { endpoint } = operation;
  if (endpoint.file !== undefined) return mountFile(app, serving, operation, endpoint.file);
  const takesFile = hasBody(endpoint) && Object.values(shapesOf(endpoint).input.properties ?? {}).some(isBytes);
  app.route({
    method: endpoint.method,
    url: urlOf(operation),
    bodyLimit: takesFile ? FILE_LIMIT : MEGABYTE,
    config: { operation: operation.name },
    handler: async (request, reply) => {
      const given = await answer(serving, operation, request);
      void reply.code(given.status).type('application/json; charset=utf-8');
      return endpoint.method === 'GET'
        ? tagged(request, reply, given)
        : reply.header('cache-control', 'no-store').send(given.body);
    },
  });
}

/** How long somebody may take to read a file, in milliseconds; who reads nothing for two minutes is given up sooner. */
const LONGEST_FILE = 12 * 60 * 60_000;

/** A file is sent as it is read, and taken by no other method: a look at its head would be noted as if it left. */
function mountFile(app: FastifyInstance, serving: Serving, operation: Operation, media: string): void {
  app.route({
    method: operation.endpoint.method,
    url: urlOf(operation),
    exposeHeadRoute: false,
    handlerTimeout: LONGEST_FILE,
    config: { operation: operation.name },
    handler: async (request, reply) => {
      const { name, length, bytes } = await answerFile(serving, operation, request);
      if (length !== null) void reply.header('content-length', length);
      return reply
        .type(media)
        .header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w. -]/g, '-')}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(bytes, { objectMode: false }));
    },
  });
}

const urlOf = ({ endpoint }: Operation): string => `/api${endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;

/** What goes out, and the tag by which it is known; made once of an answer that is given again and again. */
interface Outgoing {
  readonly bytes: Buffer;
  readonly tag: string;
}

const outgoing = new WeakMap<Answer, Outgoing>();

function outgoingOf(given: Answer): Outgoing {
  const known = outgoing.get(given);
  if (known !== undefined) return known;
  const bytes = Buffer.from(given.body);
  const { lasting } = given;
  const tag = `"${Buffer.from(sha256(lasting === undefined ? bytes : Buffer.from(lasting)))
    .toString('base64url')
    .slice(0, 22)}"`;
  const made = { bytes, tag: lasting === undefined ? tag : `W/${tag}` }; // it means the same, and is not the same to the letter
  outgoing.set(given, made);
  return made;
}

/** A read says what it answered by a tag, and nothing more to whoever has it already. RFC 9110 §8.8.3. */
export function tagged(request: FastifyRequest, reply: FastifyReply, given: Answer): FastifyReply {
  const { bytes, tag } = outgoingOf(given);
  void reply
    .header('etag', tag)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'Cookie, Authorization, Attestry-Organization');
  return isKnown(request.headers['if-none-match'], tag) ? reply.code(304).send() : reply.send(bytes);
}
