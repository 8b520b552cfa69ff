import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { failureOf, statusOf } from '#/contract/failure.ts';
import { DomainError } from '#/core/errors.ts';
import { html } from '#/core/html.ts';
import { HERE, noPage, sendPage } from './access/frame.ts';

/** Whatever was thrown, as an error that is answered. */
export function domainErrorOf(error: unknown, request: FastifyRequest): DomainError {
  if (error instanceof DomainError)
    return error.code === 'unexpected' ? new DomainError('unexpected', { request: request.id }) : error;
  const { code = '', statusCode, message } = error as Partial<FastifyError>;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new DomainError('request_too_large', { limit: request.routeOptions.bodyLimit ?? 0 });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new DomainError('media_refused', { media: request.headers['content-type'] ?? '' });
    default:
      if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
        return new DomainError('input_invalid', { where: 'request', because: message ?? 'it cannot be read' });
      return new DomainError('unexpected', { request: request.id });
  }
}

/** Notes what nobody foresaw, and says in the head of the answer what belongs there, whatever its form. */
export function headed(error: unknown, request: FastifyRequest, reply: FastifyReply): DomainError {
  const known = domainErrorOf(error, request);
  if (known.code === 'unexpected') request.log.error({ err: error }, 'unexpected');
  if (known.code === 'too_many_requests') void reply.header('retry-after', String(known.facts['seconds'] ?? 1));
  if (known.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
  return known;
}

/** Answers with the one form of an error; a browser that goes to a page, with one. */
export function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = headed(error, request, reply);
  void reply.code(statusOf(known.code));
  if (goesToPage(request))
    return sendPage(reply, HERE, known.code === 'route_unknown' ? noPage('/', 'To Attestry') : wrongPage(known));
  return reply
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(failureOf(known, request.id)));
}

const wrongPage = ({ message, fix }: DomainError) => ({
  title: 'That did not work',
  body: html`<p class="wrong" role="alert">${message}</p><p>${fix}</p><p><a href="/">To Attestry</a></p>`,
});

/** Its address is not of the API, and it asks for a page. */
const goesToPage = ({ method, url, headers: { accept = '' } }: FastifyRequest): boolean =>
  method === 'GET' && !url.startsWith('/api/') && /\btext\/html\b/i.test(accept);

/** By which Node says what it could not read; anything else is no HTTP. */
const UNREAD: Readonly<Record<string, readonly [status: string, because: string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'its head is too long'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'it did not come to its end in time'],
};

/** Answers in the same form what is no request, and ends the connection. */
export function failUnread(code: string, socket: Socket, id: string): void {
  if (code === 'ECONNRESET') return;
  const [status, because] = UNREAD[code] ?? ['400 Bad Request', 'it is not one of HTTP'];
  end(socket, { status, error: new DomainError('input_invalid', { where: 'request', because }), id });
}

/** Ends a connection whose request did not come on. */
export const endSlow = (socket: Socket, id: string): void => failUnread('ERR_HTTP_REQUEST_TIMEOUT', socket, id);

/** Ends a connection whose request has not come to its end, to make room for others. */
export const endCrowded = (socket: Socket, id: string): void =>
  end(socket, { status: '503 Service Unavailable', error: new DomainError('overloaded'), id });

interface Ending {
  readonly status: string;
  readonly error: DomainError;
  readonly id: string;
}

function end(socket: Socket, { status, error, id }: Ending): void {
  if (socket.destroyed) return;
  const body = JSON.stringify(failureOf(error, id));
  const head = `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}`;
  if (socket.writable)
    socket.write(`HTTP/1.1 ${status}\r\n${head}\r\nx-request-id: ${id}\r\nconnection: close\r\n\r\n${body}`);
  socket.destroySoon();
}
